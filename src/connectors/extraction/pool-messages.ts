import type { ExtractOptions, Extraction } from '../../contracts/extractor.ts'

/** What the parent asks of the child: one file at a time. */
export interface ExtractRequest {
  readonly path: string
  readonly unlessSha256?: string
  readonly maxBytes: number
  /** A password goes this way too: a command line is seen by every user of the machine. */
  readonly options?: Pick<ExtractOptions, 'ocr' | 'password'>
}

export type ExtractResult =
  | { readonly unchanged: true; readonly sha256: string; readonly bytes: number }
  | { readonly unchanged: false; readonly sha256: string; readonly bytes: number; readonly kind: string; readonly extraction: Extraction }

/** An error loses its class between processes; these are its parts. */
export interface PlainError {
  readonly code: string
  readonly message: string
  readonly hint: string
}

/** What the child answers. `rss` is its resident memory in bytes afterwards; after a `last` reply it ends. */
export type ExtractReply = { readonly rss: number; readonly last?: boolean } & ({ readonly result: ExtractResult } | { readonly error: PlainError })

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
