import type { PageSpan } from '../../contracts/document.ts'
import { blocksOf } from './blocks.ts'
import { withoutFurniture } from './furniture.ts'
import { gridTables } from './grid.ts'
import type { Block, Page, Table } from './layout.ts'
import { median, overlap } from './layout.ts'
import { inReadingOrder } from './order.ts'
import { ruledTables } from './ruled.ts'
import { isTrueTable } from './tables.ts'

export interface Composed {
  /** Markdown. */
  readonly text: string
  readonly pages: readonly PageSpan[]
  /** The first page's largest heading. */
  readonly heading?: string
}

/** Makes markdown of pages of lines: without running heads (unless `furniture` is kept), in the order of reading, with headings, paragraphs, lists and tables. */
export function composed(pages: readonly Page[], tables: ReadonlyMap<number, readonly Table[]>, { furniture = false } = {}): Composed {
  const bare = furniture ? pages : withoutFurniture(pages)
  const bodySize = bodySizeOf(bare)
  const perPage = bare.map((page) => {
    const found = tablesOf(page, tables.get(page.number) ?? [])
    const lines = inReadingOrder(page, found)
    return { number: page.number, blocks: blocksOf(lines, found, bodySize) }
  })
  const levels = levelsOf(perPage.flatMap((page) => page.blocks))
  const { text, spans } = joined(perPage, levels)
  const heading = perPage[0]?.blocks.find((block) => block.kind === 'heading' && levels.get(sizeKey(block)) === 1)?.text
  return { text, pages: spans, ...(heading ? { heading } : {}) }
}

/** Tables as they are drawn come first; of those that are guessed from the places of words, the one that sees more of a table has it. */
function tablesOf(page: Page, parsed: readonly Table[]): Table[] {
  const guessed = [...parsed.filter((table) => isTrueTable(table, page.lines)), ...gridTables(page.lines)].filter(hasColumns)
  const ruled = ruledTables(page.rules, page.lines).filter((table) => {
    // Where only some of the columns are drawn apart, the words tell more.
    const finer = guessed.filter((other) => columnsOf(other) > columnsOf(table) && isSame(other, table) && other.rows.length >= table.rows.length)
    return !finer.length
  })
  const rest = guessed.filter((table) => !ruled.some((other) => isSame(table, other)))
  return [...ruled, ...rest.filter((table) => !rest.some((other) => other !== table && covers(other, table)))]
}

const columnsOf = (table: Table): number => Math.max(0, ...table.rows.map((row) => row.length))

/** Boxes to tick or bullets beside words are a list. */
const hasColumns = (table: Table): boolean =>
  Array.from({ length: columnsOf(table) }, (_, column) => table.rows.some((row) => /[\p{L}\p{N}]{1}/u.test(row[column] ?? ''))).filter(Boolean).length > 1

/** Do both lie over each other for the most part? */
function isSame(one: Table, other: Table): boolean {
  const common = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  return overlap(one, other) > 0.3 && common > 0.3 * Math.min(one.bottom - one.top, other.bottom - other.top)
}

/** Do both show the same table, and does `one` have more rows of it? */
function covers(one: Table, other: Table): boolean {
  const common = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  if (overlap(one, other) < 0.3 || common < 0.3 * Math.min(one.bottom - one.top, other.bottom - other.top)) return false
  return (
    one.bottom - one.top > 1.2 * (other.bottom - other.top) || (one.bottom - one.top > (other.bottom - other.top) / 1.2 && one.rows.length > other.rows.length)
  )
}

/** Size of most of the letters. */
function bodySizeOf(pages: readonly Page[]): number {
  const letters = new Map<number, number>()
  for (const page of pages)
    for (const line of page.lines) letters.set(Math.round(line.size * 2) / 2, (letters.get(Math.round(line.size * 2) / 2) ?? 0) + line.text.length)
  return [...letters].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? median(pages.flatMap((page) => page.lines.map((line) => line.size)))
}

const sizeKey = (block: Block): number => Math.round(block.size)

/** Level of a heading by its size: the largest is 1, and at most 4 are told apart. */
function levelsOf(blocks: readonly Block[]): Map<number, number> {
  const sizes = [...new Set(blocks.filter((block) => block.kind === 'heading').map(sizeKey))].toSorted((a, b) => b - a)
  return new Map(sizes.map((size, index) => [size, Math.min(index + 1, 4)]))
}

function joined(
  pages: readonly { readonly number: number; readonly blocks: readonly Block[] }[],
  levels: ReadonlyMap<number, number>,
): { text: string; spans: PageSpan[] } {
  let text = ''
  const spans: PageSpan[] = []
  for (const { number, blocks } of pages) {
    const content = markdownOf(blocks, levels)
    if (!content) continue
    if (text) text += '\n\n'
    spans.push({ number, start: text.length, end: text.length + content.length })
    text += content
  }
  return { text, spans }
}

function markdownOf(blocks: readonly Block[], levels: ReadonlyMap<number, number>): string {
  let text = ''
  const indents: number[] = []
  for (const [index, block] of blocks.entries()) {
    if (!block.text) continue
    if (block.kind !== 'item') indents.length = 0
    else {
      const before = blocks[index - 1]
      // The list goes on in the next column: what was left of it says nothing.
      if (before && before.kind === 'item' && block.top < before.top + 0.5 * block.size) indents.length = 0
      while (indents.length && block.left < indents.at(-1)! - 0.6 * block.size) indents.pop()
      if (!indents.length || block.left > indents.at(-1)! + 0.6 * block.size) indents.push(block.left)
    }
    if (text) text += block.kind === 'item' && blocks[index - 1]?.kind === 'item' ? '\n' : '\n\n'
    if (block.kind === 'heading') text += `${'#'.repeat(levels.get(sizeKey(block)) ?? 2)} ${block.text}`
    else if (block.kind === 'code') text += `\`\`\`\n${block.text}\n\`\`\``
    else if (block.kind === 'item')
      text += `${'    '.repeat(Math.min(5, indents.length - 1))}${/^(?:-|\d+\.)$/.test(block.marker!) ? block.marker : `- ${block.marker}`} ${block.text}`
    else text += block.text
  }
  return text
}
