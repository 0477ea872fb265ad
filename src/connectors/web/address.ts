/** Parameters that tell where a reader came from or who it is, and nothing about the page. */
const TRACKERS =
  /^(?:utm_\w+|gclid|dclid|gbraid|wbraid|fbclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|mkt_tok|_ga|_gl|_hsenc|_hsmi|hsctatracking|oly_(?:anon|enc)_id|vero_id|wickedid|spm|phpsessid|jsessionid|aspsessionid\w*)$/i
/** Parameters that hold a credential: sent, where a link has them, and never shown or stored. */
const SECRET =
  /^(?:access_?token|auth_?token|id_?token|token|api[-_]?key|passw(?:or)?d|pwd|(?:client_?)?secret|sig|signature|x-(?:amz|goog)-(?:signature|credential|security-token))$/i

const MAX_LENGTH = 2_000

/**
 * The address of a page: without user, password, fragment, parameters of trackers and session ids; undefined for what is no web
 * address or longer than any real one. The rest of the query stays as it is written, since its order may matter.
 */
export function pageAddress(href: string, base?: URL): URL | undefined {
  const url = URL.parse(href, base?.href)
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return undefined
  url.username = url.password = url.hash = ''
  if (url.search) url.search = query(url, (name) => !TRACKERS.test(name))
  url.pathname = url.pathname.replace(/;jsessionid=[^/;]*/gi, '')
  return url.href.length > MAX_LENGTH ? undefined : url
}

/** The address as it may be shown: without user, password and parameters that hold a credential. */
export function shownAddress(url: URL): string {
  const shown = new URL(url)
  shown.username = shown.password = shown.hash = ''
  if (shown.search) shown.search = query(shown, (name) => !SECRET.test(name))
  return shown.href
}

const query = ({ search }: URL, keep: (name: string) => boolean) =>
  search
    .slice(1)
    .split('&')
    .filter((part) => part && keep(nameOf(part)))
    .join('&')

function nameOf(part: string): string {
  const name = part.split('=', 1)[0] ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Where a site begins: the folder that its pages lie in, "https://host/docs/". */
export interface Scope {
  readonly base: string
}

/**
 * The scope that a first page opens: its folder, or itself as one where its path names no file. The whole origin, on request.
 * "https://host/docs" and "https://host/docs/" open the same, "https://host/docs/intro.html" too.
 */
export function scopeOf(start: URL, scope: 'below' | 'origin'): Scope {
  if (scope === 'origin') return { base: `${start.origin}/` }
  const folder = start.pathname.slice(0, start.pathname.lastIndexOf('/') + 1)
  const last = start.pathname.slice(folder.length)
  return { base: start.origin + (last && !last.includes('.') ? `${start.pathname}/` : folder) }
}

export const isWithin = ({ base }: Scope, url: URL) => url.href.startsWith(base) || `${url.origin}${url.pathname}/` === base

/**
 * A page's name within its scope: the rest of its path and its query, legible where that loses nothing ("差旅/报销.html?x=1"),
 * "./" for the folder itself.
 */
export function sourceOf({ base }: Scope, url: URL): string {
  const shown = shownAddress(url)
  const raw = shown.startsWith(base) ? shown.slice(base.length) : shown.slice(base.length - 1)
  if (!raw) return './'
  try {
    const legible = decodeURI(raw)
    if (!/[\s\p{C}]/u.test(legible) && new URL(base + legible).href === base + raw) return legible
  } catch {
    // Bytes that are no UTF-8 stay as they are written.
  }
  return raw
}

/** The address that a source stands for; undefined for one that is of another scope. */
export function addressOf({ base }: Scope, source: string): URL | undefined {
  return pageAddress(base + (source === './' ? '' : source))
}
