import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { escapeText, oneLine, tidy, toMarkdown } from '../office/markdown.ts'
import type { Block } from '../office/markdown.ts'
import { joinPages } from '../office/pages.ts'
import { sheetBlocks } from '../office/sheet-blocks.ts'
import { childrenOf } from '../office/xml.ts'
import { openOpenDocument } from './package.ts'
import type { OpenDocument } from './package.ts'
import { readSheet } from './sheet.ts'
import { readBlocks, readSlide } from './text.ts'
import type { Reading } from './text.ts'

/** OpenDocument texts, sheets and presentations as Markdown, in the same form as their Office counterparts. */
export const openDocumentExtractor: Extractor = {
  kinds: ['odt', 'ods', 'odp'],
  async extract(file) {
    if (file.kind === 'ods') return spreadsheet(file)
    return file.kind === 'odp' ? presentation(file) : writing(file)
  },
}

const MOST_CELLS = 500_000
const NO_TEXT = { documents: [], reason: 'there is no text in it' } as const

function writing(file: FileContent): Extraction {
  const document = openOpenDocument(file, 'office:text')
  const reading: Reading = { styles: document.styles, object: document.object, notes: [] }
  const read = readBlocks(document.body, reading)
  // A document with a title has its headings one level below it.
  const down = read.some((block) => block.kind === 'heading' && block.level === 0) ? 1 : 0
  const blocks = [...read, ...reading.notes].map((block) => (block.kind === 'heading' ? { ...block, level: block.level + down } : block))
  const text = toMarkdown(blocks)
  return text ? { documents: [{ text, format: 'markdown', ...aboutOf(document, blocks) }] } : NO_TEXT
}

function presentation(file: FileContent): Extraction {
  const document = openOpenDocument(file, 'office:presentation')
  const reading: Reading = { styles: document.styles, object: document.object, notes: [] }
  const slides = childrenOf(document.body, 'draw:page')
    .map((page, index) => ({ page, number: index + 1 }))
    .filter(({ page }) => !document.styles.hidden(page.attributes['draw:style-name']))
    .map(({ page, number }) => ({ number, blocks: readSlide(page, reading) }))
  const { text, pages } = joinPages(slides.map(({ number, blocks }) => ({ number, text: toMarkdown(titled(blocks, number)) })))
  return text
    ? {
        documents: [
          {
            text,
            format: 'markdown',
            pages,
            ...aboutOf(
              document,
              slides.flatMap(({ blocks }) => blocks),
            ),
          },
        ],
      }
    : NO_TEXT
}

/** Every slide begins with a heading, so that none stands under another's. */
const titled = (blocks: readonly Block[], number: number): readonly Block[] =>
  !blocks.length || blocks[0]?.kind === 'heading' ? blocks : [{ kind: 'heading', level: 1, text: `Slide ${number}` }, ...blocks]

function spreadsheet(file: FileContent): Extraction {
  const document = openOpenDocument(file, 'office:spreadsheet')
  const reading: Reading = { styles: document.styles, object: document.object, notes: [] }
  let left = MOST_CELLS
  let cut = false
  const sheets = childrenOf(document.body, 'table:table').map((table, index) => {
    if (document.styles.hidden(table.attributes['table:style-name'])) return { number: index + 1, text: '' }
    const cells = readSheet(table, reading, left)
    left -= cells.size
    cut ||= cells.cut
    const blocks = sheetBlocks(cells)
    const name = escapeText(oneLine(tidy(table.attributes['table:name'] ?? `Sheet ${index + 1}`)))
    return { number: index + 1, text: blocks.length ? toMarkdown([{ kind: 'heading', level: 1, text: name }, ...blocks]) : '' }
  })
  const { text, pages } = joinPages(sheets)
  if (!text) return NO_TEXT
  return {
    documents: [{ text, format: 'markdown', pages, ...aboutOf(document, []) }],
    ...((cut as boolean) && { reason: `only its first ${MOST_CELLS.toLocaleString('en')} cells were read` }),
  }
}

function aboutOf({ title, metadata }: OpenDocument, blocks: readonly Block[]) {
  const heading = blocks.find((block) => block.kind === 'heading')
  const name = title ?? (heading?.kind === 'heading' ? heading.text : undefined)
  return { ...(name && { title: name }), metadata }
}
