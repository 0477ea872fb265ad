import type { PersonalSpan } from '../../../contracts/personal-data.ts'
import { isPublic } from './address.ts'
import { isOpenPlace } from './chinese-address.ts'
import type { Candidate, Page } from './page.ts'

const HAN = /\p{Script=Han}/u
const REGION_OR_ROAD = /[省市区區县縣镇鎮乡鄉村路街道巷弄楼樓室栋棟座苑园園邨廈厦组組]/
const SPELT = /\p{Lu}[\p{Ll}'-]{2,}|(?<![\p{L}\d])\p{Lu}{3,}(?![\p{L}\d])/gu
/** What numbers of standards, papers and hashes carry. */
const NUMBERED =
  /\b(?:ISO|IEC|EN|DIN|ANSI|GB\/T|RFC|PMID|ISSN|ISBN|CPT|ICD|CVE|SHA|sha\d+|ssh2|vol|pp|arXiv|port|SKU|VAT|PO|INV|USD|EUR)\b|[\da-f]{16,}|https?:/i
const POSTCODE = /^(?:\d{3,6}(?:[ -]\d{2,4})?(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/
/** Words that stand between a sentence and an address, and such that go on after one. */
const LEAD = /^(?:(?!rue|avenue|chemin|place|boulevard|via|de|van|der|den|la|le)\p{Ll}[\p{L}']*,? |J'habite (?:au |à )?)+(?=\p{Lu}|\d)/u
const TAIL =
  /(?<=\p{L}{4}|\d)\. ?\p{Lu}.*$|,? (?:before|after|until|is|was|but|which|where|who|since|tel|phone|please) .*$|[,.;: ]+(?:[Tt]él?|[Tt]el|Cell|Phone|Mobile)?[,.;: ]*$/su
const ANNOUNCED =
  /(?:address|live[sd]?|living|resid\p{L}+|located|moved|deliver\p{L}*|ship\p{L}*|sent?d?|office|home|house|meet|visit|corner|at|to)(?: (?:is|was|at|in|to|on|the|now|them|it|me|us|corner|of|one)){0,4} ?:?\s*$/iu
/** Least scores: names in lower case and single Chinese words are taken for names too easily. */
const NAME = { capitals: 0.5, capital: 0.65, lower: 0.9, han: 0.8 } as const

/** What the tagger found, without what the words and digits around it speak against. */
export function tagged(spans: readonly PersonalSpan[], page: Page): Candidate[] {
  const addresses = spans.filter(({ type }) => type === 'ADDRESS')
  return spans.flatMap((span) => (span.type === 'PERSON' ? person(span, page) : span.type === 'ADDRESS' ? address(span, page, addresses) : [span]))
}

function person({ start, end, text, type, score }: PersonalSpan, page: Page): Candidate[] {
  if (HAN.test(text)) return score >= NAME.han ? [{ start, end, type, score }] : []
  if (/\d|[a-z]-[a-z]|_/.test(text) || (/\p{L}{4,}\. /u.test(text) && score < 0.9)) return []
  // Speakers of a chat write themselves in lower case.
  const speaks = page.after(end, 1).startsWith(':') && /^\W*(?:\d[\d:. -]*[\W]*)?$/.test(page.before(start, 30))
  const least = /^\p{Ll}/u.test(text) ? (speaks ? 0.6 : NAME.lower) : /\s/.test(text) ? NAME.capitals : NAME.capital
  return score >= least ? [{ start, end, type, score }] : []
}

function address({ start, end, text, type, score }: PersonalSpan, page: Page, all: readonly PersonalSpan[]): Candidate[] {
  if (HAN.test(text))
    return REGION_OR_ROAD.test(text) && /[\d零一二三四五六七八九十]|\S{6}/.test(text) && !/位[于於]|[元%]$/.test(text) && !isOpenPlace(page, start)
      ? [{ start, end, type, score }]
      : []
  if (NUMBERED.test(text)) return []
  const near = all.some((other) => other.start !== start && other.end <= start + 1 && start - other.end < 60 && /\p{Lu}\p{L}{2}/u.test(other.text))
  if (POSTCODE.test(text)) return near || /(?:zip|post ?code|postal)\W*(?:code)?\W*$/i.test(page.before(start, 16)) ? [{ start, end, type, score }] : []
  const corner = /^the corner of /i.test(text) && score >= 0.97 && text.length > 20
  if (corner) return [{ start, end, type, score }]
  const from = start + (LEAD.exec(text)?.[0].length ?? 0)
  const to = end - (TAIL.exec(text)?.[0].length ?? 0)
  const rest = page.text.slice(from, to)
  const words = rest.match(SPELT)?.length ?? 0
  // Words that announce an address make up for what it lacks: "lives at midtvollen 130", "the corner of Elm and Main".
  const announced = score >= 0.9 && ANNOUNCED.test(page.before(from, 40))
  if (announced && /\p{L}{3}/u.test(rest)) return [{ start: from, end: to, type, score }]
  if (!words || to - from < 5) return []
  // A place without a number is an address only beside one, or where the tagger is sure.
  if (!/\d/.test(rest) && (words < 2 || (!near && score < 0.95))) return []
  return isPublic(page, from) ? [] : [{ start: from, end: to, type, score }]
}
