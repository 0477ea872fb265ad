import { luhn } from './checksums.ts'
import { candidates, digitsOf, type Recogniser } from './page.ts'

/** 12 to 19 digits, in one piece or in groups as they are embossed. */
const CARD = /(?<![A-Za-zÀ-ɏ\d_.#/+-])\d{4}(?:([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|([ -])\d{6}\2\d{4,5}|\d{8,15})(?![\w-]|[.,]\d)/gu
/** First digits of the card schemes: Visa, Mastercard, American Express, Discover, JCB, Diners, Maestro, UnionPay, Mir, RuPay. */
const SCHEME = /^(?:4|5[0-8]|2(?:2[2-9]|[3-6]|7[01]|720)|3[4-7]|30|38|39|6)/
const UNIONPAY = /^6[02]|^9/

export const card: Recogniser = (page) =>
  candidates(page, CARD, 'CREDIT_CARD', (value, start, end) => {
    const digits = digitsOf(value)
    const cue = page.cue(start, end)
    const valid = luhn(digits)
    const near = cue?.kind === 'card'
    if (near) return valid ? 0.97 : digits.length >= 13 || value.length > digits.length ? 0.8 : 0.7
    if (cue?.kind === 'account') return digits.length >= 15 && UNIONPAY.test(digits) ? 0.7 : 0
    if (cue && cue.kind !== 'phone' && cue.distance < 12) return 0
    if (!valid || !SCHEME.test(digits) || digits.length < 13 || /^(\d)\1+$/.test(digits)) return 0
    // One number in ten passes Luhn: a bare one needs a scheme's length as well.
    const usual = digits.length === 16 || digits.length === 19 ? true : digits.length === 15 && /^3[47]/.test(digits)
    return usual ? (value.length > digits.length ? 0.9 : 0.65) : 0
  }).map((found) => {
    const digits = digitsOf(page.text.slice(found.start, found.end))
    const chinese = /\p{Script=Han}/u.test(page.before(found.start, 20)) && UNIONPAY.test(digits)
    return chinese ? { ...found, type: 'BANK_CARD' } : found
  })
