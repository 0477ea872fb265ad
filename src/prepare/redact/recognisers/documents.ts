import { candidates, type Recogniser } from './page.ts'

/** A value of a document: letters and digits with at least four digits, maybe in groups. */
const NUMBER =
  /(?<![\p{Script=Latin}\p{N}_.@/-])(?=[A-Z\d -]*\d[A-Z -]?\d[A-Z -]?\d[A-Z -]?\d)[A-Z\d](?:[ -]?[A-Z\d]){4,21}(?![\p{Script=Latin}\d_@]|[.,]\d)/giu
const CN_PASSPORT = /(?<![\p{Script=Latin}\p{N}])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[SDP]E?\d{7,8})(?![\p{Script=Latin}\p{N}])/gu
/** Exit permits of the mainland for Hong Kong, Macao and Taiwan: C or W and 8 digits; home return permits: H or M and 8 or 10 digits. */
const PERMIT = /(?<![\p{Script=Latin}\p{N}])(?:[CWHM][A-Z]?\d{7,10}|[LT]\d{8})(?![\p{Script=Latin}\p{N}])/gu
const UK_LICENCE = /(?<![\p{Script=Latin}\p{N}])[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}(?: ?\d{2})?(?![\p{Script=Latin}\p{N}])/gu

/** The number that starts at a word's side, without the words that follow it in lower case: "X1234567 on Monday". */
const DISTANCE = 26

export const documents: Recogniser = (page) => [
  ...candidates(page, UK_LICENCE, 'DRIVER_LICENSE', () => 0.9),
  ...candidates(page, CN_PASSPORT, 'PASSPORT', (_, start, end) => (page.cue(start, end)?.kind === 'passport' ? 0.95 : 0)),
  ...candidates(page, PERMIT, 'PERMIT', (_, start, end) => (page.cue(start, end)?.kind === 'permit' ? 0.9 : 0)),
  ...shortest(page).filter(({ score }) => score > 0),
]

const TYPES = { passport: 'PASSPORT', licence: 'DRIVER_LICENSE', permit: 'PERMIT', medical: 'MEDICAL_RECORD' } as const

/** Whatever stands beside the word for a document. */
function shortest(page: Parameters<Recogniser>[0]): ReturnType<Recogniser> {
  return [...page.text.matchAll(NUMBER)].flatMap((match) => {
    // Groups go on only while they hold digits: "AB 123456 and" ends before "and".
    const value = /^[A-Z\d]*\d[A-Z\d]*(?:[ -](?=[A-Z\d]*\d)[A-Z\d]+)*|^[A-Z]{1,4}[ -]\d[A-Z\d]*(?:[ -](?=[A-Z\d]*\d)[A-Z\d]+)*/i.exec(match[0])?.[0]
    if (!value || value.length < 5) return []
    const cue = page.cue(match.index, match.index + value.length)
    if (!cue || cue.distance > DISTANCE || !(cue.kind in TYPES)) return []
    if (/^(?:19|20)\d\d[- ]\d\d[- ]\d\d$|^(?:\d{1,2}[ -]){2}(?:19|20)\d\d$/.test(value)) return []
    const type = TYPES[cue.kind as keyof typeof TYPES]
    return [{ start: match.index, end: match.index + value.length, type, score: cue.distance < 14 ? 0.85 : 0.65 }]
  })
}
