/**
 * Recall at k: the share of all relevant documents that stand among the first k results.
 * `ranked[i]` is the relevance of the result of rank i + 1; `relevant` is how many relevant documents there are, at least 1.
 */
export function recallAtK(ranked: readonly number[], relevant: number, k: number): number {
  return ranked.slice(0, k).filter((relevance) => relevance > 0).length / relevant
}
