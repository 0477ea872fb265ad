const DELIMITERS = ['\t', ';', ',', '|']
const SAMPLE = 65_536
/** After so many quotes that were never closed a file is read without quotes: each costs a walk to its end. */
const MAX_OPEN_QUOTES = 20

/**
 * Rows of delimited text (RFC 4180, tolerantly): quoted fields may hold delimiters, line breaks and doubled quotes. A quote that
 * is never closed, or that swallowed the quoted fields of later lines, is taken as an ordinary character of its field, so that
 * it costs that field and not the rest of the file (csv-parse gives up or reads to the end).
 */
export function parseDelimited(text: string, delimiter: string, maxRows = Infinity): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let open = 0
  let at = 0
  while (at < text.length && rows.length < maxRows) {
    const quoted: QuotedField | undefined = text[at] === '"' && open < MAX_OPEN_QUOTES ? quotedField(text, at, delimiter) : undefined
    if (quoted) {
      row.push(quoted.value)
      at = quoted.end
    } else {
      if (text[at] === '"') open++
      const end = plainEnd(text, at, delimiter)
      row.push(text.slice(at, end))
      at = end
    }
    if (text[at] === delimiter) {
      at++
      if (at === text.length) row.push('')
      continue
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    rows.push(row)
    row = []
  }
  if (row.length) rows.push(row)
  return rows
}

interface QuotedField {
  readonly value: string
  readonly end: number
}

/** The field whose quote opens at `start`, or undefined when that quote is a character like any other. */
function quotedField(text: string, start: number, delimiter: string): QuotedField | undefined {
  const ends = (index: number) => index >= text.length || text[index] === delimiter || text[index] === '\n' || text[index] === '\r'
  let lines = false
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return undefined
    lines ||= text.slice(from, quote).includes('\n')
    if (text[quote + 1] === '"') from = quote + 2
    else if (ends(quote + 1)) return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 }
    else if (lines && ends(quote - 1)) return undefined
    else from = quote + 1
  }
}

function plainEnd(text: string, start: number, delimiter: string): number {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
  return end
}

/** The delimiter that gives most lines as many columns, above one, as the line before or after has; a single column has none ("\0"). */
export function sniffDelimiter(text: string): string {
  const sample = text.slice(0, SAMPLE)
  let best = { delimiter: '\0', share: 0.5 }
  for (const delimiter of DELIMITERS) {
    const rows = parseDelimited(sample, delimiter, 200).filter((row) => row.some((cell) => cell.trim()))
    // The sample may end within a row.
    if (sample.length < text.length && rows.length < 200) rows.pop()
    const widths = rows.map((row) => row.length)
    const steady = widths.filter((width, index) => width > 1 && (widths.length === 1 || width === widths[index - 1] || width === widths[index + 1]))
    const share = steady.length / widths.length
    if (share > best.share + 0.02) best = { delimiter, share }
    // A table whose rows are damaged: all the same its header and most rows are split.
    const split = widths.filter((width) => width > 1).length / widths.length
    if (best.delimiter === '\0' && (widths[0] ?? 0) > 1 && split > 0.7) best = { delimiter, share: 0.5 }
  }
  return best.delimiter
}
