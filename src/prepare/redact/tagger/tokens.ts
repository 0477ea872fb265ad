import { DIGIT, extendHash, HAN, HASH_START, LETTER, NEWLINE, OTHER_SCRIPT, PUNCTUATION, SPACE } from './lexicon.ts'
import type { Characters } from './lexicon.ts'

/** What a token looks like. */
export const LOWER = 0
export const CAPITALISED = 1
export const UPPER = 2
export const INITIAL = 3
export const MIXED = 4
export const NUMBER_2 = 5
export const NUMBER_3 = 6
export const NUMBER_4 = 7
export const NUMBER_5 = 8
export const NUMBER_6 = 9
export const ALPHANUMERIC = 10
export const MARK = 11
export const LINE_END = 12
export const HAN_CHARACTER = 13
export const EMAIL = 14
export const LINK = 15
export const HANDLE = 16
export const IDENTIFIER = 17
export const FOREIGN = 18

/** A text as words, numbers, marks, line ends and single Chinese characters; parallel arrays, `count` long. */
export interface Tokens {
  count: number
  readonly start: Int32Array
  readonly end: Int32Array
  readonly shape: Uint8Array
  /** Hashes of the folded word, its first three characters, its last two and its last three. */
  readonly word: Int32Array
  readonly prefix: Int32Array
  readonly suffix2: Int32Array
  readonly suffix3: Int32Array
}

export function makeTokens(capacity: number): Tokens {
  return {
    count: 0,
    start: new Int32Array(capacity),
    end: new Int32Array(capacity),
    shape: new Uint8Array(capacity),
    word: new Int32Array(capacity),
    prefix: new Int32Array(capacity),
    suffix2: new Int32Array(capacity),
    suffix3: new Int32Array(capacity),
  }
}

/** Splits `text` from `from` to `to`; `into` must hold `to - from` tokens. */
export function tokenize(text: string, { from, to, characters, into }: { from: number; to: number; characters: Characters; into: Tokens }): void {
  const { kind, fold } = characters
  let count = 0,
    at = from
  while (at < to) {
    const unit = text.charCodeAt(at),
      type = kind[unit]!
    if (type === SPACE) {
      at++
      continue
    }
    let end = at + 1,
      shape = MARK
    if (type === NEWLINE) {
      while (end < to && (kind[text.charCodeAt(end)] === NEWLINE || kind[text.charCodeAt(end)] === SPACE)) end++
      shape = LINE_END
    } else if (type === HAN) shape = HAN_CHARACTER
    else if (type === LETTER || type === DIGIT || type === OTHER_SCRIPT) {
      end = endOfWord(text, at, to, kind)
      shape = type === OTHER_SCRIPT ? FOREIGN : shapeOf(text, at, end, kind, fold)
      const special = specialEnd(text, end, to, kind)
      if (special > 0) {
        const mail = text.indexOf('@', at),
          link = text.indexOf('://', at)
        shape = link >= 0 && link < special ? LINK : mail >= 0 && mail < special ? EMAIL : IDENTIFIER
        end = special
      }
    } else if (unit === 64 /* @ */ && end < to && kind[text.charCodeAt(end)] === LETTER) {
      while (end < to && isHandle(text.charCodeAt(end), kind)) end++
      shape = HANDLE
    } else if (unit >= 0xd800 && unit < 0xdc00) end = Math.min(to, at + 2)
    into.start[count] = at
    into.end[count] = end
    into.shape[count] = shape
    hashes(text, at, end, shape, fold, into, count)
    count++
    at = end
  }
  into.count = count
}

function hashes(text: string, from: number, to: number, shape: number, fold: Uint16Array, into: Tokens, count: number): void {
  if (shape === LINE_END || (shape >= EMAIL && shape <= IDENTIFIER)) {
    // an empty line is another word than a line's end
    into.word[count] = shape === LINE_END && text.slice(from, to).indexOf('\n') !== text.slice(from, to).lastIndexOf('\n') ? 99 : shape
    into.prefix[count] = into.suffix2[count] = into.suffix3[count] = shape
    return
  }
  let hash = HASH_START,
    prefix = 0
  const length = to - from
  for (let at = from; at < to; at++) {
    let unit = fold[text.charCodeAt(at)]!
    if (unit >= 48 && unit <= 57 && length > 1) unit = 48 // numbers of one length are one word
    hash = extendHash(hash, unit === 0x2019 ? 39 : unit)
    if (at === from + 2) prefix = hash
  }
  into.word[count] = hash
  into.prefix[count] = length > 2 ? prefix : hash
  const last = fold[text.charCodeAt(to - 1)]!,
    before = length > 1 ? fold[text.charCodeAt(to - 2)]! : 0,
    third = length > 2 ? fold[text.charCodeAt(to - 3)]! : 0
  const suffix2 = (last << 16) ^ before
  into.suffix2[count] = suffix2
  into.suffix3[count] = Math.imul(suffix2, 31) ^ third
}

