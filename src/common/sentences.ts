import { BEFORE_NUMBER, NEVER_LAST, SOMETIMES_LAST, STARTERS } from './abbreviations.ts'
import { isSpace, markdownLines, type MarkdownLine } from './markdown-lines.ts'

/** `text.slice(start, end)`: a sentence, trimmed of white space. */
export interface Sentence {
  readonly start: number
  readonly end: number
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * The sentences of plain or markdown prose, in order, never overlapping. Headings, table rows, list items and lines of code are sentences of
 * their own; marks without words (rules, fences, delimiter rows, bullets, `#`, `>`) belong to none. Lines that were wrapped at a fixed width
 * are read on; any other line end, and a blank line always, ends a sentence. Linear time.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let paragraph: MarkdownLine[] = []
  const finish = (): void => {
    if (paragraph.length > 0) readParagraph(text, paragraph, sentences)
    paragraph = []
  }
  for (const line of markdownLines(text)) {
    if (line.kind === 'text') {
      if (paragraph.length > 0 && paragraph[0]?.quoted !== line.quoted && line.quoted) finish()
      paragraph.push(line)
      continue
    }
    finish()
    if (line.kind === 'item') paragraph.push(line)
    else if (line.kind === 'row' || line.kind === 'code') push(sentences, text, line.content, line.end)
    else if (line.kind === 'heading') push(sentences, text, line.content, headingEnd(text, line))
  }
  finish()
  return sentences
}

/** Without the `#` that may close an ATX heading. */
function headingEnd(text: string, line: MarkdownLine): number {
  let end = line.end
  while (end > line.content && text[end - 1] === '#') end--
  return end < line.end && end > line.content && !isSpace(text.charCodeAt(end - 1)) ? line.end : end
}

/** Joins wrapped lines into flows, and cuts each flow. */
function readParagraph(text: string, lines: readonly MarkdownLine[], sentences: Sentence[]): void {
  let width = 0
  for (const line of lines) width = Math.max(width, line.end - line.start)
  for (let first = 0; first < lines.length;) {
    let last = first
    while (last + 1 < lines.length && goesOn(text, lines[last]!, lines[last + 1]!, width)) last++
    cutFlow(text, lines.slice(first, last + 1), sentences)
    first = last + 1
  }
}

const ENDS_WITH_HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，、：；）》”’]$/u
const STARTS_WITH_HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}（《“‘]/u
const LOWER = /^\p{Ll}/u

/**
 * Whether `line` was broken only because the next word did not fit: it is about as long as the longest line of its paragraph, or the next
 * line begins in lower case. Lines of text written to be lines (addresses, verses, labels) are shorter or of uneven length.
 */
function goesOn(text: string, line: MarkdownLine, next: MarkdownLine, width: number): boolean {
  const length = line.end - line.start
  const head = text.slice(next.content, Math.min(next.end, next.content + 30))
  const tail = text.slice(Math.max(line.content, line.end - 2), line.end)
  if (STARTS_WITH_HAN.test(head) && ENDS_WITH_HAN.test(tail)) return /[，、]$/.test(tail) || (length >= 15 && width <= 80 && length >= width - 3)
  if (tail.endsWith('\\') || text.startsWith('  \n', line.end)) return false
  if (LOWER.test(head)) return length >= 20 || /[,;–-]$/.test(tail)
  if (width > 130 || length < 40) return false
  const word = head.search(/\s/)
  return length + 1 + (word < 0 ? head.length : word) > width * 0.9
}

/** A flow is read as one line; what stands between its lines (breaks, quote marks) counts as spaces, so offsets stay. */
function cutFlow(text: string, lines: readonly MarkdownLine[], sentences: Sentence[]): void {
  const first = lines[0]!
  const base = first.content
  const last = lines[lines.length - 1]!
  let flow = text.slice(base, first.end)
  if (lines.length > 1) {
    const parts = [flow]
    for (let index = 1; index < lines.length; index++) {
      const line = lines[index]!
      parts.push(' '.repeat(line.content - lines[index - 1]!.end), text.slice(line.content, line.end))
    }
    flow = parts.join('')
  }
  let start = 0
  if (/[\p{Sentence_Terminal}；…]/u.test(flow.slice(0, -1))) {
    for (const end of cuts(flow)) {
      push(sentences, text, base + start, base + end)
      start = end
    }
  }
  push(sentences, text, base + start, last.end)
}

function push(sentences: Sentence[], text: string, from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  if (start < end) sentences.push({ start, end })
}

