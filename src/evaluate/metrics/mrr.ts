/**
 * Reciprocal rank: 1 ÷ the rank of the first relevant result, 0 when the first k hold none. Its mean over questions is the
 * MRR of E. Voorhees, "The TREC-8 Question Answering Track Report", 1999.
 * `ranked[i]` is the relevance of the result of rank i + 1; 0 is not relevant.
 */
export function reciprocalRank(ranked: readonly number[], k: number): number {
  const first = ranked.slice(0, k).findIndex((relevance) => relevance > 0)
  return first < 0 ? 0 : 1 / (first + 1)
}
