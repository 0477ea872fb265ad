import type { Passage } from './document.ts'
import type { Usage } from './language-model.ts'

/** A span of the answer tied to a contiguous slice of a document; checked character by character before it is shown. */
export interface Citation {
  /** Offsets into `Answer.text`. */
  readonly start: number
  readonly end: number
  readonly chunkId: string
  readonly documentId: string
  readonly source: string
  readonly place: string
  readonly page?: number
  /** `document.text.slice(quoteStart, quoteEnd)`. */
  readonly quote: string
  readonly quoteStart: number
  readonly quoteEnd: number
  /** The likeliest few words, as offsets into `Answer.text`. */
  readonly focus?: { readonly start: number; readonly end: number }
}

export interface Answer {
  readonly text: string
  /** False when the documents do not support an answer: `text` then says so, and `passages` are the nearest. */
  readonly supported: boolean
  /** Calibrated probability that the passages hold an answer, 0…1. */
  readonly support: number
  readonly citations: readonly Citation[]
  readonly passages: readonly Passage[]
  readonly model: string
  readonly usage?: Usage
}

export type AnswerEvent =
  | { readonly type: 'passages-found'; readonly passages: readonly Passage[] }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'citation-checked'; readonly citation: Citation }
  | { readonly type: 'answer-end'; readonly answer: Answer }
