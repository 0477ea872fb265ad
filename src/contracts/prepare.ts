import type { FileRecord, FileStatus } from './chunk-store.ts'
import type { Chunk, Metadata } from './document.ts'
import type { Fetched } from './source.ts'

/** What became of one file in this run. */
export interface FileResult {
  /** "" where the place itself could not be reached. */
  readonly source: string
  readonly place: string
  readonly status: 'indexed' | 'unchanged' | 'dropped' | 'failed' | 'removed'
  /** Why it is not in the store; of an indexed or unchanged file: what of it is not. */
  readonly reason?: string
  /** In the store: above 0 for a failed file when its earlier version is kept. */
  readonly documents: number
  readonly chunks: number
  readonly redactions: Readonly<Record<string, number>>
  /** Its own work, without waiting for its turn; what files share at a time is divided among them. */
  readonly seconds: number
  /** The same by step, in seconds. */
  readonly steps?: StepSeconds
}

export interface StepSeconds {
  readonly extract: number
  readonly protect: number
  readonly clean: number
  readonly chunk: number
  readonly embed: number
  readonly write: number
}

/** What is done with a file right now. */
export type FileState = 'queued' | 'extracting' | 'cleaning' | 'embedding' | 'writing'

/** Documents that say the same as others, whether or not they were left out. */
export interface DuplicateCounts {
  readonly exact: number
  readonly near: number
  readonly outdated: number
}

export interface PrepareResult {
  readonly files: readonly FileResult[]
  /** Among the files that this run read. */
  readonly duplicates?: DuplicateCounts
  /** What cleaning took out of the files that this run read, by rule: places, and UTF-16 code units. */
  readonly removed?: Readonly<Record<string, { readonly count: number; readonly characters: number }>>
  /** In the store after the run, all places. */
  readonly documents: number
  readonly chunks: number
  readonly seconds: number
  /** It says what would happen; nothing was written. */
  readonly dryRun?: true
}

/** `file-…` events are named by the status; `chunks-embedded` shows progress within and between files. */
export type PrepareEvent =
  /** How many so far: again while a place that is no folder is listed. */
  | { readonly type: 'files-found'; readonly files: number }
  | { readonly type: 'chunks-embedded'; readonly chunks: number }
  /** `source` is "" as long as a file that may hold personal data in its name has none to be shown. */
  | { readonly type: 'file-state'; readonly source: string; readonly place: string; readonly state: FileState }
  | { readonly type: 'document-indexed' | 'file-unchanged' | 'file-dropped' | 'file-failed' | 'file-removed'; readonly file: FileResult }
  | { readonly type: 'prepare-end'; readonly result: PrepareResult }

/** Where files come from: a folder or a single file of it, as resolved from what the user gave. */
export interface Place {
  /** Absolute path of the folder. */
  readonly place: string
  /** Only this file of the folder. */
  readonly source?: string
}

/** One file that a place holds, before it is read. */
export interface SourceFile {
  readonly place: string
  readonly source: string
  readonly path: string
  readonly modified: number
  readonly size: number
  /** Of a place that is no folder: reads it; `path` is then empty. */
  readonly fetch?: (options: { readonly knownVersion?: string; readonly signal?: AbortSignal }) => Promise<Fetched>
  /** It is not read at all, for this reason. */
  readonly refused?: {
    readonly status: 'dropped' | 'failed'
    readonly reason: string
    /** It could not even be looked at, so nothing says that it changed. */
    readonly unseen?: true
  }
}

/** A folder that files of the store come from. */
export interface PlaceRow {
  readonly place: string
  /** Whether it is there now and can be looked into. */
  readonly reachable: boolean
  /** The globs that `prepare` remembers for it. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

export interface SourcesResult {
  readonly files: readonly Omit<FileRecord, 'fingerprint' | 'modified' | 'size'>[]
  readonly places: readonly PlaceRow[]
  readonly documents: number
  readonly chunks: number
  readonly embedder: string
  readonly store: string
}

/** Where a chunk or a document comes from, and what was done to it. */
export interface Lineage {
  readonly documentId: string
  readonly source: string
  readonly place: string
  readonly title?: string
  readonly language?: string
  /** UTF-16 code units of the document. */
  readonly characters: number
  /** Of a part of a large file: which bytes it was read from. */
  readonly bytes?: { readonly start: number; readonly end: number }
  readonly metadata: Metadata
  readonly chunk?: Pick<Chunk, 'id' | 'start' | 'end' | 'tokens' | 'page' | 'heading' | 'text'>
  readonly kind?: string
  readonly status?: FileStatus
  readonly reason?: string
  /** Of the file's bytes, in hexadecimal. */
  readonly sha256?: string
  /** What its source knows it by: an ETag, a row's time of change. */
  readonly version?: string
  readonly size?: number
  /** ISO 8601. */
  readonly modified?: string
  readonly preparedAt?: string
  /** Of the whole file: by cleaning rule, how many places went. */
  readonly cleaned?: Readonly<Record<string, number>>
  /** Of the whole file: by type, how many values were treated. */
  readonly redactions?: Readonly<Record<string, number>>
  readonly embedder?: string
  /** Names all that shaped the result: embedder, cleaning, policy, versions. */
  readonly settings?: string
  /** Files that were left out in favour of this document. */
  readonly usedBy: readonly { readonly place: string; readonly source: string }[]
}
