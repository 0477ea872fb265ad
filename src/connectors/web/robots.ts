/** What a robots.txt (RFC 9309) says to us. */
export interface Robots {
  allows(url: URL): boolean
  /** Pause that it asks for between two requests. */
  readonly delayMs: number
  readonly sitemaps: readonly string[]
}

export const USER_AGENT = 'tilth'

interface Rule {
  readonly allow: boolean
  readonly path: string
}

interface Group {
  readonly agents: string[]
  readonly rules: Rule[]
  delaySeconds?: number
}

/** The first 500 KiB must be read (RFC 9309, 2.5); no more is. */
const MAX_LENGTH = 512_000
/** A site that asks for longer pauses would never be read to its end. */
const MAX_DELAY_SECONDS = 30

export const NO_ROBOTS: Robots = { allows: () => true, delayMs: 0, sitemaps: [] }

/** Groups that name `agent` count together; where none does, those of "*". The longest path that matches decides, Allow in a tie. */
export function parseRobots(text: string, agent = USER_AGENT): Robots {
  const groups: Group[] = []
  const sitemaps: string[] = []
  let open = false
  for (const line of text
    .slice(0, MAX_LENGTH)
    .replace(/^\ufeff/, '')
    .split(/\r\n?|\n/)) {
    const [, name, value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/i.exec(line) ?? []
    const key = name?.toLowerCase()
    if (key === 'user-agent') {
      if (!open) groups.push({ agents: [], rules: [] })
      // "tilth/1.0" means tilth; "*" all.
      groups.at(-1)!.agents.push(/^[a-z_*-]+/i.exec(value)?.[0].toLowerCase() ?? '')
      open = true
    } else if (key === 'sitemap') sitemaps.push(value)
    else if (key === 'allow' || key === 'disallow' || key === 'crawl-delay') {
      open = false
      const group = groups.at(-1)
      if (!group) continue
      if (key === 'crawl-delay') group.delaySeconds = Number(value) || 0
      // An empty Disallow forbids nothing.
      else if (value) group.rules.push({ allow: key === 'allow', path: encoded(value) })
    }
  }
  const named = groups.filter(({ agents }) => agents.includes(agent))
  const chosen = named.length ? named : groups.filter(({ agents }) => agents.includes('*'))
  const rules = chosen.flatMap(({ rules }) => rules).sort((a, b) => b.path.length - a.path.length || Number(b.allow) - Number(a.allow))
  const delaySeconds = Math.min(MAX_DELAY_SECONDS, Math.max(0, ...chosen.map(({ delaySeconds = 0 }) => delaySeconds)))
  return {
    allows: (url) => {
      const path = encoded(url.pathname + url.search)
      return rules.find((rule) => matches(rule.path, path))?.allow ?? true
    },
    delayMs: delaySeconds * 1000,
    sitemaps,
  }
}

/** One way to write a path, whatever was percent-encoded in it: robots.txt files hold "/文档", "/%e6%96%87%e6%a1%a3" and "/a b". */
function encoded(path: string): string {
  try {
    return encodeURI(decodeURI(path))
  } catch {
    return path
  }
}

/** "*" stands for anything, "$" at the end for the end. Without backtracking: each part is looked for after the one before it. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$')
  const parts = (anchored ? pattern.slice(0, -1) : pattern).split('*')
  const [first = '', ...rest] = parts
  if (!path.startsWith(first)) return false
  let at = first.length
  const last = anchored ? rest.pop() : undefined
  for (const part of rest) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  if (last !== undefined) return path.length - last.length >= at && path.endsWith(last)
  return !anchored || at === path.length
}
