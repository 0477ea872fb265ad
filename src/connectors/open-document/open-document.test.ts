import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { openDocumentExtractor } from './open-document.ts'

const NAMES = ['office', 'text', 'table', 'draw', 'style', 'presentation', 'meta']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ')
const ROOT = `${NAMES} xmlns:dc="http://purl.org/dc/elements/1.1/"`
const STYLES =
  '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/><text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style><style:style style:name="ta0" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'

function open(kind: 'odt' | 'ods' | 'odp', body: string, more: Readonly<Record<string, string>> = {}) {
  const element = { odt: 'text', ods: 'spreadsheet', odp: 'presentation' }[kind]
  const content = `<?xml version="1.0"?><office:document-content ${ROOT}>${STYLES}<office:body><office:${element}>${body}</office:${element}></office:body></office:document-content>`
  const meta = `<office:document-meta ${ROOT}><office:meta><dc:creator>Ann</dc:creator></office:meta></office:document-meta>`
  const files = { mimetype: `application/vnd.oasis.opendocument.${element}`, 'content.xml': content, 'meta.xml': meta, ...more }
  return { name: `sample.${kind}`, kind, bytes: zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))) }
}
const p = (text: string) => `<text:p>${text}</text:p>`
const cell = (text: string, more = '') => `<table:table-cell ${more}>${p(text)}</table:table-cell>`

const TEXT = open(
  'odt',
  `<text:tracked-changes>${p('deleted')}</text:tracked-changes><text:p text:style-name="P1">Lease</text:p><text:h text:outline-level="1">Rent</text:h>
   <text:p>Due<text:s text:c="1"/>monthly<text:note><text:note-citation>1</text:note-citation><text:note-body>${p('In advance.')}</text:note-body></text:note>.</text:p>
   <text:list text:style-name="L1"><text:list-item>${p('pay')}<text:list><text:list-item>${p('by bank')}</text:list-item></text:list></text:list-item><text:list-item>${p('keep')}</text:list-item></text:list>
   <table:table><table:table-row>${cell('Year', 'table:number-rows-spanned="2"')}${cell('Sum', 'table:number-columns-spanned="2"')}<table:covered-table-cell/></table:table-row><table:table-row><table:covered-table-cell/>${cell('net')}${cell('gross')}</table:table-row></table:table>`,
)

test('reads titles, headings, notes, numbered and nested lists, and merged cells', async () => {
  const { documents } = await openDocumentExtractor.extract(TEXT)
  expect(documents[0]).toMatchObject({ title: 'Lease', metadata: { author: 'Ann' } })
  expect(documents[0]?.text).toBe(
    '# Lease\n\n## Rent\n\nDue monthly[^1].\n\n1. pay\n    - by bank\n2. keep\n\n| Year | Sum | Sum |\n| --- | --- | --- |\n| Year | net | gross |\n\n[^1]: In advance.',
  )
})

const SHEET = open(
  'ods',
  `<table:table table:name="Ducks"><table:table-row>${cell('Year')}${cell('Count')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row>${cell('2024')}${cell('180')}</table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table><table:table table:name="Working" table:style-name="ta0"><table:table-row>${cell('hidden')}</table:table-row></table:table>`,
)

test('reads the visible sheets, each a page, and passes over the empty rest', async () => {
  const { documents } = await openDocumentExtractor.extract(SHEET)
  expect(documents[0]?.text).toBe('# Ducks\n\n| Year | Count |\n| --- | --- |\n| 2024 | 180 |')
  expect(documents[0]?.pages).toHaveLength(1)
})

const SLIDES = open(
  'odp',
  `<draw:page><draw:frame presentation:class="subtitle"><draw:text-box>${p('2024')}</draw:text-box></draw:frame><draw:frame presentation:class="title"><draw:text-box>${p('Plans')}</draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box>${p('Smile')}</draw:text-box></draw:frame></presentation:notes></draw:page><draw:page><draw:custom-shape>${p('Thanks')}</draw:custom-shape></draw:page>`,
)

test('reads slides as pages, title first, notes last', async () => {
  const { documents } = await openDocumentExtractor.extract(SLIDES)
  expect(documents[0]?.text).toBe('# Plans\n\n2024\n\nNotes: Smile\n\n# Slide 2\n\nThanks')
  expect(documents[0]?.pages?.map(({ number }) => number)).toEqual([1, 2])
})

test('reads the figures that a chart draws', async () => {
  const chart = `<office:document-content ${ROOT} xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"><office:body><office:chart><chart:chart><table:table table:name="local-table"><table:table-header-rows><table:table-row>${cell('')}${cell('Rain')}</table:table-row></table:table-header-rows><table:table-rows><table:table-row>${cell('May')}${cell('41')}</table:table-row></table:table-rows></table:table></chart:chart></office:chart></office:body></office:document-content>`
  const file = open(
    'odt',
    `<text:p>Weather<draw:frame><draw:object xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="./Object 1"/></draw:frame></text:p>`,
    { 'Object 1/content.xml': chart },
  )
  expect((await openDocumentExtractor.extract(file)).documents[0]?.text).toBe('Weather\n\n|  | Rain |\n| --- | --- |\n| May | 41 |')
})

const locked = open('odt', p('x'), {
  'META-INF/manifest.xml':
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
})

test('says when a password is needed', async () => {
  await expect(openDocumentExtractor.extract(locked)).rejects.toMatchObject({ code: 'file-encrypted' })
})

extractorSuite('OpenDocument', openDocumentExtractor, {
  sound: [TEXT, SHEET, SLIDES],
  broken: [
    { ...TEXT, bytes: TEXT.bytes.subarray(0, 400), name: 'cut.odt' },
    { ...SHEET, kind: 'odt', name: 'sheet.odt' },
  ],
})
