import type { ExtractOptions, Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { TilthError } from '../../common/errors.ts'
import { ocrMetadata } from '../ocr/page-lines.ts'
import { composed } from './compose.ts'
import type { Page } from './layout.ts'
import { readPdf } from './pdfium.ts'
import { pictureReader } from './pictures.ts'
import { findTables } from './tables.ts'

/**
 * Reads PDFs: text and its order from PDFium (WebAssembly), tables from liteparse (native) where it is installed; headings,
 * paragraphs and lists by our own reading of sizes and places. Pages without text are drawn and their picture is read
 * (`connectors/ocr`). No network is used.
 */
export const pdfExtractor: Extractor = { kinds: ['pdf'], extract: extractPdf }

async function extractPdf(file: FileContent, { ocr = 'auto', password, onProgress }: ExtractOptions = {}): Promise<Extraction> {
  if (!Buffer.from(file.bytes.buffer, file.bytes.byteOffset, Math.min(1024, file.bytes.length)).includes('%PDF-'))
    throw new TilthError('damaged', `${file.name} is no PDF: it does not begin like one`, 'check where the file came from, or export it again')
  const reader = pictureReader(ocr, onProgress)
  const { pages, title, author, created } = await readPdf(file.bytes, file.name, { password, look: reader.look })
  if (!pages.some((page) => page.lines.length)) {
    if (reader.failure()) throw reader.failure()!
    return { documents: [], reason: reasonOf(pages, ocr) }
  }
  const written = pages.some((page) => page.lines.length && !page.recognised)
  const { text, pages: spans, heading } = composed(pages, written ? await findTables(file.bytes, password) : new Map())
  const silent = pages.filter((page) => !page.lines.length && page.pictures).length
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
          ...ocrMetadata(pages),
          // Part of the file is not searchable, which its owner should know.
          ...(silent ? { pagesWithoutText: silent } : {}),
        },
      },
    ],
    ...(silent && reader.failure() ? { reason: `${silent} of ${pages.length} pages are images that were not read: ${reader.failure()!.message}` } : {}),
  }
}

function reasonOf(pages: readonly Page[], ocr: ExtractOptions['ocr']): string {
  if (!pages.length) return 'no text: the PDF has no pages'
  if (pages.some((page) => page.pictures))
    return ocr === 'never'
      ? 'no text: the pages are images (a scan), and character recognition (OCR) is switched off'
      : 'no text: the pages are images, in which no text was recognised'
  return pages.every((page) => page.unreadable) ? 'no text: none of the pages can be read' : 'no text: the pages are empty or drawings'
}

/** PDF's `D:20240301120000+01'00'` as an ISO date. */
function dateOf(created: string): string | undefined {
  const parts = /^D:(\d{4})(\d\d)(\d\d)/.exec(created)
  return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : undefined
}
