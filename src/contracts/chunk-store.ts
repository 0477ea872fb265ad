import type { Chunk, Document, Passage, StoredChunk } from './document.ts'
import type { SealedEntry, VaultStore } from './vault.ts'

export type FileStatus = 'indexed' | 'dropped' | 'failed'

/** A row of the manifest: one file (or page, message, row set) of one place, kept or not, and why. */
export interface FileRecord {
  readonly place: string
  readonly source: string
  readonly kind: string
  readonly status: FileStatus
  /** Why it failed, was dropped, or was indexed without text. */
  readonly reason?: string
  /** Tells a changed file from an unchanged one: hash of the bytes and of the settings that shape the result. */
  readonly fingerprint: string
  /** Last seen modification time (ms since 1970) and size (bytes): lets an unchanged file be skipped unread. */
  readonly modified?: number
  readonly size?: number
  readonly documents: number
  readonly chunks: number
  readonly redactions: Readonly<Record<string, number>>
  readonly seconds: number
  /** Ids of the documents in whose favour some of this file's are left out: once one of them is gone, the file is read again. */
  readonly duplicateOf?: readonly string[]
  /** What its source knows it by: an ETag, a row's time of change. */
  readonly version?: string
  /** When it was read (ms since 1970). */
  readonly preparedAt?: number
  /** What cleaning took out of it: by rule, how many places. */
  readonly cleaned?: Readonly<Record<string, number>>
}

/** What `touch` changes. */
export type Touched = Pick<FileRecord, 'place' | 'source' | 'modified' | 'size' | 'version'>

/** What a chunk is found by. */
export interface IndexedChunk extends Chunk {
  /** `EmbeddingModel.id` of the space its vector lives in. */
  readonly space: string
  /** Unit vector. */
  readonly vector: Float32Array
  /** Analysed words (`common/words.ts`), repeated as often as they occur, context included. */
  readonly words: readonly string[]
  /** Hash of what was embedded and by which model: equal text is not embedded twice. */
  readonly embeddingHash: string
}

export interface IndexedDocument {
  readonly document: Document
  /** What it is found by among near-duplicates. */
  readonly signature?: Uint8Array
  readonly chunks: readonly IndexedChunk[]
}

/** A file and all it holds: what is written together. */
export interface IndexedFile {
  readonly file: FileRecord
  /**
   * A part of a file too large to be written at once, numbered from 1: it takes the place of the same part, and is found under the
   * file's name. The file itself is written with `parts`: so many of them stay.
   */
  readonly part?: number
  readonly parts?: number
  readonly documents: readonly IndexedDocument[]
  /** What its stand-ins stand for, sealed: kept as long as a file uses it. */
  readonly vaultEntries?: readonly SealedEntry[]
}

/** Narrows a search. Fields are joined by "and"; absent ones do not narrow. */
export interface ChunkFilter {
  /** Folders, or single files of them: a chunk of any of these. */
  readonly places?: readonly { readonly place: string; readonly source?: string }[]
  /** Globs over `source`, matched with `path.matchesGlob`. */
  readonly sources?: readonly string[]
  readonly kinds?: readonly string[]
  /** Score exactly these chunks. */
  readonly chunkIds?: readonly string[]
}

export interface NearestQuery {
  readonly space: string
  /** Unit vector of the space's dimensions. */
  readonly vector: Float32Array
  readonly k: number
  readonly filter?: ChunkFilter
}

export interface MatchingQuery {
  /** Analysed words of the question; repetitions count once. */
  readonly words: readonly string[]
  /** How much a word's idf counts, above 0; 1 where nothing is said. */
  readonly weights?: ReadonlyMap<string, number>
  readonly k: number
  readonly filter?: ChunkFilter
}

export interface WordStatistics {
  /** Chunks in the store. */
  readonly chunks: number
  /** For each word asked for, in how many chunks it stands. */
  readonly frequency: ReadonlyMap<string, number>
}

export interface ScoredChunk {
  readonly chunkId: string
  readonly score: number
}

export interface StoreSummary {
  readonly documents: number
  readonly chunks: number
  /** `EmbeddingModel.id` → number of chunks. */
  readonly spaces: Readonly<Record<string, number>>
}

/**
 * Holds documents, chunks, vectors, words and the manifest. Every write is atomic: after a crash a file's
 * documents are there as a whole or not at all. Reads see what other processes have committed.
 */
export interface ChunkStore {
  /** Where it is, as the user named it. */
  readonly location: string
  summary(): Promise<StoreSummary>
  /** Small named texts that belong to the store as a whole, such as the embedder that made it. Survive `delete`. */
  settings(): Promise<Readonly<Record<string, string>>>
  /** Absent where a store keeps no vault: personal data is then replaced without a key only. */
  readonly vault?: VaultStore
  saveSettings(settings: Readonly<Record<string, string>>): Promise<void>
  files(filter?: { readonly places?: readonly string[] }): Promise<FileRecord[]>
  /** Writes files in one transaction; each replaces what the store held for its `(place, source)`. */
  put(files: readonly IndexedFile[]): Promise<void>
  /** Changes `modified`, `size` and, where it is given, `version` of files whose content did not change. */
  touch(files: readonly Touched[]): Promise<void>
  /** Removes files with all they hold; their text is gone from the store's bytes. */
  delete(files: readonly Pick<FileRecord, 'place' | 'source'>[]): Promise<void>
  /** Exact nearest neighbours by cosine, best first; ties in order of (source, start). */
  nearest(query: NearestQuery): Promise<ScoredChunk[]>
  /** BM25 (k1 0.9, b 0.4) ÷ the most that this question could reach (Σ weight · idf · (k1 + 1)): 0…1, best first; only chunks with a word in common. */
  matching(query: MatchingQuery): Promise<ScoredChunk[]>
  wordStatistics(words: readonly string[]): Promise<WordStatistics>
  /** In the order asked for; ids that the store does not hold are left out. */
  chunks(ids: readonly string[]): Promise<StoredChunk[]>
  /** The document a chunk was cut from. */
  document(id: string): Promise<Document | undefined>
  /**
   * Signatures of documents, a page of at most 10,000 at a time: `after` is `next` of the page before. A store without this finds
   * duplicates only among the files of one run.
   */
  signatures?(after?: number): Promise<{ readonly rows: readonly { readonly id: string; readonly signature: Uint8Array }[]; readonly next?: number }>
  /** Those of the documents that the store holds. */
  held?(documentIds: readonly string[]): Promise<string[]>
  /** Full-precision vectors that the store holds already, by `embeddingHash`. */
  embeddings(hashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  close(): Promise<void>
}

/** A retriever is fast and wide. */
export interface Retriever {
  retrieve(question: string, options: { readonly k: number; readonly filter?: ChunkFilter; readonly signal?: AbortSignal }): Promise<Passage[]>
}

/** A reranker is slow and precise: the same passages, in a better order. */
export interface Reranker {
  rerank(question: string, passages: readonly Passage[], options?: { readonly signal?: AbortSignal }): Promise<Passage[]>
}
