import { isCommonHan, isCommonHangul } from './common-characters.ts'

const CJK_PUNCTUATION = /[\u3001-\u3003\u3008-\u3011\u3014-\u3017\u2014\u2018-\u201d\u2026\u00b7\uff01-\uff5e\u25cb\u25cf\u3000\u2460-\u2473]/
const JUNK = /[\p{Co}\p{Cn}\p{Cs}\ufffd\u0080-\u009f]/u
const LATIN = /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u0178]/
const LATIN_CAPITAL = /[\u00c0-\u00d6\u00d8-\u00de\u0152\u0160\u017d\u0178]/
const TYPOGRAPHIC =
  /[\u201c\u201d\u2018\u2019\u201e\u201a\u2013\u2014\u2026\u20ac\u2122\u2022\u00a0\u00a3\u00a7\u00a9\u00ab\u00ae\u00b0\u00b1\u00b5\u00b7\u00bb\u00bd\u00bf\u00a1\u00d7]/
/** Words of one letter: "à Paris", "é bom". */
const WORDS = /[àéèóòùÀÉÈÓ]/
const WITHIN_WORDS = /[\u2019\u2013\u2014\u00b7\u00a0]/
const ASCII_LETTER = /[a-z]/i
const ASCII_LOWER = /[a-z]/

/**
 * How much a decoded text looks like one that somebody wrote: the mean over its characters beyond ASCII, about −1 (noise) to
 * 1 (ordinary). `encoding` decides what is ordinary: kana in a Japanese encoding, accents in a western one.
 */
export function plausibility(text: string, encoding: string): number {
  const rate = encoding.startsWith('windows-1252') ? western : encoding.startsWith('windows-1251') || encoding === 'koi8-r' ? cyrillic : eastAsian
  const characters = [...text.replace(/\ufffd$/, '')]
  const wide = encoding.startsWith('utf-16')
  let sum = 0
  let count = 0
  characters.forEach((character, index) => {
    const ascii = character < '\u0080'
    // Every byte of a UTF-16 text is in question, so its ASCII characters count too; controls speak against any encoding.
    const control = ascii && !/[\t\n\r -~]/.test(character)
    if (ascii && !wide && !control) return
    count++
    sum += control ? -1 : ascii ? 0.9 : rate(character, characters[index - 1] ?? ' ', characters[index + 1] ?? ' ', encoding)
  })
  return count ? sum / count : 0
}

function eastAsian(character: string, before: string, after: string, encoding: string): number {
  if (isCommonHan(character)) return 1
  if (CJK_PUNCTUATION.test(character)) return 0.8
  if (JUNK.test(character)) return -2
  const code = character.codePointAt(0) ?? 0
  const japanese = encoding === 'shift_jis' || encoding === 'euc-jp'
  if (code >= 0x3041 && code <= 0x30ff) return japanese || encoding.startsWith('utf-16') ? 1 : 0.2
  if (code >= 0xac00 && code <= 0xd7a3) return isCommonHangul(character) ? 1 : -0.2
  if (code >= 0x4e00 && code <= 0x9fa5) return encoding === 'euc-kr' ? -0.5 : -0.25
  if (code >= 0xff61 && code <= 0xff9f) return -0.6
  if (encoding.startsWith('utf-16') && code < 0x250) return western(character, before, after)
  return -0.8
}

const isLetter = (character: string): boolean => ASCII_LETTER.test(character) || LATIN.test(character)

function western(character: string, before: string, after: string): number {
  if (LATIN.test(character)) {
    if (LATIN_CAPITAL.test(character) && ASCII_LOWER.test(before)) return -0.6
    if (LATIN.test(before) && LATIN.test(after)) return -0.5
    if (ASCII_LETTER.test(before) || ASCII_LETTER.test(after)) return 0.9
    return WORDS.test(character) && /\s/.test(before + after) ? 0.5 : 0
  }
  if (TYPOGRAPHIC.test(character)) return isLetter(before) && isLetter(after) && !WITHIN_WORDS.test(character) ? -0.5 : 0.7
  return JUNK.test(character) ? -2 : -0.6
}

function cyrillic(character: string, before: string, after: string): number {
  if (!/[\u0400-\u045f]/.test(character)) return TYPOGRAPHIC.test(character) || /[\u2116]/.test(character) ? 0.3 : JUNK.test(character) ? -2 : -0.8
  const lower = character === character.toLowerCase()
  if (!lower && /[\u0430-\u045f]/.test(before)) return -0.8
  if (ASCII_LETTER.test(before) || ASCII_LETTER.test(after)) return -0.5
  const alone = !/[\u0400-\u045f]/.test(before + after)
  if (alone) return /[авиоуксяАВИОУКСЯ]/.test(character) && /\s/.test(before + after) ? 0.5 : 0
  // KOI8-R has the capitals where windows-1251 has the small letters: the wrong one shouts.
  return lower ? 0.8 : /[\u0430-\u045f]/.test(after) ? 0.6 : -0.1
}
