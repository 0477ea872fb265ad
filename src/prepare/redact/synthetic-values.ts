import type { PersonalSpan, StandInHit } from '../../contracts/personal-data.ts'
import type { Entry } from './entries.ts'
import { inCaseOf, keyOf, kindOf, type Kind } from './kinds.ts'
import { compactIndex, textIndex, type Found } from './matcher.ts'
import { standsIn, type Maker, type Making } from './maker.ts'
import { renderInto } from './synthetic/compact.ts'
import { makeDate } from './synthetic/dates.ts'
import { drawsFrom, type Draw } from './synthetic/draw.ts'
import { makeNumber } from './synthetic/numbers.ts'
import { makeNational, phoneParts } from './synthetic/phones.ts'
import { makeText } from './synthetic/texts.ts'

export interface SyntheticValues extends Maker {
  make(span: PersonalSpan, making: Making): string
  findValues(text: string): StandInHit[]
}

const MOST_TRIES = 400

/** All but names: numbers and codes, phones, dates, addresses of all kinds, secrets. */
export function syntheticValues(): SyntheticValues {
  const byKey = new Map<string, Entry>()
  const byStandIn = new Map<string, Entry>()
  const indexes = () => ({ text: textIndex<Entry>(), compact: compactIndex<Entry>(), phone: compactIndex<Entry>({ inside: true }) })
  const standIns = indexes()
  const values = indexes()

  function load(entry: Entry): void {
    const kind = kindOf(entry.type, entry.shown)
    byKey.set(`${kind}\0${entry.value}`, entry)
    byStandIn.set(`${kind}\0${keyOfStandIn(kind, entry)}`, entry)
    const index = kind === 'compact' || kind === 'phone' ? kind : 'text'
    standIns[index].add(index === 'text' ? entry.standIn : keyOfStandIn(kind, entry), entry)
    values[index].add(index === 'text' ? entry.shown : entry.value, entry)
  }

  function entryFor(span: PersonalSpan, making: Making): Entry {
    const kind = kindOf(span.type, span.text)
    const value = keyOf(kind, span.type, span.text)
    const before = byKey.get(`${kind}\0${value}`)
    if (before) return before
    const seed = making.key.derive('value', `${kind}\0${value}`)
    for (let attempt = 0; ; attempt++) {
      const draw = drawsFrom(seed, attempt)
      const entry: Entry = { mode: 'synthetic', type: span.type, value, shown: span.text, standIn: made(kind, span, value, draw, attempt) }
      const key = `${kind}\0${keyOfStandIn(kind, entry)}`
      const free = !byStandIn.has(key) && keyOfStandIn(kind, entry) !== value
      const unknown = !byKey.has(key) && !standsIn(making.context, entry.standIn)
      if (!(free && (unknown || attempt > MOST_TRIES / 2)) && attempt < MOST_TRIES) continue
      load(entry)
      return entry
    }
  }

  const hitsOf = (found: readonly Found<Entry>[], text: string, write: (form: string, entry: Entry) => string): StandInHit[] =>
    found.map(({ start, end, item }) => ({ start, end, type: item.type, text: write(text.slice(start, end), item) }))

  return {
    load,
    make(span, making) {
      const entry = entryFor(span, making)
      making.note(entry)
      return standInAs(span.text, entry)
    },
    find: (text) => Object.values(standIns).flatMap((index) => hitsOf(index.find(text), text, valueAs)),
    findValues: (text) => Object.values(values).flatMap((index) => hitsOf(index.find(text), text, standInAs)),
  }
}

/** Of a phone number and of a code, what stands in the entry is the national number or the letters and digits alone. */
const keyOfStandIn = (kind: Kind, { type, standIn }: Entry): string => (kind === 'phone' || kind === 'compact' ? standIn : keyOf(kind, type, standIn))

function made(kind: Kind, { type, text }: PersonalSpan, value: string, draw: Draw, attempt: number): string {
  if (kind === 'compact') return makeNumber(type, value, draw)
  if (kind === 'phone') return makeNational(phoneParts(text), text.replace(/\D/g, ''), draw, attempt)
  return (kind === 'date' ? makeDate(text, draw) : undefined) ?? makeText(type, text, draw)
}

/** The stand-in in the form of a value: its spaces, hyphens, case, country code. */
function standInAs(form: string, entry: Entry): string {
  return written(form, entry, entry.shown, entry.standIn)
}

function valueAs(form: string, entry: Entry): string {
  const kind = kindOf(entry.type, entry.shown)
  return written(form, entry, entry.standIn, kind === 'phone' || kind === 'compact' ? entry.value : entry.shown)
}

function written(form: string, entry: Entry, own: string, word: string): string {
  const kind = kindOf(entry.type, entry.shown)
  if (kind === 'compact') return renderInto(form, word) ?? word
  if (kind !== 'phone') return inCaseOf(form, own, word)
  // What stands around the national number stays: country code, trunk zero, extension.
  const digits = form.replace(/\D/g, '').length
  const before = digits === word.length ? 0 : phoneParts(form).before
  if (digits - before < word.length) return word
  let at = 0
  return [...form].map((letter) => (/\d/.test(letter) ? (word[at++ - before] ?? letter) : letter)).join('')
}
