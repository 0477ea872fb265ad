import type { Line, Page } from './layout.ts'

/** Share of the page's height, above and below, in which running heads and page numbers stand. */
const BAND = 0.09
/** Lines of the band that are looked at on each page. */
const MAX_WORDS = 20

/** The pages without running heads, page numbers and text turned along the margin. */
export function withoutFurniture(pages: readonly Page[]): Page[] {
  const seen = new Map<string, number>()
  for (const page of pages) for (const key of new Set(page.lines.filter((line) => isInBand(line, page)).map(keyOf))) seen.set(key, (seen.get(key) ?? 0) + 1)
  const often = pages.length < 5 ? 2 : 3
  return pages.map((page) => {
    const text = page.lines.reduce((sum, line) => sum + line.text.length, 0)
    const turned = page.lines.reduce((sum, line) => sum + (line.turned ? line.text.length : 0), 0)
    const lines = page.lines.filter((line) => {
      if (line.turned && turned < text * 0.1 && (line.right < page.width * 0.1 || line.left > page.width * 0.9)) return false
      if (!isInBand(line, page)) return true
      if ((seen.get(keyOf(line)) ?? 0) >= often) return false
      return !isNumbered(line, page)
    })
    return { ...page, lines: lines.length ? lines : page.lines }
  })
}

const isInBand = (line: Line, page: Page): boolean =>
  (line.bottom < page.height * BAND || line.top > page.height * (1 - BAND)) && line.text.split(/\s+/).length <= MAX_WORDS

/** Numbers change from page to page, and so does the side on which they stand. */
const keyOf = (line: Line): string =>
  line.text
    .replace(/\d+/g, '')
    .replace(/\b[ivxlc]+\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** A page number alone, or a short line that begins or ends with one and has nothing beside it. */
function isNumbered(line: Line, page: Page): boolean {
  const text = line.text.trim()
  if (/^[-–—\s]*(?:page |p\. ?|seite |第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:\/|of|von|\|)\s*\d{1,4}|\s*页)?[-–—\s]*$/i.test(text)) return true
  const edge = line.bottom < page.height * BAND ? 'top' : line.top > page.height * (1 - BAND) ? 'bottom' : undefined
  return edge !== undefined && /^\d{1,4}\s+\D{3,}|\D{3,}\s\d{1,4}$/.test(text) && !/[.!?:;]$/.test(text)
}