/** Where `Intl.Segmenter` sees no boundary and we do: a wide semicolon, "… Next", and "in 2010. 30 people". */
const FURTHER = /；{1,4}[”’」』）)]{0,4}|…["'”’)\]]{0,4}\s{1,20}(?=["'“‘(]?\p{Lu})|(?:\d{2}|\p{Ll}{5})[)\]"'”’]{0,4}\.[)\]"'”’]{0,4}\s{1,20}(?=\d)/gu

/** Ends of sentences within a flow, but for the last; white space between two sentences stands before the cut. */
function* cuts(flow: string): Generator<number> {
  let start = 0
  for (const segment of segmenter.segment(flow)) {
    const stop = segment.index + segment.segment.length
    for (const match of segment.segment.matchAll(FURTHER)) {
      const cut = segment.index + match.index + match[0].length
      if (cut < stop && cut > start && isBoundary(flow, start, cut)) yield (start = cut)
    }
    if (stop >= flow.length) return
    const cut = adjusted(flow, start, stop)
    if (cut > start && cut < flow.length && isBoundary(flow, start, cut)) yield (start = cut)
  }
}

/** Opening brackets go with what follows, reference marks such as [12] with what they stand behind. */
function adjusted(flow: string, start: number, stop: number): number {
  let cut = stop
  while (cut > start && /[\p{Ps}\p{Pi}]/u.test(flow[cut - 1] ?? '')) cut--
  const marks = /^(?:\[(?:\d{1,4}|[a-z]|note \d+|citation needed)(?:[,–-] ?\d{1,4})*\])+\s*/.exec(flow.slice(cut, cut + 80))
  return marks ? cut + marks[0].length : cut
}

const CLOSED = /["'”’」』》〉)\]）】]$/
const LEFT = 60

/** Whether a sentence that began at `start` ends at `cut`. */
function isBoundary(flow: string, start: number, cut: number): boolean {
  const left = flow.slice(Math.max(start, cut - LEFT), cut).trimEnd()
  const right = flow.slice(cut, cut + 40)
  if (LOWER.test(right) || /^[\p{Pe}\p{Pf}\p{Sentence_Terminal}，、：；]/u.test(right)) return false
  if (left.endsWith('；') && /[(（][^)）]*$/.test(left)) return false
  if (/[》〉]$/.test(left)) return false
  if (CLOSED.test(left) && /^(?:[，、：；,;:的地得和与及或等]|[^，。！？“”]{0,6}(?:说|道|问|答|喊|叫|表示|认为|指出)[道着]?[，。：])/u.test(right)) return false
  // "3." or "(a)" at its beginning numbers what follows.
  if (cut - start <= 8 && /^[(（]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)）]\)?$/.test(flow.slice(start, cut).trim())) return false
  return !left.endsWith('.') || left.endsWith('..') || !isAbbreviated(left, right)
}

const LAST_WORD = /(?:(\S+)\s+)?["'“‘([]*([\p{L}\p{N}&.-]*)\.$/u

/** Whether the full stop that ends `left` only shortens a word, as far as the words around it tell. */
function isAbbreviated(left: string, right: string): boolean {
  const [, before = '', word = ''] = LAST_WORD.exec(left) ?? []
  const lower = word.toLowerCase()
  const next = /^["'“‘([]*([\p{L}\p{M}\p{N}’'-]*)(\.?)/u.exec(right)
  const nextWord = next?.[1] ?? ''
  if (NEVER_LAST.has(lower)) return true
  if (BEFORE_NUMBER.has(lower) && /^[(§#]?(?:\d|\p{Lu}{0,2}[.-]?\d|[IVX]+\b)/u.test(right)) return lower !== 'no' || /^\d/.test(right)
  // "5. Mai": German day numbers.
  if (/^\d{1,2}$/.test(word)) return /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b/.test(right)
  if (/^\p{L}$/u.test(word)) {
    if (next?.[2] === '.' && nextWord.length === 1) return true
    return (
      /^\p{Lu}$/u.test(word) &&
      /^\p{Lu}/u.test(nextWord) &&
      !STARTERS.has(nextWord) &&
      (before === '' || /^["'“‘(]*\p{Lu}|^(?:by|from|with|for|as|named)$/u.test(before))
    )
  }
  if (SOMETIMES_LAST.has(lower) || /^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u.test(word)) return /^[("“\p{L}\p{N}]/u.test(right) && !STARTERS.has(nextWord)
  return false
}
