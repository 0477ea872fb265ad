import type { Area, Line, Page } from './layout.ts'
import { isInside, median, overlap } from './layout.ts'

/** More steps back up within a column than this share of the lines: the order of writing is not the order of reading. */
const DISORDER = 0.08

/**
 * The lines of a page in the order of reading. Programs write text in that order nearly always, and know about columns,
 * boxes and notes what geometry can only guess; so geometry decides only where the written order runs up and down the page.
 */
export function inReadingOrder(page: Page, tables: readonly Area[] = []): Line[] {
  const size = median(page.lines.map((line) => line.size))
  if (page.recognised) return cut(page.lines, size)
  const moved = withEdgesMoved(page)
  const lines = splitColumns(moved, tables, page.width)
  if (lines.length > moved.length) return cut(lines, size)
  const back = lines.filter((line, index) => {
    const before = lines[index - 1]
    return before && line.bottom < before.top && overlap(line, before) > 0.3
  }).length
  return back > Math.max(1, lines.length * DISORDER) ? cut(lines, size) : lines
}

/** Heads and feet are often written first or last, wherever they stand. */
function withEdgesMoved(page: Page): Line[] {
  const lines = [...page.lines]
  const isHead = (line: Line) => line.bottom < page.height * 0.08
  const isFoot = (line: Line) => line.top > page.height * 0.92
  let first = 0
  while (first < 3 && first < lines.length && isFoot(lines[first]!)) first++
  let last = lines.length
  while (last > lines.length - 3 && last > first && isHead(lines[last - 1]!)) last--
  return [...lines.slice(last), ...lines.slice(first, last), ...lines.slice(0, first)]
}

/** A column of prose is wider than this share of the page, and its lines have more letters than this on average. */
const COLUMN_WIDTH = 0.2
const COLUMN_LETTERS = 15
const MIN_COLUMN_LINES = 6

/** Lines that run across two columns because both were written at once, cut at the gutter; tables are left as they are. */
function splitColumns(lines: readonly Line[], tables: readonly Area[], width: number): Line[] {
  const prose = lines.filter((line) => !tables.some((table) => isInside(line, table)))
  const gutters = prose.flatMap((line) => line.gaps.map((gap) => (gap.left + gap.right) / 2))
  let best: { x: number; count: number } | undefined
  for (const x of gutters) {
    const across = prose.filter((line) => line.left < x && line.right > x)
    const open = across.flatMap((line) => line.gaps.filter((gap) => gap.left <= x && gap.right >= x).map((gap) => ({ line, gap })))
    if (open.length < MIN_COLUMN_LINES || open.length < across.length * 0.75 || open.length <= (best?.count ?? 0)) continue
    const wide = (of: (each: (typeof open)[number]) => number) => open.reduce((sum, each) => sum + of(each), 0) / open.length > width * COLUMN_WIDTH
    const letters = (of: (each: (typeof open)[number]) => number) => open.reduce((sum, each) => sum + of(each), 0) / open.length > COLUMN_LETTERS
    if (!wide(({ line, gap }) => gap.left - line.left) || !wide(({ line, gap }) => line.right - gap.right)) continue
    if (letters(({ gap }) => gap.at) && letters(({ line, gap }) => line.text.length - gap.at)) best = { x, count: open.length }
  }
  if (!best) return [...lines]
  const { x } = best
  return lines.flatMap((line) => {
    const gap = prose.includes(line) ? line.gaps.find((each) => each.left <= x && each.right >= x) : undefined
    if (!gap) return [line]
    const left = {
      ...line,
      text: line.text.slice(0, gap.at),
      places: line.places.slice(0, gap.at),
      feet: line.feet.slice(0, gap.at),
      right: gap.left,
      hyphen: false,
      gaps: line.gaps.filter((each) => each.at < gap.at),
    }
    const right = {
      ...line,
      text: line.text.slice(gap.at),
      places: line.places.slice(gap.at),
      feet: line.feet.slice(gap.at),
      left: gap.right,
      gaps: line.gaps.flatMap(({ at, ...rest }) => (at > gap.at ? { at: at - gap.at, ...rest } : [])),
    }
    return [left, right]
  })
}

/** Recursive cuts along empty space: columns first, then bands (the XY-cut of Nagy and Seth, 1984). */
function cut(lines: readonly Line[], size: number): Line[] {
  if (lines.length < 2) return [...lines]
  const columns = parts(lines, (line) => [line.left, line.right], size * 1.2)
  if (columns.length > 1 && columns.every((column) => column.length > 1 || heightOf(column) > size * 2)) return columns.flatMap((column) => cut(column, size))
  const bands = parts(lines, (line) => [line.top, line.bottom], 0)
  if (bands.length > 1) {
    const gaps = bands.slice(1).map((band, index) => topOf(band) - bottomOf(bands[index]!))
    const widest = Math.max(...gaps)
    const at = gaps.indexOf(widest) + 1
    return [...cut(bands.slice(0, at).flat(), size), ...cut(bands.slice(at).flat(), size)]
  }
  return lines.toSorted((a, b) => (Math.abs(a.top - b.top) < size * 0.5 ? a.left - b.left : a.top - b.top))
}

/** Groups of lines that are apart by more than `gap` in one direction. */
function parts(lines: readonly Line[], range: (line: Line) => readonly [number, number], gap: number): Line[][] {
  const sorted = lines.toSorted((a, b) => range(a)[0] - range(b)[0])
  const groups: Line[][] = []
  let end = -Infinity
  for (const line of sorted) {
    const [from, to] = range(line)
    if (from > end + gap) groups.push([])
    groups.at(-1)!.push(line)
    end = Math.max(end, to)
  }
  return groups
}

const topOf = (lines: readonly Area[]): number => Math.min(...lines.map((line) => line.top))
const bottomOf = (lines: readonly Area[]): number => Math.max(...lines.map((line) => line.bottom))
const heightOf = (lines: readonly Area[]): number => bottomOf(lines) - topOf(lines)
