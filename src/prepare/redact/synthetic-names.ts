import type { PersonalSpan, StandInHit } from '../../contracts/personal-data.ts'
import type { Entry } from './entries.ts'
import { inCaseOf } from './kinds.ts'
import { textIndex } from './matcher.ts'
import { standsIn, type Maker, type Making } from './maker.ts'
import { drawsFrom } from './synthetic/draw.ts'
import { genderOf, languageOf, makeNamePart, nameParts, type NamePart } from './synthetic/names.ts'

export interface SyntheticNames extends Maker {
  make(span: PersonalSpan, making: Making): string
  findValues(text: string): StandInHit[]
}

const MOST_TRIES = 400
const HAN = /^\p{Script=Han}/u
const WORD = /\p{L}[\p{L}\p{M}]*(?:['’‘ʼ]\p{L}[\p{L}\p{M}]*)*/gu

/**
 * Names part by part: "jones" becomes the same family name in "Mary Jones", "MARY JONES", "Jones, Mary" and "Ms Jones", in whatever
 * order a store meets them, and different parts never become the same.
 */
export function syntheticNames(): SyntheticNames {
  const byPart = new Map<string, Entry>()
  const byStandIn = new Map<string, Entry>()
  /** Chinese names as a whole: their characters alone stand everywhere. */
  const wholes = textIndex<Entry>()
  const wholeValues = textIndex<Entry>()
  const known = new Set<string>()
  const taken = new Set<string>()

  function load(entry: Entry): void {
    if (entry.mode === 'part') {
      byPart.set(entry.value, entry)
      byStandIn.set(standInKey(entry), entry)
      return
    }
    if (known.has(entry.value)) return
    known.add(entry.value)
    taken.add(entry.standIn)
    wholes.add(entry.standIn, entry)
    wholeValues.add(entry.shown, entry)
  }

  const standInKey = ({ value, standIn }: Entry): string =>
    `${value.startsWith('initial ') ? 'initial ' : HAN.test(value.slice(7)) ? value.slice(0, 7) : ''}${standIn.toLowerCase()}`

  function partFor(part: NamePart, name: NamePart[], span: PersonalSpan, prefix: string, making: Making): Entry {
    const han = HAN.test(part.text)
    const plain = part.text.normalize('NFKC').toLowerCase()
    const value = part.role === 'initial' ? `initial ${plain}` : han ? `${part.role.padEnd(6)} ${plain}` : plain
    const before = byPart.get(value)
    if (before) return before
    const given = name.find(({ role }) => role === 'given')?.text ?? ''
    const { context, key } = making
    const gender = genderOf(given, span.text, context.slice(Math.max(0, span.start - 20), span.start), context.slice(span.end, span.end + 6))
    const language = languageOf(span.text)
    const shown = part.text.length > 1 && part.text === part.text.toUpperCase() ? part.text[0] + part.text.slice(1).toLowerCase() : part.text
    const seed = key.derive('name', value)
    for (let attempt = 0; ; attempt++) {
      const draw = drawsFrom(seed, attempt)
      const standIn = makeNamePart(part, { gender, language, attempt }, draw)
      const entry: Entry = { mode: 'part', type: 'PERSON', value, shown, standIn }
      const low = standIn.toLowerCase()
      const free = !byStandIn.has(standInKey(entry)) && low !== plain
      // Nobody in the store or in this text is called so. Single characters cannot be that choosy.
      const unknown =
        part.role === 'initial' ||
        (han ? !known.has(prefix + standIn) && !standsIn(context, prefix + standIn) : !byPart.has(low) && !standsIn(context, standIn))
      if (!(free && (unknown || attempt > MOST_TRIES / 2)) && attempt < MOST_TRIES) continue
      load(entry)
      return entry
    }
  }

  return {
    load,
    make(span, making) {
      const parts = nameParts(span.text, making.context.slice(Math.max(0, span.start - 12), span.start))
      let text = ''
      let at = 0
      let prefix = ''
      for (const part of parts) {
        const entry = partFor(part, parts, span, prefix, making)
        making.note(entry)
        const made = inCaseOf(part.text, entry.shown, entry.standIn)
        prefix = HAN.test(part.text) ? made : ''
        text += span.text.slice(at, part.start) + made
        at = part.end
      }
      text += span.text.slice(at)
      const value = span.text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ')
      if (parts.length > 1 && !known.has(value)) {
        const entry: Entry = { mode: 'synthetic', type: 'PERSON', value, shown: span.text, standIn: text }
        load(entry)
        making.note(entry)
      } else if (parts.length > 1) {
        const entry = wholeValues.find(span.text)[0]?.item
        if (entry) making.note(entry)
      }
      return text
    },
    find(text) {
      const hits: StandInHit[] = wholes.find(text).flatMap(({ start, end, item }) => {
        if (!HAN.test(item.standIn)) return []
        return [{ start, end, type: item.type, text: item.shown }]
      })
      for (const { 0: word, index } of text.matchAll(WORD)) {
        const entry = HAN.test(word) ? undefined : byStandIn.get(word.toLowerCase())
        // "Ambi" is a name, "ambi" within a text may be anything.
        if (entry && (word[0] !== word[0]!.toLowerCase() || word.length > 5))
          hits.push({ start: index, end: index + word.length, type: entry.type, text: inCaseOf(word, entry.standIn, entry.shown) })
      }
      hits.push(...initialsBeside(text, hits), ...titled(text))
      return hits
    },
    findValues(text) {
      const hits: StandInHit[] = wholeValues.find(text).map(({ start, end, item }) => ({ start, end, type: item.type, text: item.standIn }))
      for (const { 0: word, index } of text.matchAll(WORD)) {
        const own = /['’]s$/.test(word) ? word.slice(0, -2) : word
        const entry = byPart.get(own.toLowerCase())
        if (entry && own[0] !== own[0]!.toLowerCase())
          hits.push({ start: index, end: index + own.length, type: entry.type, text: inCaseOf(own, entry.shown, entry.standIn) })
      }
      return hits
    },
  }

  /** "J. Thornwick": a letter is a name only beside one. */
  function initialsBeside(text: string, hits: readonly StandInHit[]): StandInHit[] {
    const ends = new Set(hits.map(({ end }) => end))
    const starts = new Set(hits.map(({ start }) => start))
    return Array.from(text.matchAll(/(?<!\p{L})\p{Lu}(?![\p{L}\p{N}])/gu)).flatMap(({ 0: letter, index }) => {
      const entry = byStandIn.get(`initial ${letter.toLowerCase()}`)
      const beside =
        [index - 1, index - 2].some((at) => ends.has(at)) ||
        [1, 2, 3].some((gap) => starts.has(index + letter.length + gap) && /^\.?\s*$/.test(text.slice(index + 1, index + 1 + gap)))
      return entry && beside ? [{ start: index, end: index + letter.length, type: 'PERSON', text: entry.shown }] : []
    })
  }

  /** 安先生: one character is a name only before a title, or after 小 and 老. */
  function titled(text: string): StandInHit[] {
    return Array.from(text.matchAll(/(\p{Script=Han})(?=先生|女士|小姐|太太|老师|医生|教授|总(?!是|之|的|共|计|数|额|体)|经理|主任|律师)/gu)).flatMap(
      ({ 0: letter, index }) => {
        const entry = byStandIn.get(`family ${letter}`)
        return entry ? [{ start: index, end: index + 1, type: 'PERSON', text: entry.shown }] : []
      },
    )
  }
}
