import * as checks from '../recognisers/checksums.ts'
import { digits, pick, type Draw } from './draw.ts'

/**
 * A number or code that belongs to nobody, of the same length and kind, in upper case without separators. It keeps every checksum that
 * the value has, and lies in a range that is never issued where there is one.
 */
export function makeNumber(type: string, value: string, draw: Draw): string {
  if (/^\d{12,19}$/.test(value) && /CARD/.test(type)) return cardNumber(value, draw)
  if (type === 'CN_ID' && /^\d{17}[\dX]$/.test(value)) return chineseId(value, draw)
  if (type === 'US_SSN' && /^\d{9}$/.test(value)) return `9${digits(draw, 2)}${String(1 + draw(49)).padStart(2, '0')}${String(1 + draw(9999)).padStart(4, '0')}`
  if (type === 'UK_NINO' && /^[A-Z]{2}\d{6}[A-D]?$/.test(value))
    return `${pick(draw, UNUSED_NINO)}${digits(draw, 6)}${value.length > 8 ? pick(draw, 'ABCD') : ''}`
  // A second hexadecimal digit of 2: locally administered (IEEE 802), so no maker gave it.
  if (type === 'MAC_ADDRESS') return `${pick(draw, HEX)}2${Array.from({ length: value.length - 2 }, () => pick(draw, HEX)).join('')}`
  if (type === 'IBAN' && /^[A-Z]{2}\d{2}[A-Z0-9]{8,}$/.test(value)) return iban(value, draw)
  return likeValue(type, value, draw)
}

/** HMRC gives out no numbers with these (National Insurance Manual, NIM39110). */
const UNUSED_NINO = ['CR', 'FY', 'MW', 'NC', 'PP', 'PY', 'PZ']
/** First digits under which the schemes issue no cards: their published test ranges. */
const TEST_CARDS: readonly (readonly [scheme: RegExp, prefix: string])[] = [
  [/^4/, '400000'],
  [/^5[1-5]/, '555555'],
  [/^2[2-7]/, '222300'],
  [/^3[47]/, '378282'],
  [/^35/, '353011'],
  [/^3/, '300000'],
  [/^62/, '620000'],
  [/^6/, '601100'],
]

function cardNumber(value: string, draw: Draw): string {
  const prefix = TEST_CARDS.find(([scheme]) => scheme.test(value))?.[1] ?? value.slice(0, 2)
  const body = prefix + digits(draw, value.length - prefix.length - 1)
  return checks.luhn(value) ? withCheck(body, checks.luhn) : body + digits(draw, 1)
}

/** The digit that makes the check right; every check used has one. */
function withCheck(body: string, right: (text: string) => boolean): string {
  const last = [...'0123456789X'].find((digit) => right(body + digit))
  return body + (last ?? '0')
}

const PROVINCES = [
  '11',
  '12',
  '13',
  '14',
  '15',
  '21',
  '22',
  '23',
  '31',
  '32',
  '33',
  '34',
  '35',
  '36',
  '37',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '50',
  '51',
  '52',
  '53',
  '61',
  '62',
  '63',
  '64',
  '65',
]

/** A county number that ends with 00 stands for the whole prefecture, and nobody is registered there. Sex and decade stay. */
function chineseId(value: string, draw: Draw): string {
  const year = Number(value.slice(6, 9)) * 10 + draw(10)
  const day = `${Math.min(year, 2024)}${two(1 + draw(12))}${two(1 + draw(28))}`
  const order = two(draw(100)) + String(draw(5) * 2 + (Number(value[16]) % 2))
  return withCheck(`${pick(draw, PROVINCES)}${two(1 + draw(3))}00${day}${order}`, checks.chineseId)
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The country stays, the account is new; ISO 7064 MOD 97-10. */
function iban(value: string, draw: Draw): string {
  const country = value.slice(0, 2)
  const account = Array.from(value.slice(4), (each) => (/\d/.test(each) ? String(draw(10)) : pick(draw, LETTERS))).join('')
  for (let check = 2; check <= 98; check++) {
    const whole = `${country}${two(check)}${account}`
    if (checks.mod97(whole)) return whole
  }
  return `${country}00${account}`
}

const HEX = '0123456789ABCDEF'
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
export const PLATE_PLACES = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼川贵云藏陕甘青宁新渝'

/** Checks by the form of what they apply to. A value that passes one by chance keeps it; that only takes a few more draws. */
const CHECKS: readonly (readonly [form: RegExp, right: (value: string) => boolean])[] = [
  [/^\d{8,}$/, checks.luhn],
  [/^\d{12}$/, checks.verhoeff],
  [/^\d{10}$/, checks.nhsNumber],
  [/^[A-Z]{1,2}\d{6}[\dA]$/, checks.hongKongId],
  [/^[A-Z]\d{9}$/, checks.taiwanId],
  [/^[STFGM]\d{7}[A-Z]$/, checks.singaporeId],
  [/^(?:\d{8}|[XYZ]\d{7})[A-Z]$/, checks.spanishId],
  [/^\d{7}[A-W][A-IW]?$/, checks.irishPps],
  [/^[12]\d{4}(?:\d{2}|2[AB])\d{8}$/, checks.frenchNir],
  [/^\d{9}$/, (value) => weighted(value, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0], // Australian tax file number
  [/^\d{9}$/, (value) => weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0], // Dutch BSN
  [/^\d{9}$/, (value) => weighted(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0], // ABA routing number
  [/^\d{11}$/, (value) => weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0], // Polish PESEL
  [/^\d{11}$/, mod11of10], // German tax id, Croatian OIB
  [/^\d{11}$/, brazilianCpf],
  [/^\d{11}$/, (value) => 97 - (Number(value.slice(0, 9)) % 97) === Number(value.slice(9))], // Belgian national number
]

const weighted = (value: string, weights: readonly number[]): number => weights.reduce((sum, weight, at) => sum + weight * Number(value[at]), 0)

function mod11of10(value: string): boolean {
  let product = 10
  for (const digit of value.slice(0, -1)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return (11 - product) % 10 === Number(value.at(-1))
}

function brazilianCpf(value: string): boolean {
  const check = (count: number): number => {
    const rest = Array.from(value.slice(0, count)).reduce((sum, digit, at) => sum + Number(digit) * (count + 1 - at), 0) % 11
    return rest < 2 ? 0 : 11 - rest
  }
  return check(9) === Number(value[9]) && check(10) === Number(value[10])
}

const MOST_TRIES = 20_000

function likeValue(type: string, value: string, draw: Draw): string {
  const kept = CHECKS.filter(([form, right]) => form.test(value) && right(value))
  let made = value
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    made = likeCharacters(type, value, draw)
    if (kept.every(([form, right]) => form.test(made) && right(made))) return made
  }
  return made
}

/** Each character of the same class; what tells the form (a first zero, letters of a passport, sex in a Taiwanese number) stays. */
function likeCharacters(type: string, value: string, draw: Draw): string {
  return [...value]
    .map((each, at) => {
      if (/\d/.test(each)) {
        if (type === 'TW_ID' && at === 1) return each
        return at === 0 ? (each === '0' ? '0' : String(1 + draw(9))) : String(draw(10))
      }
      if (/[A-Z]/.test(each)) return type === 'PASSPORT' || (at === 0 && /^[XYZSTFGM]\d{7}/.test(value)) ? each : pick(draw, LETTERS)
      return pick(draw, LETTERS)
    })
    .join('')
}
