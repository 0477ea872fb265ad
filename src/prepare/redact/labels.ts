import type { PersonalSpan, StandInHit } from '../../contracts/personal-data.ts'
import type { Entry } from './entries.ts'
import { keyOf, kindOf } from './kinds.ts'
import { textIndex, compactIndex } from './matcher.ts'
import type { Maker, Making } from './maker.ts'
import { nameParts } from './synthetic/names.ts'

/** "[PERSON_1]", "[DATE_OF_BIRTH_12]" */
export const LABEL = /\[([A-Z][A-Z0-9]*(?:_[A-Z][A-Z0-9]*)*)_(\d{1,9})\]/g

export interface Labels extends Maker {
  make(span: PersonalSpan, making: Making): string
  /** Notes the persons of a text that are named in full, and the labels that stand in it already. */
  meet(spans: readonly PersonalSpan[], making: Making): void
  findValues(text: string): StandInHit[]
  counters(): Record<string, number>
}

/**
 * Labels count up, for each type. A person keeps one under all names: "Mary Jones", "MARY JONES", "Jones, Mary", "Mary A. Jones",
 * "Ms Jones"; 王小明 and 王先生. A part of a name means whoever was last named so in the text, else the only one in the store, else
 * somebody yet unknown, who may turn out to be the next one named in full.
 */
export function labels(start: Readonly<Record<string, number>>): Labels {
  const counters: Record<string, number> = { ...start }
  const byKey = new Map<string, Entry>()
  const byLabel = new Map<string, Entry>()
  /** Persons by each part of their names; those who are known by that part alone. */
  const byPart = new Map<string, Set<Entry>>()
  const alone = new Map<string, Entry>()
  const texts = textIndex<Entry>()
  const codes = compactIndex<Entry>()
  const phones = compactIndex<Entry>({ inside: true })

  const keyIn = (kind: string, key: string): string => `${kind}\0${key}`

  function load(entry: Entry): void {
    const match = /^\[(.+)_(\d+)\]$/.exec(entry.standIn)
    if (match?.[1]) counters[match[1]] = Math.max(counters[match[1]] ?? 0, Number(match[2]))
    const kind = kindOf(entry.type, entry.shown)
    byKey.set(keyIn(kind, entry.value), entry)
    const before = byLabel.get(entry.standIn)
    if (!before || before.value.length < entry.value.length) byLabel.set(entry.standIn, entry)
    if (kind === 'name') {
      const parts = entry.value.split(' ')
      if (parts.length === 1) alone.set(entry.value, entry)
      else for (const part of parts) byPart.set(part, (byPart.get(part) ?? new Set()).add(entry))
      texts.add(entry.shown, entry)
    } else if (kind === 'compact') codes.add(entry.value, entry)
    else if (kind === 'phone') phones.add(entry.value, entry)
    else texts.add(entry.shown, entry)
  }

  function next(type: string): string {
    const number = (counters[type] ?? 0) + 1
    counters[type] = number
    return `[${type}_${number}]`
  }

  function create(span: PersonalSpan, value: string, label?: string): Entry {
    const entry: Entry = { mode: 'label', type: span.type, value, shown: span.text.replace(/\s+/g, ' '), standIn: label ?? next(span.type) }
    load(entry)
    return entry
  }

  /** Somebody named in full: perhaps one who was known by a part alone until now. */
  function person(span: PersonalSpan, value: string): Entry {
    const known = byKey.get(keyIn('name', value))
    if (known) return known
    const [given, ...rest] = value.split(' ')
    const family = rest.at(-1) ?? ''
    for (const part of [family, given ?? '']) {
      const single = alone.get(part)
      if (!single || byPart.get(part)?.size) continue
      return create(span, value, single.standIn)
    }
    return create(span, value)
  }

  function partial(span: PersonalSpan, value: string, { context }: Making): Entry {
    const known = byKey.get(keyIn('name', value))
    const persons = [...(byPart.get(value) ?? [])]
    if (persons.length === 1 && !known) return persons[0]!
    const near = persons
      .map((entry) => ({ entry, at: context.slice(Math.max(0, span.start - FAR), span.start).lastIndexOf(entry.shown) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => b.at - a.at)[0]
    if (near) return near.entry
    return known ?? (persons.length === 1 ? persons[0]! : create(span, value))
  }

  function named(span: PersonalSpan, making: Making): Entry {
    const value = nameKey(span.text, making.context.slice(Math.max(0, span.start - 12), span.start))
    if (!value) return byKey.get(keyIn('name', span.text.toLowerCase())) ?? create(span, span.text.toLowerCase())
    const initial = /^(\p{L}) (.+)$/u.exec(value)
    if (initial) {
      const fitting = [...(byPart.get(initial[2]!) ?? [])].filter(({ value: other }) => other.startsWith(initial[1]!) && other.split(' ')[0]!.length > 1)
      if (fitting.length === 1) return fitting[0]!
    }
    return value.includes(' ') ? person(span, value) : partial(span, value, making)
  }

  function entryFor(span: PersonalSpan, making: Making): Entry {
    const kind = kindOf(span.type, span.text)
    if (kind === 'name') return named(span, making)
    const value = keyOf(kind, span.type, span.text)
    return byKey.get(keyIn(kind, value)) ?? create(span, value)
  }

  return {
    load,
    counters: () => ({ ...counters }),
    meet(spans, making) {
      for (const [label, type = '', number] of making.context.matchAll(LABEL)) {
        if (!byLabel.has(label)) counters[type] = Math.max(counters[type] ?? 0, Number(number))
      }
      for (const span of spans) if (kindOf(span.type, span.text) === 'name' && nameKey(span.text).includes(' ')) making.note(named(span, making))
    },
    make(span, making) {
      const entry = entryFor(span, making)
      making.note(entry)
      // A label that was taken over from a part: the whole name tells what it means.
      const told = byLabel.get(entry.standIn)
      if (told) making.note(told)
      return entry.standIn
    },
    find: (text) =>
      Array.from(text.matchAll(LABEL)).flatMap(({ 0: label, index }) => {
        const entry = byLabel.get(label)
        return entry ? [{ start: index, end: index + label.length, type: entry.type, text: entry.shown }] : []
      }),
    findValues(text) {
      const hits: StandInHit[] = [texts, codes, phones].flatMap((index) =>
        index.find(text).map(({ start, end, item }) => ({ start, end, type: item.type, text: item.standIn })),
      )
      // "Jones" where there is one Jones, and no word of the question by chance.
      for (const { 0: word, index } of text.matchAll(/\p{Lu}[\p{L}\p{M}'’]+/gu)) {
        const key = word.toLowerCase().replace(/['’]s$/, '')
        const persons = [...(byPart.get(key) ?? [])]
        const entry = alone.get(key) ?? (persons.length === 1 ? persons[0] : undefined)
        if (entry) hits.push({ start: index, end: index + key.length, type: entry.type, text: entry.standIn })
      }
      return hits
    },
  }
}

/** Who was named further back (characters) is not meant by a part of a name. */
const FAR = 20_000

/** The parts of a name in lower case, first names first, without titles and middle initials. */
function nameKey(name: string, before = ''): string {
  const parts = nameParts(name, before)
  if (parts.some(({ text }) => /^\p{Script=Han}/u.test(text))) return parts.map(({ text }) => text).join(' ')
  const families = parts.filter(({ role }) => role === 'family')
  const others = parts.filter(({ role }) => role !== 'family')
  const kept = others.filter(({ role }, at) => role !== 'initial' || at === 0)
  return [...kept, ...families].map(({ text }) => text.normalize('NFKC').toLowerCase()).join(' ')
}
