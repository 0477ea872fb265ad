import type { ExtractOptions, Extraction } from '../../contracts/extractor.ts'
import type { PartCursor } from './large-text.ts'

/** What the parent asks of the child: one file at a time. */
export interface ExtractRequest {
  readonly path: string
  /** In place of those of a file; `path` is then its name. */
  readonly bytes?: Uint8Array
  /** Only this part of a large text. */
  readonly part?: PartCursor
  readonly unlessSha256?: string
  readonly maxBytes: number
  /** A larger text is read in parts of `partBytes`. */
  readonly largeBytes: number
  readonly partBytes: number
  /** A password goes this way too: a command line is seen by every user of the machine. */
  readonly options?: Pick<ExtractOptions, 'ocr' | 'password'>
}

/** Of a large text only the hash; of a part of it its text, and where the next one begins. */
export type ChildResult =
  | { readonly unchanged: true; readonly sha256: string; readonly bytes: number }
  | { readonly unchanged: false; readonly sha256: string; readonly bytes: number; readonly kind: string; readonly extraction: Extraction }
  | { readonly unchanged: false; readonly sha256: string; readonly bytes: number; readonly kind: string; readonly first: PartCursor }
  | { readonly extraction: Extraction; readonly next?: PartCursor }

/** An error loses its class between processes; these are its parts. */
export interface PlainError {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** What the child answers. `rss` is its resident memory in bytes afterwards; after a `last` reply it ends. */
export type ExtractReply = { readonly rss: number; readonly last?: boolean } & ({ readonly result: ChildResult } | { readonly error: PlainError })

/** Settings of a child, as the one argument of its command line, in JSON. */
export interface ChildSettings {
  /** For each file, and again for each part of it that its extractor reports. */
  readonly timeoutMs: number
  readonly memoryMb: number
  /** URL of a module to use in place of `extractors.ts`. */
  readonly extractors: string
}

/** Written to the child's standard error before it ends itself for memory: exit codes of a killed process tell nothing on Windows. */
export const MEMORY_MARK = 'tilth-extraction: memory limit'
