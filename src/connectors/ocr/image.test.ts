import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { imageExtractor } from './image.ts'

const sample = (name: string) => ({ name, kind: 'image', bytes: new Uint8Array(readFileSync(join(import.meta.dirname, 'samples', name))) })
const QUAY = 'The quay was built in 1872. It cost 4,500 guilders'
const png = sample('quay.png')

extractorSuite('pictures', imageExtractor, {
  sound: [png],
  broken: [
    { name: 'cut.png', kind: 'image', bytes: png.bytes.subarray(0, 400) },
    { name: 'cut.jpg', kind: 'image', bytes: sample('quay.jpg').bytes.subarray(0, 100) },
    { name: 'cut.tif', kind: 'image', bytes: sample('quay.tif').bytes.subarray(0, 12) },
    { name: 'cut.webp', kind: 'image', bytes: sample('quay.webp').bytes.subarray(0, 40) },
    { name: 'cut.bmp', kind: 'image', bytes: sample('quay.bmp').bytes.subarray(0, 100) },
  ],
})

describe('a picture of print', () => {
  test.each(['quay.png', 'quay.jpg', 'quay.tif', 'quay.bmp', 'quay.webp'])('%s is read, and says that it was recognised', async (name) => {
    const { documents } = await imageExtractor.extract(sample(name))
    expect(documents).toHaveLength(1)
    expect(documents[0]!.text.replace(/\.$/, '')).toBe(QUAY)
    expect(documents[0]!.metadata).toEqual({ ocrPages: 1, ocrConfidence: expect.closeTo(0.97, 1) })
  })

  test('in Chinese is read', async () => {
    const { documents } = await imageExtractor.extract(sample('expenses.zh.png'))
    expect(documents[0]?.text).toBe('员工须在三十天内提交报销单。部门负责人审批后支付。')
  })

  test('tells of its progress, after looking and after each line, which keeps its time limit from ending it', async () => {
    let parts = 0
    await imageExtractor.extract(png, { onProgress: () => parts++ })
    expect(parts).toBe(3)
  })

  test('is left alone when recognition is switched off', async () => {
    expect(await imageExtractor.extract(png, { ocr: 'never' })).toEqual({ documents: [], reason: expect.stringContaining('switched off') })
  })

  test('of another kind gets a reason', async () => {
    const bytes = new Uint8Array(Buffer.from('GIF89a'))
    expect(await imageExtractor.extract({ name: 'a.gif', kind: 'image', bytes })).toEqual({ documents: [], reason: expect.stringContaining('convert it') })
  })
})
