import type { Block, Line, Table } from './layout.ts'
import { isInside, median, overlap } from './layout.ts'

const BULLET = /^\s*(?:[•●▪■□◦○‣⁃∙·❖➢✓☐◆▶*–—-]|[\u0080-\u009f\ue000-\uf8ff])\s+(?=\S)/u
/** Some programs write the bullet and its text apart. */
const LONE_BULLET = /^\s*[•●▪■□◦○‣⁃❖➢✓☐◆▶\u0080-\u009f\ue000-\uf8ff]\s*$/u
const NUMBER = /^\s*(\d{1,3}[.)])\s+(?=\S)/
const LETTER = /^\s*(\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s+(?=\S)/
const SENTENCE_END = /[.!?:;。！？：；…]["'”’)\]]*\s*$/
const MAX_HEADING_WORDS = 16
const ACCENTS: Readonly<Record<string, string>> = { '´': '\u0301', '¨': '\u0308', ˆ: '\u0302', '˜': '\u0303', '˚': '\u030a', ˇ: '\u030c' }

interface Group {
  readonly kind: 'text' | 'item' | 'heading' | 'code'
  readonly marker?: string
  lines: Line[]
}

/** Joins the lines of a page, which stand in reading order, to paragraphs, headings, list items and tables. */
export function blocksOf(lines: readonly Line[], tables: readonly Table[], bodySize: number): Block[] {
  const pitch = pitchOf(lines)
  const blocks: Block[] = []
  const placed = new Set<Table>()
  let group: Group | undefined
  for (const [index, line] of lines.entries()) {
    const table = tables.find((each) => isInside(line, each))
    if (table) {
      finish()
      if (!placed.has(table)) blocks.push({ ...table, kind: 'table', text: pipeTable(table.rows), size: bodySize })
      placed.add(table)
    } else if (group && belongs(line, group, lines[index - 1], pitch)) group.lines.push(line)
    else {
      finish()
      group = opened(line, lines[index - 1], lines[index + 1], bodySize, pitch)
    }
  }
  finish()
  return blocks

  function finish(): void {
    if (group) blocks.push(blockOf(group))
    group = undefined
  }
}

function opened(line: Line, before: Line | undefined, after: Line | undefined, bodySize: number, pitch: number): Group {
  if (isHeading(line, before, after, bodySize, pitch)) return { kind: 'heading', lines: [line] }
  const marker = markerOf(line.text)
  if (marker) return { kind: 'item', marker, lines: [line] }
  return { kind: line.mono ? 'code' : 'text', lines: [line] }
}

function markerOf(text: string): string | undefined {
  if (BULLET.test(text) || LONE_BULLET.test(text)) return '-'
  return NUMBER.exec(text)?.[1] ?? LETTER.exec(text)?.[1]
}

/** Is the line the next one of the paragraph, heading or item that `group` is? */
function belongs(line: Line, group: Group, before: Line | undefined, pitch: number): boolean {
  const last = group.lines.at(-1)!
  if (last !== before) return false
  if (last.hyphen) return true
  const step = line.bottom - last.bottom
  const sameSize = Math.abs(line.size - last.size) <= 0.12 * Math.max(line.size, last.size)
  // An entry of a table of contents ends with its page.
  if (/(?:\s?\.){5,}\s*\w{1,5}\s*$/.test(last.text)) return false
  if (isBeside(line, last) && !markerOf(line.text)) return true
  if (group.kind === 'code') return line.mono && step > 0 && step < 2.2 * pitch
  if (group.kind === 'heading')
    return (
      sameSize && line.bold === last.bold && step > 0 && step <= 1.5 * line.size && overlap(line, last) > 0 && group.lines.length < 3 && !markerOf(line.text)
    )
  if (LONE_BULLET.test(last.text) && group.lines.length === 1 && Math.abs(step) < 0.6 * line.size) return true
  if (markerOf(line.text) || line.mono) return false
  if (step <= 0 || overlap(line, last) <= 0) return continues(line, last) && sameSize
  const limit = 1.3 * Math.max(Math.min(pitch, 2 * line.size), line.size)
  if (step > limit || line.size > 1.25 * last.size) return false
  const first = group.lines[0]!
  const indented = line.left > last.left + 0.5 * line.size
  if (group.kind === 'item') return line.left >= first.left - 1 && !(SENTENCE_END.test(last.text) && line.left <= first.left + 1)
  if (last.bold !== line.bold && SENTENCE_END.test(last.text)) return false
  return !(indented && SENTENCE_END.test(last.text))
}

/** In one row, close by: a raised or smaller piece of the line, or what comes after it. */
function isBeside(line: Line, last: Line): boolean {
  const common = Math.min(line.bottom, last.bottom) - Math.max(line.top, last.top)
  return (
    common > 0.5 * Math.min(line.bottom - line.top, last.bottom - last.top) &&
    line.left >= last.right - 2 &&
    line.left < last.right + 3 * Math.max(line.size, last.size)
  )
}

/** A sentence that goes on at the top of the next column. */
function continues(line: Line, last: Line): boolean {
  return !SENTENCE_END.test(last.text) && /^\s*[\p{Ll}(]/u.test(line.text) && !/^\s*(?:fig|table)/i.test(line.text)
}

function isHeading(line: Line, before: Line | undefined, after: Line | undefined, bodySize: number, pitch: number): boolean {
  const text = line.text.trim()
  if (line.mono || text.split(/\s+/).length > MAX_HEADING_WORDS || !/[\p{L}]{2}/u.test(text) || /^(?:table|figure|fig\.)\s*\d/i.test(text)) return false
  if (BULLET.test(line.text)) return false
  if (line.size > 1.5 * bodySize) return true
  // Labels in drawings are large or bold as well, but head nothing.
  if (!after || !heads(line, after)) return false
  if (line.size > 1.18 * bodySize) return true
  if (!line.bold || /[.,;:]$/.test(text)) return false
  const numbered = /^\d+(?:\.\d+)*\.?\s+\p{Lu}/u.test(text)
  const apart = !before || line.bottom - before.bottom > 1.25 * pitch || line.bottom < before.top || before.bold !== line.bold
  const alone = after.bold !== line.bold || after.size !== line.size || after.bottom - line.bottom > 1.25 * pitch
  return apart && (alone || numbered)
}

/** Does the line stand over the other one, beginning where that begins or with its middle over that one's? */
function heads(line: Line, after: Line): boolean {
  if (after.bottom < line.top) return true
  const near = Math.abs(after.left - line.left) < 3 * line.size || Math.abs(after.left + after.right - line.left - line.right) < 4 * line.size
  return near && after.top - line.bottom < 5 * line.size
}

function blockOf(group: Group): Block {
  const { lines, kind, marker } = group
  const area = {
    left: Math.min(...lines.map((line) => line.left)),
    top: Math.min(...lines.map((line) => line.top)),
    right: Math.max(...lines.map((line) => line.right)),
    bottom: Math.max(...lines.map((line) => line.bottom)),
  }
  const size = median(lines.map((line) => line.size))
  if (kind === 'code') return { ...area, kind, size, text: codeOf(lines) }
  let text = ''
  for (const line of lines) text += tidy(line.text).trim() + (line.hyphen ? '' : needsSpace(line.text) ? ' ' : '')
  text = tidy(text).trim()
  if (marker) text = text.slice((BULLET.exec(text) ?? NUMBER.exec(text) ?? LETTER.exec(text) ?? [''])[0].length)
  return { ...area, kind, size, text, ...(marker ? { marker } : {}) }
}

/** Lines of Chinese and Japanese are joined without a space. */
const needsSpace = (text: string): boolean => !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：！？（）「」『』【】《》]\s*$/u.test(text)

/** Without private-use and control characters and with ligatures and Arabic forms as their letters. */
function tidy(text: string): string {
  return (
    text
      .replace(/[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]+/g, (letters) => letters.normalize('NFKC'))
      .replace(/(?!^)[\u0001-\u0008\u000b-\u001f\u007f-\u009f\ue000-\uf8ff\u00ad\u200b\ufeff]/g, '')
      // TeX draws accents beside their letters.
      .replace(/([´¨ˆ˜˚ˇ])([A-Za-zıȷ])/g, (_, accent: string, letter: string) =>
        (letter.replace('ı', 'i').replace('ȷ', 'j') + ACCENTS[accent]).normalize('NFC'),
      )
      // PDFium turns the letters of the ligature lam-alef round, which leaves two alefs that no Arabic word has; tatweel only stretches.
      .replace(/\u0627([\u0622\u0623\u0625])\u0644/g, '\u0627\u0644$1')
      .replace(/\u0640+/g, '')
      .replace(/(?:\s?\.){5,}/g, ' …')
      .replace(/[\s\u00a0]+/g, ' ')
  )
}

function codeOf(lines: readonly Line[]): string {
  const left = Math.min(...lines.map((line) => line.left))
  const longest = lines.reduce((a, b) => (a.text.length > b.text.length ? a : b))
  const width = Math.max(1, (longest.right - longest.left) / Math.max(1, longest.text.trim().length))
  return lines.map((line) => ' '.repeat(Math.min(40, Math.max(0, Math.round((line.left - left) / width)))) + line.text.trim()).join('\n')
}

/** Usual distance from one line to the next. */
function pitchOf(lines: readonly Line[]): number {
  const steps = lines.slice(1).map((line, index) => line.bottom - lines[index]!.bottom)
  const usual = steps.filter((step, index) => step > 0 && step < 3 * lines[index]!.size)
  return median(usual) || median(lines.map((line) => line.size)) * 1.2
}

function pipeTable(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => tidy(cell).trim().replace(BULLET, '').replaceAll('|', '\\|')))
  const columns = Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, column) => column).filter((column) =>
    cells.some((row) => row[column]),
  )
  const line = (row: readonly string[]) => `| ${columns.map((column) => row[column] ?? '').join(' | ')} |`
  return [line(cells[0] ?? []), `|${' --- |'.repeat(columns.length)}`, ...cells.slice(1).map(line)].join('\n')
}
