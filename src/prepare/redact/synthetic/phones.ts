import { digits, pick, type Draw } from './draw.ts'

/** A phone number taken apart. `national` is what stays the same however it is written: no country, no trunk zero. */
export interface PhoneParts {
  /** "" where the number does not say. */
  readonly country: string
  readonly national: string
  /** Digits of the whole that come before `national`. */
  readonly before: number
}

const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

export function phoneParts(text: string): PhoneParts {
  const plain = text.normalize('NFKC')
  const all = plain.replace(/(?:ext|extn|x|转|轉|分机|#)\.?\s*\d+\s*$/i, '').replace(/\D/g, '')
  const marked = /^\D*\+/.test(plain) ? 0 : /^\D*00[1-9]/.test(plain) ? 2 : -1
  let country = ''
  let at = 0
  if (marked >= 0) {
    const rest = all.slice(marked)
    country = /^[17]/.test(rest) ? rest.slice(0, 1) : TWO_DIGITS.test(rest) ? rest.slice(0, 2) : rest.slice(0, 3)
    at = marked + country.length
  } else if (/^86(?=1[3-9]\d{9}$)/.test(all)) [country, at] = ['86', 2]
  else if (/^1[2-9]\d{9}$/.test(all) && /^\D*1[ .\-(]+\d{3}[ .\-)]/.test(plain)) [country, at] = ['1', 1]
  // The trunk prefix; Italy's zero belongs to the number.
  if (all[at] === '0' && country !== '39') at++
  return { country, national: all.slice(at), before: at }
}

const AREAS = [
  201, 205, 212, 214, 216, 303, 305, 312, 313, 317, 404, 405, 412, 414, 415, 419, 502, 503, 504, 509, 513, 602, 603, 605, 608, 612, 615, 617, 702, 704, 713,
  715, 716, 801, 802, 803, 804, 808, 812, 816, 901, 904, 907, 910, 913, 915, 916, 918,
]

const FEW_TRIES = 8

/**
 * A national number that nobody has, of the same length: from the numbers that a country sets aside for films (NANPA 555-01XX, Ofcom,
 * ACMA, Arcep, Bundesnetzagentur), from prefixes that are not given out (China 154), else new behind the same first digits.
 */
export function makeNational({ country, national }: PhoneParts, near: string, draw: Draw, attempt = 0): string {
  const length = national.length
  // What is set aside is not much: once it is used up, other numbers of the same areas follow.
  const few = attempt < FEW_TRIES
  const american = country === '1' || (!country && length === 10 && /^[2-9]\d{2}[2-9]/.test(national) && !near.startsWith('0'))
  if (american && length === 10 && attempt < 8 * FEW_TRIES) return `${pick(draw, AREAS)}555${few ? `01${digits(draw, 2)}` : digits(draw, 4)}`
  if (american && length === 7) return `555${digits(draw, 4)}`
  if ((country === '86' || !country) && /^1[3-9]\d{9}$/.test(national)) return `154${digits(draw, 8)}`
  if (few && (country === '44' || (!country && near.startsWith('0') && length === 10 && /^(?:7|20|1)/.test(national)))) {
    if (length === 10) return national.startsWith('7') ? `7700900${digits(draw, 3)}` : draw(2) ? `2079460${digits(draw, 3)}` : `1632960${digits(draw, 3)}`
  }
  if (country === '61' && length === 9) return national.startsWith('4') ? `4915${digits(draw, 5)}` : `${national[0]}5550${digits(draw, 4)}`
  if (few && country === '33' && length === 9) return /^[67]/.test(national) ? `63998${digits(draw, 4)}` : `19900${digits(draw, 4)}`
  if (few && country === '49' && length === 10 && national.startsWith('30')) return `3023125${digits(draw, 3)}`
  const kept = Math.min(length > 8 ? 3 : length > 6 ? 2 : 1, length - 1)
  return national.slice(0, kept) + digits(draw, length - kept)
}
