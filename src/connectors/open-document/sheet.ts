import { cellText } from '../office/markdown.ts'
import type { Area, Cell, Row, SheetCells } from '../office/sheet-cells.ts'
import { elementsOf } from '../office/xml.ts'
import type { XmlElement } from '../office/xml.ts'
import { readBlocks, rowsOf } from './text.ts'
import type { Reading } from './text.ts'

/** A row or cell repeated more often than this is the empty rest of a sheet, or a filler. */
const MOST_REPEATED = 1000

/** Cells of a sheet, at most `most`; empty ones are only counted over. */
export function readSheet(table: XmlElement, reading: Reading, most: number): SheetCells {
  const rows: Row[] = []
  const merged: Area[] = []
  let number = 1
  let size = 0
  for (const row of rowsOf(table)) {
    const times = Number(row.attributes['table:number-rows-repeated']) || 1
    const cells = readCells(row, number, merged, reading)
    for (let each = 0; cells.length && each < Math.min(times, MOST_REPEATED); each++) {
      if (size + cells.length > most) return { rows, merged, cut: true, size }
      size += cells.length
      rows.push({ number: number + each, cells })
    }
    number += times
  }
  return { rows, merged, cut: false, size }
}

function readCells(row: XmlElement, number: number, merged: Area[], reading: Reading): Cell[] {
  const cells: Cell[] = []
  let column = 1
  for (const cell of elementsOf(row)) {
    const times = Number(cell.attributes['table:number-columns-repeated']) || 1
    if (cell.name === 'table:table-cell') {
      const text = cellText(readBlocks(cell, reading))
      const wide = Number(cell.attributes['table:number-columns-spanned']) || 1
      const high = Number(cell.attributes['table:number-rows-spanned']) || 1
      const area = wide > 1 || high > 1
      if (area) merged.push({ top: number, left: column, bottom: number + high - 1, right: column + wide - 1 })
      if (text)
        for (let each = 0; each < Math.min(times, MOST_REPEATED); each++) cells.push({ column: column + each, text, ...(area && { merged: merged.length }) })
    }
    if (cell.name === 'table:table-cell' || cell.name === 'table:covered-table-cell') column += times
  }
  return cells
}
