import { TilthError } from '../../common/errors.ts'
import type { SourceItem } from '../../contracts/source.ts'
import { addressOf, isWithin, pageAddress, shownAddress, sourceOf } from './address.ts'
import { isGone, type Page, type Reply } from './client.ts'
import { charsetOf, isHtml, leadsNowhere } from './content.ts'
import { firstPage, type FirstPageOptions } from './first-page.ts'
import { headerWishes, linksOf } from './page-links.ts'
import { readSitemaps } from './read-sitemaps.ts'
import { depthOf, validatorFrom, validatorOf, versionOf } from './version.ts'

export interface CrawlOptions extends FirstPageOptions {
  /** Called before an item is given: its address and, where it was read, its content. */
  readonly onPage: (source: string, url: URL, page?: Page) => void
}

interface Waiting {
  readonly url: URL
  readonly depth: number
  /** No page was seen to lead there in this run: it is in the store. */
  readonly remembered?: true
}

/** Waiting addresses; a page may hold 10,000 links, and a calendar never ends. */
const MAX_WAITING = 50_000
/** So many pages in a row that the server fails to give: it is down, and what it had is not gone. */
const MAX_FAILED = 6

/**
 * Walks through a site from its first page, breadth first, in the order of the links. A page that did not change is not sent again, so
 * its links are not seen: the pages that the store knows are then asked for themselves, and those that are still there stay.
 */
export async function* crawl({ start, client, settings, known, signal, onPage, failure }: CrawlOptions): AsyncGenerator<SourceItem> {
  const first = await firstPage({ start, client, settings, known, signal, failure })
  const { scope, robots } = first
  const waiting: Waiting[] = []
  const seen = new Set<string>()
  const done = new Set<string>()
  /** Links of some page could not be seen. */
  let blind = false
  let failed = 0
  let asked = 0

  const add = (url: URL | undefined, depth: number, remembered?: true) => {
    if (!url || depth > settings.depth || !isWithin(scope, url) || leadsNowhere(url) || waiting.length >= MAX_WAITING) return
    const source = sourceOf(scope, url)
    if (seen.has(source)) return
    seen.add(source)
    waiting.push({ url, depth, ...(remembered && { remembered }) })
  }
  /** What is to be given of one answer; undefined where that is nothing. */
  const take = (reply: Reply, { url: wanted, depth, remembered }: Waiting): SourceItem | undefined => {
    let source = sourceOf(scope, reply.kind === 'refused' ? wanted : reply.url)
    if (reply.kind === 'refused') {
      failed = reply.transient ? failed + 1 : 0
      blind ||= reply.status === 'failed'
      if (remembered && isGone(reply.code)) return undefined
      return { source, refused: { status: reply.status, reason: reply.reason } }
    }
    failed = 0
    if (done.has(source)) return undefined
    if (reply.kind === 'unchanged') {
      blind = true
      onPage(source, reply.url)
      return { source, version: versionOf(depth, validatorOf(known.get(source))) }
    }
    const { headers, bytes } = reply
    const validator = validatorFrom(reply)
    const wishes = { ...headerWishes(String(headers['x-robots-tag'] ?? '')) }
    if (isHtml(headers, bytes)) {
      const page = linksOf(bytes, charsetOf(headers))
      wishes.noindex ||= page.noindex
      wishes.nofollow ||= page.nofollow
      const base = (page.base && pageAddress(page.base, reply.url)) || reply.url
      if (!wishes.nofollow || !settings.robots) for (const link of page.links) add(pageAddress(link, base), depth + 1)
      const canonical = page.canonical ? pageAddress(page.canonical, base) : undefined
      if (canonical && isWithin(scope, canonical) && isVariant(canonical, reply.url)) {
        source = sourceOf(scope, canonical)
        if (done.has(source)) return undefined
      }
    }
    if (wishes.noindex && settings.robots) return { source, refused: { status: 'dropped', reason: 'the page asks not to be indexed (noindex)' } }
    onPage(source, reply.url, reply)
    return { source, version: versionOf(depth, validator), size: bytes.length }
  }
  const give = function* (reply: Reply, from: Waiting): Generator<SourceItem> {
    const item = take(reply, from)
    if (!item || done.has(item.source)) return
    seen.add(item.source)
    done.add(item.source)
    yield item
  }
  const read = async (from: Waiting): Promise<Reply> => {
    const { url } = from
    const refused = (reason: string): Reply => ({ kind: 'refused', url, status: 'dropped', reason })
    if (!robots.allows(url)) return refused('robots.txt asks not to read it')
    asked++
    return client.get(url, {
      ...(signal && { signal }),
      validator: (address) => validatorOf(known.get(sourceOf(scope, address))),
      refuse: (_, to) => {
        if (!isWithin(scope, to)) return `it leads out of what is read here, to ${shownAddress(to)}: give that address itself`
        return robots.allows(to) ? undefined : `it leads to ${shownAddress(to)}, which robots.txt asks not to read`
      },
    })
  }

  seen.add(sourceOf(scope, first.reply.url))
  asked++
  yield* give(first.reply, { url: first.reply.url, depth: 0 })
  if (settings.depth > 0) {
    const map = await readSitemaps({ scope, robots, client, signal, most: MAX_WAITING })
    blind ||= map.failed
    for (const page of map.pages) add(pageAddress(page), 1)
  }
  for (let at = 0, recalled = false; ; at++) {
    if (at === waiting.length && blind && !recalled) {
      recalled = true
      for (const source of [...known.keys()].sort()) {
        const depth = depthOf(known.get(source)) ?? settings.depth
        if (!done.has(source)) add(addressOf(scope, source), depth, true)
      }
    }
    const next = waiting[at]
    if (!next) return
    if (done.has(sourceOf(scope, next.url))) continue
    if (asked >= settings.pages) {
      const left = waiting.length - at
      const reason = `the limit of ${settings.pages} pages is reached: ${left === 1 ? 'this address is' : `this and ${left - 1} more addresses are`} not read`
      yield { source: sourceOf(scope, next.url), refused: { status: 'dropped', reason } }
      return
    }
    yield* give(await read(next), next)
    if (failed >= MAX_FAILED) {
      const hint = 'what the store holds of this place stays: run the same command again later'
      throw new TilthError('web-unreachable', `${shownAddress(start)}: the last ${failed} pages could not be read, so the server seems to be down`, hint)
    }
  }
}

/** The same page under an address that differs in its query, its ending slash or the name of its index file. */
function isVariant(a: URL, b: URL): boolean {
  const stem = ({ pathname }: URL) => pathname.replace(/(?:^|\/)(?:index|default)\.(?:html?|php|aspx?)$/i, '/').replace(/\/$/, '')
  return a.origin === b.origin && stem(a) === stem(b)
}
