/** The objects that the command prints with `--json` and the server will answer: what CLI.md promises. */
import type { AnswerEvent } from './answer.ts'
import type { Chunk } from './document.ts'
import type { ExtractedDocument } from './extractor.ts'
import type { Usage } from './language-model.ts'

export interface ExtractResult {
  readonly documents: readonly Omit<ExtractedDocument, 'format'>[]
  readonly reason?: string
}

export interface ChunkResult {
  readonly chunks: readonly Pick<Chunk, 'start' | 'end' | 'text' | 'tokens' | 'heading' | 'page'>[]
}

export interface PassageRow {
  readonly rank: number
  readonly score: number
  readonly source: string
  readonly place: string
  readonly kind: string
  readonly documentId: string
  readonly chunkId: string
  readonly start: number
  readonly end: number
  readonly page?: number
  readonly heading?: string
  readonly text: string
}

export interface SearchResult {
  readonly query: string
  readonly passages: readonly PassageRow[]
}

export interface CitationRow {
  /** Offsets into the answer's text. */
  readonly start: number
  readonly end: number
  readonly source: string
  readonly place: string
  readonly page?: number
  readonly quote: string
  readonly documentId: string
  readonly quoteStart: number
  readonly quoteEnd: number
  readonly focus?: { readonly start: number; readonly end: number }
}

export interface AskResult {
  readonly question: string
  readonly answer: { readonly text: string; readonly supported: boolean; readonly support: number; readonly citations: readonly CitationRow[] }
  readonly passages: readonly PassageRow[]
  readonly model: string
  readonly usage?: Usage
}

/** Events of `ask`; the last one is the result. */
export type AskEvent =
  | Exclude<AnswerEvent, { readonly type: 'answer-end' } | { readonly type: 'passages-found' }>
  | { readonly type: 'passages-found'; readonly passages: readonly PassageRow[] }
  | ({ readonly type: 'answer-end' } & AskResult)
