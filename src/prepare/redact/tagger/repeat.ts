import type { PersonalSpan } from '../../../contracts/personal-data.ts'
import { CITY, COMMON_SHIFT, COUNTRY, MONTH, ORGANISATION, STREET, TITLE } from './lexicon.ts'

const SURE = 0.8
const NOT_A_NAME = CITY | COUNTRY | MONTH | ORGANISATION | STREET | TITLE
const WORD = /\p{Lu}[\p{L}'’]*\p{L}/gu

/**
 * Who was named in full is known afterwards: "Joakim Westgård … Westgård", and a Chinese name wherever it stands again. `bits`
 * are the lexicon's of a word: what is also a word, a place or a month is left alone. Order and freedom from overlap are kept.
 */
export function repeated(text: string, spans: readonly PersonalSpan[], bits: (word: string) => number): PersonalSpan[] {
  const names = new Map<string, number>(),
    chinese = new Map<string, number>()
  for (const span of spans) {
    if (span.type !== 'PERSON' || span.score < SURE) continue
    if (/^\p{Script=Han}{3,4}$/u.test(span.text)) chinese.set(span.text, span.score)
    const words = span.text.match(WORD) ?? []
    if (words.length < 2) continue
    for (const word of words) {
      const known = bits(word)
      if (word.length > 2 && word !== word.toUpperCase() && known >> COMMON_SHIFT < 2 && !(known & NOT_A_NAME)) names.set(word, span.score)
    }
  }
  if (names.size === 0 && chinese.size === 0) return [...spans]
  const added: PersonalSpan[] = []
  const add = (start: number, found: string, score: number) => added.push({ start, end: start + found.length, type: 'PERSON', text: found, score: score * 0.9 })
  if (names.size > 0) {
    for (const { 0: word, index } of text.matchAll(WORD)) {
      const score = names.get(word)
      if (score !== undefined && !PART_OF_WORD.test(text[index - 1] ?? ' ') && !PART_OF_WORD.test(text[index + word.length] ?? ' ')) add(index, word, score)
    }
  }
  for (const [name, score] of chinese) for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) add(at, name, score)
  // what was found before goes first; both lists are in order of their places
  added.sort((a, b) => a.start - b.start || b.end - a.end)
  const all: PersonalSpan[] = []
  let next = 0,
    end = 0
  for (const span of added) {
    while (next < spans.length && spans[next]!.start <= span.start) end = Math.max(end, all[all.push(spans[next++]!) - 1]!.end)
    if (span.start < end || (next < spans.length && spans[next]!.start < span.end)) continue
    all.push(span)
    end = span.end
  }
  return [...all, ...spans.slice(next)]
}

const PART_OF_WORD = /[\p{L}\p{N}_@]/u
