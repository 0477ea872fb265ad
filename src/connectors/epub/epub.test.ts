import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { epubExtractor } from './epub.ts'

const CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
const page = (body: string) => `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>${body}</body></html>`

function epub(files: Readonly<Record<string, string>>, name = 'book.epub') {
  const chapters = Object.keys(files).filter((file) => file.endsWith('.xhtml'))
  const book = `<?xml version="1.0"?><!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "x.dtd"><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Bees</dc:title><dc:creator>A. Keeper</dc:creator><dc:language>en</dc:language></metadata><manifest>${chapters.map((file, at) => `<item id="c${at}" href="${encodeURI(file)}" media-type="application/xhtml+xml"${file === 'nav.xhtml' ? ' properties="nav"' : ''}/>`).join('')}</manifest><spine>${[
    ...chapters.keys(),
  ]
    .reverse()
    .map((at) => `<itemref idref="c${at}"/>`)
    .join('')}</spine></package>`
  const all = { mimetype: 'application/epub+zip', 'META-INF/container.xml': CONTAINER, 'OPS/book.opf': book }
  const inFolder = Object.fromEntries(Object.entries(files).map(([file, text]) => [file.startsWith('META-INF') ? file : `OPS/${file}`, text]))
  return { name, kind: 'epub', bytes: zipSync(Object.fromEntries(Object.entries({ ...all, ...inFolder }).map(([file, text]) => [file, strToU8(text)]))) }
}

const BOOK = epub({
  'nav.xhtml': page('<nav>contents</nav>'),
  'two words.xhtml': page('<h1>Two</h1><p>Honey <em>keeps</em>.</p>'),
  'one.xhtml': page('<h1>One</h1><ul><li>smoker</li></ul>'),
})

test('reads chapters in the order of the spine, with what the book says of itself', async () => {
  const { documents, reason } = await epubExtractor.extract(BOOK)
  expect(reason).toBeUndefined()
  expect(documents).toEqual([
    { text: '# One\n\n- smoker\n\n# Two\n\nHoney keeps.', format: 'markdown', title: 'Bees', language: 'en', metadata: { author: 'A. Keeper' } },
  ])
})

test('says when a book is locked; fonts may be', async () => {
  const encryption = (uri: string) =>
    `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData><enc:CipherReference URI="${uri}"/></enc:CipherData></enc:EncryptedData></encryption>`
  await expect(epubExtractor.extract(epub({ 'one.xhtml': page('x'), 'META-INF/encryption.xml': encryption('OPS/one.xhtml') }))).rejects.toMatchObject({
    code: 'file-encrypted',
  })
  expect((await epubExtractor.extract(epub({ 'one.xhtml': page('<p>x</p>'), 'META-INF/encryption.xml': encryption('OPS/a.ttf') }))).documents).toHaveLength(1)
})

extractorSuite('epub', epubExtractor, {
  sound: [BOOK],
  broken: [
    { name: 'cut.epub', kind: 'epub', bytes: BOOK.bytes.subarray(0, 300) },
    { name: 'empty.epub', kind: 'epub', bytes: zipSync({ mimetype: strToU8('application/epub+zip') }) },
  ],
})
