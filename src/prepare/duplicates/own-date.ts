import type { ExtractedDocument } from '../../contracts/extractor.ts'
import { DATE } from './furniture.ts'

/** What a document says of its own age. Never the time of its file. */
export interface OwnDate {
  /** "2.10" as [2, 10]. */
  readonly version?: readonly number[]
  /** Days since 1970, of the date that is said to be that of the text: valid from, last changed, as of. */
  readonly date?: number
  /** Whether that date or version is marked as one of this text ("valid from", "version", "2026 edition"), rather than any date at its head. */
  readonly marked: boolean
  /** Days since 1970. */
  readonly validUntil?: number
  /** It says that another takes its place, or that it is void. */
  readonly superseded: boolean
}

/** Characters at the head and the end in which a document speaks of itself. */
const HEAD = 2000
const TAIL = 600

const FROM =
  /(?:valid|effective|in force|applies|applicable)\s+(?:from|as of|since|on)?\s*:?|(?:last\s+)?(?:changed|updated|revised|modified|amended|reviewed)(?:\s+on)?\s*:?|(?:as of|effective date|revision date|version of|edition of|issued(?:\s+on)?|published(?:\s+on)?)\s*:?|(?:修订日期|修订|更新日期|更新时间|更新|发布日期|发布|生效日期|施行日期|版本日期)\s*[:：于]?\s*|自(?=\s*\d{4}\s?年)/gi
const UNTIL =
  /(?:valid (?:until|till|through|to)|expires?(?:\s+on)?|expiry(?: date)?|good until|ends? on)\s*:?\s*|(?:有效期至|有效期限至|有效期到|截止日期|失效日期)\s*[:：]?\s*/gi
const AFTER_DATE = /^\s*(?:起(?:施行|执行|生效|实施)|(?:修订|更新|发布|施行|生效))/
const SUPERSEDED =
  /\b(?:superseded by|replaced by|has been (?:superseded|replaced|withdrawn)|no longer (?:valid|in force|applies)|obsolete|withdrawn|outdated version)\b|(?:已废止|本(?:制度|办法|规定|文件|政策)(?:已)?废止|已作废|已失效|已被.{1,30}(?:取代|替代|代替))/i
const VERSION =
  /\b(?:version|ver\.|v\.?|rev(?:ision)?\.?|edition|release)\s?(\d+(?:\.\d+){0,3})\b|(?:版本|版本号)\s?[:：]?\s?[vV]?(\d+(?:\.\d+){0,3})|\bv(\d+(?:\.\d+){1,3})\b/i
const CHINESE_EDITION = /第\s?(\d+|[一二三四五六七八九十]+)\s?版/
const YEAR_IN_TITLE = /(?<![\d.])((?:19|20)\d\d)(?![\d.])/

/** Reads title, metadata, head and end of a text. */
export function ownDateOf({ text, title, metadata }: Pick<ExtractedDocument, 'text' | 'title' | 'metadata'>): OwnDate {
  const head = `${title ?? ''}\n${text.slice(0, HEAD)}`
  const tail = text.length > HEAD ? text.slice(Math.max(HEAD, text.length - TAIL)) : ''
  const said = `${head}\n${tail}`
  const version = versionOf(metadata['version']) ?? versionIn(`${title ?? ''}\n${text.slice(0, 600)}\n${tail}`)
  const marked = datesAfter(said, FROM)
  const heading = title ?? /^.*\S.*$/m.exec(text.slice(0, 300))?.[0] ?? ''
  const year = Number(YEAR_IN_TITLE.exec(heading)?.[1])
  const validFrom = dateOf(metadata['validFrom']) ?? dateOf(metadata['effective'])
  const date =
    validFrom ??
    latest(marked) ??
    (year ? dayOf(year, 1, 1) : (dateOf(metadata['modified']) ?? dateOf(metadata['date']) ?? dateOf(metadata['published']) ?? firstDate(text.slice(0, 400))))
  const until = dateOf(metadata['validUntil']) ?? latest(datesAfter(said, UNTIL))
  return {
    ...(version && { version }),
    ...(date !== undefined && { date }),
    marked: version !== undefined || validFrom !== undefined || marked.length > 0 || Boolean(year),
    ...(until !== undefined && { validUntil: until }),
    superseded: SUPERSEDED.test(head.slice(0, 1200)) || metadata['superseded'] === true || typeof metadata['supersededBy'] === 'string',
  }
}

