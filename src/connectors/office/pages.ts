import type { PageSpan } from '../../contracts/document.ts'

/** Texts of pages (slides, sheets) as one text with a blank line between; pages without text are left out. */
export function joinPages(pages: readonly { readonly number: number; readonly text: string }[]): {
  readonly text: string
  readonly pages: readonly PageSpan[]
} {
  const texts: string[] = []
  const spans: PageSpan[] = []
  let at = 0
  for (const { number, text } of pages) {
    if (!text) continue
    spans.push({ number, start: at, end: at + text.length })
    texts.push(text)
    at += text.length + 2
  }
  return { text: texts.join('\n\n'), pages: spans }
}
