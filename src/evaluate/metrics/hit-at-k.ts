/**
 * Hit at k (success at k): 1 when one of the first k results is relevant, else 0.
 * `ranked[i]` is the relevance of the result of rank i + 1; 0 is not relevant.
 */
export function hitAtK(ranked: readonly number[], k: number): number {
  return ranked.slice(0, k).some((relevance) => relevance > 0) ? 1 : 0
}
