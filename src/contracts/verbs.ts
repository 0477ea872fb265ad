/** What the verbs of the product take, besides the configuration. */
import type { ChunkStore } from './chunk-store.ts'

export interface OpenOptions {
  /** A store of your own instead of the SQLite file that `store` names. */
  readonly chunkStore?: ChunkStore
  /** One line that a user should see, such as "the slower embedder is used". */
  readonly onNotice?: (line: string) => void
}

export interface Cancellable {
  readonly signal?: AbortSignal
}

export interface SearchOptions extends Cancellable {
  readonly k?: number
  readonly rerank?: boolean
  /** Folders and files as given to `prepare`. */
  readonly places?: readonly string[]
  /** Globs over sources. */
  readonly sources?: readonly string[]
  readonly kinds?: readonly string[]
}

export interface AskOptions extends SearchOptions {
  readonly minSupport?: number
  /** Put the values back for which stand-ins stand; takes the vault's key. */
  readonly restore?: boolean
}

export interface PrepareRunOptions extends Cancellable {
  /**
   * Read every file that the store holds again and make every vector anew with this run's embedder, be it another or the same;
   * no vector is taken from the store.
   */
  readonly reembed?: boolean
  /** Say what would happen, and write nothing. */
  readonly dryRun?: boolean
}

export interface EvaluateOptions extends Cancellable {
  readonly k?: number
  readonly rerank?: boolean
  /** Conditions such as "ndcg10>=0.9". */
  readonly gates?: readonly string[]
}
