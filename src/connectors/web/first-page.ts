import { TilthError } from '../../common/errors.ts'
import type { ListOptions } from '../../contracts/source.ts'
import { isWithin, scopeOf, shownAddress, sourceOf, type Scope } from './address.ts'
import type { Refusal, Reply, WebClient } from './client.ts'
import type { WebSettings } from './options.ts'
import { NO_ROBOTS, parseRobots, type Robots } from './robots.ts'
import { validatorOf } from './version.ts'

export interface FirstPageOptions extends ListOptions {
  /** Where to begin, with all that its query holds. */
  readonly start: URL
  readonly client: WebClient
  readonly settings: WebSettings
  /** What to say when the first page cannot be read. */
  readonly failure: (refusal: Refusal) => TilthError
}

export interface First {
  readonly reply: Exclude<Reply, Refusal>
  readonly scope: Scope
  readonly robots: Robots
}

/**
 * The first page decides what the site is. It may be redirected within its host, to the same host by TLS, and to the same host with
 * or without "www."; elsewhere only when the user says so.
 */
export async function firstPage({ start, client, settings, known, signal, failure }: FirstPageOptions): Promise<First> {
  const given = scopeOf(start, settings.scope)
  const refuse = (from: URL, to: URL) => (isSameSite(from, to) ? undefined : `it leads to another site, ${shownAddress(to)}: give that address itself`)
  const robots = new Map<string, Robots>()
  const allowed = async (url: URL) => {
    let rules = robots.get(url.origin)
    if (!rules) robots.set(url.origin, (rules = settings.robots ? await readRobots(url, { client, signal, failure, refuse }) : NO_ROBOTS))
    if (!rules.allows(url))
      throw new TilthError('web-robots', `${shownAddress(url)}: robots.txt asks not to read it`, 'ask its owner; on a site of your own, turn robots off')
    client.slowDown(rules.delayMs)
    return rules
  }
  await allowed(start)
  const reply = await client.get(start, {
    ...(signal && { signal }),
    refuse,
    anyType: true,
    validator: (url) => (isWithin(given, url) ? validatorOf(known.get(sourceOf(given, url))) : undefined),
  })
  if (reply.kind === 'refused') throw failure(reply)
  const scope = isWithin(given, reply.url) ? given : scopeOf(reply.url, settings.scope)
  return { reply, scope, robots: await allowed(reply.url) }
}

function isSameSite(from: URL, to: URL): boolean {
  const bare = ({ hostname }: URL) => hostname.replace(/^www\./, '')
  if (from.origin === to.origin) return true
  // The other scheme or host has its own port, which says nothing unless it is the usual one.
  return bare(from) === bare(to) && !from.port && !to.port && (from.protocol === to.protocol || to.protocol === 'https:')
}

/** No robots.txt allows everything; one that the server fails to give forbids everything (RFC 9309, 2.3.1). */
async function readRobots(
  url: URL,
  { client, signal, failure, refuse }: Pick<FirstPageOptions, 'client' | 'signal' | 'failure'> & { refuse: (from: URL, to: URL) => string | undefined },
): Promise<Robots> {
  const reply = await client.get(new URL('/robots.txt', url), { ...(signal && { signal }), refuse, anyType: true })
  if (reply.kind === 'page') return parseRobots(new TextDecoder().decode(reply.bytes.subarray(0, 512_000)))
  if (reply.kind === 'refused' && reply.status === 'failed' && (reply.transient || reply.code === undefined)) throw failure(reply)
  return NO_ROBOTS
}
