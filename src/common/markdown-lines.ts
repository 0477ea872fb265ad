/**
 * `blank`, `rule` (thematic breaks, setext underlines, delimiter rows: only marks) and `fence` hold no prose; `code` is a line within a
 * closed fence; `item` begins a list item; `row` is a table row; everything else is `text`.
 */
export type LineKind = 'blank' | 'rule' | 'fence' | 'code' | 'heading' | 'item' | 'row' | 'text'

/** One line of a text: `[start, end)` without its line break and without white space at its end. */
export interface MarkdownLine {
  readonly start: number
  readonly end: number
  /** Where its words begin: after indentation, quote marks, `#` and bullets; the number of a numbered item counts as a word. */
  readonly content: number
  readonly kind: LineKind
  /** Of a heading written with `#`, 1 to 6; else 0. */
  readonly level: number
  /** The fence that a later line closes. */
  readonly opens: boolean
  /** Stands in a block quote. */
  readonly quoted: boolean
}

// Every repetition is bounded, or a loop below: on a line of ten megabytes a greedy pattern runs out of stack.
const QUOTE = /^(?:[ \t]{0,3}>){1,100}[ \t]?/
const FENCE = /^(?:`{3,16}|~{3,16})/
const HEADING = /^(#{1,6})(?:[ \t]|$)/
const BULLETS = '-*+•‣◦▪●○·'
const BULLET = /^.[ \t](?:[ \t]{0,8}\[[ xX]\][ \t])?/
const NUMBERED =
  /^(?:\d{1,3}(?:[.)][ \t]|[、．）])|[(（][\da-zA-Z一二三四五六七八九十]{1,3}[)）]|[a-zA-Z]\)[ \t]|[一二三四五六七八九十百]{1,4}[、．]|第[\d一二三四五六七八九十百千]{1,6}[条章节款])/
const MARKS = ' \t|:=_*~+-'

/** All lines of a text, in order; of blank lines in a row, the first. A fence that nothing closes opens nothing: a slice of a document may hold half a block. Linear time. */
export function markdownLines(text: string): MarkdownLine[] {
  const lines: MarkdownLine[] = []
  let fence: { mark: string; length: number; line: number; start: number } | undefined
  const unclosed: Record<string, number> = { '`': Infinity, '~': Infinity }
  for (let start = 0; start <= text.length || fence;) {
    if (start > text.length) {
      if (!fence) break
      // Read again from the line after the fence that nobody closed. Its like is not tried again, so this happens at most 28 times.
      unclosed[fence.mark] = fence.length
      lines.length = fence.line + 1
      start = fence.start
      fence = undefined
      continue
    }
    const newline = text.indexOf('\n', start)
    const stop = newline < 0 ? text.length : newline
    const line = readLine(text, start, stop)
    start = stop + 1
    // One stands for all blank lines in a row: megabytes of them cost nothing.
    if (line.kind === 'blank' && lines[lines.length - 1]?.kind === 'blank') continue
    const run = line.kind === 'fence' ? FENCE.exec(text.slice(line.content, line.end))?.[0] : undefined
    const mark = run?.[0] ?? ''
    const length = run?.length ?? 0
    if (fence) {
      const closes = run !== undefined && mark === fence.mark && length >= fence.length && isMadeOf(text.slice(line.content, line.end), mark)
      if (closes) lines.push(line)
      else lines.push({ ...line, content: skip(text, line.start, line.end), kind: line.kind === 'blank' ? 'blank' : 'code', level: 0, quoted: false })
      if (closes) {
        lines[fence.line] = { ...lines[fence.line]!, opens: true }
        fence = undefined
      }
    } else {
      lines.push(line)
      if (run && length < (unclosed[mark] ?? 0)) fence = { mark, length, line: lines.length - 1, start }
    }
  }
  return lines
}

function readLine(text: string, start: number, stop: number): MarkdownLine {
  let end = stop
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  let content = skip(text, start, end)
  const quoted = text[content] === '>' && content - start <= 3 && content < end
  if (quoted) content = skip(text, start + (QUOTE.exec(text.slice(start, end))?.[0].length ?? 0), end)
  const line = { start, end, content, kind: 'text' as LineKind, level: 0, opens: false, quoted }
  if (content === end) line.kind = quoted ? 'rule' : 'blank'
  else classify(line, text.slice(content, end), text, quoted || content - start <= 3)
  return line
}

/** The first character tells which patterns can match at all. */
function classify(line: { kind: LineKind; level: number; content: number; end: number }, words: string, text: string, atMargin: boolean): void {
  const first = words[0] ?? ''
  if ((first === '`' || first === '~') && FENCE.test(words) && !(first === '`' && isBroken(words))) {
    line.kind = 'fence'
    return
  }
  const heading = first === '#' && atMargin ? HEADING.exec(words) : null
  if (heading) {
    line.kind = 'heading'
    line.level = heading[1]?.length ?? 1
    line.content = skip(text, line.content + heading[0].length, line.end)
    return
  }
  if (MARKS.includes(first) && isMadeOf(words, MARKS)) {
    line.kind = 'rule'
    return
  }
  const bullet = BULLETS.includes(first) ? BULLET.exec(words) : null
  if (bullet) line.content = skip(text, line.content + bullet[0].length, line.end)
  if (bullet || (/[\da-zA-Z(（一二三四五六七八九十百第]/.test(first) && NUMBERED.test(words))) line.kind = 'item'
  else if (isRow(words)) line.kind = 'row'
}

/** A row begins with "|", or has two of them between spaces, or two tabs between words. */
function isRow(line: string): boolean {
  if (line[0] === '|') return true
  const tab = line.indexOf('\t')
  if (tab > 0 && line.indexOf('\t', tab + 1) > 0) return true
  if (!line.includes('|')) return false
  const bar = line.search(/[ \t]\|[ \t]/)
  return bar >= 0 && line.slice(bar + 2).search(/[ \t]\|[ \t]/) >= 0
}

/** "```a``` b" is code within a line, not a fence. */
function isBroken(line: string): boolean {
  return line.includes('`', indexOfOther(line, '`'))
}

function indexOfOther(line: string, mark: string): number {
  let at = 0
  while (line[at] === mark) at++
  return at
}

function skip(text: string, start: number, end: number): number {
  let at = start
  while (at < end && isSpace(text.charCodeAt(at))) at++
  return at
}

function isMadeOf(line: string, marks: string): boolean {
  for (let index = 0; index < line.length; index++) if (!marks.includes(line[index] ?? '')) return false
  return true
}

/** What `String.prototype.trim` takes for white space, by code unit. */
export function isSpace(code: number): boolean {
  return (
    code === 0x20 ||
    (code >= 0x09 && code <= 0x0d) ||
    code === 0xa0 ||
    code === 0x3000 ||
    code === 0xfeff ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f
  )
}
