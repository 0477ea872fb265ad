import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openLargeText, readPart, type PartCursor, type TextPart } from './large-text.ts'

const folder = mkdtempSync(join(tmpdir(), 'tilth-large-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function partsOf(name: string, content: string | Uint8Array, partBytes: number): Promise<TextPart[]> {
  const path = join(folder, name)
  writeFileSync(path, content)
  const large = await openLargeText(path, partBytes, () => {})
  expect(large?.sha256).toBe(createHash('sha256').update(content).digest('hex'))
  const parts: TextPart[] = []
  for (let cursor: PartCursor | undefined = large?.first; cursor; cursor = parts.at(-1)?.next) parts.push(await readPart(path, cursor))
  return parts
}
const textOf = ({ bytes }: TextPart) => Buffer.from(bytes).toString()

test('parts of a text end with a paragraph, and together are the text', async () => {
  const text = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} of harbours.\nIts second line.`).join('\n\n')
  const parts = await partsOf('a.txt', text, 500)
  expect(parts.length).toBeGreaterThan(4)
  expect(parts.map(textOf).join('')).toBe(text)
  for (const part of parts.slice(0, -1)) expect(textOf(part)).toMatch(/\n\n$/)
  expect(parts.map(({ start }) => start)).toEqual([0, ...parts.slice(0, -1).map(({ end }) => end)])
})

test('each part of a table begins with its header, and no quoted line break is torn', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => `${index},"line one\nline two, of ${index}"\n`)
  const parts = await partsOf('a.csv', `id,"the\ntext"\n${rows.join('')}`, 300)
  expect(parts.length).toBeGreaterThan(4)
  for (const part of parts) expect(textOf(part)).toMatch(/^id,"the\ntext"\n\d/)
  expect(parts.map((part) => textOf(part).replace('id,"the\ntext"\n', '')).join('')).toBe(rows.join(''))
})

test('what stands in an old encoding, or is one line without an end, comes whole', async () => {
  const chinese = new TextDecoder('gb18030').decode(Buffer.from('b8dbbfdad4dabec5b5e3bfaac3c5a1a3', 'hex'))
  expect(chinese).toBe('港口在九点开门。')
  const line = Buffer.concat([Buffer.from('b8dbbfdad4dabec5b5e3bfaac3c5a1a3', 'hex'), Buffer.from('\n')])
  const parts = await partsOf('gb.txt', Buffer.concat([Buffer.from('plain\n'.repeat(100)), ...Array.from({ length: 100 }, () => line)]), 400)
  expect(parts.map(textOf).join('')).toBe('plain\n'.repeat(100) + `${chinese}\n`.repeat(100))
  const endless = '港'.repeat(5000)
  expect((await partsOf('endless.txt', endless, 500)).map(textOf).join('')).toBe(endless)
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`${chinese}\n`.repeat(200), 'utf16le')])
  expect((await partsOf('wide.txt', wide, 500)).map(textOf).join('')).toBe(`${chinese}\n`.repeat(200))
})

test('messages of a mailbox stay whole; a kind that cannot be cut is none', async () => {
  const message = (number: number) => `From a@example.org Mon Jan  1 00:00:00 2024\nSubject: ${number}\n\nThe text of ${number}.\n\n`
  const parts = await partsOf('a.mbox', Array.from({ length: 40 }, (_, index) => message(index)).join(''), 300)
  expect(parts.length).toBeGreaterThan(4)
  for (const part of parts) expect(textOf(part)).toMatch(/^From /)
  const path = join(folder, 'a.pdf')
  writeFileSync(path, '%PDF-1.7\n')
  expect(await openLargeText(path, 100, () => {})).toBeUndefined()
})

test('a file that changes while it is read is not taken for what was hashed', async () => {
  const [first] = await partsOf('changing.txt', 'one line\n'.repeat(100), 200)
  const path = join(folder, 'changing.txt')
  utimesSync(path, new Date(), new Date(statSync(path).mtimeMs + 5000))
  await expect(readPart(path, first?.next as PartCursor)).rejects.toMatchObject({ code: 'vanished' })
})
