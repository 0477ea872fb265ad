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

/** A sentence with what speaks for it. Coverage: the share of the question's content words that is held, each word weighed by what it tells. */
export interface Evidence {
  readonly candidate: Candidate
  /** With the question, above the cosine of unrelated texts. */
  readonly cosine: number
  /** Words weighed by how few of the sentences at hand hold them: what tells this sentence from the others. */
  readonly coverage: number
  /** Of the sentence with the ones before and after it; words weighed by how few chunks of the store hold them, here and below. */
  readonly around: number
  /** Of all other sentences of the passage. */
  readonly rest: number
}

/** Sentence by sentence, what in the passages speaks for being the answer. One list for each passage. */
export async function gatherEvidence(
  question: string,
  passages: readonly Passage[],
  { store, route }: EvidenceStages,
  signal?: AbortSignal,
): Promise<Evidence[][]> {
  const words = contentWords(question)
  const idf = idfOf(await store.wordStatistics(words))
  const candidates = passages.map((passage, index) => candidatesOf(passage, index))
  const all = candidates.flat()
  const frequency = new Map(words.map((word) => [word, all.filter((each) => each.words.has(word)).length]))
  const localIdf = idfOf({ chunks: all.length, frequency })
  return Promise.all(
    candidates.map(async (own, index) => {
      const model = route(passages[index]?.chunk.text ?? '')
      const texts = own.map(({ text }) => text)
      const [[asked], vectors] = await Promise.all([embedCached(model, [question], 'query', { signal }), embedCached(model, texts, 'passage', { signal })])
      return own.map((candidate, at) => ({
        candidate,
        cosine: cosineOf(asked as Float32Array, vectors[at] as Float32Array) - (model.unrelatedCosine ?? 0),
        coverage: coverageOf(localIdf, candidate.words),
        around: coverageOf(idf, unionOf(own.slice(Math.max(0, at - 1), at + 2))),
        rest: coverageOf(idf, unionOf(own.filter((each) => each !== candidate))),
      }))
    }),
  )
}

const unionOf = (candidates: readonly Candidate[]): ReadonlySet<string> => new Set(candidates.flatMap(({ words }) => [...words]))
