import { isSpace } from '../common/markdown-lines.ts'
import { sentencesOf } from '../common/sentences.ts'
import type { Block, Span } from './structure.ts'

/** A span with its size. `apart`: cut within a word, so counts do not add up and it joins no neighbour. */
export interface Piece extends Span {
  readonly tokens: number
  readonly apart?: boolean
}

/** Sizes in tokens: no chunk exceeds `max`; a text that must be cut is cut into about equal parts of at most `target`. */
export interface Sizes {
  readonly max: number
  readonly target: number
  readonly countTokens: (text: string) => number
}

/** A tokenizer may take a word of any length for one token, and white space for none; this many characters a token are enough all the same. */
export const CHARACTERS_PER_TOKEN = 16

/** What a span counts for: its tokens, but never less than its length allows for. */
export function sizeOf(piece: Piece): number {
  return Math.max(piece.tokens, Math.ceil((piece.end - piece.start) / CHARACTERS_PER_TOKEN))
}

/** The span as one piece if it is not too long for `room`; its tokens are counted only if that is possible at all. */
export function wholeOf(text: string, span: Span, room: number, sizes: Sizes): Piece | undefined {
  if (span.end - span.start > room * CHARACTERS_PER_TOKEN) return undefined
  const piece = { start: span.start, end: span.end, tokens: sizes.countTokens(text.slice(span.start, span.end)) }
  return sizeOf(piece) <= room ? piece : undefined
}

/**
 * Cuts a block into pieces of about equal size, at the boundaries that it offers (rows, items, lines, sentences) and, where what lies between
 * two of them is too long by itself, at cells, sentences, clauses, white space, at last within a word. `before` tokens come in front of the first.
 */
export function splitBlock(text: string, block: Block, before: number, sizes: Sizes): Piece[] {
  const parts = block.cuts ? spansBetween(text, block, block.cuts) : sentenceSpans(text, block)
  const finer = block.kind === 'table' ? [cellSpans, sentenceSpans, clauseSpans] : block.cuts ? [sentenceSpans, clauseSpans] : [clauseSpans]
  const pieces: Piece[] = []
  for (const part of parts) refine(text, part, finer, sizes, pieces)
  return grouped(text, pieces, before, sizes)
}

type Cut = (text: string, span: Span) => Span[]

function refine(text: string, span: Span, finer: readonly Cut[], sizes: Sizes, pieces: Piece[]): void {
  const whole = wholeOf(text, span, sizes.max, sizes)
  const [cut, ...rest] = finer
  if (whole) pieces.push(whole)
  else if (cut) for (const part of cut(text, span)) refine(text, part, rest, sizes, pieces)
  else bite(text, span, sizes, pieces)
}

/** Takes as much as fits, back to the last white space; within a word only where there is none. */
function bite(text: string, span: Span, sizes: Sizes, pieces: Piece[]): void {
  let perToken = 4
  for (let start = span.start; start < span.end;) {
    let end = bitten(text, start, start + Math.floor(sizes.target * perToken), span.end)
    let tokens = sizes.countTokens(text.slice(start, end))
    while (tokens > sizes.target && end - start > 2) {
      const length = Math.min(end - start - 1, Math.floor(((end - start) * sizes.target * 0.95) / tokens))
      end = bitten(text, start, start + length, span.end)
      tokens = sizes.countTokens(text.slice(start, end))
    }
    if (tokens > 0) perToken = Math.min(CHARACTERS_PER_TOKEN, ((end - start) / tokens) * 0.95)
    const apart = (end < span.end && !atSpace(text, end)) || (start > span.start && !atSpace(text, start))
    pushTrimmed(text, { start, end }, (part) => pieces.push({ ...part, tokens, ...(apart ? { apart } : {}) }))
    start = end
  }
}

/** The last good place to end before `stop`, always behind `start`: after white space, or at least between code points. */
function bitten(text: string, start: number, stop: number, end: number): number {
  if (stop >= end) return end
  for (let at = stop; at > start; at--) if (isSpace(text.charCodeAt(at - 1))) return at
  const at = Math.max(stop, start + 1)
  return splitsPair(text, at) ? (at - 1 > start ? at - 1 : at + 1) : at
}

function splitsPair(text: string, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))
}

function atSpace(text: string, at: number): boolean {
  return isSpace(text.charCodeAt(at)) || isSpace(text.charCodeAt(at - 1))
}

/** Joins neighbours to groups of about equal size, as few as `target` allows. */
function grouped(text: string, pieces: readonly Piece[], before: number, sizes: Sizes): Piece[] {
  const total = pieces.reduce((sum, piece) => sum + sizeOf(piece), before)
  const goal = total / Math.ceil(total / sizes.target)
  const groups: Piece[] = []
  let done = 0
  let mark = goal
  let size = before
  let group: Piece | undefined
  for (const piece of pieces) {
    const more = sizeOf(piece)
    const long = group !== undefined && piece.end - group.start > sizes.max * CHARACTERS_PER_TOKEN
    if (group && (piece.apart || group.apart || long || size + more > sizes.max || done + size + more / 2 > mark)) {
      groups.push(group)
      done += size
      while (mark <= done) mark += goal
      size = 0
      group = undefined
    }
    group = group ? joined(text, group, piece, sizes) : piece
    size += more
  }
  if (group) groups.push(group)
  return groups
}

function joined(text: string, left: Piece, right: Piece, sizes: Sizes): Piece {
  const span = { start: left.start, end: right.end }
  return { ...span, tokens: touches(text, left, right) ? sizes.countTokens(text.slice(span.start, span.end)) : left.tokens + right.tokens }
}

/** Without white space, a Han character or a wide mark between them: then tokens do not simply add up. */
export function touches(text: string, left: Span, right: Span): boolean {
  return left.end === right.start && !/[\p{Script=Han}\u3000-\u303f\uff00-\uff65]/u.test(text.slice(right.start - 1, right.start + 1))
}

/** Sentences with what stands around them, so that they cover the span; bullets and quote marks stay with what follows on their line. */
const sentenceSpans: Cut = (text, span) => {
  const cuts: number[] = []
  let last = span.start
  for (const { start, end } of sentencesOf(text.slice(span.start, span.end))) {
    const newline = text.slice(last, span.start + start).lastIndexOf('\n')
    cuts.push(newline < 0 ? span.start + start : last + newline + 1)
    last = span.start + end
  }
  return spansBetween(text, span, cuts.slice(1))
}

const cellSpans: Cut = (text, span) => {
  const cuts: number[] = []
  for (const match of text.slice(span.start, span.end).matchAll(/(?<!\\)\||\t/g)) cuts.push(span.start + match.index)
  // The last one closes the row.
  return spansBetween(text, span, text[span.end - 1] === '|' ? cuts.slice(0, -1) : cuts)
}

const clauseSpans: Cut = (text, span) => {
  const cuts: number[] = []
  for (const match of text.slice(span.start, span.end).matchAll(/[，、；：][”’」』）》]{0,3}|[,;:–—][)"”’\]]{0,3}\s|\n/g))
    cuts.push(span.start + match.index + match[0].length)
  return spansBetween(text, span, cuts)
}

function spansBetween(text: string, span: Span, cuts: readonly number[]): Span[] {
  const spans: Span[] = []
  let start = span.start
  for (const cut of [...cuts, span.end]) {
    if (cut <= start) continue
    pushTrimmed(text, { start, end: cut }, (part) => spans.push(part))
    start = cut
  }
  return spans
}

function pushTrimmed(text: string, span: Span, push: (span: Span) => void): void {
  let { start, end } = span
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  if (start < end) push({ start, end })
}
