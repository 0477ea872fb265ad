import type { Metadata } from '../../contracts/document.ts'
import type { DomDocument } from './dom.ts'
import { squeezed } from './dom.ts'

export interface PageFacts {
  readonly title?: string
  /** BCP 47, as the page declares it. */
  readonly language?: string
  readonly metadata: Metadata
}

/** JSON-LD beyond this many characters is a catalogue, not a description of the page. */
const MAX_JSON = 200_000

/** What a page says of itself: title, language, author, dates, site, description, address. Reads only. */
export function factsOf(document: DomDocument): PageFacts {
  const linked = linkedData(document)
  const meta = (...names: string[]): string | undefined => {
    for (const name of names) {
      const element = document.querySelector(`meta[property="${name}"], meta[name="${name}"], meta[itemprop="${name}"]`)
      const content = squeezed(element?.getAttribute('content') ?? '')
      if (content) return content
    }
    return undefined
  }
  const heading = document.querySelectorAll('h1').length === 1 ? squeezed(document.querySelector('h1')?.textContent ?? '') : ''
  const title = meta('og:title', 'twitter:title') ?? (squeezed(document.querySelector('title')?.textContent ?? '') || heading || undefined)
  const language =
    document.documentElement.getAttribute('lang')?.trim() || document.querySelector('meta[http-equiv="content-language"]')?.getAttribute('content')?.trim()
  const author = meta('author', 'dc.creator', 'sailthru.author') ?? namesIn(linked['author'])
  const facts = {
    author: author && !/^https?:/.test(author) ? author : undefined,
    published:
      meta('article:published_time', 'datePublished', 'date', 'dc.date', 'pubdate') ??
      textIn(linked['datePublished']) ??
      document.querySelector('time[datetime]')?.getAttribute('datetime')?.trim(),
    modified: meta('article:modified_time', 'dateModified', 'last-modified') ?? textIn(linked['dateModified']),
    site: meta('og:site_name', 'application-name') ?? namesIn(linked['publisher']),
    description: meta('og:description', 'description', 'twitter:description'),
    url: document.querySelector('link[rel="canonical"]')?.getAttribute('href')?.trim() || meta('og:url'),
  }
  const metadata = Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => Boolean(entry[1])))
  return {
    ...(title ? { title } : {}),
    ...(language && /^[a-z]{2,3}(?:[-_][\w-]+)?$/i.test(language) ? { language: language.replaceAll('_', '-') } : {}),
    metadata,
  }
}

/** The first object of the page's JSON-LD that has a date or an author. */
function linkedData(document: DomDocument): Record<string, unknown> {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent ?? ''
    if (text.length > MAX_JSON) continue
    try {
      const parsed: unknown = JSON.parse(text)
      const objects = (Array.isArray(parsed) ? parsed : [parsed]).flatMap((item) => (isRecord(item) && Array.isArray(item['@graph']) ? item['@graph'] : [item]))
      const found = objects.filter(isRecord).find((item) => item['datePublished'] || item['author'])
      if (found) return found
    } catch {
      // Many pages have JSON-LD that is no JSON.
    }
  }
  return {}
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() ? squeezed(value) : undefined)

function namesIn(value: unknown): string | undefined {
  const names = (Array.isArray(value) ? value : [value]).map((item) => textIn(isRecord(item) ? item['name'] : item)).filter((name) => name !== undefined)
  return names.length ? names.join(', ') : undefined
}
