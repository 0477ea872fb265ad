import { Tokenizer } from 'htmlparser2'
import { decodeText } from '../text/encoding.ts'
import { USER_AGENT } from './robots.ts'

/** What a page says to those who walk through the site. Addresses as they are written. */
export interface PageLinks {
  readonly base?: string
  readonly canonical?: string
  readonly links: readonly string[]
  readonly noindex: boolean
  readonly nofollow: boolean
}

/** A page of 50 MB is a listing gone wrong or an attack: its beginning says enough. */
const SCANNED_BYTES = 8 * 2 ** 20
const MAX_LINKS = 10_000
/** Longer than any address that is followed. */
const MAX_VALUE = 10_000

/** Read by a tokenizer, without a tree: time and memory stay bounded whatever the page holds, a million open elements included. */
export function linksOf(bytes: Uint8Array, charset?: string): PageLinks {
  const { text } = decodeText(bytes.subarray(0, SCANNED_BYTES), charset ? { charset } : {})
  const links = new Set<string>()
  let base: string | undefined
  let canonical: string | undefined
  const wishes: string[] = []
  const ours: string[] = []
  const add = (href: string | undefined) => {
    if (href !== undefined && links.size < MAX_LINKS) links.add(href.trim())
  }
  eachTag(text, (name, attributes) => {
    const relations = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/)
    const href = attributes.get('href')
    if (name === 'base') base ??= href
    else if (name === 'a' || name === 'area') {
      if (!relations.includes('nofollow')) add(href)
    } else if (name === 'link') {
      if (relations.includes('canonical')) canonical ??= href?.trim()
      else if (relations.includes('next') || relations.includes('prev')) add(href)
    } else if (name === 'iframe' || name === 'frame') add(attributes.get('src'))
    else if (name === 'meta') {
      const content = attributes.get('content') ?? ''
      const named = attributes.get('name')?.trim().toLowerCase()
      if (named === 'robots') wishes.push(content)
      else if (named === USER_AGENT) ours.push(content)
      if (attributes.get('http-equiv')?.toLowerCase() === 'refresh') add(/^[\d.\s]*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(content)?.[1])
    }
  })
  return { ...(base && { base }), ...(canonical && { canonical }), links: [...links], ...wishesOf(ours.length ? ours : wishes) }
}

const TAGS = new Set(['base', 'a', 'area', 'link', 'iframe', 'frame', 'meta'])
const MAX_ATTRIBUTES = 50

/** Calls back for each start tag that says something about links, with its attributes by their names in lower case. */
function eachTag(text: string, found: (name: string, attributes: ReadonlyMap<string, string>) => void): void {
  let tag = ''
  let attribute = ''
  let value = ''
  let attributes = new Map<string, string>()
  const ignore = () => {}
  const end = () => {
    if (TAGS.has(tag)) found(tag, attributes)
    tag = ''
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true, xmlMode: false },
    {
      onopentagname: (from, to) => {
        // A name longer than any of ours need not be cut out.
        tag = to - from > 8 ? '' : text.slice(from, to).toLowerCase()
        if (TAGS.has(tag)) attributes = new Map()
        else tag = ''
      },
      onattribname: (from, to) => {
        attribute = tag && to - from < 16 ? text.slice(from, to).toLowerCase() : ''
        value = ''
      },
      onattribdata: (from, to) => {
        if (attribute && to - from < MAX_VALUE) value += text.slice(from, to)
      },
      onattribentity: (codepoint) => {
        if (attribute) value += String.fromCodePoint(codepoint)
      },
      onattribend: () => {
        if (attribute && value.length < MAX_VALUE && attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value)
      },
      onopentagend: end,
      onselfclosingtag: end,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  )
  tokenizer.write(text)
  tokenizer.end()
}

/** What "noindex, nofollow" or "none" ask for. */
export function wishesOf(values: readonly string[]): { readonly noindex: boolean; readonly nofollow: boolean } {
  const words = new Set(values.flatMap((value) => value.toLowerCase().split(/[\s,]+/)))
  return { noindex: words.has('noindex') || words.has('none'), nofollow: words.has('nofollow') || words.has('none') }
}

/** The same of the header `X-Robots-Tag`, whose values may be meant for one crawler: "otherbot: noindex". */
export function headerWishes(value: string | undefined): ReturnType<typeof wishesOf> {
  const parts = (value ?? '').split(/,(?=\s*[\w-]+\s*:)/).map((part) => /^\s*(?:([\w-]+)\s*:)?(.*)$/s.exec(part) ?? [])
  const meant = parts.filter(([, agent]) => !agent || agent.toLowerCase() === USER_AGENT || agent.toLowerCase() === 'unavailable_after')
  return wishesOf(meant.map(([, , text = '']) => text))
}
