import { TilthError } from '../../common/errors.ts'
import type { Fetched, Source, SourceConnector, SourceItem } from '../../contracts/source.ts'
import { pageAddress, shownAddress } from './address.ts'
import { openClient, type Authorization, type Page, type Refusal } from './client.ts'
import { decoded, fileName, selfDescribed } from './content.ts'
import { crawl } from './crawl.ts'
import { WEB_DEFAULTS, type WebOptions, type WebSettings } from './options.ts'
import { depthOf, validatorFrom, validatorOf, versionOf } from './version.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Reads pages and small sites, "https://host/docs/". */
export function webConnector(options: WebOptions = {}, environment: Environment = process.env): SourceConnector {
  return {
    name: 'web',
    accepts: (place) => /^https?:\/\//i.test(place),
    // async: what is wrong with the address is a rejection.
    open: async (place) => openSite(place, { ...WEB_DEFAULTS, ...options }, environment),
  }
}

function openSite(given: string, settings: WebSettings, environment: Environment): Source {
  const parsed = URL.parse(given.trim())
  const start = parsed && pageAddress(parsed.href)
  // The address itself is not repeated: it may hold a password.
  if (!start) throw new TilthError('web-address', 'this is no address of a web page', 'give one such as https://intranet.example/docs/')
  const place = shownAddress(start)
  const client = openClient(settings, authorizationOf(parsed, environment))
  const addresses = new Map<string, URL>()
  const held = heldPages(settings.heldBytes)

  const failure = ({ url, reason, code, transient }: Refusal) => {
    const hint =
      code === 401 || code === 403
        ? `if it needs a sign-in, set ${variableOf(start.hostname)} to the value of the header, such as "Bearer …", or give https://user:password@…`
        : reason.includes('certificate')
          ? 'set NODE_EXTRA_CA_CERTS to the file of the authority that signed it'
          : transient
            ? 'what the store holds of this place stays: run the same command again later'
            : 'open the address in a browser, and check it'
    return new TilthError('web-unreachable', `${shownAddress(url)}: ${reason}`, hint)
  }
  const onPage = (source: string, url: URL, page?: Page) => {
    addresses.set(source, url)
    if (page) held.put(source, page)
  }
  const fetch: Source['fetch'] = async (item, { knownVersion, signal } = {}) => {
    signal?.throwIfAborted()
    const known = validatorOf(knownVersion)
    if (known !== undefined && known === validatorOf(item.version)) return { unchanged: true, version: item.version }
    const url = addresses.get(item.source)
    if (!url) throw new TilthError('web-page', `${item.source}: ${item.refused?.reason ?? 'this page was not listed'}`, 'list the place first')
    const page = held.take(item.source)
    if (page) return contentOf(page, item)
    // The address was followed to its end when it was listed: a redirect now leads elsewhere.
    const refuse = (_: URL, to: URL) => `it leads to ${shownAddress(to)} now`
    const reply = await client.get(url, { ...(signal && { signal }), ...(known && { validator: () => known }), refuse, anyType: true })
    if (reply.kind === 'unchanged') return { unchanged: true, ...(knownVersion && { version: knownVersion }) }
    if (reply.kind === 'refused') throw failure(reply)
    return contentOf(reply, item)
  }
  return {
    place,
    list: (options) => crawl({ ...options, start, client, settings, onPage, failure }),
    fetch,
    close: async () => {
      client.close()
      held.clear()
    },
  }
}

function contentOf(page: Page, item: SourceItem): Fetched {
  const { url, headers, bytes } = page
  return {
    unchanged: false,
    version: versionOf(depthOf(item.version) ?? 0, validatorFrom(page)),
    name: fileName(url, headers),
    bytes: selfDescribed(headers, bytes),
  }
}

/** "TILTH_WEB_AUTHORIZATION_INTRANET_EXAMPLE" for "intranet.example": a credential is meant for one host and sent to no other. */
const variableOf = (hostname: string) =>
  `TILTH_WEB_AUTHORIZATION_${hostname
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_|_$/g, '')}`

function authorizationOf({ hostname, username, password }: URL, environment: Environment): Authorization | undefined {
  if (username || password) {
    const pair = [username, password].map(decoded).join(':')
    return { hostname, value: `Basic ${Buffer.from(pair).toString('base64')}` }
  }
  const value = environment[variableOf(hostname)]?.trim()
  return value ? { hostname, value } : undefined
}

/** Pages that were read for their links and wait to be asked for, up to a number of bytes; the oldest give way. */
function heldPages(maxBytes: number) {
  const pages = new Map<string, Page>()
  let size = 0
  const take = (source: string): Page | undefined => {
    const page = pages.get(source)
    size -= page?.bytes.length ?? 0
    pages.delete(source)
    return page
  }
  return {
    take,
    put: (source: string, page: Page) => {
      take(source)
      pages.set(source, page)
      size += page.bytes.length
      for (const oldest of pages.keys()) {
        if (size <= maxBytes) break
        take(oldest)
      }
    },
    clear: () => {
      pages.clear()
      size = 0
    },
  }
}
