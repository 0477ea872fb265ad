import { messageOf, TilthError } from '../common/errors.ts'
import type { FileRecord } from '../contracts/chunk-store.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import type { Source, SourceItem } from '../contracts/source.ts'

/** What has been listed so far. */
export interface Listing {
  /** Places that are no folder and came to their end, with what went wrong with them. */
  readonly places: Map<string, TilthError | undefined>
  /** In which order files were found. */
  readonly order: Map<SourceFile, number>
  files: number
}

export interface ListItemsOptions {
  readonly files: readonly SourceFile[]
  readonly sources: readonly Source[]
  readonly known: ReadonlyMap<string, FileRecord>
  /** Versions of what was prepared under other settings are none: it is read again. */
  readonly settings: string
  readonly signal: AbortSignal
  readonly listing: Listing
}

/** All that a run has before it: the files of folders, then what other places offer, as it is asked for. */
export async function* listItems({ files, sources, known, settings, signal, listing }: ListItemsOptions): AsyncGenerator<SourceFile> {
  for (const file of files) {
    listing.order.set(file, listing.order.size)
    yield file
  }
  for (const source of sources) {
    const { place } = source
    const versions = new Map<string, string>()
    for (const record of known.values()) {
      if (record.place === place && record.status !== 'failed' && record.fingerprint.split(':')[0] === settings)
        versions.set(record.source, record.version ?? '')
    }
    try {
      for await (const item of source.list({ known: versions, signal })) {
        const file = sourceFileOf(source, item)
        listing.order.set(file, listing.order.size)
        listing.files++
        yield file
      }
      listing.places.set(place, undefined)
    } catch (error) {
      signal.throwIfAborted()
      const told = error instanceof TilthError ? error : new TilthError('unlisted', `${place} cannot be listed: ${messageOf(error)}`, 'run again later')
      listing.places.set(place, told)
    }
  }
}

function sourceFileOf({ place, fetch }: Source, item: SourceItem): SourceFile {
  const { source, size = 0, refused } = item
  return { place, source, path: '', modified: 0, size, fetch: (options) => fetch(item, options), ...(refused && { refused }) }
}
