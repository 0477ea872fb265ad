import type { Area, Line, Table } from './layout.ts'
import { isInside } from './layout.ts'
import { cellTexts } from './cell-texts.ts'

/** Rules nearer to each other than this, in points, are one: the two edges of a thin area, or of cells side by side. */
const SAME = 3
/** A side of a cell is drawn if so much of it is. */
const DRAWN = 0.6
const MAX_RULES = 5000
const MAX_CELLS = 5000
/** A table has this share of its cells filled, and at least so many. */
const FILLED = 0.3
const MIN_FILLED = 3

/** Lines of a grid: positions across or down the page, in order. */
interface Grid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
}

/**
 * Tables that are drawn with rules or filled cells. A cell ends where a side is drawn, so that one may reach over several rows or
 * columns; its text then stands in each of them, and every row can be read alone.
 */
export function ruledTables(rules: readonly Area[], lines: readonly Line[]): Table[] {
  if (rules.length > MAX_RULES) return []
  return connected(rules).flatMap((group) => tableOf(group, lines) ?? [])
}

const isLevel = (rule: Area): boolean => rule.right - rule.left >= rule.bottom - rule.top

/** Rules that touch or cross, directly or through others. */
function connected(rules: readonly Area[]): Area[][] {
  const parent = rules.map((_, index) => index)
  const root = (index: number): number => (parent[index] === index ? index : (parent[index] = root(parent[index]!)))
  const order = rules.map((_, index) => index).toSorted((a, b) => rules[a]!.top - rules[b]!.top)
  for (const [at, index] of order.entries()) {
    const rule = rules[index]!
    for (let next = at + 1; next < order.length; next++) {
      const other = rules[order[next]!]!
      if (other.top > rule.bottom + SAME) break
      if (other.left <= rule.right + SAME && other.right >= rule.left - SAME) parent[root(order[next]!)] = root(index)
    }
  }
  const groups = new Map<number, Area[]>()
  for (const [index, rule] of rules.entries()) groups.set(root(index), [...(groups.get(root(index)) ?? []), rule])
  return [...groups.values()]
}

function tableOf(rules: readonly Area[], lines: readonly Line[]): Table | undefined {
  const [level, upright] = [rules.filter(isLevel), rules.filter((rule) => !isLevel(rule))]
  if (level.length < 2 || !upright.length) return undefined
  const area = {
    left: Math.min(...rules.map(({ left }) => left)),
    top: Math.min(...rules.map(({ top }) => top)),
    right: Math.max(...rules.map(({ right }) => right)),
    bottom: Math.max(...rules.map(({ bottom }) => bottom)),
  }
  // The outermost sides need not be drawn.
  const grid = {
    xs: positions([area.left, ...upright.map(({ left }) => left), area.right]),
    ys: positions([area.top, ...level.map(({ top }) => top), area.bottom]),
  }
  const [columns, rows] = [grid.xs.length - 1, grid.ys.length - 1]
  if (columns < 2 || rows < 1 || columns * rows > MAX_CELLS) return undefined
  const inside = lines.filter((line) => isInside(line, area))
  const cells = cellsOf(grid, level, upright)
  const { texts, bands } = cellTexts(grid, cells, inside)
  const owners = new Set(cells.flat())
  const filled = [...owners].filter((cell) => texts.get(cell)?.some(Boolean))
  if (filled.length < MIN_FILLED || filled.length < owners.size * FILLED) return undefined
  const table = cells.flatMap((row, y) =>
    Array.from({ length: bands[y]! }, (_, band) =>
      row.map((cell, x) => {
        // A heading over the whole width is said once.
        if (x > 0 && columns > 2 && row.every((each) => each === cell)) return ''
        const all = texts.get(cell) ?? []
        return bands[y]! > 1 ? (all[band] ?? '') : all.join(' ')
      }),
    ),
  )
  const kept = table.filter((row) => row.some(Boolean))
  const used = grid.xs.slice(1).filter((_, x) => kept.some((row) => row[x]))
  return kept.length > 1 && used.length > 1 ? { ...area, rows: kept } : undefined
}

/** Positions, those that are nearly the same taken together. */
function positions(values: readonly number[]): number[] {
  const groups: number[][] = []
  for (const value of values.toSorted((a, b) => a - b)) {
    const last = groups.at(-1)
    if (last && value - last[0]! <= SAME) last.push(value)
    else groups.push([value])
  }
  return groups.map((group) => group.reduce((sum, value) => sum + value, 0) / group.length)
}

/** For each row and column of the grid the number of the cell that it belongs to. */
function cellsOf({ xs, ys }: Grid, level: readonly Area[], upright: readonly Area[]): number[][] {
  const columns = xs.length - 1
  const cells = ys.slice(1).map((_, y) => xs.slice(1).map((_, x) => y * columns + x))
  const join = (from: number, to: number) => {
    for (const row of cells) for (const [x, cell] of row.entries()) if (cell === from) row[x] = to
  }
  for (let y = 0; y + 1 < ys.length; y++) {
    for (let x = 0; x + 1 < xs.length; x++) {
      const right = upright.filter((rule) => Math.abs(rule.left - xs[x + 1]!) <= SAME)
      if (x + 2 < xs.length && share(right, 'top', 'bottom', ys[y]!, ys[y + 1]!) < DRAWN) join(cells[y]![x + 1]!, cells[y]![x]!)
      const below = level.filter((rule) => Math.abs(rule.top - ys[y + 1]!) <= SAME)
      if (y + 2 < ys.length && share(below, 'left', 'right', xs[x]!, xs[x + 1]!) < DRAWN) join(cells[y + 1]![x]!, cells[y]![x]!)
    }
  }
  return squared(cells)
}

/** Cells that are no rectangles fall apart again: a side was forgotten somewhere. */
function squared(cells: number[][]): number[][] {
  const places = new Map<number, [x: number, y: number][]>()
  for (const [y, row] of cells.entries()) for (const [x, cell] of row.entries()) places.set(cell, [...(places.get(cell) ?? []), [x, y]])
  let next = cells.length * (cells[0]?.length ?? 0)
  for (const all of places.values()) {
    const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)]
    const size = (Math.max(...xs) - Math.min(...xs) + 1) * (Math.max(...ys) - Math.min(...ys) + 1)
    if (size !== all.length) for (const [x, y] of all) cells[y]![x] = next++
  }
  return cells
}

/** Which part of `from…to` the rules cover. */
function share(rules: readonly Area[], first: 'left' | 'top', last: 'right' | 'bottom', from: number, to: number): number {
  let [covered, end] = [0, from]
  for (const rule of rules.toSorted((a, b) => a[first] - b[first])) {
    const start = Math.max(end, rule[first])
    const stop = Math.min(to, rule[last])
    if (stop > start) {
      covered += stop - start
      end = stop
    }
  }
  return covered / Math.max(1e-6, to - from)
}
