import type { TextFormat } from '../contracts/document.ts'
import { markdownLines, type MarkdownLine } from '../common/markdown-lines.ts'

export interface Span {
  readonly start: number
  readonly end: number
}

/** A part of a document that is cut only when it is too long. Blocks hold all that is not white space, in order, without overlap. */
export interface Block extends Span {
  readonly kind: 'heading' | 'paragraph' | 'list' | 'table' | 'code' | 'rule'
  /** Of a heading: 1 to 6, and its words without marks. */
  readonly level?: number
  readonly title?: string
  /** Where it may be cut: starts of rows, items or lines of code, after the first. Absent: between sentences. */
  readonly cuts?: readonly number[]
  /** A table's header row. */
  readonly header?: Span
  /** Says what comes next ("The rules are:", a title on a line of its own): better kept with it. */
  readonly leads?: boolean
}

/** The blocks of a text; plain text has paragraphs only. Linear time. */
export function blocksOf(text: string, format: TextFormat): Block[] {
  const lines = markdownLines(text)
  const blocks: Block[] = []
  for (let index = 0; index < lines.length;) {
    if (lines[index]?.kind === 'blank') index++
    else index = (format === 'plain' ? readPlain : readMarkdown)(text, lines, index, blocks)
  }
  return blocks
}

/** Each reader pushes the block that begins at `lines[from]` and returns the index of the line after it. */
type Read = (text: string, lines: readonly MarkdownLine[], from: number, blocks: Block[]) => number

const readPlain: Read = (text, lines, from, blocks) => {
  let index = from
  while (index < lines.length && lines[index]?.kind !== 'blank') index++
  return pushParagraph(text, lines, from, index, blocks)
}

const readMarkdown: Read = (text, lines, from, blocks) => {
  const line = lines[from]!
  if (from === 0) {
    const end = frontMatterEnd(text, lines)
    if (end > 0) return pushParagraph(text, lines, 0, end, blocks)
  }
  if (line.kind === 'fence' && line.opens) return readCode(text, lines, from, blocks)
  if (line.kind === 'heading' && !line.quoted) {
    blocks.push({ kind: 'heading', start: line.start, end: line.end, level: line.level ?? 1, title: titleOf(text.slice(line.content, line.end)) })
    return from + 1
  }
  if (line.kind === 'row' || isHeader(text, lines, from)) return readTable(text, lines, from, blocks)
  if (line.kind === 'item') return readList(text, lines, from, blocks)
  if (line.kind === 'rule' && !line.quoted) {
    blocks.push({ kind: 'rule', start: line.start, end: line.end })
    return from + 1
  }
  return readParagraph(text, lines, from, blocks)
}

const readCode: Read = (_text, lines, from, blocks) => {
  let to = from + 1
  while (lines[to]?.kind !== 'fence') to++
  const cuts = lines.slice(from + 2, to).flatMap((line) => (line.kind === 'blank' ? [] : [line.start]))
  blocks.push({ kind: 'code', start: lines[from]!.start, end: lines[to]!.end, cuts })
  return to + 1
}

const readTable: Read = (text, lines, from, blocks) => {
  const headed = isHeader(text, lines, from)
  const cuts: number[] = []
  let to = from + (headed ? 2 : 1)
  for (; to < lines.length; to++) {
    const line = lines[to]!
    if (line.kind === 'blank' || line.kind === 'heading' || line.kind === 'fence' || line.kind === 'code') break
    if (line.kind !== 'row' && (!headed || !text.slice(line.content, line.end).includes('|'))) break
    if (!headed && isHeader(text, lines, to)) break
    // The first row stays with its header.
    if (!headed || to > from + 2) cuts.push(line.start)
  }
  const header = { start: lines[from]!.content, end: lines[from]!.end }
  blocks.push({ kind: 'table', start: lines[from]!.start, end: lines[to - 1]!.end, cuts, ...(headed ? { header } : {}) })
  return to
}

