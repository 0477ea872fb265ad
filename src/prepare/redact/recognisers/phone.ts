import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min'
import { digitsOf, type Candidate, type Page, type Recogniser } from './page.ts'

/** A run of digits as people part the digits of a phone number, maybe with an extension. */
const RUN =
  /(?<![A-Za-zÀ-ɏ\d_$€£¥#@])(?<!\d[.,-])(?:\(\+\d{1,3}\) ?|\+ ?|00)?\(?\d(?:[ .()/-]{0,3}\d){5,19}(?: ?(?:x|ext\.? ?|#|转|轉|分机|分機) ?\d{1,5})?(?![A-Za-zÀ-ɏ\d_]|[.,]\d|%| ?=)/giu
/** Numbers of services, which belong to no person: toll-free, shared cost, premium; national form or after the country's code. */
const SERVICE =
  /^(?:(?:\+?1[ .-]?)?\(?(?:800|833|844|855|866|877|888|900)\)?[ .-]\d{3}|(?:\+44 ?\(?0?\)? ?|0)(?:800|808|3\d\d|84\d|87\d)[ -]?\d|(?:\+86[ -]?)?[48]00[ -]?\d{3,4}[ -]?\d|(?:\+61 ?)?1[38]00[ -]?\d{3}|1800[ -]\d{3}|(?:\+49 ?|0)(?:800|180\d?|900)[ /-]?\d|(?:\+33 ?|0)8 ?\d\d[ .]\d{2,3}[ .]\d\d|08 \d\d \d\d \d\d \d\d$|(?:\+886[ -]?|0)80\d[ -]|(?:\+353 ?)?1800[ -]?\d|95\d{3}$|1\d{4}$)/
/** National forms that stand for themselves, with the score of a number that no word announces. */
const SHAPES: readonly (readonly [RegExp, number])[] = [
  [/^(?:86[- ]?)?1[3-9]\d(?:\d{8}|([ -])\d{4}\1\d{4}|[ -]\d{3}[ -]\d{5})$/, 0.85],
  [/^(?:\(0\d{2,3}\) ?|0\d{2,3}[- ])[2-8]\d{3}[ -]?\d{3,4}(?:[-转轉#x ]+\d{1,5})?$/i, 0.8],
  [/^09\d\d([ -]?)\d{3}\1\d{3}$/, 0.8],
  [/^\(?0[2-8]\d?\)?[ -]?\d{3,4}[ -]\d{4}$/, 0.75],
  [/^(?:1[ .-])?\([2-9]\d\d\) ?[2-9]\d\d[ .-]?\d{4}(?: ?(?:x|ext).*)?$/i, 0.85],
  [/^(?:1[ .-])?[2-9]\d\d([.-])[2-9]\d\d\1\d{4}(?: ?(?:x|ext).*)?$/i, 0.8],
  [/^(?:1 )?[2-9]\d\d (?:[2-9]\d\d) \d{4}$/, 0.6],
  // Mobiles of Britain, Ireland, Australia, Nigeria, New Zealand, South Africa; three groups after a zero.
  [/^(?:07\d{9}|0[45]\d{8}|08[3-9]\d{7}|0[789][01]\d{8}|02[0127-9]\d{6,8})$/, 0.6],
  [/^\(?0\d{1,4}\)?[ -]\d{3}[ -]\d{3,4}$/, 0.6],
  [/^[5689]\d{3} \d{4}$/, 0.55],
  [/^[6-9]\d{4} \d{5}$/, 0.6],
  [/^[679]\d\d ([ ]?)\d\d\1 ?\d\d ?\d\d$/, 0.55],
]
/** Countries whose national numbers begin with 0 and are written with it. */
const ZERO: readonly CountryCode[] = ['GB', 'DE', 'FR', 'NL', 'AU', 'IE', 'IT', 'TW', 'CN', 'BE', 'CH', 'AT', 'SE', 'NZ', 'ZA', 'JP', 'KR', 'IN', 'FI']
const DATE =
  /^\(?(?:(?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)?\d\d)(?:\D|$)/
const YEARS = /^(?:19|20)\d\d(?:\D{1,3}(?:19|20)\d\d)+$/
/** A mobile is somebody's, whatever it serves. */
const MOBILE = /^(?:\(?\+?86\)?[- ]?)?1[3-9]\d([- ]?)\d{4}\1\d{4}$/
const MONEY_AFTER = /^ ?(?:%|USD|EUR|GBP|RMB|CNY|dollars?|euros?|元|块|美元|港币|港元|[kKMG]?[Bbm]\b|kg|km|ms|件|个|個|人|次|年|天|吨|米|平方)/
const HOTLINE_AFTER = /^[ (,]{0,2}(?:客[戶户服]|服務|服务|熱線|热线|查詢|hotline|helpline|customer|toll)/i
const NUMBER_WORD = /^(?:订单|訂單|单号|單號|编号|編號|order|invoice|tracking|ref)/i

export const phone: Recogniser = (page) => {
  const found: Candidate[] = []
  for (const match of page.text.matchAll(RUN)) {
    // "(919-555-0110)": the bracket belongs to the sentence.
    const lone = /^\([^)]*$/.test(match[0]) ? 1 : 0
    const raw = match[0].slice(lone).replace(/\($/, '')
    const from = match.index + lone
    const whole = judge(page, raw, from)
    if (whole) {
      found.push(whole)
      continue
    }
    for (const [at, piece] of piecesOf(raw)) {
      const part = judge(page, piece, from + at)
      if (part && part.score >= 0.55) found.push(part)
    }
  }
  return found
}

/** Two numbers in one run, parted by a space or a slash: "13800138000 / 13900139000". */
function* piecesOf(run: string): Generator<[number, string]> {
  const parts = [...run.matchAll(/\S+/g)]
  if (parts.length < 2 || parts.length > 10) return
  for (const part of run.matchAll(/[^/ ]+(?: [^/ ]+)*?(?=\s*\/|\s\s|$)|[^/ ]+/g)) if (part[0].length < run.length) yield [part.index, part[0]]
}

function judge(page: Page, raw: string, start: number): Candidate | undefined {
  const digits = digitsOf(raw.replace(/(?:x|ext|#|转|轉|分机|分機).*/iu, ''))
  const end = start + raw.length
  if (digits.length < 7 || digits.length > 15) return undefined
  if (DATE.test(raw) || YEARS.test(raw) || /^(\d)\1+$/.test(digits) || MONEY_AFTER.test(page.after(end, 8))) return undefined
  const unbalanced = (raw.match(/\(/g)?.length ?? 0) !== (raw.match(/\)/g)?.length ?? 0)
  if (unbalanced) return undefined
  const cue = page.cue(start, end)
  const none: Candidate = { start, end, type: '', score: 0.6 }
  if (SERVICE.test(raw) || (cue?.kind === 'hotline' && cue.distance < 24 && !MOBILE.test(raw)) || HOTLINE_AFTER.test(page.after(end, 16)))
    return { ...none, score: 0.95 }
  const make = (score: number): Candidate => ({ start, end, type: 'PHONE', score })
  const international = /^(?:\(?\+|00)/.test(raw)
  if (international) {
    const parsed = parsePhoneNumberFromString(
      raw
        .replace(/^00/, '+')
        .replace('(0)', '')
        .replace(/^\((\+\d+)\)/, '$1'),
    )
    if (parsed?.isPossible()) return make(0.95)
    if (raw.startsWith('+') && digits.length >= 9) return make(0.75)
  }
  if (cue?.kind === 'phone' && joined(page, start, cue.distance)) {
    // "call 5 times" never gets here; "text 20190401" is a date, "m 1234567" a length.
    if (cue.word.length > 1 || /[:.]/.test(page.before(start, 3))) return make(cue.distance < 16 ? 0.85 : 0.7)
  }
  if (cue?.kind === 'wechat' && /^1[3-9]\d{9}$/.test(digits)) return make(0.85)
  if (cue && ['card', 'account', 'passport', 'permit', 'licence', 'qq', 'medical'].includes(cue.kind) && cue.distance < 14) return undefined
  if (cue?.kind === 'id' && cue.distance < 14) return undefined
  if (cue?.kind === 'other' && (cue.distance < 10 || (NUMBER_WORD.test(cue.word) && cue.distance < 18))) return undefined
  if (/[:=]\s?$/.test(page.before(start, 2)) && cue?.kind === 'other') return undefined
  for (const [shape, score] of SHAPES) if (shape.test(raw)) return make(score)
  if (
    raw.length > digits.length &&
    /^\(?0/.test(raw) &&
    digits.length >= 9 &&
    digits.length <= 12 &&
    ZERO.some((country) => parsePhoneNumberFromString(raw, country)?.isValid())
  )
    return make(0.65)
  return undefined
}

/** Whether a word's number is this one: none stands between, but in "call 555 0134 or 555 0135". */
function joined(page: Page, start: number, distance: number): boolean {
  const between = page.before(start, distance)
  return !/\d{3}/.test(between) || /(?:\bor|\band|[,/&或和、])\s*$/.test(between)
}
