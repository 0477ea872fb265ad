import { sha256 } from '../common/hash.ts'
import type { Extraction } from '../contracts/extractor.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import type { FileClock } from './step-times.ts'

/** What reading a file gave; `sha256` is that of its bytes. `seconds`: of reading alone, where that is known. */
export type ReadFile = { readonly sha256: string; readonly seconds?: number } & (
  | { readonly unchanged: true }
  | { readonly unchanged: false; readonly kind: string; readonly extraction: Extraction }
  /** Too large to be read at once: each part is read when it is asked for. */
  | { readonly unchanged: false; readonly kind: string; readonly parts: () => AsyncIterable<Extraction & { readonly seconds?: number }> }
)

export interface ReadOptions {
  readonly unlessSha256?: string
  readonly signal?: AbortSignal
  readonly onStart?: () => void
}

/** Reads a file, or bytes under a name, apart from the main thread; stops early when they have the hash `unlessSha256`. */
export type Extract = (file: string | { readonly name: string; readonly bytes: Uint8Array }, options: ReadOptions) => Promise<ReadFile>

export type ReadItem = { readonly version?: string } & (ReadFile | { readonly unchanged: true; readonly sha256?: undefined; readonly seconds?: number })

/** Reads a file of a folder, or fetches what another place offers: bytes never touch the disk on their way to be read. */
export async function readItem(
  file: SourceFile,
  extract: Extract,
  options: ReadOptions & { readonly knownVersion?: string; readonly onFetched?: () => void; readonly clock?: FileClock },
): Promise<ReadItem> {
  const { knownVersion, onFetched, clock, ...reading } = options
  const { signal } = reading
  if (!file.fetch) return extract(file.path, reading)
  reading.onStart?.()
  // Several wait for one server at a time.
  const end = clock?.start('extract')
  const fetched = await file.fetch({ ...(knownVersion !== undefined && { knownVersion }), ...(signal && { signal }) }).finally(end)
  onFetched?.()
  const version = fetched.version === undefined ? {} : { version: fetched.version }
  if (fetched.unchanged) return { unchanged: true, ...version }
  if ('bytes' in fetched) {
    const read = await extract({ name: fetched.name, bytes: fetched.bytes }, reading)
    return { ...read, ...version }
  }
  const { kind, documents } = fetched
  const hash = sha256(JSON.stringify(documents))
  if (hash === reading.unlessSha256) return { unchanged: true, sha256: hash, ...version }
  return { unchanged: false, sha256: hash, kind, extraction: { documents }, ...version }
}
