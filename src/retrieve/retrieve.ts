import { readQuestion } from '../common/question.ts'
import { wordWeights } from '../common/words.ts'
import type { ChunkFilter, ChunkStore, Retriever, ScoredChunk } from '../contracts/chunk-store.ts'
import type { Passage, StoredChunk } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import { fuse, withSiblings } from './fuse.ts'

export interface RetrievalStages {
  readonly store: ChunkStore
  /** By `EmbeddingModel.id`. */
  readonly models: ReadonlyMap<string, EmbeddingModel>
  /** The model for a text, by its language. */
  readonly route: (text: string) => EmbeddingModel
}

/** How many candidates each search brings at least: the union of both top 50 lacks what is asked for in 1 of 1,000 questions. */
const CANDIDATES = 50

/** A question's vector in one space of the store. */
interface Space {
  readonly id: string
  readonly vector: Float32Array
  readonly unrelated: number
  /** Whether the space is the one of the question's language. */
  readonly own: boolean
}

/**
 * Hybrid search: the nearest chunks by vector in every space of the store and the best by words, each candidate scored by both.
 * Throws `UsageError` on an empty question.
 */
export function makeRetriever(stages: RetrievalStages): Retriever {
  return {
    async retrieve(question, { k, filter, signal }) {
      if (k <= 0) return []
      const text = readQuestion(question)
      const scored = await scoreCandidates(text, stages, { wanted: Math.max(CANDIDATES, 2 * k), filter, signal })
      return distinctPassages(scored, stages.store, k)
    },
  }
}

interface Search {
  readonly wanted: number
  readonly filter?: ChunkFilter
  readonly signal?: AbortSignal
}

async function scoreCandidates(question: string, { store, models, route }: RetrievalStages, { wanted, filter, signal }: Search): Promise<ScoredChunk[]> {
  const weights = wordWeights(question)
  const words = [...weights.keys()]
  const spaces = await spacesOf(question, { store, models, route }, signal)
  const search = async (k: number, within: ChunkFilter | undefined) => {
    const [matching, ...nearest] = await Promise.all([
      store.matching({ words, weights, k, filter: within }),
      ...spaces.map(({ id, vector }) => store.nearest({ space: id, vector, k, filter: within })),
    ])
    signal?.throwIfAborted()
    return { matching: scoresById(matching), nearest: nearest.map(scoresById) }
  }
  const first = await search(wanted, filter)
  // Each search scores the candidates of the others too.
  const ids = new Set([first.matching, ...first.nearest].flatMap((scores) => Array.from(scores.keys())))
  if (!ids.size) return []
  const { matching, nearest } = await search(ids.size, { chunkIds: [...ids] })
  const scored = [...ids].map((chunkId) => {
    const cosines = spaces.map(({ own, unrelated }, index) => ({ cosine: nearest[index]?.get(chunkId), unrelated, own }))
    return { chunkId, score: fuse(matching.get(chunkId) ?? 0, cosines) }
  })
  return withSiblings(scored)
}

const scoresById = (found: readonly ScoredChunk[]): ReadonlyMap<string, number> => new Map(found.map(({ chunkId, score }) => [chunkId, score]))

/** Spaces of the store for which there is a model; vectors of another model can't be compared with anything. */
async function spacesOf(question: string, { store, models, route }: RetrievalStages, signal: AbortSignal | undefined): Promise<Space[]> {
  const { spaces } = await store.summary()
  const own = route(question).id
  const known = Object.keys(spaces).flatMap((id) => models.get(id) ?? [])
  return Promise.all(
    known.map(async (model) => {
      const [vector] = await model.embed([question], 'query', { signal })
      return { id: model.id, vector: vector as Float32Array, unrelated: model.unrelatedCosine ?? 0, own: model.id === own }
    }),
  )
}

/** The best `k`, best first; of passages with the same text only the best, and of equally good ones the first in order of place, source and start. */
async function distinctPassages(scored: readonly ScoredChunk[], store: ChunkStore, k: number): Promise<Passage[]> {
  const best = [...scored].sort((left, right) => right.score - left.score)
  const passages: Passage[] = []
  const seen = new Set<string>()
  for (let at = 0; at < best.length && passages.length < k;) {
    // Whole groups of equal scores, so that their order can be set.
    let end = Math.min(best.length, at + k + 5)
    while (end < best.length && best[end]?.score === best[end - 1]?.score) end++
    const scores = scoresById(best.slice(at, end))
    const group = (await store.chunks([...scores.keys()])).map((chunk): Passage => ({ chunk, score: scores.get(chunk.id) ?? 0 }))
    for (const passage of group.sort(inOrder)) {
      const key = bareText(passage.chunk.text) || passage.chunk.id
      if (!seen.has(key) && passages.length < k) passages.push(passage)
      seen.add(key)
    }
    at = end
  }
  return passages
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

export function inOrder(left: Passage, right: Passage): number {
  const [a, b]: [StoredChunk, StoredChunk] = [left.chunk, right.chunk]
  return right.score - left.score || compare(a.place, b.place) || compare(a.source, b.source) || a.start - b.start || compare(a.id, b.id)
}

/** Letters and digits alone: what is left when layout, case and width are put aside. */
const bareText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
