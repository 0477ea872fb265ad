import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Bitmap, type QuarterTurns, turned } from './bitmap.ts'
import { decodePng } from './decode-png.ts'
import { openOcr } from './ocr.ts'
import { planesOf } from './planes.ts'

const quay = decodePng(readFileSync(join(import.meta.dirname, 'samples', 'quay.png')))
const LINES = ['The quay was built in 1872.', 'It cost 4,500 guilders.']
const ocr = await openOcr({ threads: 1 })
const textOf = async (image: Bitmap) => {
  const { lines, turns } = await ocr.read(image)
  return { turns, lines: lines.toSorted((a, b) => a.box.y - b.box.y).map(({ text }) => text) }
}

describe('character recognition', () => {
  test.each([0, 1, 2, 3] as const)('turns a page that lies %i quarter turns off', async (off: QuarterTurns) => {
    expect(await textOf(turned(quay, off))).toEqual({ turns: (4 - off) % 4, lines: LINES })
  })

  test('follows lines that are askew by two degrees', async () => {
    expect((await textOf(askew(quay, 2))).lines).toEqual(LINES)
  })

  test('sees nothing on an empty page', async () => {
    expect(await textOf({ width: 600, height: 800, data: new Uint8Array(600 * 800 * 4).fill(250) })).toEqual({ turns: 0, lines: [] })
  })

  test('without its models says which file is missing and how to get it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tilth-ocr-'))
    await expect(openOcr({ modelsFolder: folder })).rejects.toMatchObject({
      code: 'weights-missing',
      message: expect.stringContaining(join(folder, 'ocr')),
      hint: expect.stringMatching(/install|npm run prepare/),
    })
    await rm(folder, { recursive: true })
  })
})

/** The image turned by a few degrees about its middle. */
function askew({ width, height, data }: Bitmap, degrees: number): Bitmap {
  const box = { x: width / 2, y: height / 2, width, height, angle: (degrees * Math.PI) / 180 }
  const planes = planesOf({ width, height, data }, box, { width, height, stride: width }, { mean: [0, 0, 0], deviation: [1, 1, 1] })
  const size = width * height
  const pixels = new Uint8Array(4 * size)
  for (let at = 0; at < size; at++) for (let channel = 0; channel < 3; channel++) pixels[4 * at + channel] = 255 * planes[channel * size + at]!
  return { width, height, data: pixels }
}
