import { TilthError } from '../../common/errors.ts'
import type { NearestQuery, ScoredChunk } from '../../contracts/chunk-store.ts'
import type { Catalogue } from './catalogue.ts'
import type { Database } from './database.ts'
import { allowedEntries } from './filter.ts'
import { createMatrix } from './matrix.ts'
import type { Matrix, Rows } from './matrix.ts'
import { scoreErrorBound } from './quantize.ts'
import { chunkIdOf, chunkNumbers, readVectors } from './read.ts'
import { damagedStore } from './store-errors.ts'
import { createTop } from './top.ts'
import type { Top } from './top.ts'

/** Rows read at a time: blobs that are larger are taken from fresh memory each time, which costs more than the reading. */
const BATCH = 256

/** The matrices of a store, one for each vector space that was searched. */
export interface NearestSearch {
  /** Within an open transaction, with the catalogue brought up to date. */
  find(query: NearestQuery): ScoredChunk[]
}

interface LoadedSpace {
  readonly generation: number
  readonly matrix: Matrix
  /** How many of the catalogue's entries of the space have been looked at. */
  seen: number
}

export function createNearestSearch(database: Database, catalogue: Catalogue): NearestSearch {
  const loaded = new Map<number, LoadedSpace>()

  function load(number: number, dimensions: number): Matrix {
    let space = loaded.get(number)
    if (!space || space.generation !== catalogue.generation || space.matrix.dimensions !== dimensions) {
      space = { generation: catalogue.generation, matrix: createMatrix(dimensions), seen: 0 }
      loaded.set(number, space)
    }
    const { matrix } = space
    const entries = catalogue.spaceEntries(number).slice(space.seen)
    const append = (): void => {
      for (let at = 0; at < entries.length; at += BATCH) {
        const living = entries.slice(at, at + BATCH).filter((entry) => catalogue.alive[entry] === 1)
        if (living.length === 0) continue
        const rows = readCodes(number, living)
        if (!rows || !matrix.fits(rows)) throw damagedStore(database.location, 'short vectors are missing')
        matrix.append(rows)
      }
    }
    if (entries.length > BATCH) database.bulk(append)
    else append()
    space.seen += entries.length
    return matrix
  }

  /** The rows of neighbouring entries in one blob: reading one row a chunk takes three times as long. */
  function readCodes(space: number, entries: readonly number[]): Rows | undefined {
    const [scales, codes] = database
      .prepare(
        `SELECT CAST(group_concat(scale, '') AS BLOB), CAST(group_concat(codes, '') AS BLOB) FROM
           (SELECT scale, codes FROM code WHERE space = ? AND number BETWEEN ? AND ? ORDER BY number)`,
        'arrays',
      )
      .get(space, catalogue.numberOf(entries[0] ?? 0), catalogue.numberOf(entries.at(-1) ?? 0)) as unknown as readonly [Uint8Array | null, Uint8Array | null]
    return scales && codes ? { entries, scales, codes } : undefined
  }

  return {
    find({ space, vector, k, filter }) {
      const row = database.prepare('SELECT number, dimensions, chunks FROM space WHERE id = ?').get(space)
      if (!row || row['chunks'] === 0 || k <= 0) return []
      const dimensions = Number(row['dimensions'])
      if (dimensions !== vector.length) {
        throw new TilthError(
          'wrong-dimensions',
          `the question's vector has ${vector.length} dimensions, those of ${space} have ${dimensions}`,
          'search with the embedder that prepared the documents',
        )
      }
      const matrix = load(Number(row['number']), dimensions)
      const allowed = allowedEntries(catalogue, filter, (ids) => chunkNumbers(database, ids))
      const approximate = createTop(Math.min(k, matrix.rows), catalogue.before)
      matrix.scan(vector, allowed, approximate)
      // Each of these k has a true score of at least floor − bound, so the true best have an approximate one of at least
      // floor − 2 · bound: rescoring all of those gives what comparing every vector in full would give.
      const candidates = matrix.atLeast(approximate.floor - 2 * scoreErrorBound(matrix.largestScale))
      const best = createTop(Math.min(k, matrix.rows), catalogue.before)
      rescore(candidates, vector, best)
      return best.list().map(({ item, score }) => ({ chunkId: chunkIdOf(database, catalogue.numberOf(item)), score }))
    },
  }

  /** Adds the scores of entries, in full precision. */
  function rescore(entries: readonly number[], vector: Float32Array, best: Top): void {
    const ordered = entries.map((entry) => ({ entry, number: catalogue.numberOf(entry) })).sort((a, b) => a.number - b.number)
    for (let at = 0; at < ordered.length; at += BATCH) {
      const batch = ordered.slice(at, at + BATCH)
      const vectors = readVectors(
        database,
        batch.map(({ number }) => number),
      )
      batch.forEach(({ entry }, index) => best.add(entry, dot(vector, vectors, index * vector.length)))
    }
  }
}

/** Of `first` with the numbers of `second` that begin at `offset`. */
function dot(first: Float32Array, second: Float32Array, offset: number): number {
  let sum = 0
  for (let index = 0; index < first.length; index++) sum += (first[index] ?? 0) * (second[offset + index] ?? 0)
  return sum
}
