import { stemEnglish } from './porter2.ts'
import { CHINESE_STOP_WORDS, ENGLISH_STOP_WORDS } from './stop-words.ts'

/** Changes when `wordsOf` gives other words for the same text: what was indexed before is then indexed again. */
export const ANALYSIS_VERSION = 2

const TOGETHER = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆`
const UNSPACED = String.raw`\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const SPACED = String.raw`(?:(?![${TOGETHER}${UNSPACED}])[\p{L}\p{N}\p{M}])`
/** A run of one kind of writing; within a spaced word apostrophes, and full stops and commas between digits or single letters. */
const RUN = new RegExp(String.raw`[${TOGETHER}]+|[${UNSPACED}\p{M}]+|${SPACED}+(?:['’.,]${SPACED}+)*`, 'gu')
const IS_TOGETHER = new RegExp(`^[${TOGETHER}]`, 'u')
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')

/** Finds words in writing without spaces, whatever the locale: ICU's dictionaries go by script. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Says where a word may be broken, or joins what is joined anyway: soft hyphens, zero-width spaces and joiners. */
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g

/** Longer "words" are data (base64, hashes), of which the beginning is enough. */
const LONGEST_WORD = 48
const STEMS_KEPT = 50_000
let stems = new Map<string, string>()

/**
 * What a text is found by: its words, repeated as often as they occur, for BM25. Width and case are folded (NFKC), accents taken off,
 * English words stemmed (harmless elsewhere: question and text are treated alike), numbers kept whole ("1,000" is "1000"), possessives
 * dropped. Chinese, Japanese and Korean give words and pairs of neighbouring characters both: words alone miss what the dictionary cuts
 * differently in question and text, pairs alone rank worse.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [run] of folded(text).matchAll(RUN)) {
    if (IS_TOGETHER.test(run)) addTogether(run, words)
    else if (IS_UNSPACED.test(run)) for (const { segment } of segmenter.segment(run)) words.push(segment)
    else addSpaced(run, words)
  }
  return words
}

/**
 * The words of a question that an answer must speak of: stop words and question words are left out, unless nothing else is there.
 * Each word once.
 */
export function contentWords(question: string): string[] {
  const kept: string[] = []
  for (const [run] of folded(question).matchAll(RUN)) {
    if (IS_TOGETHER.test(run)) kept.push(withoutChineseStopWords(run))
    else if (!ENGLISH_STOP_WORDS.has(run.replace(/['’]/g, ''))) kept.push(run)
  }
  const words = wordsOf(kept.join(' '))
  return [...new Set(words.length ? words : wordsOf(question))]
}

/** Words that hardly tell passages apart count for this much of their idf. */
const LIGHT = 0.5
const SINGLE_HAN = /^\p{Script=Han}$/u

/** The words of a question for BM25, each once, with its weight: stop words, and single Chinese characters beside pairs and words, count half. */
export function wordWeights(question: string): Map<string, number> {
  const content = new Set(contentWords(question))
  return new Map(wordsOf(question).map((word) => [word, (content.has(word) ? 1 : LIGHT) * (SINGLE_HAN.test(word) ? LIGHT : 1)]))
}

function folded(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase()
}

function withoutChineseStopWords(run: string): string {
  let kept = ''
  for (const { segment } of segmenter.segment(run)) kept += CHINESE_STOP_WORDS.has(segment) ? ' ' : segment
  return kept
}

function addTogether(run: string, words: string[]): void {
  if (run.length === 1) {
    words.push(run)
    return
  }
  for (const { segment } of segmenter.segment(run)) words.push(segment)
  let before = ''
  for (const character of run) {
    if (before) words.push(before + character)
    before = character
  }
}

function addSpaced(run: string, words: string[]): void {
  if (!/['’.,]/.test(run)) {
    words.push(stemOf(run))
    return
  }
  const number = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(run) ? run.replaceAll(',', '') : run
  if (/^\d+(?:\.\d+)+$/.test(number)) words.push(number)
  else if (/^\p{L}(?:\.\p{L})+$/u.test(run)) words.push(run.replaceAll('.', ''))
  else for (const part of number.split(/[.,]/)) words.push(stemOf(withoutApostrophe(part)))
}

/** "company's" → "company", "l'école" → "école", "don't" → "dont". */
function withoutApostrophe(word: string): string {
  return word
    .replace(/['’]s$/, '')
    .replace(/^(?:[cdjlmnst]|qu)['’](?=\p{L}{2})/u, '')
    .replace(/['’]/g, '')
}

function stemOf(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const plain = withoutAccents(word.slice(0, LONGEST_WORD))
  const stem = /^[a-z]+$/.test(plain) ? stemEnglish(plain) : plain
  if (stems.size >= STEMS_KEPT) stems = new Map()
  stems.set(word, stem)
  return stem
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' }

/** Latin letters without their marks; other scripts need theirs. */
function withoutAccents(word: string): string {
  if (!/[\u00df-\u024f\u1e00-\u1eff]/.test(word)) return word
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? letter)
}
