import type { StandInHit } from '../../contracts/personal-data.ts'
import type { VaultKey } from '../../contracts/vault.ts'
import type { Entry } from './entries.ts'

/** What the makers of stand-ins share. */
export interface Making {
  readonly key: VaultKey
  /** A new entry, or one that is used again. */
  readonly note: (entry: Entry) => void
  /** The text that is being redacted: no stand-in may stand in it already. */
  readonly context: string
}

/** Longer texts are not searched for every new stand-in: that a made-up one stands there by chance is next to impossible. */
const LONGEST_SEARCHED = 65_536

export const standsIn = (context: string, text: string): boolean => context.length <= LONGEST_SEARCHED && context.includes(text)

/** One family of stand-ins: names, numbers and texts, labels. */
export interface Maker {
  load(entry: Entry): void
  find(text: string): StandInHit[]
}
