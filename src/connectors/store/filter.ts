import { posix } from 'node:path'
import type { ChunkFilter } from '../../contracts/chunk-store.ts'
import type { Catalogue, CatalogueFile } from './catalogue.ts'
import { blockOf, placeInBlock } from './posting.ts'

/**
 * 1 for each entry of the catalogue that a search may return, else 0.
 * `numbersOf` finds the chunk numbers of ids.
 */
export function allowedEntries(catalogue: Catalogue, filter: ChunkFilter | undefined, numbersOf: (ids: readonly string[]) => readonly number[]): Uint8Array {
  const { alive, size } = catalogue
  if (!filter || !(filter.places || filter.sources || filter.kinds || filter.chunkIds)) return alive
  const files = Uint8Array.from(catalogue.files(), (file) => (passes(file, filter) ? 1 : 0))
  const allowed = new Uint8Array(size)
  if (filter.chunkIds) {
    for (const number of numbersOf(filter.chunkIds)) {
      const entry = catalogue.blockEntries(blockOf(number))?.[placeInBlock(number)] ?? -1
      if (entry >= 0) allowed[entry] = files[catalogue.fileOf(entry)] ?? 0
    }
    return allowed
  }
  for (let entry = 0; entry < size; entry++) allowed[entry] = (alive[entry] ?? 0) & (files[catalogue.fileOf(entry)] ?? 0)
  return allowed
}

function passes(file: CatalogueFile, { places, sources, kinds }: ChunkFilter): boolean {
  if (places && !places.some(({ place, source }) => place === file.place && (source === undefined || source === file.source))) return false
  if (kinds && !kinds.includes(file.kind)) return false
  return !sources || sources.some((glob) => matches(file.source, glob))
}

/** `path.matchesGlob` compiles a glob at every call (some 20 µs), and a store holds ten thousands of sources. */
const known = new Map<string, Map<string, boolean>>()
const KNOWN_GLOBS = 20

function matches(source: string, glob: string): boolean {
  if (source === glob) return true
  let results = known.get(glob)
  if (!results) {
    if (known.size >= KNOWN_GLOBS) known.clear()
    known.set(glob, (results = new Map()))
  }
  let result = results.get(source)
  if (result === undefined) results.set(source, (result = posix.matchesGlob(source, glob)))
  return result
}
