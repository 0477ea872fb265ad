import { describe, expect, test } from 'vitest'
import { TilthError } from '../common/errors.ts'
import type { Extraction, Extractor, FileContent } from '../contracts/extractor.ts'

/** C0 controls but tab and line ends, DEL, and a byte order mark. */
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/

export interface ExtractorFiles {
  /** Files with text, each of which gives at least one document. */
  readonly sound: readonly FileContent[]
  /** Files that must be refused with a reason. */
  readonly broken: readonly FileContent[]
  /** True for an extractor that passes text on character by character, control characters included. */
  readonly verbatim?: boolean
}

/** What every extractor promises, whatever it reads. Call it in a test file of the connector, with files of its kinds. */
export function extractorSuite(name: string, extractor: Extractor, { sound, broken, verbatim = false }: ExtractorFiles): void {
  describe(`${name} as an extractor`, () => {
    test('names its kinds, and is tested with files of them', () => {
      expect(extractor.kinds.length).toBeGreaterThan(0)
      for (const kind of extractor.kinds) expect(kind).toMatch(/^[a-z0-9]+$/)
      expect(sound.length).toBeGreaterThan(0)
      for (const { kind } of [...sound, ...broken]) expect(extractor.kinds).toContain(kind)
    })

    describe.each(sound.map((file) => ({ file, label: file.name })))('$label', ({ file }) => {
      test('gives text', async () => {
        const { documents } = await extractor.extract(file)
        expect(documents.length).toBeGreaterThan(0)
        for (const { text, format, title } of documents) {
          expect(text.trim()).not.toBe('')
          expect(['plain', 'markdown']).toContain(format)
          if (title !== undefined) expect(title).toMatch(/^\S.*$/)
        }
      })

      test('gives the same again, and leaves the bytes alone', async () => {
        const before = Uint8Array.from(file.bytes)
        const first = await extractor.extract(file)
        expect(await extractor.extract(file)).toEqual(first)
        expect(Buffer.compare(file.bytes, before)).toBe(0)
      })

      test('reads a view into a larger buffer', async () => {
        const around = new Uint8Array(file.bytes.length + 200).fill(0x41)
        around.set(file.bytes, 100)
        const view = around.subarray(100, 100 + file.bytes.length)
        expect(await extractor.extract({ ...file, bytes: view })).toEqual(await extractor.extract(file))
      })

      test('gives well-formed text without control characters', async () => {
        for (const { text, title = '' } of (await extractor.extract(file)).documents) {
          expect(text.isWellFormed()).toBe(true)
          if (!verbatim) expect(text).not.toMatch(UNWANTED)
          expect(title).not.toMatch(UNWANTED)
        }
      })

      test('gives pages that lie in the text, in order', async () => {
        for (const { text, pages = [] } of (await extractor.extract(file)).documents) {
          let end = 0
          let number = 0
          for (const page of pages) {
            expect(page.number).toBeGreaterThan(number)
            expect(page.start).toBeGreaterThanOrEqual(end)
            expect(page.end).toBeGreaterThanOrEqual(page.start)
            expect(page.end).toBeLessThanOrEqual(text.length)
            number = page.number
            end = page.end
          }
        }
      })

      test('gives plain data, which survives JSON and the way between processes', async () => {
        const extraction = await extractor.extract(file)
        expect(JSON.parse(JSON.stringify(extraction))).toEqual(extraction)
        expect(structuredClone(extraction)).toEqual(extraction)
      })
    })

    if (broken.length)
      test.each(broken.map((file) => ({ file, label: file.name })))('refuses $label with a reason', async ({ file }) => {
        const error = await extractor.extract(file).then(
          (extraction: Extraction) => extraction,
          (error: unknown) => error,
        )
        expect(error).toBeInstanceOf(TilthError)
        const { message, hint, code } = error as TilthError
        expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
        expect(message).toMatch(/\w{3}/)
        expect(message).not.toMatch(/\n|undefined|\[object|^Error|node_modules/)
        expect(hint).toMatch(/\w{3}/)
      })
  })
}
