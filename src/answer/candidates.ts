import { isChinese } from '../common/language.ts'
import { sentencesOf } from '../common/sentences.ts'
import { wordsOf } from '../common/words.ts'
import type { Passage, StoredChunk } from '../contracts/document.ts'

/** A sentence, list item or table row of a passage: the smallest thing that is quoted. */
export interface Candidate {
  /** Index into the passages. */
  readonly passage: number
  /** Its place among the passage's candidates. */
  readonly index: number
  /** Offsets into the document. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly words: ReadonlySet<string>
  readonly chinese: boolean
  /** Says what stands below it and answers nothing by itself. */
  readonly heading: boolean
  /** The header of the table whose row this is; offsets into the document. */
  readonly header?: Span
}

export interface Span {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** All sentences of a passage, in order. */
export function candidatesOf({ chunk }: Passage, passage: number): Candidate[] {
  const candidates: Candidate[] = []
  for (const { start, end } of sentencesOf(chunk.text)) {
    const text = chunk.text.slice(start, end)
    const lineStart = chunk.text.lastIndexOf('\n', start - 1) + 1
    const header = isRow(lineAt(chunk.text, lineStart)) ? headerOf(chunk, lineStart) : undefined
    // The header row stands beside the rows below it; it is no row itself.
    if (header === 'self') continue
    candidates.push({
      passage,
      index: candidates.length,
      start: chunk.start + start,
      end: chunk.start + end,
      text,
      words: new Set(wordsOf(header ? `${header.text} ${text}` : text)),
      chinese: isChinese(text),
      heading: /^\s*#{1,6}\s+$/.test(chunk.text.slice(lineStart, start)),
      ...(header && { header }),
    })
  }
  return candidates
}

const DELIMITER_ROW = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$/
const isRow = (line: string): boolean => /^\s*\|/.test(line)

function lineAt(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, end < 0 ? text.length : end)
}

/** The header of the row that begins at `lineStart`, in the chunk itself or as the chunk carries it; "self" where the row is the header. */
function headerOf(chunk: StoredChunk, lineStart: number): Span | 'self' | undefined {
  const next = chunk.text.indexOf('\n', lineStart)
  if (next >= 0 && DELIMITER_ROW.test(lineAt(chunk.text, next + 1))) return 'self'
  for (let at = lineStart; at > 0;) {
    const above = chunk.text.lastIndexOf('\n', at - 2) + 1
    const line = lineAt(chunk.text, above)
    if (!isRow(line)) return undefined
    if (DELIMITER_ROW.test(line)) {
      if (above === 0) break
      const start = chunk.text.lastIndexOf('\n', above - 2) + 1
      const text = lineAt(chunk.text, start)
      return { start: chunk.start + start, end: chunk.start + start + text.length, text }
    }
    at = above
  }
  const { tableHeader } = chunk
  if (!tableHeader) return undefined
  // What a chunk carries may hold the delimiter row too: the names of the columns are its first line.
  const text = lineAt(tableHeader.text, 0)
  return { start: tableHeader.start, end: tableHeader.start + text.length, text }
}
