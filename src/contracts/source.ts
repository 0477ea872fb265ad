import type { ExtractedDocument } from './extractor.ts'

/** One thing that a place other than a folder offers (a page, a row, an object), before it is read. */
export interface SourceItem {
  /** Address relative to the place and unique in it: the path of a page, the key of a row or an object. Never a credential. */
  readonly source: string
  /** Tells a changed item from an unchanged one without reading it, where the source can say so: an ETag, a row's time of change. */
  readonly version?: string
  /** Bytes, as far as known. */
  readonly size?: number
  /** It is not read at all, for this reason. */
  readonly refused?: { readonly status: 'dropped' | 'failed'; readonly reason: string }
}

/** What reading an item gave: nothing new, bytes to be read as a file of their kind, or texts that need no extraction. */
export type Fetched =
  | { readonly unchanged: true; readonly version?: string }
  | { readonly unchanged: false; readonly version?: string; readonly name: string; readonly bytes: Uint8Array }
  | { readonly unchanged: false; readonly version?: string; readonly kind: string; readonly documents: readonly ExtractedDocument[] }

export interface ListOptions {
  /** What the store holds of this place: the version of each source, "" where none is known. */
  readonly known: ReadonlyMap<string, string>
  readonly signal?: AbortSignal
}

/**
 * A place that is no folder, opened. What is wrong with one item is in its `refused`, or thrown by `fetch`, and costs that item;
 * what `list` throws ends the place: nothing of it is then called vanished.
 */
export interface Source {
  /** As it is shown and stored: an address without user, password or key. */
  readonly place: string
  /** Items in a stable order, as they are found, at the reader's pace. It came to its end: what was not listed is gone. */
  list(options: ListOptions): AsyncIterable<SourceItem>
  /** Reads an item that `list` gave. `knownVersion`: the store holds it in this version. Transient failures are retried inside. */
  fetch(item: SourceItem, options?: { readonly knownVersion?: string; readonly signal?: AbortSignal }): Promise<Fetched>
  close(): Promise<void>
}

/** A kind of place, by the form of its address. */
export interface SourceConnector {
  /** "web", "sql", "s3" … */
  readonly name: string
  accepts(place: string): boolean
  /** Throws a `TilthError` for an address that makes no sense or lacks what it needs, such as a credential in the environment. */
  open(place: string): Promise<Source>
}

/** A place as a configuration names it: a path or an address, or an address with what goes with it. */
export type PlaceSetting =
  | string
  | {
      readonly web: string
      /** Clicks from the first page. */
      readonly depth?: number
      /** At most so many pages. */
      readonly pages?: number
      readonly scope?: 'below' | 'origin'
      readonly robots?: boolean
      readonly delayMs?: number
    }
  | { readonly s3: string; readonly anonymous?: boolean; readonly maxBytes?: number }
  | {
      readonly sql: string
      readonly query: string
      readonly key?: string | readonly string[]
      readonly modified?: string
      readonly template?: string
      readonly title?: string
      readonly name?: string
      readonly timeoutMs?: number
    }
