import type { PageSpan } from '../../contracts/document.ts'
import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { TilthError } from '../../common/errors.ts'
import { blocksOf } from './blocks.ts'
import { withoutFurniture } from './furniture.ts'
import type { Block, Page, Table } from './layout.ts'
import { median, overlap } from './layout.ts'
import { inReadingOrder } from './order.ts'
import { readPdf } from './pdfium.ts'
import { gridTables } from './grid.ts'
import { findTables, isTrueTable } from './tables.ts'

/**
 * Reads PDFs: text and its order from PDFium (WebAssembly), tables from liteparse (native) where it is installed; headings,
 * paragraphs and lists by our own reading of sizes and places. Nothing is rendered or recognised, and no network is used.
 */
export const pdfExtractor: Extractor = { kinds: ['pdf'], extract: extractPdf }

async function extractPdf(file: FileContent): Promise<Extraction> {
  if (!Buffer.from(file.bytes.buffer, file.bytes.byteOffset, Math.min(1024, file.bytes.length)).includes('%PDF-'))
    throw new TilthError('damaged', `${file.name} is no PDF: it does not begin like one`, 'check where the file came from, or export it again')
  const { pages, title, author, created } = await readPdf(file.bytes, file.name)
  if (!pages.some((page) => page.lines.length)) return { documents: [], reason: reasonOf(pages) }
  const tables = await findTables(file.bytes)
  const bare = withoutFurniture(pages)
  const bodySize = bodySizeOf(bare)
  const perPage = bare.map((page) => {
    const grids = gridTables(page.lines)
    const parsed = (tables.get(page.number) ?? []).filter((table) => isTrueTable(table, page.lines))
    // The one that sees more of a table has it.
    const found = [...parsed, ...grids].filter((table, _, all) => !all.some((other) => other !== table && covers(other, table)))
    const lines = inReadingOrder(page, found)
    return { number: page.number, blocks: blocksOf(lines, found, bodySize) }
  })
  const levels = levelsOf(perPage.flatMap((page) => page.blocks))
  const { text, spans } = joined(perPage, levels)
  const silent = pages.filter((page) => !page.lines.length && page.pictures).length
  const heading = perPage[0]?.blocks.find((block) => block.kind === 'heading' && levels.get(sizeKey(block)) === 1)?.text
  const named = /^(?:untitled|microsoft word|powerpoint|document\d*$)|\.(?:docx?|pptx?|xlsx?|od[tps]|indd|tex|pdf|dvi)$/i.test(title) ? '' : title
  return {
    documents: [
      {
        text,
        format: 'markdown',
        ...(named || heading ? { title: named || heading } : {}),
        pages: spans,
        metadata: {
          pages: pages.length,
          ...(author ? { author } : {}),
          ...(dateOf(created) ? { created: dateOf(created)! } : {}),
          // Part of the file is not searchable, which its owner should know.
          ...(silent ? { pagesWithoutText: silent } : {}),
        },
      },
    ],
  }
}

/** Do both show the same table, and does `one` have more rows of it? */
function covers(one: Table, other: Table): boolean {
  const common = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
  if (overlap(one, other) < 0.3 || common < 0.3 * Math.min(one.bottom - one.top, other.bottom - other.top)) return false
  return (
    one.bottom - one.top > 1.2 * (other.bottom - other.top) || (one.bottom - one.top > (other.bottom - other.top) / 1.2 && one.rows.length > other.rows.length)
  )
}

function reasonOf(pages: readonly Page[]): string {
  if (!pages.length) return 'no text: the PDF has no pages'
  if (pages.some((page) => page.pictures)) return 'no text: the pages are images (a scan), which must be recognised (OCR) first'
  return pages.every((page) => page.unreadable) ? 'no text: none of the pages can be read' : 'no text: the pages are empty or drawings'
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

/** PDF's `D:20240301120000+01'00'` as an ISO date. */
function dateOf(created: string): string | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)/.exec(created)
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : undefined
}