/** A row with a delimiter row under it. */
function isHeader(text: string, lines: readonly MarkdownLine[], at: number): boolean {
  const under = lines[at + 1]
  if (under?.kind !== 'rule' || under.end - under.start > 10_000) return false
  if (!/^\|?[ \t]*:?-/.test(text.slice(under.content, under.end)) || !text.slice(under.content, under.end).includes('|')) return false
  const line = lines[at]!
  return (line.kind === 'row' || line.kind === 'text') && text.slice(line.content, line.end).includes('|')
}

const readList: Read = (_text, lines, from, blocks) => {
  const cuts: number[] = []
  let to = from + 1
  for (let blank = false; to < lines.length; to++) {
    const line = lines[to]!
    const indented = line.content - line.start >= 2
    if (line.kind === 'blank') blank = true
    else if (line.kind === 'item') {
      cuts.push(line.start)
      blank = false
    } else if (line.kind === 'code' || (line.kind === 'fence' && indented)) blank = false
    else if (line.kind === 'text' ? blank && !indented : !(line.kind === 'row' && indented)) break
    else blank = false
  }
  while (lines[to - 1]?.kind === 'blank') to--
  blocks.push({ kind: 'list', start: lines[from]!.start, end: lines[to - 1]!.end, cuts })
  return Math.max(to, from + 1)
}

const readParagraph: Read = (text, lines, from, blocks) => {
  let to = from + 1
  for (; to < lines.length; to++) {
    const line = lines[to]!
    const goesOn = line.kind === 'text' || (line.kind === 'fence' && !line.opens) || (line.kind === 'rule' && line.quoted)
    if (!goesOn || isHeader(text, lines, to)) break
  }
  const line = lines[from]!
  const under = lines[to]
  if (to === from + 1 && line.kind === 'text' && !line.quoted && under?.kind === 'rule' && !under.quoted && line.end - line.start <= 300) {
    const mark = /^(?:={2,}|-{2,})$/.exec(text.slice(under.content, Math.min(under.end, under.content + 400)))?.[0][0]
    if (mark) {
      blocks.push({ kind: 'heading', start: line.start, end: under.end, level: mark === '=' ? 1 : 2, title: titleOf(text.slice(line.content, line.end)) })
      return to + 1
    }
  }
  return pushParagraph(text, lines, from, to, blocks)
}

function pushParagraph(text: string, lines: readonly MarkdownLine[], from: number, to: number, blocks: Block[]): number {
  const first = lines[from]!
  const last = lines[to - 1]!
  const ending = text.slice(Math.max(first.content, last.end - 2), last.end)
  const title = to === from + 1 && last.end - first.content <= 80 && !first.quoted && !/[.!?。！？…,，;；"”|]/.test(ending)
  const leads = /[:：]\**$/.test(ending) || title
  blocks.push({ kind: 'paragraph', start: first.start, end: last.end, ...(leads ? { leads } : {}) })
  return to
}

/** Index of the line after a front matter between two "---", or 0. */
function frontMatterEnd(text: string, lines: readonly MarkdownLine[]): number {
  const isFence = (line: MarkdownLine | undefined): boolean => line?.kind === 'rule' && text.slice(line.start, line.end) === '---'
  if (!isFence(lines[0]) || lines[1]?.kind === 'blank') return 0
  for (let index = 1; index < Math.min(lines.length, 200); index++) if (isFence(lines[index])) return index + 1
  return 0
}

const LONGEST_TITLE = 200

/** A heading's words: without closing `#`, emphasis, code marks and the targets of links. */
function titleOf(heading: string): string {
  const title = heading
    .slice(0, 2 * LONGEST_TITLE)
    .replace(/[ \t]+#+$/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return title.length > LONGEST_TITLE ? title.slice(0, LONGEST_TITLE).replace(/[\ud800-\udbff]$/, '') : title
}
