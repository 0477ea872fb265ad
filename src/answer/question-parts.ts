import { isChinese } from '../common/language.ts'
import { CHINESE_STOP_WORDS, ENGLISH_STOP_WORDS } from '../common/stop-words.ts'

/** A word of a question as it is written there; offsets into the question. */
export interface QuestionPart {
  readonly text: string
  readonly start: number
  readonly end: number
  /** A name or a number: it says which one is meant, and no other word says the same. */
  readonly specific: boolean
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}.,'’-]*[\p{L}\p{N}])?/gu
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** The words that a question is about, in order. Chinese characters that the dictionary leaves single, as it does with names, stay together. */
export function partsOf(question: string): QuestionPart[] {
  return isChinese(question) ? chineseParts(question) : spacedParts(question)
}

function spacedParts(question: string): QuestionPart[] {
  const parts: QuestionPart[] = []
  for (const { 0: text, index } of question.matchAll(WORD)) {
    if (ENGLISH_STOP_WORDS.has(text.toLowerCase().replace(/['’]/g, ''))) continue
    parts.push({ text, start: index, end: index + text.length, specific: /\p{N}/u.test(text) || (index > 0 && /^\p{Lu}/u.test(text)) })
  }
  return parts
}

function chineseParts(question: string): QuestionPart[] {
  const spans: { start: number; end: number; single: boolean }[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(question)) {
    if (!isWordLike || CHINESE_STOP_WORDS.has(segment)) continue
    const last = spans.at(-1)
    const single = segment.length === 1
    if (single && last?.single && last.end === index) last.end++
    else spans.push({ start: index, end: index + segment.length, single })
  }
  return spans.map(({ start, end }) => {
    const text = question.slice(start, end)
    return { text, start, end, specific: /[\p{N}\p{Script=Latin}]/u.test(text) }
  })
}

/** The question with one of its words left out. */
export function without(question: string, { start, end }: QuestionPart): string {
  return (question.slice(0, start) + question.slice(end)).replace(/ {2,}/g, ' ')
}
