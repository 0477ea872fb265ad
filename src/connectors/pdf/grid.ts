import type { Line, Table } from './layout.ts'
import { median } from './layout.ts'

const MIN_ROWS = 3
/** Longer pieces side by side are columns of prose. */
const MAX_WORDS = 8

interface Piece {
  readonly text: string
  readonly left: number
  readonly right: number
}

/** Lines that stand beside each other: a row of a table, as some programs write it cell by cell. */
interface Row {
  readonly lines: Line[]
  readonly pieces: Piece[]
}

/** Tables that are plain to see in the lines themselves: rows one below the other whose pieces, apart by wide gaps, stand in columns. */
export function gridTables(lines: readonly Line[]): Table[] {
  const tables: Table[] = []
  let run: Row[] = []
  for (const row of [...rowsOf(lines), undefined]) {
    const last = run.at(-1)?.lines[0]
    if (row && isOpen(row) && (!last || follows(row.lines[0]!, last))) run.push(row)
    else {
      const table = tableOf(run)
      if (table) tables.push(table)
      run = row && isOpen(row) ? [row] : []
    }
  }
  return tables
}

/** Code is set in columns of letters, and a table of contents has dots in its gaps. */
const isOpen = (row: Row): boolean => row.pieces.length > 1 && !row.lines[0]!.mono && !row.lines.some((line) => /(?:\.\s?){5,}/.test(line.text))

function rowsOf(lines: readonly Line[]): Row[] {
  const rows: Row[] = []
  for (const line of lines) {
    const last = rows.at(-1)?.lines.at(-1)
    if (last && Math.abs(last.bottom - line.bottom) < 0.4 * line.size && line.left > last.right) {
      rows.at(-1)!.lines.push(line)
      rows.at(-1)!.pieces.push(...piecesOf(line))
    } else rows.push({ lines: [line], pieces: piecesOf(line) })
  }
  return rows
}

const follows = (line: Line, last: Line): boolean => line.bottom > last.bottom && line.bottom - last.bottom < 3.5 * Math.max(line.size, last.size)

function tableOf(run: readonly Row[]): Table | undefined {
  if (run.length < MIN_ROWS) return undefined
  const rows = run.map((row) => row.pieces)
  const lines = run.flatMap((row) => row.lines)
  const columns = merged(columnsOf(rows.flat()), rows)
  if (columns.length < 2) return undefined
  const cells = rows.map((pieces) => columns.map((column) => pieces.filter((piece) => isIn(piece, column))))
  // Pieces of one line that share a column: the gaps were spaces of justified text.
  if (cells.flat().some((pieces) => pieces.length > 1)) return undefined
  const texts = cells.map((row) => row.map((pieces) => pieces[0]?.text ?? ''))
  const filled = texts.flat().filter(Boolean)
  if (filled.length < texts.flat().length * 0.6 || median(filled.map(wordsIn)) > MAX_WORDS / columns.length + 2) return undefined
  return {
    left: Math.min(...lines.map((line) => line.left)),
    top: Math.min(...lines.map((line) => line.top)),
    right: Math.max(...lines.map((line) => line.right)),
    bottom: Math.max(...lines.map((line) => line.bottom)),
    rows: texts,
  }
}

/** Chinese has no spaces: two of its characters are about a word. */
const wordsIn = (text: string): number => text.split(/\s+/).length + (text.match(/\p{Script=Han}/gu)?.length ?? 0) / 2

function piecesOf(line: Line): Piece[] {
  const starts = [{ at: 0, left: line.left, right: line.left }, ...line.gaps]
  return starts.map((start, index) => {
    const next = starts[index + 1]
    return { text: line.text.slice(start.at, next?.at ?? line.text.length).trim(), left: start.right, right: next?.left ?? line.right }
  })
}

/** Neighbouring ranges of which each row fills only one are one column: a heading on the left over numbers on the right. */
function merged(columns: readonly { left: number; right: number }[], rows: readonly (readonly Piece[])[]): { left: number; right: number }[] {
  const result: { left: number; right: number }[] = []
  for (const column of columns) {
    const last = result.at(-1)
    const both = last && rows.some((row) => row.some((piece) => isIn(piece, last)) && row.some((piece) => isIn(piece, column)))
    if (last && !both) last.right = column.right
    else result.push({ ...column })
  }
  return result
}

const isIn = (piece: Piece, column: { readonly left: number; readonly right: number }): boolean => piece.left < column.right && piece.right > column.left

/** Ranges that hold pieces, apart from each other by empty space from the first row to the last. */
function columnsOf(pieces: readonly Piece[]): { left: number; right: number }[] {
  const columns: { left: number; right: number }[] = []
  for (const { left, right } of pieces.toSorted((a, b) => a.left - b.left)) {
    const last = columns.at(-1)
    if (last && left < last.right) last.right = Math.max(last.right, right)
    else columns.push({ left, right })
  }
  return columns
}
