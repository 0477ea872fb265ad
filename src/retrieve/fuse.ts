/** How much vectors count beside words, the same for every language and kind of text: docs/decisions/0004-retrieval-and-answers.md. */
const DENSE_WEIGHT = 0.4
/** Vectors of a model for another language say little: a Chinese question finds English passages nearly at random. */
const FOREIGN = 0.5

export interface SpaceCosine {
  /** Of question and chunk; absent where the chunk has no vector in the space. */
  readonly cosine: number | undefined
  /** `EmbeddingModel.unrelatedCosine`. */
  readonly unrelated: number
  readonly own: boolean
}

/**
 * One score from both searches: w · cosine above that of unrelated texts + (1 − w) · BM25 ÷ the most that the question could reach.
 * Absolute, so that scores can be compared between questions; ranks (RRF) and scores relative to the candidates measured worse.
 */
export function fuse(bm25Share: number, cosines: readonly SpaceCosine[]): number {
  let dense = 0
  for (const { cosine, unrelated, own } of cosines) {
    if (cosine !== undefined) dense = Math.max(dense, (own ? 1 : FOREIGN) * (cosine - unrelated))
  }
  return DENSE_WEIGHT * dense + (1 - DENSE_WEIGHT) * bm25Share
}
