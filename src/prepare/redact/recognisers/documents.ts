import { candidates, digitsOf, type Candidate, type Page, type Recogniser } from './page.ts'

/** A value of a document: letters and digits, maybe in groups that each hold a digit: "W426-5510-8837", "PA 4820193". */
const NUMBER = /(?<![A-Za-zÀ-ɏ\d_.@/-])(?:[A-Z]{1,4}[ -](?=\d))?(?=[A-Za-z]*\d)[A-Za-z\d]+(?:[ -](?=[A-Z]{0,3}\d)[A-Z\d]+)*(?![A-Za-zÀ-ɏ\d_@]|[.,]\d)/g
/** Words in capitals that stand before a number and are no part of it. */
const LABEL = /^(?:MRN|NHS|DOB|DL|ID|NO|NR|PT|HN|UR|NHI|IRD|TFN|SIN|SSN|VIN|BSB)[ -]/
const CN_PASSPORT = /(?<![A-Za-zÀ-ɏ\d])(?:[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|[SDP]E?\d{7,8})(?![A-Za-zÀ-ɏ\d])/gu
/** Exit permits of the mainland for Hong Kong, Macao and Taiwan: C or W and 8 digits; home return permits: H or M and 8 or 10 digits. */
const PERMIT = /(?<![A-Za-zÀ-ɏ\d])(?:[CWHM][A-Z]?\d{7,10}|[LT]\d{8})(?![A-Za-zÀ-ɏ\d])/gu
const UK_LICENCE = /(?<![A-Za-zÀ-ɏ\d])[A-Z9]{5} ?\d{6} ?[A-Z9]{2}\d[A-Z]{2}(?: ?\d{2})?(?![A-Za-zÀ-ɏ\d])/gu

const DISTANCE = 26
const DATE = /^(?:19|20)\d\d[- ]\d\d[- ]\d\d$|^(?:\d{1,2}[ -]){2}(?:19|20)\d\d$/

export const documents: Recogniser = (page) => [
  ...candidates(page, UK_LICENCE, 'DRIVER_LICENSE', () => 0.9),
  ...candidates(page, CN_PASSPORT, 'PASSPORT', (_, start, end) => (page.cue(start, end)?.kind === 'passport' ? 0.95 : 0)),
  ...candidates(page, PERMIT, 'PERMIT', (_, start, end) => (page.cue(start, end)?.kind === 'permit' ? 0.9 : 0)),
  ...beside(page),
]

const TYPES = { passport: 'PASSPORT', licence: 'DRIVER_LICENSE', permit: 'PERMIT', medical: 'MEDICAL_RECORD' } as const

/** Whatever stands beside the word for a document. */
function beside(page: Page): Candidate[] {
  const found: Candidate[] = []
  for (const match of page.text.matchAll(NUMBER)) {
    const label = LABEL.exec(match[0])?.[0].length ?? 0
    const value = match[0].slice(label)
    const start = match.index + label
    const digits = digitsOf(value).length
    if (digits < 3 || value.length < 5 || value.length > 24 || DATE.test(value)) continue
    const cue = page.cue(start, start + value.length)
    if (!cue || cue.distance > DISTANCE || !(cue.kind in TYPES)) continue
    // Another number or a sentence's end in between: the word is not about this one.
    if (!cue.after && /\d{3}|[.;。] /.test(page.before(start, cue.distance).replace(/^ ?(?:no|nr|num)?\. ?/i, ''))) continue
    found.push({ start, end: start + value.length, type: TYPES[cue.kind as keyof typeof TYPES], score: cue.distance < 14 ? 0.85 : 0.65 })
  }
  return found
}
