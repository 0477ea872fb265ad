/** A text as it is meant, where it is written with escapes: `from[i]` is where character `i` of it begins in what is written. */
export interface View {
  readonly text: string
  /** Bounds of a span of `text` in what is written. */
  readonly span: (start: number, end: number) => { readonly start: number; readonly end: number }
  /** Writes a text in the same way, to take the place of a span. */
  readonly write: (text: string) => string
}

/** "mary\_jones@example.com" in Markdown is mary_jones@example.com; a soft hyphen and characters of no width are none. */
export function markdownView(written: string): View | undefined {
  if (!/\\[!-/:-@[-`{-~]|[\u00ad\u200b-\u200d\u2060\ufeff]/.test(written)) return undefined
  return viewOf(
    written,
    /\\([!-/:-@[-`{-~])|[\u00ad\u200b-\u200d\u2060\ufeff]/g,
    (_, mark) => mark ?? '',
    (text) => text,
  )
}

/** Stretches of a text in which letters are written as %C3%A9, as in the targets of links. */
export function percentViews(written: string): { readonly at: number; readonly view: View }[] {
  if (!/%[0-9A-Fa-f]{2}/.test(written)) return []
  return Array.from(written.matchAll(/[^\s()<>"'|\]]{0,2000}?%[0-9A-Fa-f]{2}[^\s()<>"'|\]]{0,2000}/g), ({ 0: run, index }) => ({
    at: index,
    view: viewOf(run, /(?:%[0-9A-Fa-f]{2})+|\+|&/g, (bytes) => (bytes === '+' ? ' ' : bytes === '&' ? '\n' : decoded(bytes)), inLink),
  }))
}

function decoded(bytes: string): string {
  try {
    return decodeURIComponent(bytes)
  } catch {
    return '\ufffd'
  }
}

function viewOf(written: string, escapes: RegExp, read: (match: string, group: string | undefined) => string, write: View['write']): View {
  let text = ''
  const starts: number[] = []
  const ends: number[] = []
  const take = (part: string, start: number, end: number, whole: boolean) => {
    for (let at = 0; at < part.length; at++) {
      starts.push(whole ? start : start + at)
      ends.push(whole ? end : start + at + 1)
    }
    text += part
  }
  let from = 0
  for (const match of written.matchAll(escapes)) {
    take(written.slice(from, match.index), from, match.index, false)
    from = match.index + match[0].length
    take(read(match[0], match[1]), match.index, from, true)
  }
  take(written.slice(from), from, written.length, false)
  return { text, span: (start, end) => ({ start: starts[start] ?? written.length, end: ends[end - 1] ?? written.length }), write }
}

/** What would break a link is encoded; "@" and the brackets of a label stay, so that a stand-in looks the same everywhere. */
const inLink = (text: string): string => encodeURIComponent(text).replace(/%40/g, '@').replace(/%5B/g, '[').replace(/%5D/g, ']')
