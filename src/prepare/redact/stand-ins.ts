import type { StandIns } from '../../contracts/personal-data.ts'
import type { SealedEntry, VaultKey } from '../../contracts/vault.ts'
import { entrySealer, type Entry } from './entries.ts'
import { kindOf } from './kinds.ts'
import { labels } from './labels.ts'
import type { Making } from './maker.ts'
import { withoutOverlaps } from './matcher.ts'
import { syntheticNames } from './synthetic-names.ts'
import { syntheticValues } from './synthetic-values.ts'

/** Stand-ins for one file or one text; `used` grows with them. */
export interface StandInSession extends StandIns {
  /** Sealed, all that this session gave out, for the vault. */
  used(): SealedEntry[]
  /** Keeps what a redacted text was made from, where its stand-ins alone do not bring it back. */
  remember(redacted: string, original: string): void
}

export interface StandInBook {
  session(): StandInSession
  /** The last number of each label, to go on from in another run. */
  counters(): Readonly<Record<string, number>>
  /** What a redacted text was made from, character by character, if that was kept. */
  recall(redacted: string): string | undefined
  /** Texts that came out of a redaction of this run: redacting them again changes nothing. */
  readonly own: { add(redacted: string): void; has(text: string): boolean }
}

export interface StandInOptions {
  /** Of the vault, or a random one, which makes stand-ins that are forgotten with it. */
  readonly key: VaultKey
  /** Of the vault, where there is one. */
  readonly entries?: readonly SealedEntry[]
  readonly counters?: Readonly<Record<string, number>>
}

/** All stand-ins of a store, or of a run without a key. */
export function openStandIns({ key, entries = [], counters = {} }: StandInOptions): StandInBook {
  const sealer = entrySealer(key)
  const labelled = labels(counters)
  const names = syntheticNames()
  const values = syntheticValues()
  const originals = new Map<string, Entry>()
  for (const sealed of entries) {
    const entry = sealer.open(sealed)
    if (entry.mode === 'text') originals.set(entry.value, entry)
    else if (entry.mode === 'label') labelled.load(entry)
    else if (entry.mode === 'part' || entry.type === 'PERSON') names.load(entry)
    else values.load(entry)
  }

  const textId = (text: string): string => key.digest('text', text)
  const recall = (redacted: string): string | undefined => (originals.size ? originals.get(textId(redacted))?.shown : undefined)

  function session(): StandInSession {
    const used = new Set<Entry>()
    const note = (entry: Entry) => void used.add(entry)
    return {
      replace(spans, treatment, context) {
        const making: Making = { key, note, context }
        // Whoever is named in full is known before those who are named in part.
        if (treatment === 'label') labelled.meet(spans, making)
        return spans.map((span) => {
          if (treatment === 'label') return labelled.make(span, making)
          return kindOf(span.type, span.text) === 'name' ? names.make(span, making) : values.make(span, making)
        })
      },
      find: (text) => withoutOverlaps([...labelled.find(text), ...names.find(text), ...values.find(text)]),
      findValues: (text, treatment) =>
        withoutOverlaps(treatment === 'label' ? labelled.findValues(text) : [...names.findValues(text), ...values.findValues(text)]),
      used: () => [...used].map((entry) => sealer.seal(entry)),
      remember(redacted, original) {
        const value = textId(redacted)
        const entry: Entry = { mode: 'text', type: '', value, shown: original, standIn: '' }
        originals.set(value, entry)
        used.add(entry)
      },
    }
  }
  const made = new Set<string>()
  const own = { add: (text: string) => void made.add(textId(text)), has: (text: string) => made.has(textId(text)) }
  return { session, own, counters: () => labelled.counters(), recall }
}
