import type { DomElement } from './dom.ts'
import { isElement, wordCount } from './dom.ts'

/** Bounds against hostile spans: `colspan="1000"` in every row is 1,000 times the page. */
const MAX_COLUMNS = 256
const MAX_CELLS = 50_000
/** A cell with this many words and structure inside is a part of the page's layout, not a datum. */
const LAYOUT_WORDS = 80

/** Own rows of a table, without those of tables inside it. */
export function rowsOf(table: DomElement): DomElement[] {
  const parts = (element: DomElement): DomElement[] =>
    [...element.children].flatMap((child) => {
      if (child.localName === 'tr') return [child]
      return ['thead', 'tbody', 'tfoot'].includes(child.localName) ? parts(child) : []
    })
  return parts(table)
}

const cellsOf = (row: DomElement): DomElement[] => [...row.children].filter((cell) => cell.localName === 'td' || cell.localName === 'th')

/** Does the table only place parts of the page? Its cells are then read one after another. */
export function isLayoutTable(table: DomElement): boolean {
  if (/^(presentation|none)$/.test(table.getAttribute('role') ?? '')) return true
  const rows = rowsOf(table)
  const cells = rows.flatMap(cellsOf)
  if (cells.length <= 1) return true
  return cells.some((cell) => {
    const blocks = cell.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div, ul, ol, table, pre, blockquote').length
    return blocks > 1 && wordCount(cell.textContent ?? '') > LAYOUT_WORDS
  })
}

/** The table as a pipe table; a cell that spans several columns or rows is repeated in each, so that every row can be read alone. */
export function pipeTable(table: DomElement, cellText: (cell: DomElement) => string): string {
  const grid = gridOf(table, cellText)
  const rows = grid.filter((row) => row.some(Boolean))
  const columns = Math.max(0, ...rows.map((row) => row.length))
  if (!rows.length || !columns) return ''
  const line = (row: readonly string[]) => `| ${Array.from({ length: columns }, (_, column) => row[column] ?? '').join(' | ')} |`
  return [line(rows[0]!), `|${' --- |'.repeat(columns)}`, ...rows.slice(1).map(line)].join('\n')
}

function gridOf(table: DomElement, cellText: (cell: DomElement) => string): string[][] {
  const rows = rowsOf(table)
  const grid: string[][] = rows.map(() => [])
  let filled = 0
  for (const [y, row] of rows.entries()) {
    let x = 0
    for (const cell of cellsOf(row)) {
      while (grid[y]![x] !== undefined) x++
      const text = cellText(cell).replaceAll('|', '\\|')
      const width = Math.min(span(cell, 'colspan') || 1, MAX_COLUMNS - x)
      const height = Math.min(span(cell, 'rowspan') || rows.length - y, rows.length - y)
      for (let dy = 0; dy < height; dy++) for (let dx = 0; dx < width; dx++) if (filled++ < MAX_CELLS) grid[y + dy]![x + dx] = text
      x += width
    }
  }
  // Holes (a row that is shorter) become empty cells.
  return grid.map((row) => Array.from(row, (text) => text ?? ''))
}

/** The attribute as a number from 0; 0 means "to the end" for rowspan. */
function span(cell: DomElement, name: string): number {
  const value = Number.parseInt(cell.getAttribute(name) ?? '1', 10)
  return Number.isFinite(value) && value >= 0 ? value : 1
}

export const captionOf = (table: DomElement): DomElement | undefined => [...table.children].find((child) => isElement(child) && child.localName === 'caption')
