import { escapeText, isSparse, oneLine, tidy } from './markdown.ts'
import type { Block } from './markdown.ts'
import type { Cell, Row, SheetCells } from './sheet-cells.ts'
import { regionsOf } from './sheet-regions.ts'
import type { Region } from './sheet-regions.ts'

/** A sheet's tables, each under the lines that stand above it as titles. */
export function sheetBlocks(sheet: SheetCells): Block[] {
  return regionsOf(sheet).flatMap(regionBlocks)
}

function regionBlocks(region: Region): Block[] {
  const single = region.left === region.right && region.top === region.bottom
  // A row with one cell above a table of several columns is a title, not a header.
  const body = single ? 1 : region.left === region.right ? 0 : region.rows.findIndex((row) => !isOneCell(row))
  const titles = region.rows.slice(0, body < 0 ? undefined : body)
  const blocks = titles.map((row): Block => ({ kind: 'paragraph', text: clean(row.cells[0]) }))
  const rows = region.rows.slice(titles.length)
  return rows.length ? [...blocks, { kind: 'table', rows: tableRows(rows, region) }] : blocks
}

function isOneCell(row: Row): boolean {
  const [first, ...rest] = row.cells
  return first !== undefined && rest.every((cell) => first.merged !== undefined && cell.merged === first.merged)
}

const clean = (cell: Cell | undefined) => escapeText(oneLine(tidy(cell?.text ?? '')))

/** Cells under each other as in the sheet, without columns that have none; where nearly all would be empty, rows are closed up. */
function tableRows(rows: readonly Row[], region: Region): string[][] {
  const cells = rows.reduce((sum, row) => sum + row.cells.length, 0)
  if (isSparse((region.right - region.left + 1) * rows.length, cells)) return rows.map((row) => row.cells.map(clean))
  const columns = new Set<number>()
  for (const row of rows) for (const cell of row.cells) columns.add(cell.column)
  const places = new Map([...columns].sort((left, right) => left - right).map((column, index) => [column, index]))
  return rows.map((row) => {
    const line = Array.from<string>({ length: places.size }).fill('')
    for (const cell of row.cells) line[places.get(cell.column) ?? 0] = clean(cell)
    return line
  })
}
