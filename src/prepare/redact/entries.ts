import type { PersonalDataType } from '../../contracts/personal-data.ts'
import type { SealedEntry, VaultKey } from '../../contracts/vault.ts'

/**
 * A value and what stands for it. `part`: a part of a name, under "synthetic". `text`: a whole redacted text, whose `shown` is what
 * it was made from: kept where values alone would not bring every character of it back.
 */
export interface Entry {
  readonly mode: 'label' | 'synthetic' | 'part' | 'text'
  readonly type: PersonalDataType
  /** What equal values have in common. */
  readonly value: string
  /** The value as it was first seen. */
  readonly shown: string
  readonly standIn: string
}

/** Entries sealed under a key; what is sealed once is not sealed again. */
export interface Sealer {
  seal(entry: Entry): SealedEntry
  open(sealed: SealedEntry): Entry
}

export function entrySealer(key: VaultKey): Sealer {
  const done = new WeakMap<Entry, SealedEntry>()
  return {
    seal(entry) {
      const { mode, type, value, shown, standIn } = entry
      const known = done.get(entry)
      if (known) return known
      // The id hangs on the value alone: two writers of the same value write the same row.
      const sealed = key.seal(key.digest('entry', `${mode}\0${mode === 'label' ? type : ''}\0${value}`), JSON.stringify([mode, type, value, shown, standIn]))
      done.set(entry, sealed)
      return sealed
    },
    open(sealed) {
      const [mode, type, value, shown, standIn] = JSON.parse(key.open(sealed)) as [Entry['mode'], string, string, string, string]
      const entry: Entry = { mode, type, value, shown, standIn }
      done.set(entry, sealed)
      return entry
    },
  }
}
