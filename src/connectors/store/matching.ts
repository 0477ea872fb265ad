import type { MatchingQuery, ScoredChunk, WordStatistics } from '../../contracts/chunk-store.ts'
import type { Catalogue } from './catalogue.ts'
import type { Database } from './database.ts'
import { allowedEntries } from './filter.ts'
import { BLOCK_SIZE, countOf, placeOf } from './posting.ts'
import { readPostings, readTotals } from './postings.ts'
import type { Postings } from './postings.ts'
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

  // Postings come block by block, and within one word by word in ascending order: sums do not depend on the order of preparing.
  const scores = new Float64Array(BLOCK_SIZE)
  let next = 0
  for (let row = 0; row < postings.blocks.length;) {
    const block = postings.blocks[row]
    const entries = catalogue.blockEntries(block ?? 0)
    scores.fill(0)
    for (; row < postings.blocks.length && postings.blocks[row] === block; row++) {
      const most = (weights.get(postings.words[row] ?? 0) ?? 0) * (K1 + 1)
      const end = next + (postings.lengths[row] ?? 0)
      for (; next < end; next++) {
        const packed = postings.entries[next] ?? 0
        const place = placeOf(packed)
        let count = countOf(packed)
        for (; next + 1 < end && placeOf(postings.entries[next + 1] ?? 0) === place; next++) count += countOf(postings.entries[next + 1] ?? 0)
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

function countFrequencies({ words, lengths, entries }: Postings): Map<number, number> {
  const frequencies = new Map<number, number>()
  let next = 0
  lengths.forEach((length, row) => {
    const end = next + length
    let count = 0
    // A place that follows itself is the same chunk.
    for (let previous = -1; next < end; next++) {
      const place = placeOf(entries[next] ?? 0)
      if (place !== previous) count++
      previous = place
    }
    const word = words[row] ?? 0
    frequencies.set(word, (frequencies.get(word) ?? 0) + count)
  })
  return frequencies
}
