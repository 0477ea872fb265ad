import { Parser } from 'htmlparser2'
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

/** Read by a tokenizer, without a tree: time and memory stay bounded whatever the page holds. */
export function linksOf(bytes: Uint8Array, charset?: string): PageLinks {
  const { text } = decodeText(bytes.subarray(0, SCANNED_BYTES), charset ? { charset } : {})
  const links = new Set<string>()
  let base: string | undefined
  let canonical: string | undefined
  const wishes: string[] = []
  const ours: string[] = []
  const parser = new Parser(
    {
      onopentag(name, { href, src, rel = '', content = '', ...rest }) {
        const relations = rel.toLowerCase().split(/\s+/)
        if (links.size >= MAX_LINKS) return
        if (name === 'base' && href) base ??= href
        else if (name === 'a' || name === 'area') {
          if (href && !relations.includes('nofollow')) links.add(href.trim())
        } else if (name === 'link' && href) {
          if (relations.includes('canonical')) canonical ??= href.trim()
          else if (relations.includes('next') || relations.includes('prev')) links.add(href.trim())
        } else if ((name === 'iframe' || name === 'frame') && src) links.add(src.trim())
        else if (name === 'meta') {
          const named = rest['name']?.trim().toLowerCase()
          if (named === 'robots') wishes.push(content)
          else if (named === USER_AGENT) ours.push(content)
          const target = rest['http-equiv']?.toLowerCase() === 'refresh' && /^\s*[\d.]*\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(content)?.[1]
          if (target) links.add(target.trim())
        }
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  )
  for (let at = 0; at < text.length && links.size < MAX_LINKS; at += 65_536) parser.write(text.slice(at, at + 65_536))
  parser.end()
  return { base, canonical, links: [...links], ...wishesOf(ours.length ? ours : wishes) }
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
