import type { Passage } from './document.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

export interface ModelRequest {
  readonly messages: readonly Message[]
  /** What the model may rest its answer on. A model without a place of its own for them gets them in the prompt. */
  readonly passages?: readonly Passage[]
  readonly signal?: AbortSignal
}

export interface Usage {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** Streamed by a model; `finish` comes last. */
export type ModelEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | ModelCitation
  | { readonly type: 'finish'; readonly reason: 'stop' | 'length' | 'unsupported'; readonly usage?: Usage }

/** The model says that `start…end` of its text so far rests on `quoteStart…quoteEnd` of a document. A claim: `answer/cite.ts` checks it. */
export interface ModelCitation {
  readonly type: 'citation'
  readonly start: number
  readonly end: number
  /** Index into `ModelRequest.passages`. */
  readonly passage: number
  /** Offsets into the text of the passage's document. */
  readonly quoteStart: number
  readonly quoteEnd: number
  /** The likeliest few words, as offsets into the model's text, within `start…end`. */
  readonly focus?: { readonly start: number; readonly end: number }
}

/** One door for every model. */
export interface LanguageModel {
  /** The spec that made it, such as "quote". */
  readonly name: string
  /** In the model's own tokens. */
  readonly contextLength: number
  countTokens(text: string): number
  generate(request: ModelRequest): AsyncIterable<ModelEvent>
}
