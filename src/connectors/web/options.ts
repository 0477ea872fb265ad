/** How a site is read. Everything has a default; credentials come from the address or the environment, never from here. */
export interface WebOptions {
  /** Clicks from the first page; 0 reads that page alone. Default 3. */
  readonly depth?: number
  /** At most so many pages are asked for. Default 500. */
  readonly pages?: number
  /** Pause between two requests, where robots.txt asks for none. Default 100. */
  readonly delayMs?: number
  /** `below` (the default): pages whose path begins with the first one's. `origin`: the whole site. */
  readonly scope?: 'below' | 'origin'
  /** False: robots.txt and the pages' own wishes (noindex, nofollow) are passed over, as on a site of one's own. */
  readonly robots?: boolean
  /** Larger answers are not read to their end. Default 64 MB. */
  readonly maxBytes?: number
  /** Until the connection stands, until something more comes, and for one answer as a whole. Defaults 10 s, 30 s, 120 s. */
  readonly connectTimeoutMs?: number
  readonly idleTimeoutMs?: number
  readonly totalTimeoutMs?: number
  /** Further tries after 429, 5xx and broken connections. Default 3. */
  readonly retries?: number
  /** Before the second try; doubled before each further one. Default 500. */
  readonly backoffMs?: number
  /** What is read but not yet asked for stays in memory up to here; beyond it a page is asked for again. Default 64 MB. */
  readonly heldBytes?: number
}

export type WebSettings = Required<WebOptions>

export const WEB_DEFAULTS: WebSettings = {
  depth: 3,
  pages: 500,
  delayMs: 100,
  scope: 'below',
  robots: true,
  maxBytes: 64 * 2 ** 20,
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 120_000,
  retries: 3,
  backoffMs: 500,
  heldBytes: 64 * 2 ** 20,
}
