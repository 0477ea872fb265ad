import * as hand from './gazetteers.ts'
import {
  COMMON_SHIFT,
  CITY,
  COUNTRY,
  GIVEN,
  hashWord,
  KIND_SHIFT,
  makeCharacters,
  MONTH,
  ORGANISATION,
  RARE_GIVEN,
  STATE_CODE,
  STREET,
  SURNAME,
  TITLE,
  UNIT,
  ZH_COMPOUND,
  ZH_GIVEN_SHIFT,
  ZH_KINDS,
} from '../../src/prepare/redact/tagger/lexicon.ts'
import { FIRST_SHIFT, FOREIGN_SHIFT, LAST_SHIFT, SURNAME_SHIFT } from '../../src/prepare/redact/tagger/zh-names.ts'
import { readList } from './values.ts'

/** The tagger's lexicons as they are packed: hashes of folded words, ascending, and their bits. */
export interface Packed {
  readonly keys: Int32Array
  readonly values: Uint16Array
}

export const variants = (): Uint16Array => Uint16Array.from(readList('lists/zh-variants.txt').join('').replaceAll(' ', ''), (unit) => unit.charCodeAt(0))

function pack(entries: Map<number, number>): Packed {
  const keys = Int32Array.from(entries.keys()).sort()
  return { keys, values: Uint16Array.from(keys, (key) => entries.get(key)!) }
}

export function buildWords(): Packed {
  const { fold } = makeCharacters(variants()),
    entries = new Map<number, number>()
  const folded = (word: string) => hashWord(String.fromCharCode(...Array.from({ length: word.length }, (_, at) => fold[word.charCodeAt(at)]!)))
  const add = (word: string, bits: number) => entries.set(folded(word), (entries.get(folded(word)) ?? 0) | bits)
  for (const line of readList('lists/names.txt')) {
    const [name = '', flags = ''] = line.split('\t')
    for (const part of name.split('-'))
      if (part.length > 1) add(part, (flags.includes('G') ? GIVEN : flags.includes('g') ? RARE_GIVEN : 0) | (flags.includes('S') ? SURNAME : 0))
  }
  for (const name of hand.GIVEN_NAMES) add(name, GIVEN)
  for (const name of hand.SURNAMES) add(name, SURNAME)
  for (const name of [...hand.CITIES, ...readList('lists/cities.txt')])
    for (const part of name.split(/[\s-]+/)) if (part.length > 3 || hand.CITIES.includes(name)) add(part, CITY)
  for (const name of [...hand.COUNTRIES, ...hand.STATES]) for (const part of name.split(/[_\s]/)) add(part, COUNTRY)
  for (const word of hand.STREET_WORDS) add(word, STREET)
  for (const word of hand.UNIT_WORDS) add(word, UNIT)
  for (const word of hand.ORG_WORDS) add(word, ORGANISATION)
  for (const word of hand.MONTHS) add(word, MONTH)
  for (const word of hand.TITLES) add(word, TITLE)
  for (const code of hand.STATE_CODES) add(code, STATE_CODE)
  for (const line of readList('lists/words.txt')) {
    const [word = '', level = ''] = line.split(' ')
    const common = Number(level) <= 2 ? 3 : Number(level) === 3 ? 2 : 1
    add(word, common << COMMON_SHIFT)
  }
  return pack(entries)
}

export function buildZhWords(): Packed {
  const entries = new Map<number, number>()
  const lines = readList('lists/zh-words.txt').map((line) => line.split(' ') as [string, string, string])
  const total = lines.reduce((sum, [, count]) => sum + Number(count), 0)
  for (const [word, count, kind] of lines) {
    const cost = Math.max(1, Math.min(15, Math.round(Math.log(total / Number(count)) - 2)))
    const known = kind.startsWith('ns')
      ? ZH_KINDS.place
      : kind.startsWith('nt')
        ? ZH_KINDS.organisation
        : /^[vV]/.test(kind)
          ? ZH_KINDS.verb
          : /^[mqt]/.test(kind)
            ? ZH_KINDS.number
            : kind.startsWith('n')
              ? ZH_KINDS.noun
              : ZH_KINDS.other
    entries.set(hashWord(word), cost | (known << KIND_SHIFT))
  }
  for (const line of readList('lists/zh-foreign.txt')) {
    const [word = ''] = line.split(' ')
    if (word.length <= 4 && !entries.has(hashWord(word))) entries.set(hashWord(word), 13 | (ZH_KINDS.foreignName << KIND_SHIFT))
  }
  for (const title of hand.ZH_TITLES) entries.set(hashWord(title), Math.min(9, (entries.get(hashWord(title)) ?? 9) & 15 || 9) | (ZH_KINDS.title << KIND_SHIFT))
  return pack(entries)
}

export function buildZhCharacters(): Packed {
  const entries = new Map<number, number>()
  const add = (text: string, bits: number) => entries.set(hashWord(text), (entries.get(hashWord(text)) ?? 0) | bits)
  const surnames = [...new Set(hand.ZH_SURNAMES)],
    givenCharacters = [...new Set(hand.ZH_GIVEN)]
  surnames.forEach((name, at) => add(name, at < 60 ? 3 : at < 160 ? 2 : 1))
  givenCharacters.forEach((name, at) => add(name, (at < 200 ? 3 : at < 450 ? 2 : 1) << ZH_GIVEN_SHIFT))
  for (const name of hand.ZH_COMPOUND_SURNAMES) add(name, ZH_COMPOUND)
  return pack(entries)
}

/** What characters cost in Chinese names: the hand-written orders of frequency, and the dictionary's names of people where they keep to them. */
export function buildZhNames(): Packed {
  const surnames = [...new Set(hand.ZH_SURNAMES)],
    given = [...new Set(hand.ZH_GIVEN)],
    known = new Set(given)
  const first = new Map<string, number>(),
    last = new Map<string, number>(),
    foreign = new Map<string, number>()
  const count = (counts: Map<string, number>, character: string, by: number) => counts.set(character, (counts.get(character) ?? 0) + by)
  // a name that has no other character than names have counts in full
  for (const line of readList('lists/zh-people.txt')) {
    const [, a = '', b = ''] = line
    const by = known.has(a) && known.has(b) ? 1 : known.has(a) || known.has(b) ? 0.4 : 0.05
    count(first, a, by)
    count(last, b, by)
  }
  given.forEach((character, at) => {
    count(first, character, 9000 / (at + 60))
    count(last, character, 9000 / (at + 60))
  })
  const syllables = new Set(hand.ZH_TRANSLITERATION)
  for (const line of readList('lists/zh-foreign.txt')) {
    const name = [...line.split(' ')[0]!]
    if (name.every((character) => syllables.has(character))) for (const character of name) count(foreign, character, 1)
  }
  for (const character of syllables) count(foreign, character, 1)
  const bits = new Map<string, number>()
  const spread = (counts: Map<string, number>, shift: number, most: number) => {
    const all = [...counts.values()].reduce((sum, value) => sum + value, 0)
    for (const [character, value] of counts) {
      const cost = Math.max(1, Math.round(-Math.log(value / all)))
      if (cost <= most) bits.set(character, (bits.get(character) ?? 0) | (cost << shift))
    }
  }
  spread(new Map(surnames.map((name, at) => [name, 1 / (at + 6)])), SURNAME_SHIFT, 15)
  spread(first, FIRST_SHIFT, 11)
  spread(last, LAST_SHIFT, 11)
  spread(foreign, FOREIGN_SHIFT, 15)
  return pack(new Map([...bits].map(([character, value]) => [hashWord(character), value])))
}
