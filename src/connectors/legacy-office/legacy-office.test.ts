import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { Extractor } from '../../contracts/extractor.ts'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { docExtractor } from './doc.ts'
import { pptExtractor } from './ppt.ts'
import { xlsExtractor } from './xls.ts'

/** Written by LibreOffice 7.4 from pages of our own. */
const fixture = (name: string) => ({
  name,
  kind: name.slice(-3),
  bytes: new Uint8Array(gunzipSync(readFileSync(new URL(`./fixtures/${name}.gz`, import.meta.url)))),
})
const DOC = fixture('lease.doc')
const XLS = fixture('prices.xls')
const PPT = fixture('talk.ppt')

test('a Word document: headings, lists, tables, field results, both scripts', async () => {
  const { documents } = await docExtractor.extract(DOC)
  expect(documents[0]).toMatchObject({ title: 'Lease of a workshop', metadata: { author: 'Ann Example' } })
  expect(documents[0]?.text).toBe(
    '# Lease of a workshop\n\nThe rent is 1,240 € a month — due on the 3rd. 租金每月支付。\n\n## Duties\n\n- keep it clean\n- heat it\n    - in winter\n- first\n- second\n\n| Year | Rent |\n| --- | --- |\n| 2024 | 1,240 |\n| 2025 |  |\n\nSee our page.',
  )
})

test('a workbook: shared strings, numbers, dates and formulas by their results', async () => {
  const { documents } = await xlsExtractor.extract(XLS)
  expect(documents[0]?.text).toBe('# Prices\n\n| Item 品名 | Price | From |\n| --- | --- | --- |\n| Lamp | 12.5 | 2024-03-05 |\n| Total | 25 | see Lamp |')
})

test('a presentation: a page for each slide, title first, notes last', async () => {
  const { documents } = await pptExtractor.extract(PPT)
  expect(documents[0]?.text).toBe(
    '# Workshop plans 车间计划\n\nNew lathe in May\n\nTwo apprentices\n\nDraft of 3 March\n\nNotes: Mention the budget.\n\n# Thank you',
  )
  expect(documents[0]?.pages?.map(({ number }) => number)).toEqual([1, 2])
  expect(documents[0]?.title).toBe('Workshop plans 车间计划')
})

describe.each<[string, Extractor, typeof DOC]>([
  ['doc', docExtractor, DOC],
  ['xls', xlsExtractor, XLS],
  ['ppt', pptExtractor, PPT],
])('a damaged %s', (_, extractor, file) => {
  test('gives text or a reason at once, wherever it is damaged or cut', async () => {
    let failed = 0
    for (let round = 0; round < 120; round++) {
      const bytes = Uint8Array.from(file.bytes)
      // A simple generator, so that a failing round repeats.
      let state = round * 2654435761
      const next = () => ((state = (state * 1664525 + 1013904223) >>> 0), state)
      for (let each = 0; each < 20; each++) bytes[next() % Math.min(bytes.length, 40_000)] = next() & 0xff
      const cut = round % 3 ? bytes : bytes.subarray(0, next() % bytes.length)
      try {
        await extractor.extract({ ...file, bytes: cut })
      } catch (error) {
        failed++
        expect(error).toBeInstanceOf(Error)
      }
    }
    expect(failed).toBeGreaterThan(20)
  }, 20_000)
})

const noise = (name: string) => ({ name, kind: name.slice(-3), bytes: Uint8Array.from({ length: 3000 }, (_, at) => (at * 31) & 0xff) })
extractorSuite('Word 97', docExtractor, {
  sound: [DOC],
  broken: [{ ...DOC, bytes: DOC.bytes.subarray(0, 3000), name: 'cut.doc' }, noise('noise.doc'), { ...XLS, kind: 'doc' }],
})
extractorSuite('Excel 97', xlsExtractor, {
  sound: [XLS],
  broken: [{ ...XLS, bytes: XLS.bytes.subarray(0, 3000), name: 'cut.xls' }, noise('noise.xls'), { ...DOC, kind: 'xls' }],
})
extractorSuite('PowerPoint 97', pptExtractor, {
  sound: [PPT],
  broken: [{ ...PPT, bytes: PPT.bytes.subarray(0, 3000), name: 'cut.ppt' }, noise('noise.ppt'), { ...DOC, kind: 'ppt' }],
})
