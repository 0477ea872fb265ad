import type { WordStatistics } from '../contracts/chunk-store.ts'

/** How much each of a question's words tells, from how many chunks hold it: Lucene's idf, never negative. */
export function idfOf({ chunks, frequency }: WordStatistics): ReadonlyMap<string, number> {
  return new Map([...frequency].map(([word, count]) => [word, Math.log(1 + (chunks - count + 0.5) / (count + 0.5))]))
}

/** The share of the question's words, weighed by idf, that `words` hold: 0…1. */
export function coverageOf(idf: ReadonlyMap<string, number>, words: ReadonlySet<string>): number {
  let held = 0
  let all = 0
  for (const [word, weight] of idf) {
    all += weight
    if (words.has(word)) held += weight
  }
  return all ? held / all : 0
}
