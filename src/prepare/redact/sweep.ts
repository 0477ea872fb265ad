import type { PersonalSpan } from '../../contracts/personal-data.ts'
import { kindOf, keyOf } from './kinds.ts'
import { compactIndex, textIndex, type Found } from './matcher.ts'
import { nameParts } from './synthetic/names.ts'

/** What was found with less certainty is not looked for elsewhere. */
const SURE = 0.5
const SHORTEST = 5

/**
 * Other places of a text in which its values stand: what gave them away in one place (a title, a label before them) may be missing in
 * another. Names are found with other separators too, as file names and links have them: "mary_jones", "jones.mary", "Mary+Jones".
 */
export function sweep(text: string, spans: readonly PersonalSpan[]): PersonalSpan[] {
  const texts = textIndex<PersonalSpan>()
  const codes = compactIndex<PersonalSpan>()
  const people = new Map<string, { next: string; span: PersonalSpan }[]>()
  const seen = new Set<string>()
  for (const span of spans) {
    if (span.score < SURE) continue
    const kind = kindOf(span.type, span.text)
    const key = `${kind}\0${keyOf(kind, span.type, span.text)}`
    if (seen.has(key)) continue
    seen.add(key)
    if (kind === 'compact' || kind === 'phone') {
      const code = keyOf('compact', span.type, span.text)
      if (code.length > SHORTEST) codes.add(code, span)
    } else if (kind !== 'name') {
      if (span.text.length >= SHORTEST) texts.add(span.text, span)
    } else addName(span)
  }

  function addName(span: PersonalSpan): void {
    const words = nameParts(span.text).filter(({ role }) => role !== 'initial')
    if (/^\p{Script=Han}/u.test(span.text)) {
      if (words.length > 1 && span.text.length > 2) texts.add(span.text, span)
      return
    }
    const [first, last] = [words[0]?.text.toLowerCase(), words.at(-1)?.text.toLowerCase()]
    if (words.length < 2 || !first || !last || first.length + last.length < 6) return
    for (const [from, next] of [
      [first, words[1]!.text.toLowerCase()],
      [last, first],
    ] as const)
      people.set(from, [...(people.get(from) ?? []), { next, span }])
  }

  const found = [...texts.find(text), ...codes.find(text), ...namesIn(text, people)]
  return found.map(({ start, end, item }) => ({ start, end, type: item.type, text: text.slice(start, end), score: item.score }))
}

function namesIn(text: string, people: ReadonlyMap<string, { next: string; span: PersonalSpan }[]>): Found<PersonalSpan>[] {
  if (!people.size) return []
  const found: Found<PersonalSpan>[] = []
  let previous: { word: string; start: number; end: number } | undefined
  for (const { 0: written, index } of text.matchAll(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu)) {
    const word = { word: written.toLowerCase(), start: index, end: index + written.length }
    if (previous) {
      const { word: first, start, end } = previous
      const match = people.get(first)?.find(({ next }) => next === word.word)
      if (match && /^(?:[ \t_.+\-–·]{1,2}|, ?|\n|%20)$/.test(text.slice(end, index))) found.push({ start, end: word.end, item: match.span })
    }
    previous = word
  }
  return found
}
