import { strToU8, zipSync } from 'fflate'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { TilthError } from '../../common/errors.ts'
import type { ExtractOptions } from '../../contracts/extractor.ts'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { archiveExtractor } from './archive.ts'

/** Reads text files only, and refuses what is called broken. */
const readInner: ExtractOptions['readInner'] = async ({ name, bytes }) => {
  if (name.startsWith('broken')) throw new TilthError('damaged', `${name} is damaged`, 'mend it')
  const text = Buffer.from(bytes).toString()
  return text ? { documents: [{ text, format: 'plain', metadata: {} }] } : { documents: [], reason: 'the file is empty' }
}
const read = (name: string, bytes: Uint8Array, options: ExtractOptions = { readInner }) => archiveExtractor.extract({ name, bytes, kind: 'archive' }, options)

/** A tar archive (ustar) of files; a name over 100 bytes comes in a pax head before it. */
function tar(files: Readonly<Record<string, string>>): Buffer {
  const head = (name: string, size: number, type: string) => {
    const block = Buffer.alloc(512)
    block.write(name.slice(0, 100), 0)
    block.write(`0000644\0${'0000000\0'.repeat(2)}${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0        ${type}`, 100)
    block.write('ustar\x0000', 257)
    block.write(
      `${block
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    )
    return block
  }
  const padded = (data: Buffer) => Buffer.concat([data, Buffer.alloc((512 - (data.length % 512)) % 512)])
  const parts = Object.entries(files).flatMap(([name, text]) => {
    const data = Buffer.from(text)
    const pax = Buffer.from(name.length > 100 ? `${name.length + 10} path=${name}\n` : '')
    return [...(pax.length ? [head('pax', pax.length, 'x'), padded(pax)] : []), head(name, data.length, '0'), padded(data)]
  })
  return Buffer.concat([...parts, Buffer.alloc(1024)])
}

const FILES = { 'a/one.txt': 'first', 'a/.hidden': 'no', [`${'long/'.repeat(25)}two.txt`]: '第二' }
const EXPECTED = [
  { text: 'first', format: 'plain', title: 'a/one.txt', metadata: { part: 'a/one.txt' } },
  { text: '第二', format: 'plain', title: `${'long/'.repeat(25)}two.txt`, metadata: { part: `${'long/'.repeat(25)}two.txt` } },
]
const zip = (files: Readonly<Record<string, string>>) => zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))

test.each([
  ['papers.zip', zip(FILES)],
  ['papers.tar', tar(FILES)],
  ['papers.tar.gz', gzipSync(tar(FILES))],
  ['papers.tar.zst', zstdCompressSync(tar(FILES))],
])('reads what stands in %s', async (name, bytes) => {
  expect(await read(name, bytes)).toEqual({ documents: EXPECTED })
})

test('a packed single file is that file', async () => {
  expect((await read('notes.txt.gz', gzipSync('hello'))).documents).toEqual([
    { text: 'hello', format: 'plain', title: 'notes.txt', metadata: { part: 'notes.txt' } },
  ])
})

test('an entry that cannot be read costs itself, and is named', async () => {
  const { documents, reason } = await read('mixed.zip', zip({ 'broken.pdf': 'x', 'good.txt': 'text', 'empty.txt': '' }))
  expect(documents).toHaveLength(1)
  expect(reason).toBe(
    '1 of 3 entries cannot be read whole: broken.pdf (broken.pdf is damaged); 1 of 3 entries hold nothing to read: empty.txt (the file is empty)',
  )
  await expect(read('bad.zip', zip({ 'broken.pdf': 'x' }))).rejects.toMatchObject({ code: 'damaged' })
})

test('a damaged, cut, oversized or too deep archive has a reason', async () => {
  await expect(read('cut.tar', tar(FILES).subarray(0, 514))).rejects.toMatchObject({ code: 'archive-damaged' })
  expect(await read('cut.tar', tar(FILES).subarray(0, 700))).toEqual({ documents: EXPECTED.slice(0, 1), reason: 'the archive is damaged: it is cut off' })
  await expect(read('cut.gz', gzipSync(tar(FILES)).subarray(0, 60))).rejects.toMatchObject({ code: 'archive-damaged' })
  await expect(read('bomb.gz', gzipSync(Buffer.alloc(257 * 2 ** 20), { level: 1 }))).rejects.toMatchObject({ code: 'archive-too-large' })
  expect(await read('deep.zip', zip(FILES), {})).toMatchObject({ documents: [], reason: expect.stringContaining('too deep') })
  expect(await read('empty.zip', zip({}))).toEqual({ documents: [], reason: 'the archive is empty' })
})

const archive = (name: string, bytes: Uint8Array) => ({ name, bytes, kind: 'archive' })
extractorSuite(
  'archive',
  { ...archiveExtractor, extract: (file) => archiveExtractor.extract(file, { readInner }) },
  {
    sound: [archive('a.zip', zip(FILES)), archive('a.tar', tar(FILES))],
    broken: [archive('cut.zip', zip(FILES).subarray(0, 40)), archive('noise.gz', Buffer.from('\u001f\u008bnoise', 'latin1'))],
  },
)
