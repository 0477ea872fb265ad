/**
 * What the tagger knows about words: a hash table from a word's hash to bits. Words are folded first: lower case, and
 * traditional Chinese characters to simplified ones. A false hit of the 32-bit hash is rare enough (1 in 60,000) to be noise.
 */

/** Bits of a word written in letters. */
export const GIVEN = 1
export const RARE_GIVEN = 2
export const SURNAME = 4
export const CITY = 8
export const COUNTRY = 16
export const STREET = 32
export const UNIT = 64
export const ORGANISATION = 128
export const MONTH = 256
export const TITLE = 512
export const STATE_CODE = 1024
/** How common the word is in prose, two bits: 0 unknown, 1 rare … 3 very common. */
export const COMMON_SHIFT = 11

/** Bits of a Chinese word: its cost (−log of its probability, in units of one nat, 0…15) and its kind above them. */
export const COST_MASK = 15
export const KIND_SHIFT = 4
export const ZH_KINDS = { noun: 0, verb: 1, other: 2, place: 3, organisation: 4, foreignName: 5, title: 6, number: 7 } as const

/** Bits of a single Chinese character. */
export const ZH_SURNAME_MASK = 3
export const ZH_GIVEN_SHIFT = 2
export const ZH_COMPOUND = 16

export interface Lexicon {
  readonly size: number
  /** A word's bits, 0 where it is unknown. */
  get(hash: number): number
}

export const HASH_START = 0x811c9dc5 | 0

/** One more UTF-16 unit into a word's hash. */
export function extendHash(hash: number, unit: number): number {
  return Math.imul((hash ^ unit) + (unit << 7), 0x01000193) ^ (hash >>> 15)
}

export function hashWord(word: string): number {
  let hash = HASH_START
  for (let at = 0; at < word.length; at++) hash = extendHash(hash, word.charCodeAt(at))
  return hash
}

/** Open addressing over typed arrays; `keys` are hashes, `values` their bits (not 0). */
export function makeLexicon(keys: Int32Array, values: Uint16Array): Lexicon {
  let capacity = 16
  while (capacity < keys.length * 2.5) capacity *= 2
  const mask = capacity - 1,
    tableKeys = new Int32Array(capacity),
    tableValues = new Uint16Array(capacity)
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at]!
    let slot = (key ^ (key >>> 16)) & mask
    while (tableValues[slot] !== 0 && tableKeys[slot] !== key) slot = (slot + 1) & mask
    tableKeys[slot] = key
    tableValues[slot] = tableValues[slot]! | values[at]!
  }
  return {
    size: keys.length,
    get(hash) {
      let slot = (hash ^ (hash >>> 16)) & mask
      for (;;) {
        const value = tableValues[slot]!
        if (value === 0 || tableKeys[slot] === hash) return value
        slot = (slot + 1) & mask
      }
    },
  }
}

/** Tables over the 65,536 UTF-16 units. */
export interface Characters {
  /** The unit in lower case; a traditional Chinese character as its simplified form. */
  readonly fold: Uint16Array
  readonly kind: Uint8Array
}

/** Kinds of characters. */
export const SPACE = 0
export const NEWLINE = 1
export const LETTER = 2
export const DIGIT = 3
export const HAN = 4
export const PUNCTUATION = 5
/** Kana, Hangul and other scripts that don't write spaces or letters as Europe does. */
export const OTHER_SCRIPT = 6

export function makeCharacters(variants: Uint16Array): Characters {
  const fold = new Uint16Array(65536),
    kind = new Uint8Array(65536)
  const letter = /[\p{L}\p{M}]/u,
    han = /\p{Script=Han}/u,
    other = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u,
    digit = /\p{Nd}/u
  for (let unit = 0; unit < 65536; unit++) {
    const text = String.fromCharCode(unit),
      lower = text.toLowerCase()
    fold[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit
    if (unit === 10 || unit === 13 || unit === 0x2028) kind[unit] = NEWLINE
    else if (unit <= 32 || unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200b) || unit === 0xfeff) kind[unit] = SPACE
    else if (unit < 128) kind[unit] = /[a-z]/i.test(text) ? LETTER : /\d/.test(text) ? DIGIT : PUNCTUATION
    else if (unit >= 0xd800 && unit < 0xe000) kind[unit] = PUNCTUATION
    else if ((unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf)) kind[unit] = HAN
    else if (unit >= 0xac00 && unit <= 0xd7a3) kind[unit] = OTHER_SCRIPT
    else kind[unit] = han.test(text) ? HAN : other.test(text) ? OTHER_SCRIPT : letter.test(text) ? LETTER : digit.test(text) ? DIGIT : PUNCTUATION
    // full-width digits and letters read as their plain forms
    if (unit >= 0xff10 && unit <= 0xff5a) fold[unit] = text.normalize('NFKC').toLowerCase().charCodeAt(0)
  }
  for (let at = 0; at + 1 < variants.length; at += 2) fold[variants[at]!] = variants[at + 1]!
  return { fold, kind }
}
