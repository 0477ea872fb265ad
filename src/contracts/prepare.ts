import type { FileRecord } from './chunk-store.ts'

/** What became of one file in this run. */
export interface FileResult {
  readonly source: string
  readonly place: string
  readonly status: 'indexed' | 'unchanged' | 'dropped' | 'failed' | 'removed'
  readonly reason?: string
  readonly documents: number
  readonly chunks: number
  readonly redactions: Readonly<Record<string, number>>
  readonly seconds: number
}

export interface PrepareResult {
  readonly files: readonly FileResult[]
  /** In the store after the run, all places. */
  readonly documents: number
  readonly chunks: number
  readonly seconds: number
}

/** `file-…` events are named by the status; `chunks-embedded` shows progress within and between files. */
export type PrepareEvent =
  | { readonly type: 'files-found'; readonly files: number }
  | { readonly type: 'chunks-embedded'; readonly chunks: number }
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
  /** It is not read at all, for this reason. */
  readonly refused?: { readonly status: 'dropped' | 'failed'; readonly reason: string }
}

export interface SourcesResult {
  readonly files: readonly Omit<FileRecord, 'fingerprint' | 'modified' | 'size'>[]
  readonly documents: number
  readonly chunks: number
  readonly embedder: string
  readonly store: string
}
