import { coverageOf, idfOf } from '../common/coverage.ts'
import { cosineOf, embedCached } from '../common/embedding-cache.ts'
import { readQuestion } from '../common/question.ts'
import { sentencesOf } from '../common/sentences.ts'
import { contentWords, wordsOf } from '../common/words.ts'
import type { Reranker } from '../contracts/chunk-store.ts'
import type { Passage } from '../contracts/document.ts'
import { inOrder, type RetrievalStages } from './retrieve.ts'

/** How much the best sentence counts beside the passage: its cosine with the question, and the share of the question's words that it holds. */
const SENTENCE_COSINE = 0.25
const SENTENCE_COVERAGE = 0.25

/** Reorders passages by how well their best sentence fits the question, added to the score they came with. */
export function makeReranker({ store, route }: RetrievalStages): Reranker {
  return {
    async rerank(question, passages, { signal } = {}) {
      if (passages.length < 2) return [...passages]
      const text = readQuestion(question)
      const idf = idfOf(await store.wordStatistics(contentWords(text)))
      const reranked = passages.map(async (passage): Promise<Passage> => {
        const sentences = sentencesOf(passage.chunk.text).map(({ start, end }) => passage.chunk.text.slice(start, end))
        const model = route(passage.chunk.text)
        const [[asked], vectors] = await Promise.all([embedCached(model, [text], 'query', { signal }), embedCached(model, sentences, 'passage', { signal })])
        const cosines = vectors.map((vector) => cosineOf(asked as Float32Array, vector) - (model.unrelatedCosine ?? 0))
        const coverages = sentences.map((sentence) => coverageOf(idf, new Set(wordsOf(sentence))))
        return { ...passage, score: passage.score + SENTENCE_COSINE * Math.max(0, ...cosines) + SENTENCE_COVERAGE * Math.max(0, ...coverages) }
      })
      return (await Promise.all(reranked)).sort(inOrder)
    },
  }
}
