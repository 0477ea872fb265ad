import type { MatchingQuery, ScoredChunk, WordStatistics } from '../../contracts/chunk-store.ts'
import type { Catalogue } from './catalogue.ts'
import type { Database } from './database.ts'
import { allowedEntries } from './filter.ts'
import { BLOCK_SIZE, chunksIn, countOf, placeOf, unpackPosting } from './posting.ts'
import { readPostings, readTotals } from './postings.ts'
import type { PostingRow } from './postings.ts'
import { chunkIdOf, chunkNumbers } from './read.ts'
import { createTop } from './top.ts'
import { wordKey } from './word-key.ts'

/** Saturation of repetitions, and how much a chunk's length counts: Lin et al.'s values (Anserini), better here than 1.2 and .75. */
const K1 = 0.9
const B = 0.4

/** How much a word tells that stands in `frequency` of `chunks` chunks. Never negative (Lucene's form). */
const inverseFrequency = (chunks: number, frequency: number): number => Math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))

/** Within an open transaction, with the catalogue brought up to date. */
export function findMatching(database: Database, catalogue: Catalogue, { words, weights: wordWeights, k, filter }: MatchingQuery): ScoredChunk[] {
  const keys = [...new Set(words.map(wordKey))].sort((a, b) => a - b)
  const { chunks, words: totalLength } = readTotals(database)
  if (keys.length === 0 || chunks === 0 || k <= 0) return []
  const postings = readPostings(database, keys)
  const frequencies = countFrequencies(postings)
  const wanted = new Map(words.map((word) => [wordKey(word), wordWeights?.get(word) ?? 1]))
  const weights = new Map(keys.map((key) => [key, (wanted.get(key) ?? 1) * inverseFrequency(chunks, frequencies.get(key) ?? 0)]))
  const most = weights.values().reduce((sum, weight) => sum + weight * (K1 + 1), 0)
  const averageLength = totalLength / chunks
  const allowed = allowedEntries(catalogue, filter, (ids) => chunkNumbers(database, ids))
  const top = createTop(Math.min(k, catalogue.size), catalogue.before)

  // Postings come block by block, a block's words in ascending order: sums do not depend on the order of preparing.
  const scores = new Float64Array(BLOCK_SIZE)
  for (let at = 0; at < postings.length;) {
    const block = postings[at]?.[0] ?? 0
    const entries = catalogue.blockEntries(block)
    scores.fill(0)
    for (; postings[at]?.[0] === block; at++) {
      const [, word = 0, data = new Uint8Array()] = postings[at] ?? []
      const most = (weights.get(word) ?? 0) * (K1 + 1)
      for (const packed of unpackPosting(data)) {
        const place = placeOf(packed)
        const count = countOf(packed)
        const length = catalogue.lengthOf(entries?.[place] ?? 0)
        scores[place] = (scores[place] ?? 0) + (most * count) / (count + K1 * (1 - B + (B * length) / averageLength))
      }
    }
    let { floor } = top
    for (let place = 0; place < BLOCK_SIZE; place++) {
      const score = scores[place] ?? 0
      if (score === 0 || score < floor) continue
      const entry = entries?.[place] ?? -1
      if (entry < 0 || allowed[entry] !== 1) continue
      top.add(entry, score)
      floor = top.floor
    }
  }
  return top.list().map(({ item, score }) => ({ chunkId: chunkIdOf(database, catalogue.numberOf(item)), score: score / most }))
}

/** In how many chunks each word stands, of the words asked for. */
export function wordFrequencies(database: Database, words: readonly string[]): WordStatistics {
  const keys = new Map(words.map((word) => [word, wordKey(word)]))
  const frequencies = countFrequencies(readPostings(database, [...new Set(keys.values())]))
  return { chunks: readTotals(database).chunks, frequency: new Map([...keys].map(([word, key]) => [word, frequencies.get(key) ?? 0])) }
}

function countFrequencies(postings: readonly PostingRow[]): Map<number, number> {
  const frequencies = new Map<number, number>()
  for (const [, word, data] of postings) frequencies.set(word, (frequencies.get(word) ?? 0) + chunksIn(data))
  return frequencies
}
