import { TilthError } from '../common/errors.ts'
import type { Source } from '../contracts/source.ts'
import type { Unreached } from './survey.ts'

/** A place that is no folder, before it is opened. */
export interface PlaceToOpen {
  /** Without user, password or key. */
  readonly shown: string
  /** As it was given. */
  readonly address: string
  open(): Promise<Source>
}

/** Opens places one by one; what cannot be opened costs itself. Two ways to write one place are one. `addressed` grows by what they are called. */
export async function openPlaces(places: readonly PlaceToOpen[], addressed: Map<string, string>): Promise<{ sources: Source[]; unreached: Unreached[] }> {
  const sources = new Map<string, Source>()
  const unreached: Unreached[] = []
  for (const { shown, address, open } of places) {
    try {
      const source = await open()
      addressed.set(address, source.place)
      if (sources.has(source.place)) await source.close()
      else sources.set(source.place, source)
    } catch (error) {
      if (!(error instanceof TilthError)) throw error
      unreached.push({ place: shown, error })
    }
  }
  return { sources: [...sources.values()], unreached }
}
