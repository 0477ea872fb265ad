/** What an office file is read into before it becomes Markdown. Texts are escaped already (`escapeText`). */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** `label` is what the program shows: "3.", "a)", "1.2"; '' for a bullet. `level` counts from 0. */
  | { readonly kind: 'item'; readonly level: number; readonly label: string; readonly text: string }
  /** Rows of one length each or not; the first is the header. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

/**
 * Plain text for a place in Markdown. Only what would vanish or change its meaning is escaped: text that looks like an
 * HTML tag or entity, and a heading's mark. Other signs stay as they are, for texts are searched and quoted.
 */
export function escapeText(text: string): string {
  if (!/[&<#]/.test(text)) return text
  return text
    .replace(/&(?=#?\w{1,32};)/g, '&amp;')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
    .replace(/^(\s*)(#{1,6}\s)/gm, '$1\\$2')
}

/** Whatever `tidy` changes, so that the many texts that are tidy already pass quickly. */
const UNTIDY = /[^\S ]|[\0-\x1f\x7f\u200b]| {2}/

/** White space as one reads it: no control characters, one space between words, no blank lines within. */
export function tidy(text: string): string {
  if (!UNTIDY.test(text)) return text.trim()
  return text
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u3000]+/g, ' ')
    .replace(/[\v\f\r\u2028\u2029]/g, '\n')
    .replace(/[\0-\x08\x0e-\x1f\x7f\u200b\ufeff]/g, '')
    .replace(/ {2,}/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

export const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim()

export function toMarkdown(blocks: readonly Block[]): string {
  let text = ''
  let open: Item[] = []
  for (const block of blocks) {
    if (block.kind === 'item') {
      const before = open
      const place = placeItem(open, block)
      open = place.open
      const sameList = before.length > 0 && (open.length > 1 || before[0]?.ordered === open[0]?.ordered)
      text += `${text && (sameList ? '\n' : '\n\n')}${place.text}`
    } else {
      open = []
      const markdown = blockMarkdown(block)
      if (markdown) text += `${text && '\n\n'}${markdown}`
    }
  }
  return text
}

function blockMarkdown(block: Exclude<Block, { readonly kind: 'item' }>): string {
  if (block.kind === 'heading') return `${'#'.repeat(Math.min(6, Math.max(1, block.level)))} ${oneLine(block.text)}`
  return block.kind === 'table' ? pipeTable(block.rows) : block.text
}

interface Item {
  readonly level: number
  /** Columns that what is nested in it is indented by. */
  readonly indent: number
  readonly ordered: boolean
}

/** Puts an item under the nearest open one of a lower level. Nested lists are indented by four, or more under a long number. */
function placeItem(open: readonly Item[], item: Extract<Block, { readonly kind: 'item' }>): { readonly open: Item[]; readonly text: string } {
  const above = open.filter(({ level }) => level < item.level)
  const indent = above.at(-1)?.indent ?? 0
  const marker = itemMarker(item.label)
  const inner = ' '.repeat(indent + marker.length + 1)
  const ordered = marker !== '-' && !marker.startsWith('- ')
  return {
    open: [...above, { level: item.level, indent: indent + Math.max(4, ordered ? marker.length + 1 : 2), ordered }],
    text: `${' '.repeat(indent)}${marker} ${item.text.replaceAll('\n', `\n${inner}`)}`,
  }
}

/** Markdown knows "3." and "3)" only; other labels stand as text in a bulleted item. */
export function itemMarker(label: string): string {
  if (!label) return '-'
  return /^\d{1,9}[.)]$/.test(label) ? label : `- ${label}`
}

const SPARSE_ROOM = 10_000
const SPARSE_RATIO = 20
/** Would a table of this many places be all but empty with this many cells? */
export const isSparse = (places: number, cells: number) => places > SPARSE_ROOM + SPARSE_RATIO * cells

/** A GitHub table: one header row, cells on one line, "|" escaped. Empty rows and columns at the edges are left to the caller. */
export function pipeTable(rows: readonly (readonly string[])[]): string {
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (!width) return ''
  // A few long rows must not blow up all others; Markdown lets rows be shorter than the header.
  const cells = rows.reduce((sum, row) => sum + row.length, 0)
  const pads = !isSparse(width * rows.length, cells)
  const line = (row: readonly string[], length = pads ? width : row.length) =>
    `| ${Array.from({ length }, (_, at) => cellMarkdown(row[at] ?? '')).join(' | ')} |`
  const [header = [], ...body] = rows
  return [line(header, width), `|${' --- |'.repeat(width)}`, ...body.map((row) => line(row))].join('\n')
}

export const cellMarkdown = (text: string) => text.replace(/\s+/g, ' ').trim().replace(/\\?\|/g, '\\|')

/** Blocks within a table cell, on one line. */
export function cellText(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'table') return block.rows.map((row) => row.filter(Boolean).join(' ')).join(' ')
      return block.kind === 'item' ? `${block.label || '-'} ${block.text}` : block.text
    })
    .filter(Boolean)
    .join(' ')
}

/** A text that stands in several merged cells is repeated in each when it is short, so that every cell makes sense by itself. */
export const REPEATED_LENGTH = 100
export const repeated = (text: string) => (text.length <= REPEATED_LENGTH ? text : '')
