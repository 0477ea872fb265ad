import { joined, linesOf, NOTHING, type Edit, type Rule } from './rule.ts'

/** Lines at the top and at the foot of a page that are looked at. */
const EDGE = 2
const FEWEST_PAGES = 3
/** A running head stands on at least this share of the pages. */
const SHARE = 0.5
const LONGEST = 120
const PAGE_NUMBER = /^[\s*_#|–—-]*(?:page|p\.|seite|第)?\s*(\d{1,4}|[ivxlc]{1,6})(?:\s*(?:\/|of|von|页\s*[,，/]?\s*共?)\s*\d{1,4})?\s*页?[\s*_|–—-]*$/i

/** Running heads and feet that stand on most pages, all but the first of each, and page numbers that count with the pages. */
export const pageFurniture: Rule = ({ text, pages }) => {
  if (!pages || pages.length < FEWEST_PAGES) return NOTHING
  const edges = pages.map((page) =>
    edgesOf(text.slice(page.start, page.end)).map((line) => ({ ...line, start: line.start + page.start, next: line.next + page.start, page: page.number })),
  )
  const seen = new Map<string, number>()
  let numbered = 0
  const [first] = edges.flat().flatMap(({ text, page }) => (PAGE_NUMBER.test(text) ? [numberOf(text) - page] : []))
  for (const lines of edges) {
    for (const key of new Set(lines.map(keyOf))) if (key) seen.set(key, (seen.get(key) ?? 0) + 1)
    if (lines.some((line) => PAGE_NUMBER.test(line.text) && numberOf(line.text) - line.page === first)) numbered++
  }
  const kept = new Set<string>()
  const edits: Edit[] = []
  for (const line of edges.flat()) {
    const key = keyOf(line)
    const isNumber = PAGE_NUMBER.test(line.text) && numbered >= pages.length * SHARE && numberOf(line.text) - line.page === first
    const repeats = key !== '' && (seen.get(key) ?? 0) >= Math.max(FEWEST_PAGES, pages.length * SHARE)
    if (!isNumber && !repeats) continue
    // Said once, it is said: it may be the only place that names the document.
    if (!isNumber && !kept.has(key)) kept.add(key)
    else edits.push({ start: line.start, end: line.next })
  }
  return { edits: joined(edits) }
}

function edgesOf(page: string) {
  const lines = linesOf(page).filter(({ text }) => text.trim() !== '' && text.length <= LONGEST)
  // Of a page of few lines each may be its subject: a slide, a form.
  if (lines.length < 2 * EDGE) return lines.length > 1 ? [...new Set([lines[0]!, lines[lines.length - 1]!])] : []
  return [...lines.slice(0, EDGE), ...lines.slice(-EDGE)]
}

/** Numbers change from page to page. Tables and lists repeat what they must. */
const keyOf = ({ text }: { readonly text: string }): string =>
  /^\s*(?:\||[-*] |\d+[.)] )/.test(text) ? '' : text.replace(/\d+/g, '0').replace(/[\s*_#]+/g, ' ').trim().toLowerCase().replace(/^[0\W]+$/, '') // prettier-ignore

const numberOf = (line: string): number => Number(/\d+/.exec(line)?.[0] ?? Number.NaN)
