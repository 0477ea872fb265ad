import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { pageAddress, shownAddress } from './address.ts'
import { utf8 } from './content.ts'
import type { WebSettings } from './options.ts'
import { openRequester, type Outcome } from './request.ts'

/** `url` is where redirects led. */
export type Reply = Page | { readonly kind: 'unchanged'; readonly url: URL } | Refusal

export interface Page {
  readonly kind: 'page'
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly bytes: Uint8Array
}

export interface Refusal {
  readonly kind: 'refused'
  readonly url: URL
  readonly status: 'dropped' | 'failed'
  readonly reason: string
  /** Of the last answer, where there was one. */
  readonly code?: number
  /** It may be otherwise in a minute: the server is down, or has too much to do. */
  readonly transient?: true
}

export interface GetOptions {
  readonly signal?: AbortSignal
  /** The `validator` of what is known of an address, sent so that the server may answer "unchanged". */
  readonly validator?: (url: URL) => string | undefined
  /** Why a redirect is not followed; undefined to follow it. */
  readonly refuse?: (from: URL, to: URL) => string | undefined
  /** Content of any kind is read, not only what holds text. */
  readonly anyType?: boolean
}

export interface WebClient {
  /** Reads an address, with redirects followed and transient failures tried again. Throws only when it is aborted. */
  get(url: URL, options?: GetOptions): Promise<Reply>
  /** Pause between two requests from here on. */
  slowDown(delayMs: number): void
  close(): void
}

/** Sent to `hostname` alone. */
export interface Authorization {
  readonly hostname: string
  readonly value: string
}

const MAX_REDIRECTS = 10
/** Who asks to be left alone for longer gets its wish: the page fails. */
const MAX_WAIT_MS = 60_000
const HEADERS = {
  'user-agent': 'Mozilla/5.0 (compatible; tilth)',
  accept: 'text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8',
  'accept-encoding': 'gzip, br',
}

/** One request at a time, with pauses: a site is somebody's server. */
export function openClient(settings: WebSettings, authorization?: Authorization): WebClient {
  const requester = openRequester(settings)
  const closing = new AbortController()
  let { delayMs } = settings
  let free = 0
  let queue: Promise<unknown> = Promise.resolve()

  /** Waits for its turn, and until `delayMs` have passed since the request before. */
  const inTurn = <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    const mine = queue.then(async () => {
      const wait = free - performance.now()
      if (wait > 0) await pause(wait, undefined, { signal })
      try {
        return await work()
      } finally {
        free = performance.now() + delayMs
      }
    })
    queue = mine.catch(() => {})
    return mine
  }

  const once = (url: URL, validator: string | undefined, signal: AbortSignal, anyType?: boolean): Promise<Outcome> => {
    const trusted = authorization && url.hostname === authorization.hostname
    const headers = { ...HEADERS, ...conditional(validator), ...(trusted && { authorization: authorization.value }) }
    return inTurn(() => requester.get(url, { headers, signal, anyType }), signal)
  }

  /** With further tries; gives the last outcome, and a reason where the server asks for too much patience. */
  const patiently = async (url: URL, validator: string | undefined, signal: AbortSignal, anyType?: boolean): Promise<Outcome | string> => {
    for (let tries = 0; ; tries++) {
      const outcome = await once(url, validator, signal, anyType)
      const again = outcome.kind === 'broken' ? outcome.transient : outcome.kind === 'answer' && isTransient(outcome.status)
      // Patience has been shown by then.
      const most = outcome.kind === 'broken' && outcome.late ? Math.min(1, settings.retries) : settings.retries
      if (!again || tries >= most) return outcome
      const asked = outcome.kind === 'answer' ? retryAfter(outcome.headers['retry-after']) : undefined
      if (asked !== undefined && asked > MAX_WAIT_MS) return `the server asks to be left alone for ${Math.ceil(asked / 1000)} s`
      await pause(asked ?? settings.backoffMs * 2 ** tries, undefined, { signal })
    }
  }

  const get = async (start: URL, { signal: given, validator, refuse, anyType }: GetOptions): Promise<Reply> => {
    const signal = given ? AbortSignal.any([given, closing.signal]) : closing.signal
    const way = [start]
    for (;;) {
      const url = way.at(-1)!
      const known = validator?.(url)
      const outcome = await patiently(url, known, signal, anyType)
      const refused = (status: Refusal['status'], reason: string, more: Partial<Refusal> = {}): Refusal => ({ kind: 'refused', url, status, reason, ...more })
      if (typeof outcome === 'string') return refused('failed', outcome, { transient: true })
      if (outcome.kind === 'unwanted') return refused('dropped', outcome.reason)
      if (outcome.kind === 'broken') return refused('failed', outcome.reason, outcome.transient ? { transient: true } : {})
      const { status: code, headers, bytes } = outcome
      if (code === 200) return { kind: 'page', url, headers, bytes }
      if (code === 304 && known !== undefined) return { kind: 'unchanged', url }
      if (![301, 302, 303, 307, 308].includes(code)) {
        const more = isTransient(code) ? { code, transient: true as const } : { code }
        return refused(isGone(code) ? 'dropped' : 'failed', words(code), more)
      }
      const next = headers.location === undefined ? undefined : pageAddress(utf8(headers.location), url)
      if (!next) return refused('failed', 'it is redirected to what is no web address', { code })
      const circle = way.some(({ href }) => href === next.href)
      way.push(next)
      if (circle) return refused('failed', `it is redirected in a circle: ${way.map(shownAddress).join(' → ')}`, { code })
      if (way.length > MAX_REDIRECTS) return refused('failed', `it is redirected more than ${MAX_REDIRECTS} times`, { code })
      const reason = refuse?.(url, next)
      if (reason) return refused('dropped', reason, { code })
    }
  }

  return {
    get: (url, options = {}) => get(url, options),
    slowDown: (milliseconds) => {
      delayMs = Math.max(delayMs, milliseconds)
    },
    close: () => {
      closing.abort()
      requester.close()
    },
  }
}

const isTransient = (status: number) => status === 429 || status === 408 || status >= 500
export const isGone = (status: number | undefined) => status === 404 || status === 410

const MEANINGS: Readonly<Record<number, string>> = {
  401: 'it asks for a sign-in',
  403: 'the server does not let us read it',
  404: 'there is no such page',
  410: 'the page is gone',
  429: 'the server had too many requests, and again after several tries',
}
const words = (code: number) =>
  `${MEANINGS[code] ?? (code >= 500 ? 'the server failed, and again after several tries' : code >= 400 ? 'the server refused it' : 'the server sent no page')} (${code})`

/** An ETag, or a date of change; what begins otherwise is our own hash, which no server knows. */
function conditional(validator: string | undefined): Record<string, string> {
  if (!validator || validator.startsWith('sha256:')) return {}
  return /^(?:W\/)?"/.test(validator) ? { 'if-none-match': validator } : { 'if-modified-since': validator }
}

/** Milliseconds of a `Retry-After`, which holds seconds or a date. */
function retryAfter(value: string | undefined): number | undefined {
  if (!value) return undefined
  const milliseconds = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds)
}