/** Above 0 where `a` is newer by its own words, below 0 where `b` is, 0 where they do not tell. */
export function compareAge(a: OwnDate, b: OwnDate): number {
  if (a.superseded !== b.superseded) return a.superseded ? -1 : 1
  if (a.version && b.version) {
    for (let index = 0; index < Math.max(a.version.length, b.version.length); index++) {
      const difference = (a.version[index] ?? 0) - (b.version[index] ?? 0)
      if (difference) return difference
    }
  }
  if (a.date !== undefined && b.date !== undefined && a.marked === b.marked && a.date !== b.date) return a.date - b.date
  return 0
}

function datesAfter(text: string, cue: RegExp): number[] {
  const found: number[] = []
  for (const match of text.matchAll(cue)) {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 40)
    const [date] = [...rest.matchAll(DATE)]
    if (date && date.index <= 4) push(found, dateOf(date[0]))
  }
  if (cue === FROM) for (const match of text.matchAll(DATE)) if (AFTER_DATE.test(text.slice(match.index + match[0].length))) push(found, dateOf(match[0]))
  return found
}

function push(found: number[], day: number | undefined): void {
  if (day !== undefined) found.push(day)
}

const latest = (days: readonly number[]): number | undefined => (days.length ? Math.max(...days) : undefined)

function firstDate(text: string): number | undefined {
  for (const [match] of text.matchAll(DATE)) {
    const day = dateOf(match)
    if (day !== undefined) return day
  }
  return undefined
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Days since 1970; undefined where a text is no date, or one that reads two ways ("3/4/2026"). */
export function dateOf(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0) return Math.floor(value / (value > 1e11 ? 86_400_000 : 86_400))
  if (typeof value !== 'string') return undefined
  const text = value.trim().toLowerCase()
  const iso = /^(\d{4})(?:\s?年\s?|[-/.])(\d{1,2})(?:(?:\s?月\s?|[-/.])(\d{1,2}))?/.exec(text)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3] ?? 1))
  const year = /^(\d{4})\s?年?$/.exec(text)
  if (year) return dayOf(Number(year[1]), 1, 1)
  const words = /^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3})[a-z]*\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})/.exec(text)
  if (words) return dayOf(Number(words[4]), MONTHS.indexOf(words[2]!) + 1, Number(words[1] ?? words[3] ?? 1))
  const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})/.exec(text)
  if (!numbers) return undefined
  const [first, second] = [Number(numbers[1]), Number(numbers[3])]
  if (numbers[2] === '.' || first > 12) return dayOf(Number(numbers[4]), second, first)
  if (second > 12) return dayOf(Number(numbers[4]), first, second)
  return undefined
}

function dayOf(year: number, month: number, day: number): number | undefined {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31) return undefined
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000)
}

function versionOf(value: unknown): number[] | undefined {
  if (typeof value === 'number') return [value]
  return typeof value === 'string' && /^v?\d+(?:\.\d+){0,3}$/i.test(value.trim()) ? value.trim().replace(/^v/i, '').split('.').map(Number) : undefined // prettier-ignore
}

function versionIn(text: string): number[] | undefined {
  const match = VERSION.exec(text)
  const written = match?.[1] ?? match?.[2] ?? match?.[3]
  if (written) return written.split('.').map(Number)
  const edition = CHINESE_EDITION.exec(text)?.[1]
  if (!edition) return undefined
  return [/^\d/.test(edition) ? Number(edition) : chineseNumber(edition)]
}

function chineseNumber(text: string): number {
  const digit = (character: string | undefined) => '一二三四五六七八九'.indexOf(character ?? '') + 1
  const [tens, ones] = text.split('十')
  return text.includes('十') ? (tens ? digit(tens) : 1) * 10 + digit(ones) : digit(text)
}
