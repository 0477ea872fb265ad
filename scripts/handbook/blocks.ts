/** What a written document is made of: enough for the handbook's Word and PDF files. */
export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'list'; readonly numbered: boolean; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly rows: readonly (readonly string[])[] }
  /** A framed note that stands apart from the running text. */
  | { readonly type: 'box'; readonly text: string }
  /** Linear text of a formula, such as "a = b × c". */
  | { readonly type: 'formula'; readonly text: string }

/**
 * Reads the little Markdown in which the handbook is written: "#" headings, "-" and "1." lists, "|" tables (the first row
 * is the header), ">" boxes, "$" formulas, and paragraphs; blocks are separated by empty lines.
 */
export function parseBlocks(text: string): Block[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(parseBlock)
}

function parseBlock(part: string): Block {
  const lines = part.split('\n').map((line) => line.trim())
  const first = lines[0] ?? ''
  const heading = /^(#+) (.*)$/.exec(first)
  if (heading) return { type: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' }
  if (first.startsWith('|')) return { type: 'table', rows: lines.filter((line) => !/^[|\s:-]+$/.test(line)).map(cellsOf) }
  if (first.startsWith('> ')) return { type: 'box', text: lines.map((line) => line.replace(/^> ?/, '')).join(' ') }
  if (first.startsWith('$ ')) return { type: 'formula', text: first.slice(2) }
  if (/^(-|\d+\.) /.test(first)) return { type: 'list', numbered: first[0] !== '-', items: lines.map((line) => line.replace(/^(-|\d+\.) /, '')) }
  return { type: 'paragraph', text: lines.join(' ') }
}

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
}
