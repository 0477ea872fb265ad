import { pageAddress, type Scope } from './address.ts'
import type { WebClient } from './client.ts'
import type { Robots } from './robots.ts'
import { parseSitemap } from './sitemap.ts'

interface SitemapOptions {
  readonly scope: Scope
  readonly robots: Robots
  readonly client: WebClient
  readonly signal: AbortSignal | undefined
  /** Addresses beyond so many are of no use. */
  readonly most: number
}

const MAX_SITEMAPS = 50

/** What the sitemaps name that lies within the scope: those of robots.txt, else those at the usual places. */
export async function readSitemaps(options: SitemapOptions): Promise<{ readonly pages: readonly string[]; readonly failed: boolean }> {
  const { scope, robots, client, signal, most } = options
  const origin = new URL(scope.base)
  const usual = [new URL('/sitemap.xml', origin).href, `${scope.base}sitemap.xml`]
  const waiting = [...new Set(robots.sitemaps.length ? robots.sitemaps : usual)]
  const pages: string[] = []
  let failed = false
  for (let at = 0; at < Math.min(waiting.length, MAX_SITEMAPS) && pages.length < most; at++) {
    const url = pageAddress(waiting[at]!, origin)
    if (url?.origin !== origin.origin) continue
    const refuse = (_: URL, to: URL) => (to.origin === origin.origin ? undefined : 'another site')
    const reply = await client.get(url, { ...(signal && { signal }), refuse, anyType: true })
    if (reply.kind === 'refused') failed ||= reply.status === 'failed' && reply.transient === true
    if (reply.kind !== 'page') continue
    const map = parseSitemap(reply.bytes)
    for (const sitemap of map.sitemaps) if (!waiting.includes(sitemap) && waiting.length < MAX_SITEMAPS) waiting.push(sitemap)
    for (const page of map.pages) if (page.startsWith(scope.base)) pages.push(page)
  }
  return { pages, failed }
}
