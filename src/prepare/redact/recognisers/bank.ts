import { mod97 } from './checksums.ts'
import { candidates, digitsOf, type Recogniser } from './page.ts'

const IBAN = /(?<![A-Za-zÀ-ɏ\d])[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,4})?)(?![A-Za-zÀ-ɏ\d])/giu
/** Countries of the IBAN registry (SWIFT, release 99) and the lengths of their IBANs. */
const LENGTHS = new Map(
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))] as const),
)
const ACCOUNT = /(?<![A-Za-zÀ-ɏ\d_.,-])\d[\d -]{3,24}\d(?![\w]|[.,]\d)/gu
const SORT_CODE = /(?<![\w-])\d{2}-\d{2}-\d{2}(?![\w-])/g
const BSB = /(?<![\w-])\d{3}-\d{3}(?![\w-])/g
/** Bank codes name a bank, not a person; they count where they stand with an account. */
const IFSC = /(?<![A-Za-zÀ-ɏ\d])[A-Z]{4}0[A-Z0-9]{6}(?![A-Za-zÀ-ɏ\d])/gu

export const bank: Recogniser = (page) => [
  ...candidates(page, IBAN, 'IBAN', (value, start, end) => {
    const plain = value.replaceAll(' ', '').toUpperCase()
    const length = LENGTHS.get(plain.slice(0, 2))
    if (length === undefined) return 0
    if (plain.length === length && mod97(plain)) return 0.99
    const near = page.cue(start, end)?.kind === 'account'
    return near && Math.abs(plain.length - length) < 5 ? 0.8 : 0
  }),
  ...candidates(page, ACCOUNT, 'BANK_ACCOUNT', (value, start, end) => {
    const cue = page.cue(start, end)
    if (cue?.kind !== 'account' || cue.distance > 24) return 0
    const digits = digitsOf(value).length
    if (/  |--/.test(value) || digits < 6 || digits > 20 || /[$€£¥]\s?$/.test(page.before(start, 3))) return 0
    // "accounts since 2019-04-01": a date is no account.
    if (/^(?:19|20)\d\d-\d\d-\d\d$/.test(value)) return 0
    return digits >= 8 || /(?:no|num|#|:|nr|号|號)/i.test(page.before(start, 14)) ? 0.75 : 0.5
  }),
  ...candidates(page, SORT_CODE, 'BANK_ACCOUNT', (_, start, end) => (/sort ?code/i.test(page.cue(start, end)?.word ?? '') ? 0.85 : 0)),
  ...candidates(page, BSB, 'BANK_ACCOUNT', (_, start, end) => (page.cue(start, end)?.word === 'bsb' ? 0.85 : 0)),
  ...candidates(page, IFSC, 'BANK_ACCOUNT', (_, start, end) => (page.cue(start, end)?.word === 'ifsc' ? 0.7 : 0)),
]
