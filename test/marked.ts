/** A text with the spans that somebody marked in it. */
export interface MarkedText {
  readonly id: string
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[]
}

/** Reads texts headed "=== id" in which "[[TYPE|value]]" marks a span. */
export function readMarked(content: string): MarkedText[] {
  return content
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const line = part.indexOf('\n')
      const spans: { start: number; end: number; type: string }[] = []
      let text = ''
      let from = 0
      const body = part.slice(line + 1).trimEnd()
      for (const match of body.matchAll(/\[\[([A-Z_]+)\|([\s\S]*?)\]\]/g)) {
        text += body.slice(from, match.index)
        spans.push({ start: text.length, end: text.length + (match[2] ?? '').length, type: match[1] ?? '' })
        text += match[2]
        from = match.index + match[0].length
      }
      return { id: part.slice(0, line).trim(), text: text + body.slice(from), spans }
    })
}
