/**
 * Normalized discounted cumulative gain at k: K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR
 * techniques", ACM TOIS 20(4), 2002. Departs from the paper as trec_eval and BEIR do: the discount is log2(rank + 1), so that
 * rank 2 is already worth less than rank 1. The gain is the relevance itself.
 * `ranked[i]` is the relevance of the result of rank i + 1; `relevances` are those of all relevant documents, in any order.
 */
export function ndcgAtK(ranked: readonly number[], relevances: readonly number[], k: number): number {
  const ideal = dcg([...relevances].sort((a, b) => b - a).slice(0, k))
  return ideal === 0 ? 0 : dcg(ranked.slice(0, k)) / ideal
}

function dcg(relevances: readonly number[]): number {
  return relevances.reduce((sum, relevance, index) => sum + relevance / Math.log2(index + 2), 0)
}
