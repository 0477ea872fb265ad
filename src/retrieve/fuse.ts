import type { ScoredChunk } from '../contracts/chunk-store.ts'

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

/** How much the best other chunk of the same document counts: it names what this one only calls "it". */
const SIBLING = 0.1

/** Adds to each score what the best other candidate of its document says for it, as far as that is better than half of all candidates. */
export function withSiblings(scored: readonly ScoredChunk[]): ScoredChunk[] {
  const middle = scored.map(({ score }) => score).sort((left, right) => left - right)[scored.length >> 1] ?? 0
  const best = new Map<string, [number, number]>()
  for (const { chunkId, score } of scored) {
    const [first, second] = best.get(documentOf(chunkId)) ?? [0, 0]
    best.set(documentOf(chunkId), score > first ? [score, first] : [first, Math.max(second, score)])
  }
  return scored.map(({ chunkId, score }) => {
    const [first, second] = best.get(documentOf(chunkId)) ?? [0, 0]
    return { chunkId, score: score + SIBLING * Math.max(0, (score === first ? second : first) - middle) }
  })
}

/** A chunk's id is that of its document and its offsets. */
const documentOf = (chunkId: string): string => chunkId.slice(0, chunkId.lastIndexOf(':'))
