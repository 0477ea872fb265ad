import { repeated } from './markdown.ts'
import type { Area, Cell, Row, SheetCells } from './sheet-cells.ts'

/** Cells that hang together: what a reader sees as one table. */
export interface Region extends Area {
  readonly rows: readonly Row[]
}

/** More separate pieces than this are no tables but a pattern: the sheet is then taken as one. */
const MOST_REGIONS = 2000
/** Cells that the merged ranges of a sheet may fill. */
const MOST_MERGED = 200_000

/**
 * Tables of a sheet, by their top and left: cells that touch at a side belong together, and what stands within the
 * rectangle of a table belongs to it, so that empty cells do not tear it apart.
 */
export function regionsOf(sheet: SheetCells): Region[] {
  const rows = withMerged(sheet)
  const runs = runsOf(rows)
  const parents = runs.map((_, index) => index)
  const rootOf = (index: number): number => {
    let at = index
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at
      at = parents[at] ?? at
    }
    return at
  }
  for (const [left, right] of touching(runs)) parents[rootOf(left)] = rootOf(right)
  const pieces = new Map<number, Run[]>()
  for (const [index, run] of runs.entries()) {
    const root = rootOf(index)
    const piece = pieces.get(root)
    if (piece) piece.push(run)
    else pieces.set(root, [run])
  }
  const groups = pieces.size > MOST_REGIONS ? [runs] : joinOverlapping([...pieces.values()])
  return groups.map(regionFrom).sort((left, right) => left.top - right.top || left.left - right.left)
}

/** Cells side by side in one row. */
interface Run {
  readonly row: number
  readonly left: number
  readonly right: number
  readonly cells: readonly Cell[]
}

function runsOf(rows: readonly Row[]): Run[] {
  return rows.flatMap(({ number, cells }) => {
    const runs: { row: number; left: number; right: number; cells: Cell[] }[] = []
    for (const cell of cells) {
      const last = runs.at(-1)
      if (last && cell.column === last.right + 1) {
        last.cells.push(cell)
        last.right = cell.column
      } else runs.push({ row: number, left: cell.column, right: cell.column, cells: [cell] })
    }
    return runs
  })
}

/** Pairs of runs in neighbouring rows that have a column in common; runs are in order of row and column. */
function* touching(runs: readonly Run[]): Generator<readonly [number, number]> {
  let above = 0
  for (const [index, run] of runs.entries()) {
    while ((runs[above]?.row ?? run.row) < run.row - 1) above++
    for (let at = above; at < index && runs[at]?.row === run.row - 1; at++) {
      const other = runs[at]
      if (!other || other.left > run.right) break
      if (other.right >= run.left) yield [at, index]
      // Runs further left can't touch the next one of this row either.
      else if (at === above) above++
    }
  }
}

function boundsOf(runs: readonly Run[]): Area {
  let [top, left, bottom, right] = [Infinity, Infinity, 0, 0]
  for (const run of runs) {
    top = Math.min(top, run.row)
    bottom = Math.max(bottom, run.row)
    left = Math.min(left, run.left)
    right = Math.max(right, run.right)
  }
  return { top, left, bottom, right }
}

function joinOverlapping(pieces: readonly (readonly Run[])[]): (readonly Run[])[] {
  const groups: { bounds: Area; runs: readonly Run[] }[] = []
  const waiting = pieces.map((runs) => ({ bounds: boundsOf(runs), runs }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { bounds } = next
    const other = groups.findIndex((group) => overlap(group.bounds, bounds))
    if (other < 0) groups.push(next)
    else {
      // The joined piece is larger and may overlap with more.
      const [group] = groups.splice(other, 1)
      const runs = [...next.runs, ...(group?.runs ?? [])]
      waiting.push({ bounds: boundsOf(runs), runs })
    }
  }
  return groups.map(({ runs }) => runs)
}

const overlap = (one: Area, two: Area) => one.top <= two.bottom && two.top <= one.bottom && one.left <= two.right && two.left <= one.right

function regionFrom(runs: readonly Run[]): Region {
  const rows = new Map<number, Cell[]>()
  for (const run of runs) {
    const cells = rows.get(run.row)
    if (cells) for (const cell of run.cells) cells.push(cell)
    else rows.set(run.row, [...run.cells])
  }
  const sorted = [...rows].sort(([left], [right]) => left - right)
  return { ...boundsOf(runs), rows: sorted.map(([number, cells]) => ({ number, cells: cells.sort((left, right) => left.column - right.column) })) }
}

/** The words of a merged range stand in its first cell; they are put into all that it covers. */
function withMerged({ rows, merged }: SheetCells): readonly Row[] {
  if (!merged.length) return rows
  const grid = new Map(rows.map(({ number, cells }) => [number, new Map(cells.map((cell) => [cell.column, cell]))]))
  let room = MOST_MERGED
  for (const [index, { top, left, bottom, right }] of merged.entries()) {
    const text = grid.get(top)?.get(left)?.text
    const size = (bottom - top + 1) * (right - left + 1)
    if (text === undefined || size > room) continue
    room -= size
    for (let row = top; row <= bottom; row++) {
      const cells = grid.get(row) ?? new Map<number, Cell>()
      grid.set(row, cells)
      for (let column = left; column <= right; column++)
        cells.set(column, { column, text: row === top && column === left ? text : repeated(text), merged: index })
    }
  }
  const sorted = [...grid].sort(([left], [right]) => left - right)
  return sorted.map(([number, cells]) => ({ number, cells: [...cells.values()].sort((left, right) => left.column - right.column) }))
}
