import type { ExtractedDocument } from '../../contracts/extractor.ts'

/** `text.slice(start, end)` is replaced; by nothing where no text is given. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text?: string
}

export interface RuleContext {
  /** Kind of the file, as in `FileContent.kind`. */
  readonly kind: string
  /** BCP 47 languages that are wanted; all where absent. */
  readonly languages?: readonly string[]
}

/** What one rule changes in a text, in order and without overlap; or why the whole document is left out. Pure. */
export type Rule = (document: ExtractedDocument, context: RuleContext) => { readonly edits: readonly Edit[] } | { readonly drop: string }

export const NOTHING = { edits: [] } as const

/** What a rule did to one document. */
export interface Removed {
  readonly rule: string
  /** UTF-16 code units that went. */
  readonly characters: number
  /** Places. */
  readonly count: number
  /** The first of them, shortened; it may hold anything that the document held. */
  readonly example?: string
}

/** Applies edits; spans of pages move with the text. */
export function edited(document: ExtractedDocument, edits: readonly Edit[]): ExtractedDocument {
  if (!edits.length) return document
  const { text, pages } = document
  let result = ''
  let at = 0
  /** Ends of edits in the old text, and by how much all after them has moved. */
  const moves: { readonly start: number; readonly end: number; readonly before: number; readonly after: number }[] = []
  for (const { start, end, text: replacement = '' } of edits) {
    result += text.slice(at, start)
    const before = result.length - start
    result += replacement
    at = end
    moves.push({ start, end, before, after: result.length - end })
  }
  result += text.slice(at)
  let next = 0
  /** Offsets within an edit go to where it was. */
  const moved = (offset: number): number => {
    while (next > 0 && moves[next - 1]!.start >= offset) next--
    while (next < moves.length && moves[next]!.end <= offset) next++
    const move = moves[next]
    if (move && offset > move.start) return move.start + move.before
    return offset + (move ? move.before : (moves[moves.length - 1]?.after ?? 0))
  }
  return { ...document, text: result, ...(pages && { pages: pages.map(({ number, start, end }) => ({ number, start: moved(start), end: moved(end) })) }) }
}

/** Lines of a text: `[start, end)` without the line break, `next` the start of the line after. */
export function linesOf(text: string): { readonly start: number; readonly end: number; readonly next: number; readonly text: string }[] {
  const lines: { start: number; end: number; next: number; text: string }[] = []
  for (let start = 0; start <= text.length;) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    lines.push({ start, end, next: feed < 0 ? text.length : feed + 1, text: text.slice(start, end) })
    if (feed < 0) break
    start = feed + 1
  }
  return lines
}

/** Joins edits that touch, so that each stands for one place. */
export function joined(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = []
  for (const edit of edits) {
    const last = result[result.length - 1]
    if (last && last.end === edit.start && !last.text && !edit.text) result[result.length - 1] = { start: last.start, end: edit.end }
    else result.push(edit)
  }
  return result
}

/** Paragraphs between blank lines, `next` the start of what follows. A fence and what it holds is one. */
export function blocksOf(text: string): { readonly start: number; readonly end: number; readonly next: number }[] {
  const blocks: { start: number; end: number; next: number }[] = []
  let open: { start: number; end: number } | undefined
  let fence = ''
  const close = (next: number) => {
    if (open) blocks.push({ ...open, next })
    open = undefined
  }
  for (const line of linesOf(text)) {
    const head = line.text.slice(0, 200).trimStart()
    const mark = /^(?:```|~~~)/.exec(head)?.[0] ?? ''
    const blank = !fence && head === '' && line.text.trim() === ''
    if (blank) {
      if (open) blocks.push({ ...open, next: line.next })
      else if (blocks.length) blocks[blocks.length - 1] = { ...blocks[blocks.length - 1]!, next: line.next }
      open = undefined
      continue
    }
    if (mark && !fence) close(line.start)
    open = { start: open?.start ?? line.start, end: line.end }
    if (fence && mark === fence) {
      fence = ''
      close(line.next)
    } else if (!fence) fence = mark
  }
  close(text.length)
  return blocks
}
