import type { TextFormat } from '../../contracts/document.ts'
import { blocksOf } from '../structure.ts'

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Kinds of files in which each line is a record of its own. */
const LINES = new Set(['csv', 'jsonl', 'log', 'tsv'])
/** Kinds of files of which each document is one record. */
const MESSAGES = new Set(['eml', 'msg', 'mbox', 'message'])

/**
 * The smallest records that hold values: rows of a table, items of a list, lines of a log; else paragraphs. "whole": the document is
 * the record, as a mail is. Records come in order, without overlap, with the line break after them.
 */
export function recordsAround(
  text: string,
  values: readonly Stretch[],
  { format, kind }: { readonly format: TextFormat; readonly kind: string },
): Stretch[] | 'whole' {
  if (!values.length) return []
  if (MESSAGES.has(kind)) return 'whole'
  const parts = LINES.has(kind) && format === 'plain' ? linesOf(text) : partsOf(text, format)
  const records: Stretch[] = []
  let at = 0
  for (const value of values) {
    while (at < parts.length && parts[at]!.end <= value.start) at++
    // A value that runs over several records takes them all.
    for (let next = at; next < parts.length && parts[next]!.start < value.end; next++) if (records.at(-1) !== parts[next]) records.push(parts[next]!)
  }
  return records.map(({ start, end }) => ({ start, end: afterBreak(text, end) }))
}

/** Blocks, cut where they may be: at rows, items and lines. A table's header is no record: without it the rows would mean nothing. */
function partsOf(text: string, format: TextFormat): Stretch[] {
  return blocksOf(text, format).flatMap(({ start, end, cuts, kind, header }) => {
    if (!cuts?.length && !(kind === 'table' && header)) return [{ start, end }]
    // The delimiter row ends the header's part; what follows it up to the first cut is the first row.
    const rows = kind === 'table' && header ? [header.end, secondBreak(text, header.end, end), ...(cuts ?? [])] : (cuts ?? [])
    const starts = [start, ...rows].filter((each, index, all) => index === 0 || each > all[index - 1]!)
    return starts.map((from, index) => ({ start: from, end: starts[index + 1] ?? end }))
  })
}

function secondBreak(text: string, from: number, end: number): number {
  const first = text.indexOf('\n', from)
  const second = first < 0 ? -1 : text.indexOf('\n', first + 1)
  return second < 0 || second >= end ? end : second + 1
}

function linesOf(text: string): Stretch[] {
  const lines: Stretch[] = []
  for (let start = 0; start < text.length;) {
    const at = text.indexOf('\n', start)
    const end = at < 0 ? text.length : at
    lines.push({ start, end })
    start = end + 1
  }
  return lines
}

function afterBreak(text: string, end: number): number {
  if (text[end - 1] === '\n') return end
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : text[end] === '\n' ? end + 1 : end
}
