import type { Chunk, Document, PageSpan } from '../contracts/document.ts'
import { blocksOf, type Block, type Span } from './structure.ts'
import { CHARACTERS_PER_TOKEN, sizeOf, splitBlock, touches, wholeOf, type Piece, type Sizes } from './split.ts'

/** A paragraph up to this long is never cut: a passage is found best as a whole, and with its context it fits into 512 tokens. */
export const MAX_TOKENS = 320

/** Packing stops at this share of the most, and cut texts aim at it. */
const TARGET = 0.8
/** A chunk this full takes no further block but a small one; tokens as shares of the target. */
const FULL = 0.5
const SMALL = 0.2
/** A section smaller than this share may be joined by the next one. */
const SMALL_SECTION = 0.25

/**
 * Cuts a document along its structure, in order and without overlap: all that is not white space is in exactly one chunk. Chunks never reach
 * across a heading of level 1 or 2, nor within a row, a line of code or a sentence that fits; deeper sections are joined while they are small.
 * `countTokens` need only be additive over white space. Linear time; each block is counted once, and once more if it has to be cut.
 */
export function chunkDocument(document: Document, options: { readonly maxTokens?: number; readonly countTokens: (text: string) => number }): Chunk[] {
  const max = Math.max(8, options.maxTokens ?? MAX_TOKENS)
  const sizes: Sizes = { max, target: Math.floor(max * TARGET), countTokens: options.countTokens }
  const packer = new Packer(document, sizes)
  const above: { level: number; title: string }[] = []
  let path: readonly string[] = []
  for (const block of blocksOf(document.text, document.format)) {
    const level = block.level
    if (level !== undefined) {
      while (above.length > 0 && (above[above.length - 1]?.level ?? 0) >= level) above.pop()
      above.push({ level, title: block.title ?? '' })
      path = above.flatMap(({ title }) => title || [])
    }
    packer.add(block, path)
  }
  return packer.finish()
}

/** A piece in its place. `leads`: kept with what follows. */
interface Unit extends Piece {
  readonly path: readonly string[]
  readonly leads: boolean
  readonly heading: boolean
  /** A rule: goes with what stands before it. */
  readonly closing: boolean
  /** Header of the table whose later part this is. */
  readonly header?: Span
}

/** Owns the chunk that is being filled. */
class Packer {
  readonly #document: Document
  readonly #sizes: Sizes
  readonly #chunks: Chunk[] = []
  #units: Unit[] = []
  #size = 0
  #page = 0

  constructor(document: Document, sizes: Sizes) {
    this.#document = document
    this.#sizes = sizes
  }

