import { TilthError } from '../../common/errors.ts'
import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { decodeText } from '../text/encoding.ts'
import { contentOf } from './article.ts'
import { squeezed } from './dom.ts'
import { joinBlocks } from './markdown.ts'
import { factsOf } from './metadata.ts'
import { MAX_DEPTH, depthOf, parsePage } from './parse.ts'

/** Reads web pages: the content as markdown, without the page's frame; what the page says of itself as metadata. */
export const htmlExtractor: Extractor = { kinds: ['html'], extract: extractHtml }

async function extractHtml(file: FileContent): Promise<Extraction> {
  const source = textOf(file)
  const document = parsePage(source)
  if (depthOf(document) > 2 * MAX_DEPTH)
    throw new TilthError('file-hostile', `${file.name}: the page nests its elements too deep to be read`, 'save the page again from a browser, or leave it out')
  const facts = factsOf(document)
  const scripts = document.querySelectorAll('script[src], script:not([type]), script[type="module"]').length
  const text = joinBlocks(contentOf(document))
  if (text.trim()) return { documents: [{ text, format: 'markdown', ...facts }] }
  return { documents: [], reason: scripts ? 'no text: the page is made by scripts when a browser opens it' : 'no text: the page is empty' }
}

/** The page's characters. It is HTML whose own declaration is only believed where the bytes do not say better. */
function textOf(file: FileContent): string {
  const start = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, Math.min(file.bytes.length, 4096)).toString('latin1')
  const charset = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(start)?.[1] ?? /^<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(start)?.[1]
  const { text } = decodeText(file.bytes, charset ? { charset } : {})
  if (!squeezed(text.slice(0, 65_536).replaceAll('\0', ''))) {
    const zero = file.bytes.length > 0
    throw new TilthError(
      'file-damaged',
      `${file.name}: ${zero ? 'the file holds no characters, only zero or blank bytes' : 'the file is empty'}`,
      'fetch or save the page again',
    )
  }
  return text.replaceAll('\0', '')
}