/** Letters and digits, with an apostrophe between letters, but "’s" at the end is a token of its own. */
function endOfWord(text: string, from: number, to: number, kind: Uint8Array): number {
  let at = from
  while (at < to) {
    const unit = text.charCodeAt(at),
      type = kind[unit]!
    if (type === LETTER || type === DIGIT || (type === OTHER_SCRIPT && kind[text.charCodeAt(from)] === OTHER_SCRIPT)) at++
    else if ((unit === 39 || unit === 0x2019) && at > from && at + 1 < to && kind[text.charCodeAt(at + 1)] === LETTER) {
      const after = at + 2 < to ? kind[text.charCodeAt(at + 2)]! : SPACE
      if (after !== LETTER && (text.charCodeAt(at + 1) | 32) === 115) break
      at++
    } else break
  }
  return at
}

function shapeOf(text: string, from: number, to: number, kind: Uint8Array, fold: Uint16Array): number {
  let upper = 0,
    lower = 0,
    digits = 0,
    inner = 0
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at)
    if (kind[unit] === DIGIT) digits++
    else if (fold[unit] !== unit) {
      upper++
      if (at > from) inner++
    } else if (kind[unit] === LETTER) lower++
  }
  if (digits > 0) return upper + lower > 0 ? ALPHANUMERIC : digits <= 2 ? NUMBER_2 : Math.min(NUMBER_6, NUMBER_3 + digits - 3)
  if (upper === 0) return LOWER
  if (lower === 0) return upper === 1 ? INITIAL : UPPER
  if (inner === 0) return CAPITALISED
  // McDonald, O'Brien, DeShawn: one more capital after at most three letters
  const second = text.slice(from + 1, to).search(/\p{Lu}/u)
  return inner === 1 && upper === 2 && second <= 2 && to - from > 4 ? CAPITALISED : MIXED
}

/** Where a word goes on as an e-mail address, a link, a file or an identifier: its end; else 0. */
function specialEnd(text: string, from: number, to: number, kind: Uint8Array): number {
  const next = from < to ? text.charCodeAt(from) : 0
  const link = next === 58 && text.startsWith('//', from + 1)
  if (!link && next !== 64 && next !== 46 && next !== 95 && next !== 45 && next !== 43) return 0
  if (!link && !(from + 1 < to && (kind[text.charCodeAt(from + 1)] === LETTER || kind[text.charCodeAt(from + 1)] === DIGIT || next === 95))) return 0
  let at = from,
    mail = false,
    under = false
  for (; at < to; at++) {
    const unit = text.charCodeAt(at),
      type = kind[unit]!
    if (type === SPACE || type === NEWLINE || type === HAN || type === OTHER_SCRIPT) break
    if (type !== PUNCTUATION) continue
    if (unit === 64) mail = true
    else if (unit === 95) under = true
    else if (!(unit === 46 || unit === 45 || unit === 43 || (link && LINK_MARKS.includes(text[at]!)))) break
  }
  while (at > from && kind[text.charCodeAt(at - 1)] === PUNCTUATION && text.charCodeAt(at - 1) !== 47) at--
  if (link || mail || under) return at
  // "www.name.org" and "file.txt", not "end.Next" nor "Jean-Luc"
  const rest = text.slice(from + 1, at)
  return next === 46 && kind[text.charCodeAt(from + 1)] === LETTER && rest === rest.toLowerCase() ? at : 0
}

const LINK_MARKS = '/:?=&#%~,;!$+'

function isHandle(unit: number, kind: Uint8Array): boolean {
  return kind[unit] === LETTER || kind[unit] === DIGIT || unit === 95
}