  add(block: Block, path: readonly string[]): void {
    const { text } = this.#document
    // A rule with nothing before it opens what follows, like a heading.
    const heading = block.kind === 'heading' || (block.kind === 'rule' && this.#units.length === 0)
    // A title that is not marked as a heading, before the first that is.
    const [title] = this.#units
    if (block.level !== undefined && this.#chunks.length === 0 && this.#units.length === 1 && title?.leads) this.#units = [{ ...title, heading: true }]
    if (block.level !== undefined && this.#units.some((unit) => !unit.heading)) {
      if (block.level <= 2 || this.#size >= this.#sizes.target * SMALL_SECTION) this.#flush(this.#units.length)
    }
    const unit = (piece: Piece, index: number, count: number): Unit => ({
      ...piece,
      path,
      heading,
      leads: block.leads === true && index === count - 1,
      closing: block.kind === 'rule',
      ...(index > 0 && block.header ? { header: block.header } : {}),
    })
    const whole = wholeOf(text, block, this.#sizes.max, this.#sizes)
    if (whole && this.#place(unit(whole, 0, 1))) return
    const pieces = splitBlock(text, block, this.#leading() === this.#units.length ? this.#size : 0, this.#sizes)
    for (const [index, piece] of pieces.entries()) {
      const part = unit(piece, index, pieces.length)
      if (this.#place(part)) continue
      this.#flush(this.#units.length)
      this.#place(part)
    }
  }

  finish(): Chunk[] {
    this.#flush(this.#units.length)
    return this.#chunks
  }

  /** Puts a unit into this chunk or the next; false if it does not fit behind the headings that it has to be kept with. */
  #place(unit: Unit): boolean {
    if (this.#units.length > 0 && !this.#takes(unit)) {
      const leading = this.#leading()
      if (leading < this.#units.length) this.#flush(this.#units.length - leading)
      if (this.#units.length > 0 && !this.#takes(unit)) return false
    }
    this.#units.push(unit)
    this.#size += sizeOf(unit)
    return true
  }

  #takes(unit: Unit): boolean {
    const { max, target } = this.#sizes
    const size = sizeOf(unit)
    const total = this.#size + size
    if (unit.apart || this.#units[this.#units.length - 1]?.apart) return false
    if (unit.end - (this.#units[0]?.start ?? 0) > max * CHARACTERS_PER_TOKEN) return false
    if (unit.closing || this.#leading() === this.#units.length || size < (target * SMALL) / 2) return total <= max
    return total <= target && (this.#size < target * FULL || size < target * SMALL)
  }

  /** How many units at the end belong to what follows: one that leads, and the headings before it. */
  #leading(): number {
    let index = this.#units.length - 1
    if (this.#units[index]?.leads) index--
    while (this.#units[index]?.heading) index--
    return this.#units.length - 1 - index
  }

  /** Makes a chunk of the first `count` units and keeps the rest. */
  #flush(count: number): void {
    const units = this.#units.slice(0, count)
    this.#units = this.#units.slice(count)
    this.#size = this.#units.reduce((sum, unit) => sum + sizeOf(unit), 0)
    const first = units[0]
    const last = units[units.length - 1]
    if (!first || !last) return
    const { id: documentId, text: whole, pages } = this.#document
    const { end } = last
    const start = end - whole.slice(first.start, end).trimStart().length
    const text = whole.slice(start, end)
    const heading = sharedPath(units).join(' › ')
    const exact = units.every((unit, index) => index === 0 || !touches(whole, units[index - 1]!, unit))
    const page = this.#pageAt(start, pages)
    this.#chunks.push({
      id: `${documentId}:${start}-${end}`,
      documentId,
      start,
      end,
      text,
      ...(heading ? { heading } : {}),
      ...(first.header ? { tableHeader: { ...first.header, text: whole.slice(first.header.start, first.header.end) } } : {}),
      ...(page === undefined ? {} : { page }),
      tokens: exact ? units.reduce((sum, unit) => sum + unit.tokens, 0) : this.#sizes.countTokens(text),
    })
  }

  /** Chunks come in order, so pages are walked once. */
  #pageAt(start: number, pages: readonly PageSpan[] | undefined): number | undefined {
    if (!pages) return undefined
    while ((pages[this.#page + 1]?.start ?? Infinity) <= start) this.#page++
    return pages[this.#page]?.number
  }
}

/** The headings that all of a chunk's text stands under; those of headings alone, if there is nothing else. */
function sharedPath(units: readonly Unit[]): readonly string[] {
  const bodies = units.filter((unit) => !unit.heading)
  const [first, ...rest] = bodies.length > 0 ? bodies : units.slice(-1)
  let shared = first?.path ?? []
  for (const { path } of rest) {
    if (path === shared) continue
    let length = 0
    while (length < shared.length && shared[length] === path[length]) length++
    shared = shared.slice(0, length)
  }
  return shared
}

/** Context takes at most about this many tokens, so that it fits into what an embedder reads beside the longest chunk. */
const CONTEXT_TOKENS = 150

/**
 * What a chunk is embedded and indexed with, but does not hold: the document's title if given, the headings above it and the header of its
 * table, one a line; nothing that its first lines say already.
 */
export function contextOf(chunk: Chunk & { readonly title?: string }): string {
  const head = chunk.text.slice(0, 600)
  const headings = (chunk.heading ?? '').split(' › ').filter((part) => part && !opensWith(head, part))
  const { title, tableHeader } = chunk
  if (title && !chunk.heading?.startsWith(title) && !opensWith(head, title)) headings.unshift(title)
  const lines = headings.length > 0 ? [shortened(headings.join(' › '), CONTEXT_TOKENS / 2)] : []
  if (tableHeader) lines.push(shortened(tableHeader.text, CONTEXT_TOKENS / 2))
  return lines.join('\n')
}

/** What an embedder reads for a chunk. */
export function embeddedText(chunk: Chunk & { readonly title?: string }): string {
  const context = contextOf(chunk)
  return context ? `${context}\n\n${chunk.text}` : chunk.text
}

/** Whether one of the lines at the beginning is this heading. */
function opensWith(head: string, heading: string): boolean {
  return head.split('\n', 12).some((line) => line.replace(/^[#\s]+|[\s#]+$|[*`]/g, '') === heading)
}

/** Cut where about `tokens` end: a Han character is one, four other characters are one. */
function shortened(text: string, tokens: number): string {
  let cost = 0
  let end = 0
  for (const character of text) {
    cost += character > '\u2e7f' ? 1 : 0.25
    if (cost > tokens) return text.slice(0, end)
    end += character.length
  }
  return text
}
