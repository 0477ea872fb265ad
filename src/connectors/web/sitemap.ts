import { gunzipSync } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { decodeText } from '../text/encoding.ts'

export interface Sitemap {
  readonly pages: readonly string[]
  /** Further sitemaps, of an index. */
  readonly sitemaps: readonly string[]
}

/** Bounds of the protocol (sitemaps.org): 50,000 addresses, 50 MB unpacked. */
const MAX_ADDRESSES = 50_000
const MAX_BYTES = 52_428_800

/**
 * The addresses that a sitemap names: XML, an index, plain text, a feed (RSS, Atom), each packed by gzip or not. What is wrong with
 * it ends it: the addresses before that count, since a sitemap is a help and not a condition.
 */
export function parseSitemap(bytes: Uint8Array): Sitemap {
  const pages: string[] = []
  const sitemaps: string[] = []
  try {
    const packed = bytes[0] === 0x1f && bytes[1] === 0x8b
    const { text } = decodeText(packed ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes)
    if (!/^\s*</.test(text))
      return {
        pages: text
          .split(/\s+/)
          .filter((line) => /^https?:/.test(line))
          .slice(0, MAX_ADDRESSES),
        sitemaps,
      }
    readXml(text, pages, sitemaps)
  } catch {
    // Damaged, or larger than the protocol allows.
  }
  return { pages, sitemaps }
}

function readXml(text: string, pages: string[], sitemaps: string[]): void {
  const parser = new SaxesParser()
  const open: string[] = []
  let address = ''
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  const add = (found: string) => {
    const list = open.includes('sitemapindex') ? sitemaps : pages
    if (found && list.length < MAX_ADDRESSES) list.push(found)
  }
  parser.on('opentag', ({ name, attributes }) => {
    open.push(local(name))
    address = ''
    if (open.at(-1) === 'link' && open.at(-2) === 'entry' && typeof attributes['href'] === 'string') add(attributes['href'])
  })
  parser.on('text', (part) => (address += part))
  parser.on('cdata', (part) => (address += part))
  parser.on('closetag', () => {
    const name = open.at(-1)
    const parent = open.at(-2)
    if ((name === 'loc' && (parent === 'url' || parent === 'sitemap')) || (name === 'link' && parent === 'item')) add(address.trim())
    open.pop()
    address = ''
  })
  // Without a listener an error is thrown: it ends the reading.
  for (let at = 0; at < text.length && pages.length < MAX_ADDRESSES; at += 65_536) parser.write(text.slice(at, at + 65_536))
}
