import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { xlsxExtractor } from './xlsx.ts'

const X = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

interface Sheet {
  readonly name: string
  readonly rows: string
  readonly merged?: readonly string[]
  readonly state?: string
}

function xlsx(sheets: readonly Sheet[], { strings = '', styles = '' } = {}): Uint8Array {
  const links = [...sheets.map((_, at) => ['worksheet', `s${at}.xml`]), ['sharedStrings', 'strings.xml'], ['styles', 'styles.xml']]
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns="${X}" xmlns:r="${R}"><sheets>${sheets.map(({ name, state = 'visible' }, at) => `<sheet name="${name}" state="${state}" r:id="r${at}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.map(([type, target], at) => `<Relationship Id="r${at}" Type="${R}/${type}" Target="${target}"/>`).join('')}</Relationships>`,
    'xl/strings.xml': `<sst xmlns="${X}">${strings}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${X}">${styles}</styleSheet>`,
  }
  for (const [at, { rows, merged = [] }] of sheets.entries()) {
    files[`xl/s${at}.xml`] =
      `<worksheet xmlns="${X}"><sheetData>${rows}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

/** Cells by address: numbers as such, texts inline. */
const cells = (values: Readonly<Record<string, string | number>>) =>
  Object.entries(values)
    .map(
      ([ref, value]) =>
        `<row r="${/\d+/.exec(ref)?.[0]}">${typeof value === 'number' ? `<c r="${ref}"><v>${value}</v></c>` : `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`}</row>`,
    )
    .join('')

const extract = (bytes: Uint8Array) => xlsxExtractor.extract({ name: 'a.xlsx', bytes, kind: 'xlsx' })
const markdown = async (bytes: Uint8Array) => (await extract(bytes)).documents.map(({ text }) => text).join('\n\n')

const sound = xlsx([{ name: 'Kosten _x000B_2024', rows: cells({ A1: 'Ware _x0001_\u4e2d', B1: 'Preis _xD800_', A2: 'Öl', B2: 3 }) }])
extractorSuite('Excel', xlsxExtractor, {
  sound: [{ name: 'costs.xlsx', bytes: sound, kind: 'xlsx' }],
  broken: [
    { name: 'zeros.xlsx', bytes: new Uint8Array(1000), kind: 'xlsx' },
    { name: 'cut.xlsx', bytes: sound.subarray(0, 500), kind: 'xlsx' },
  ],
})

describe('xlsxExtractor', () => {
  it('gives a page for each visible sheet under its name', async () => {
    const sheets = [
      { name: 'One', rows: cells({ A1: 'a', B1: 'b', A2: 1, B2: 2 }) },
      { name: 'Lists', rows: cells({ A1: 'x' }), state: 'hidden' },
      { name: 'Three', rows: cells({ C5: 'only' }) },
    ]
    const [document] = (await extract(xlsx(sheets))).documents
    expect(document?.text).toBe('# One\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n# Three\n\nonly')
    expect(document?.pages?.map(({ number, start, end }) => [number, document.text.slice(start, end)])).toEqual([
      [1, '# One\n\n| a | b |\n| --- | --- |\n| 1 | 2 |'],
      [3, '# Three\n\nonly'],
    ])
  })

  it('tells tables apart, keeps those with holes together, and puts titles above them', async () => {
    const rows = cells({ A1: 'Title', A2: 'h1', B2: 'h2', C2: 'h3', A3: 'x', C3: 'y', A4: 'z', F2: 'other', F3: 'list' })
    expect(await markdown(xlsx([{ name: 'S', rows }]))).toBe(
      '# S\n\nTitle\n\n| h1 | h2 | h3 |\n| --- | --- | --- |\n| x |  | y |\n| z |  |  |\n\n| other |\n| --- |\n| list |',
    )
  })

  it('repeats the words of merged cells, but a merged title stands once', async () => {
    const rows = cells({ A1: 'Title', A2: 'g', C2: 'h', A3: 1, B3: 2, C3: 3 })
    expect(await markdown(xlsx([{ name: 'S', rows, merged: ['A1:C1', 'A2:B2'] }]))).toBe('# S\n\nTitle\n\n| g | g | h |\n| --- | --- | --- |\n| 1 | 2 | 3 |')
  })

  it('reads shared and rich strings, booleans, errors, dates, per cent and cached results', async () => {
    const strings = '<si><t>plain</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>phonetic</t></rPh></si>'
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="&quot;€&quot; #,##0.00"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs>'
    const row =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c s="1"><v>45356</v></c><c s="2"><v>0.25</v></c>' +
      '<c s="3"><f>A1</f><v>1234.5</v></c><c t="str"><f>B1</f><v>joined</v></c><c><v>0.30000000000000004</v></c></row>'
    expect(await markdown(xlsx([{ name: 'S', rows: row }], { strings, styles }))).toContain(
      '| plain | rich | TRUE | #N/A | 2024-03-05 | 25% | € 1,234.50 | joined | 0.3 |',
    )
  })

  it('stays small where two cells lie far apart, and where many lie about', async () => {
    expect(await markdown(xlsx([{ name: 'S', rows: cells({ A1: 'a', XFD1048576: 'b' }) }]))).toBe('# S\n\na\n\nb')
    const scattered = Array.from({ length: 3000 }, (_, at) => `<row r="${at * 2 + 1}"><c r="${at % 2 ? 'A' : 'XFD'}${at * 2 + 1}"><v>${at}</v></c></row>`).join(
      '',
    )
    expect((await markdown(xlsx([{ name: 'S', rows: scattered }]))).length).toBeLessThan(100_000)
  })

  it('does not multiply a long string without bound', async () => {
    const rows = `<row>${'<c t="s"><v>0</v></c>'.repeat(16_000)}</row>`.repeat(4)
    const { documents, reason } = await extract(xlsx([{ name: 'S', rows }], { strings: `<si><t>${'long '.repeat(6000)}</t></si>` }))
    expect(documents[0]?.text.length).toBeLessThan(21_000_000)
    expect(reason).toBe('only its first 500,000 cells were read')
  })

  it('gives a reason for an empty workbook, and refuses what is none', async () => {
    expect(await extract(xlsx([{ name: 'S', rows: '' }]))).toEqual({ documents: [], reason: 'there is no text in it' })
    await expect(extract(strToU8('a,b\n1,2\n'))).rejects.toMatchObject({ message: 'not an Excel workbook: it is no zip archive, as such files are' })
  })
})
