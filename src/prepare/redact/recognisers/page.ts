import { cuesOf, type Cue } from './cues.ts'

/** A stretch of a text that a recogniser takes for something. `type` '' claims it as not personal: an ISBN, a UUID, a commit. */
export interface Candidate {
  readonly start: number
  readonly end: number
  readonly type: string
  /** 0…1 */
  readonly score: number
}

export type Recogniser = (page: Page) => Candidate[]

/** A text as recognisers read it. */
export interface Page {
  /** The text with full-width letters, digits and punctuation, odd spaces and dashes folded to ASCII: same length, same offsets. */
  readonly text: string
  /** The word near a value at `start` … `end` that says what it is: the last one before it on its line, else one right after it. */
  cue(start: number, end: number): Cue | undefined
  /** Up to `length` characters before `start`, of the same line. */
  before(start: number, length: number): string
  /** Up to `length` characters from `end` on, of the same line. */
  after(end: number, length: number): string
}

const FOLDED = /[\u00a0\u2007\u2009\u200b\u2010-\u2015\u2018\u2019\u202f\u2212\u3000\uff01-\uff5e]/g

/** Makes the page of a text. */
export function pageOf(source: string): Page {
  const text = source.replace(FOLDED, fold)
  const before = (start: number, length: number): string => {
    const head = text.slice(Math.max(0, start - length), start)
    return head.slice(head.lastIndexOf('\n') + 1)
  }
  const after = (end: number, length: number): string => text.slice(end, end + length).split('\n', 1)[0] ?? ''
  return {
    text,
    before,
    after,
    cue: cuesOf(text),
  }
}

function fold(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code >= 0xff01) return String.fromCharCode(code - 0xfee0)
  if (code === 0x2018 || code === 0x2019) return "'"
  return (code >= 0x2010 && code <= 0x2015) || code === 0x2212 ? '-' : ' '
}

/** All matches of a global pattern as candidates of one type, those kept for which `score` gives a number above 0. */
export function candidates(page: Page, pattern: RegExp, type: string, score: (value: string, start: number, end: number) => number): Candidate[] {
  const found: Candidate[] = []
  for (const match of page.text.matchAll(pattern)) {
    // A group named "value" is the value; what stands before it is its label.
    const value = match.groups?.['value'] ?? match[0]
    const start = match.index + (value === match[0] ? 0 : match[0].lastIndexOf(value))
    const sure = score(value, start, start + value.length)
    if (sure > 0) found.push({ start, end: start + value.length, type, score: sure })
  }
  return found
}

export const digitsOf = (value: string): string => value.replace(/\D/g, '')
