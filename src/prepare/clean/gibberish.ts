import { NOTHING, type Rule } from './rule.ts'

/** Shorter texts say too little of themselves to be judged. */
const SHORTEST = 200
const SAMPLE = 20_000
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
/** Stand in any running Chinese, simplified or traditional. */
const COMMON_HAN = /[的一是不了在有人我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能]/g
/** Marks of code, tables, formulas and data: what looks odd there is meant. */
const CODE = /[{}<>=;|\\]|\(\)|::|->|=>|\/\/|^\s*[#$%@]|\t/m

/** Leaves out texts that nobody wrote for reading: without words, noise of a wrong encoding, encoded bytes, letters at random. Code, tables, poems and lists of numbers stay. */
export const gibberish: Rule = ({ text }) => {
  const trimmed = text.trim()
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return { drop: trimmed ? 'it holds no words' : 'no text in it' }
  if (trimmed.length < SHORTEST) return NOTHING
  const sample = trimmed.length <= SAMPLE ? trimmed : trimmed.slice(0, SAMPLE / 2) + trimmed.slice(trimmed.length >> 1, (trimmed.length >> 1) + SAMPLE / 2)
  const reason = unreadable(sample) ?? encoded(sample) ?? atRandom(sample) ?? chineseNoise(sample)
  return reason ? { drop: reason } : NOTHING
}

function unreadable(text: string): string | undefined {
  const bad = text.match(/[\ufffd\u0080-\u009f\p{Co}\p{Cn}]|锟斤拷/gu)?.length ?? 0
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
  if (bad > 0.2 * text.length) return 'most of its characters are damaged'
  return letters < 0.02 * text.length ? 'it holds hardly any words' : undefined
}

/** Base64 and the like: long lines without a space, of capitals, small letters and digits mixed. */
function encoded(text: string): string | undefined {
  let inRuns = 0
  for (const [run] of text.matchAll(/[A-Za-z0-9+/=_-]{50,}/g)) if (/[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)) inRuns += run.length
  return inRuns > 0.8 * text.length ? 'it is encoded data, not text' : undefined
}

/** Words without vowels, or of letters in an order that no language has. */
function atRandom(text: string): string | undefined {
  const words = text.match(/[A-Za-z]{4,}/g) ?? []
  const letters = words.reduce((sum, { length }) => sum + length, 0)
  if (words.length < 30 || letters < 0.5 * text.replace(/\s/g, '').length) return undefined
  // Identifiers and abbreviations are like that too.
  const marks = text.split('\n').filter((line) => CODE.test(line)).length
  if (marks > 0.3 * text.split('\n').length) return undefined
  const odd = words.filter((word) => !/[aeiouy]/i.test(word) || /[bcdfghjklmnpqrstvwxz]{5,}/i.test(word) || /[a-z][A-Z][a-z]+[A-Z]/.test(word) || /(?:q[^u\W]|[jvwxz]{2,}|[bcdfgkpqtvx][jqxz])/i.test(word)).length // prettier-ignore
  return odd > 0.4 * words.length ? 'its words are letters at random' : undefined
}

/** Chinese characters without words: what decoding with the wrong table gives. */
function chineseNoise(text: string): string | undefined {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (han < SHORTEST || han < 0.5 * text.replace(/\s/g, '').length) return undefined
  const common = text.match(COMMON_HAN)?.length ?? 0
  const lines = text.split('\n').filter((line) => line.trim()).length
  // Lists of names have neither words nor the commonest characters, but many lines or marks.
  const marks = text.match(/[、，,;；|\t]/g)?.length ?? 0
  if (common > 0.03 * han || lines + marks > han / 12) return undefined
  let inWords = 0
  for (const { segment, isWordLike } of segmenter.segment(text))
    if (isWordLike && segment.length > 1 && /^\p{Script=Han}/u.test(segment)) inWords += segment.length
  return inWords < 0.35 * han ? 'its Chinese characters form no words: it was read in a wrong encoding' : undefined
}
