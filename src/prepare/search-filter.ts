import type { ChunkFilter, FileRecord } from '../contracts/chunk-store.ts'
import { placesToSearch } from './known-files.ts'
import { storedNames } from './protection.ts'
import type { PersonalData } from './redact/personal-data.ts'

export interface SearchWhere {
  /** Folders, files and addresses as given to `prepare`. */
  readonly places?: readonly string[]
  /** Globs over sources. */
  readonly sources?: readonly string[]
  readonly kinds?: readonly string[]
}

interface Known {
  readonly held: () => Promise<readonly FileRecord[]>
  readonly openVault: () => Promise<PersonalData | undefined>
  /** The place that an address means, as it stands in the store; a path as it is. */
  readonly addressOf: (given: string) => Promise<string>
}

/** What a search is narrowed to; undefined where it is not. */
export async function searchFilter({ places, sources, kinds }: SearchWhere, { held, openVault, addressOf }: Known): Promise<ChunkFilter | undefined> {
  if (!places?.length && !sources?.length && !kinds?.length) return undefined
  const named = places?.length ? await Promise.all(places.map(addressOf)) : undefined
  const searched = named && (await storedNames(await placesToSearch(named, held), held, (await openVault())?.digest))
  return {
    ...(searched && { places: searched }),
    ...(sources?.length && { sources }),
    ...(kinds?.length && { kinds: kinds.map((kind) => kind.toLowerCase().replace(/^\./, '')) }),
  }
}
