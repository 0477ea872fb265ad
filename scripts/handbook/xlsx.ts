import { contentTypes, coreProperties, escapeXml, relationships, XML, zipTexts } from './zip.ts'

/** A text, a number, a date, or nothing. */
export type Cell = string | number | Date | null

export interface Sheet {
  readonly name: string
  /** The first row is the header. */
  readonly rows: readonly (readonly Cell[])[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook as Excel writes it: shared strings, dates as numbers with a date format, bold header rows. */
export function writeWorkbook({ title, author, date, sheets }: { title: string; author: string; date: string; sheets: readonly Sheet[] }): Uint8Array {
  const strings: string[] = []
  const parts = sheets.map((sheet) => sheetXml(sheet, strings))
  const main = 'vnd.openxmlformats-officedocument.spreadsheetml'
  const names = sheets.map((_, index) => `xl/worksheets/sheet${index + 1}.xml`)
  return zipTexts({
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': `${main}.sheet.main`,
      ...Object.fromEntries(names.map((name) => [name, `${main}.worksheet`])),
      'xl/styles.xml': `${main}.styles`,
      'xl/sharedStrings.xml': `${main}.sharedStrings`,
      'docProps/core.xml': 'vnd.openxmlformats-package.core-properties',
    }),
    '_rels/.rels': relationships([
      ['officeDocument', 'xl/workbook.xml'],
      ['core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(title, author, date),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>${sheets.map((sheet, index) => `<sheet name="${escapeXml(sheet.name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ...Object.fromEntries(names.map((name, index) => [name, parts[index] ?? ''])),
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `${XML}<sst xmlns="${MAIN}" count="${strings.length}" uniqueCount="${strings.length}">${strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join('')}</sst>`,
  })
}

function sheetXml(sheet: Sheet, strings: string[]): string {
  const rows = sheet.rows.map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellXml(cell, `${column(c)}${r + 1}`, r === 0, strings)).join('')}</row>`)
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData></worksheet>`
}

function cellXml(cell: Cell, name: string, header: boolean, strings: string[]): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${name}"><v>${cell}</v></c>`
  if (cell instanceof Date) return `<c r="${name}" s="2"><v>${serial(cell)}</v></c>`
  let index = strings.indexOf(cell)
  if (index < 0) index = strings.push(cell) - 1
  return `<c r="${name}" t="s"${header ? ' s="1"' : ''}><v>${index}</v></c>`
}

/** Days since 1899-12-30, which is how Excel counts. */
function serial(date: Date): number {
  return Math.round((date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000)
}

function column(index: number): string {
  return String.fromCodePoint(65 + index)
}

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
