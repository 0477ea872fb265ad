import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { escapeText, oneLine, tidy, toMarkdown } from './markdown.ts'
import { openPackage, readProperties, relationshipOf, targetOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { joinPages } from './pages.ts'
import { sheetBlocks } from './sheet-blocks.ts'
import { areaOf, readCells, readStrings } from './sheet-cells.ts'
import type { SheetCells } from './sheet-cells.ts'
import { readCellComments, readDrawings } from './sheet-extras.ts'
import { readCellFormats } from './sheet-styles.ts'
import { childOf, childrenOf } from './xml.ts'

/** Workbooks as Markdown, a page for each visible sheet: its name as heading, then its tables, charts and comments. */
export const xlsxExtractor: Extractor = { kinds: ['xlsx'], extract: async (file) => extractXlsx(file) }

/** Cells read of a workbook. A table of this size is data for a database, not text to be asked about. */
const MOST_CELLS = 500_000

interface Sheet {
  readonly number: number
  readonly name: string
  readonly part: string
  readonly cells: SheetCells
}

function extractXlsx(file: FileContent): Extraction {
  const office = openPackage(file, 'x:workbook')
  const { title, metadata } = readProperties(office)
  const sheets = readSheets(office)
  const lookup = lookupIn(sheets)
  const read = sheets.map(({ number, name, part, cells }) => {
    const blocks = [...sheetBlocks(cells), ...readDrawings(office, part, lookup), ...readCellComments(office, part)]
    return { number, text: blocks.length ? toMarkdown([{ kind: 'heading', level: 1, text: escapeText(oneLine(tidy(name))) }, ...blocks]) : '' }
  })
  const { text, pages } = joinPages(read)
  if (!text) return { documents: [], reason: 'there is no text in it' }
  const cut = sheets.some(({ cells }) => cells.cut)
  return {
    documents: [{ text, format: 'markdown', pages, ...(title && { title }), metadata }],
    ...(cut && { reason: `only its first ${MOST_CELLS.toLocaleString('en')} cells were read` }),
  }
}

function readSheets(office: OfficePackage): Sheet[] {
  const { main, root } = office
  const date1904 = /^(1|true)$/.test(childOf(root, 'x:workbookPr')?.attributes['date1904'] ?? '')
  const formats = readCellFormats(office.xml(targetOf(office, main, 'styles')), date1904)
  const strings = readStrings(office, targetOf(office, main, 'sharedStrings'))
  const sheets: Sheet[] = []
  let left = MOST_CELLS
  for (const [index, { attributes }] of childrenOf(childOf(root, 'x:sheets'), 'x:sheet').entries()) {
    const part = relationshipOf(office, main, attributes['r:id'])?.target
    // Hidden sheets hold lists and workings that the workbook's author keeps from its readers.
    if (part === undefined || (attributes['state'] ?? 'visible') !== 'visible') continue
    const cells = readCells(office, part, { strings, formats, most: left })
    left -= cells.size
    sheets.push({ number: index + 1, name: attributes['name'] ?? `Sheet ${index + 1}`, part, cells })
  }
  return sheets
}

/** Finds what charts refer to: "'Sales 2024'!$B$2:$B$9". */
function lookupIn(sheets: readonly Sheet[]): (reference: string) => readonly string[] {
  return (reference) => {
    const bang = reference.lastIndexOf('!')
    const name = reference.slice(0, bang).replace(/^'|'$/g, '').replaceAll("''", "'")
    const area = areaOf(reference.slice(bang + 1))
    const rows = sheets.find((sheet) => sheet.name === name)?.cells.rows
    if (!area || !rows) return []
    const values: string[] = []
    for (const { number, cells } of rows) {
      if (number < area.top || number > area.bottom) continue
      const byColumn = new Map(cells.map((cell) => [cell.column, cell.text]))
      for (let column = area.left; column <= Math.min(area.right, area.left + 1000); column++) values.push(byColumn.get(column) ?? '')
    }
    return values
  }
}
