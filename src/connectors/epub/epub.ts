import { messageOf, TilthError } from '../../common/errors.ts'
import type { ExtractedDocument, Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { markdownOf } from '../html/markdown.ts'
import { parsePage } from '../html/parse.ts'
import { childOf, childrenOf, descendantsOf, parseXml, textOf } from '../office/xml.ts'
import type { XmlElement } from '../office/xml.ts'
import { openArchive } from '../office/zip.ts'
import type { Archive } from '../office/zip.ts'

/** E-books (EPUB 2 and 3) as Markdown: the chapters in reading order, without the generated table of contents. */
export const epubExtractor: Extractor = { kinds: ['epub'], extract: async (file) => extractEpub(file) }

function extractEpub(file: FileContent): Extraction {
  const archive = openArchive(file.bytes)
  const damaged = (what: string) => new TilthError('file-damaged', `${file.name}: ${what}`, 'fetch or export the book again')
  const xml = (part: string) => {
    const bytes = archive.read(part)
    return bytes && parseXml(withoutDoctype(bytes), part)
  }
  if (isLocked(xml('META-INF/encryption.xml')))
    throw new TilthError('file-encrypted', `${file.name} is locked by its seller`, 'get a copy without copy protection')
  const main = [...descendantsOf(xml('META-INF/container.xml'), 'rootfile', 'container:rootfile')][0]?.attributes['full-path']
  const book = main === undefined ? undefined : xml(main)
  if (main === undefined || !book) throw damaged('it does not say where its contents begin')
  const chapters: string[] = []
  const unread: string[] = []
  for (const part of readingOrder(book, main)) {
    try {
      const text = chapterText(archive, part)
      if (text) chapters.push(text)
    } catch (error) {
      unread.push(`${part} (${messageOf(error)})`)
    }
  }
  const reason = unread.length ? `chapters that cannot be read: ${unread.slice(0, 5).join(', ')}` : undefined
  if (!chapters.length) {
    if (reason) throw damaged(reason)
    return { documents: [], reason: 'there is no text in it' }
  }
  return { documents: [{ text: chapters.join('\n\n'), format: 'markdown', ...aboutOf(book) }], ...(reason && { reason }) }
}

/** Files of the spine, as paths in the archive (EPUB 3.3, 5.6). What is not linear, or only for navigation, is left out. */
function readingOrder(book: XmlElement, main: string): string[] {
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const manifest = new Map([...descendantsOf(book, 'item', 'opf:item')].map(({ attributes }) => [attributes['id'] ?? '', attributes] as const))
  return [...descendantsOf(book, 'itemref', 'opf:itemref')].flatMap(({ attributes }) => {
    const item = manifest.get(attributes['idref'] ?? '')
    const navigation = item?.['properties']?.split(' ').includes('nav') || attributes['linear'] === 'no'
    if (!item?.['href'] || navigation || !/html|xml/.test(item['media-type'] ?? 'html') || /svg/.test(item['media-type'] ?? '')) return []
    return [pathIn(folder, item['href'])]
  })
}

function pathIn(folder: string, href: string): string {
  const parts: string[] = []
  let target = href.replace(/#.*$/, '')
  try {
    target = decodeURIComponent(target)
  } catch {
    // A stray "%" stands for itself.
  }
  for (const part of `${folder}${target}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

function chapterText(archive: Archive, part: string): string {
  const bytes = archive.read(part)
  if (!bytes) throw new Error('it is missing')
  // XHTML lets any element close itself; HTML takes "<title/>" for an open one that swallows the page.
  const page = new TextDecoder().decode(bytes).replace(/<(title|script|style|a|p|div|span|i|b|em|strong|td|th|li|h[1-6])(\s[^<>]*)?\/>/gi, '<$1$2></$1>')
  const { body } = parsePage(page)
  return body ? markdownOf(body).trim() : ''
}

/** Font obfuscation is no lock; anything else encrypted is. */
const isLocked = (encryption: XmlElement | undefined) =>
  [...descendantsOf(encryption, 'enc:CipherReference', 'CipherReference')].some(({ attributes }) => !/\.(ttf|otf|woff2?)$/i.test(attributes['URI'] ?? ''))

/** Older books begin with a document type, which the reader of office files refuses: its entities are not needed here. */
function withoutDoctype(bytes: Uint8Array): Uint8Array {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  const found = /<!DOCTYPE[^>[]*>/i.exec(start)
  if (!found) return bytes
  return Buffer.concat([bytes.subarray(0, found.index), bytes.subarray(found.index + found[0].length)])
}

function aboutOf(book: XmlElement): Pick<ExtractedDocument, 'title' | 'language' | 'metadata'> {
  const metadata = childOf(book, 'metadata') ?? childOf(book, 'opf:metadata')
  const values = (name: string) => childrenOf(metadata, name).flatMap((element) => textOf(element).replace(/\s+/g, ' ').trim() || [])
  const [title] = values('dc:title')
  const [language] = values('dc:language')
  const authors = values('dc:creator')
  const [published] = values('dc:date')
  return {
    ...(title && { title }),
    ...(language && { language }),
    metadata: { ...(authors.length && { author: authors.join(', ') }), ...(published && { published }) },
  }
}
