import { coverageOf, idfOf } from '../common/coverage.ts'
import { cosineOf, embedCached } from '../common/embedding-cache.ts'
import { contentWords } from '../common/words.ts'
import type { ChunkStore } from '../contracts/chunk-store.ts'
import type { Passage } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import { type Candidate, candidatesOf } from './candidates.ts'

export interface EvidenceStages {
  readonly store: ChunkStore
  /** The model for a text, by its language. */
  readonly route: (text: string) => EmbeddingModel
}

/** A sentence with what speaks for it. Cosines are those above what unrelated texts have; coverages the share of the question's content words by idf. */
export interface Evidence {
  readonly candidate: Candidate
  readonly cosine: number
  readonly coverage: number
  /** Of the sentence with the ones before and after it. */
  readonly around: number
  /** Of all other sentences of the passage, and the headings above. */
  readonly rest: number
  /** Cosine with the sentence before it. */
  readonly before: number
}

/** Sentence by sentence, what in the passages speaks for being the answer. One list for each passage. */
export async function gatherEvidence(
  question: string,
  passages: readonly Passage[],
  { store, route }: EvidenceStages,
  signal?: AbortSignal,
): Promise<Evidence[][]> {
  const idf = idfOf(await store.wordStatistics(contentWords(question)))
  return Promise.all(
    passages.map(async (passage, index) => {
      const candidates = candidatesOf(passage, index)
      const model = route(passage.chunk.text)
      const texts = candidates.map(({ text }) => text)
      const [[asked], vectors] = await Promise.all([embedCached(model, [question], 'query', { signal }), embedCached(model, texts, 'passage', { signal })])
      const unrelated = model.unrelatedCosine ?? 0
      const union = (from: readonly Candidate[]) => new Set(from.flatMap(({ words }) => [...words]))
      return candidates.map((candidate, at): Evidence => {
        const vector = vectors[at] as Float32Array
        const previous = vectors[at - 1]
        return {
          candidate,
          cosine: cosineOf(asked as Float32Array, vector) - unrelated,
          coverage: coverageOf(idf, candidate.words),
          around: coverageOf(idf, union(candidates.slice(Math.max(0, at - 1), at + 2))),
          rest: coverageOf(idf, union(candidates.filter((each) => each !== candidate))),
          before: previous ? cosineOf(previous, vector) - unrelated : 0,
        }
      })
    }),
  )
}
