import type { Database } from './database.ts'
import { decodePosting, encodePosting } from './posting-codec.ts'
import { wordKey } from './word-key.ts'

/**
 * Chunks `number >> BLOCK_BITS` share a block. Postings are ordered by (block, word): what a document changes stands close
 * together, whatever the store's size, and a question reads one small blob for each of its words from each block.
 */
export const BLOCK_BITS = 10
export const BLOCK_SIZE = 1 << BLOCK_BITS
export const blockOf = (chunk: number): number => Math.floor(chunk / BLOCK_SIZE)
export const placeInBlock = (chunk: number): number => chunk % BLOCK_SIZE

/** How often each word stands in a list, by key. */
export function countWords(words: readonly string[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const word of words) {
    const key = wordKey(word)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Collects a transaction's changes, so that each posting is written once however many chunks change it. */
export interface PostingChanges {
  add(chunk: number, counts: ReadonlyMap<number, number>): void
  remove(chunk: number, keys: readonly number[]): void
  /** Totals of the chunk's block: how many words (repetitions counted) come with it, or go. */
  count(chunk: number, chunks: 1 | -1, words: number): void
  /** Writes the changes; `changes` marks the blocks that were touched. */
  flush(changes: number): void
}

interface BlockChanges {
  /** For each word, [place, count] pairs; count 0: taken out. */
  readonly words: Map<number, number[]>
  chunks: number
  length: number
}

export function collectPostings(database: Database): PostingChanges {
  const blocks = new Map<number, BlockChanges>()
  const changesOf = (chunk: number): BlockChanges => {
    const number = blockOf(chunk)
    let changes = blocks.get(number)
    if (!changes) blocks.set(number, (changes = { words: new Map(), chunks: 0, length: 0 }))
    return changes
  }
  const note = (words: Map<number, number[]>, key: number, place: number, count: number): void => {
    const list = words.get(key)
    if (list) list.push(place, count)
    else words.set(key, [place, count])
  }
  return {
    add(chunk, counts) {
      const { words } = changesOf(chunk)
      for (const [key, count] of counts) note(words, key, placeInBlock(chunk), count)
    },
    remove(chunk, keys) {
      const { words } = changesOf(chunk)
      for (const key of keys) note(words, key, placeInBlock(chunk), 0)
    },
    count(chunk, chunks, words) {
      const changes = changesOf(chunk)
      changes.chunks += chunks
      changes.length += chunks * words
    },
    flush(changes) {
      for (const number of [...blocks.keys()].sort((a, b) => a - b)) {
        const block = blocks.get(number)
        if (!block) continue
        writeBlock(database, number, block.words)
        database
          .prepare(
            `INSERT INTO block VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET chunks = chunks + excluded.chunks, words = words + excluded.words, changed = excluded.changed`,
          )
          .run(number, block.chunks, block.length, changes)
      }
      blocks.clear()
    },
  }
}

function writeBlock(database: Database, block: number, words: ReadonlyMap<number, number[]>): void {
  const select = database.prepare('SELECT data FROM posting WHERE block = ? AND word = ?', 'arrays')
  const write = database.prepare('INSERT OR REPLACE INTO posting VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM posting WHERE block = ? AND word = ?')
  // Ascending keys keep SQLite on neighbouring pages.
  for (const word of [...words.keys()].sort((a, b) => a - b)) {
    const row = select.get(block, word) as unknown as readonly [Uint8Array] | undefined
    const data = mergePosting(row?.[0], words.get(word) ?? [])
    if (data.length > 0) write.run(block, word, data)
    else if (row) remove.run(block, word)
  }
}

/** `changes`: [place, count] pairs; a count of 0 takes the place out. */
function mergePosting(data: Uint8Array | undefined, changes: readonly number[]): Uint8Array {
  const counts = new Map<number, number>()
  if (data) {
    const old = decodePosting(data)
    old.places.forEach((place, index) => counts.set(place, old.counts[index] ?? 1))
  }
  for (let index = 0; index < changes.length; index += 2) {
    const [place = 0, count = 0] = changes.slice(index, index + 2)
    if (count > 0) counts.set(place, count)
    else counts.delete(place)
  }
  const places = [...counts.keys()].sort((a, b) => a - b)
  return encodePosting({ places, counts: places.map((place) => counts.get(place) ?? 1) })
}

/** The posting of one word in one block. */
export interface PostingRow {
  readonly block: number
  readonly word: number
  readonly data: Uint8Array
}

/** Postings of the words, ordered by block and word. */
export function readPostings(database: Database, keys: readonly number[]): PostingRow[] {
  return database
    .prepare(
      `SELECT posting.block, posting.word, posting.data FROM block CROSS JOIN posting
       WHERE posting.block = block.number AND block.chunks > 0 AND posting.word IN (SELECT value FROM json_each(?))
       ORDER BY posting.block, posting.word`,
    )
    .all(JSON.stringify(keys)) as unknown as PostingRow[]
}

/** Of the whole store. */
export function readTotals(database: Database): { readonly chunks: number; readonly words: number } {
  return database.prepare('SELECT coalesce(sum(chunks), 0) AS chunks, coalesce(sum(words), 0) AS words FROM block').get() as {
    readonly chunks: number
    readonly words: number
  }
}
