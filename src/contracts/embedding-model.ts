/** Some models want a question marked as such; a passage never is. */
export type EmbeddingKind = 'query' | 'passage'

/** One vector space: vectors of different models are never compared with each other. */
export interface EmbeddingModel {
  /** Name and first digits of the weights' sha256, e.g. "minilm-l6-v2-q8:afdb6f1a": what a store records. */
  readonly id: string
  readonly dimensions: number
  /** Longer texts are cut at this many tokens, special tokens included. */
  readonly maxTokens: number
  /** Cosine that a question and a passage about something else have on average; makes cosines of different models comparable. 0 if not given. */
  readonly unrelatedCosine?: number
  /** Tokens of `text`, special tokens not included. Additive over parts that are split at white space. */
  countTokens(text: string): number
  /**
   * Unit vectors, `[texts.length][dimensions]`, in order. A text's vector depends on that text alone,
   * never on its neighbours or on the order in which texts come.
   */
  embed(texts: readonly string[], kind: EmbeddingKind, options?: { readonly signal?: AbortSignal }): Promise<Float32Array[]>
  close(): Promise<void>
}
