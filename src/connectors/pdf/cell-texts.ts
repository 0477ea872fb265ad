import type { Line } from './layout.ts'

/** Lines whose feet are nearer than this share of their height stand in one row. */
const LEVEL = 0.4
/** So many lines, one below the other in all the cells of a row alike, are rows without a rule between them. */
const MIN_BANDS = 3
/** Empty space as wide as this share of the letters' height divides a word that stands across two cells. */
const GAP = 0.25

interface Piece {
  readonly text: string
  readonly left: number
  readonly bottom: number
  readonly size: number
  readonly hyphen: boolean
}

/**
 * What stands in each cell, line by line, and into how many rows each row of the grid falls: 1, but where its cells hold lines
 * that stand side by side in all of them.
 */
export function cellTexts(
  { xs, ys }: { readonly xs: readonly number[]; readonly ys: readonly number[] },
  cells: readonly (readonly number[])[],
  lines: readonly Line[],
): { texts: Map<number, string[]>; bands: number[] } {
  const pieces = new Map<number, Piece[]>()
  for (const line of lines) {
    for (const [cell, piece] of split(line, xs, ys, cells)) pieces.set(cell, [...(pieces.get(cell) ?? []), piece])
  }
  const rows = new Map<number, Piece[][]>([...pieces].map(([cell, all]) => [cell, inRows(all)]))
  const bands = cells.map((row) => bandsOf(row, cells, rows))
  const texts = new Map([...rows].map(([cell, all]) => [cell, all.map(textOf)] as const))
  return { texts: new Map([...texts].map(([cell, all]) => [cell, joinedHyphens(all, rows.get(cell)!)])), bands }
}

const indexOf = (positions: readonly number[], value: number): number =>
  Math.max(
    0,
    Math.min(
      positions.length - 2,
      positions.findLastIndex((position) => position <= value),
    ),
  )

/** The parts of a line by cell: each word where its middle stands. */
function split(line: Line, xs: readonly number[], ys: readonly number[], cells: readonly (readonly number[])[]): [cell: number, piece: Piece][] {
  const parts: { cell: number; text: string; left: number; bottom: number }[] = []
  for (const { text, at } of wordsOf(line, xs)) {
    const places = line.places.slice(at, at + text.length)
    const middle = (places[0]! + places.at(-1)!) / 2
    const bottom = line.feet[at + (text.length >> 1)]!
    const cell = cells[indexOf(ys, bottom - line.size / 2)]![indexOf(xs, middle)]!
    const last = parts.at(-1)
    if (last?.cell === cell && Math.abs(last.bottom - bottom) < LEVEL * line.size) last.text += (/\s/.test(line.text[at - 1] ?? ' ') ? ' ' : '') + text
    else parts.push({ cell, text, left: places[0]!, bottom })
  }
  return parts.map(({ cell, text, left, bottom }, index) => [cell, { text, left, bottom, size: line.size, hyphen: line.hyphen && index === parts.length - 1 }])
}

function wordsOf(line: Line, xs: readonly number[]): { text: string; at: number }[] {
  return [...line.text.matchAll(/\S+/g)].flatMap(({ 0: text, index }) => {
    const words: { text: string; at: number }[] = []
    let from = 0
    for (let at = 1; at < text.length; at++) {
      const [left, right] = [line.places[index + at - 1]!, line.places[index + at]!]
      const crossed = xs.some((x) => x > left && x < right)
      if (crossed && right - left > (1 + GAP) * usualStep(line, index, text.length)) {
        words.push({ text: text.slice(from, at), at: index + from })
        from = at
      }
    }
    return [...words, { text: text.slice(from), at: index + from }]
  })
}

const usualStep = (line: Line, at: number, length: number): number => Math.max(0.4 * line.size, (line.places[at + length - 1]! - line.places[at]!) / length)

function inRows(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = []
  for (const piece of pieces.toSorted((a, b) => a.bottom - b.bottom || a.left - b.left)) {
    const last = rows.at(-1)
    if (last && piece.bottom - last[0]!.bottom < LEVEL * piece.size) last.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => row.toSorted((a, b) => a.left - b.left))
}

const textOf = (row: readonly Piece[]): string => row.map(({ text }) => text).join(' ')

/** A word that was divided at the end of a line, in one piece. */
function joinedHyphens(texts: readonly string[], rows: readonly (readonly Piece[])[]): string[] {
  const joined: string[] = []
  for (const [index, text] of texts.entries()) {
    if (rows[index - 1]?.at(-1)?.hyphen) joined[joined.length - 1] += text
    else joined.push(text)
  }
  return joined
}

function bandsOf(row: readonly number[], cells: readonly (readonly number[])[], rows: ReadonlyMap<number, readonly Piece[][]>): number {
  const single = [...new Set(row)].filter((cell) => cells.filter((each) => each.includes(cell)).length === 1)
  const filled = single.flatMap((cell) => rows.get(cell) ?? [])
  const counts = single.map((cell) => rows.get(cell)?.length ?? 0).filter((count) => count > 0)
  const [count = 0] = counts
  if (counts.length < 2 || count < MIN_BANDS || counts.some((each) => each !== count)) return 1
  // As many feet as lines: they stand side by side.
  const feet = inRows(filled.map((pieces) => pieces[0]!))
  return feet.length === count ? count : 1
}
