import type { Database } from './database.ts'
import { blockOf, packEntry, packPosting, placeInBlock, placeOf, sortNumbers, unpackPosting } from './posting.ts'
import { wordKey } from './word-key.ts'

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
  /** `length`: words in the chunk, repetitions counted. */
  add(chunk: number, counts: ReadonlyMap<number, number>, length: number): void
  remove(chunk: number, keys: readonly number[], length: number): void
  /** Writes the changes; `changes` marks the blocks that were touched. */
  flush(changes: number): void
}

/** Changes of one block: entries to append, and places to take out, by word. */
interface BlockChanges {
  readonly added: Map<number, number[]>
  readonly removed: Map<number, number[]>
  chunks: number
  words: number
}

export function collectPostings(database: Database): PostingChanges {
  const blocks = new Map<number, BlockChanges>()
  function changesOf(chunk: number): BlockChanges {
    const number = blockOf(chunk)
    let changes = blocks.get(number)
    if (!changes) blocks.set(number, (changes = { added: new Map(), removed: new Map(), chunks: 0, words: 0 }))
    return changes
  }
  function note(lists: Map<number, number[]>, key: number, value: number): void {
    const list = lists.get(key)
    if (list) list.push(value)
    else lists.set(key, [value])
  }
  return {
    add(chunk, counts, length) {
      const changes = changesOf(chunk)
      changes.chunks++
      changes.words += length
      for (const [key, count] of counts) note(changes.added, key, packEntry(placeInBlock(chunk), count))
    },
    remove(chunk, keys, length) {
      const changes = changesOf(chunk)
      changes.chunks--
      changes.words -= length
      for (const key of keys) note(changes.removed, key, placeInBlock(chunk))
    },
    flush(changes) {
      for (const number of sortNumbers(blocks.keys())) {
        const block = blocks.get(number)
        if (!block) continue
        removePlaces(database, number, block.removed)
        appendEntries(database, number, block.added)
        database
          .prepare(
            `INSERT INTO block VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET chunks = chunks + excluded.chunks, words = words + excluded.words, changed = excluded.changed`,
          )
          .run(number, block.chunks, block.words, changes)
      }
      blocks.clear()
    },
  }
}

// Both go by ascending keys, which keeps SQLite on neighbouring pages.

function appendEntries(database: Database, block: number, added: ReadonlyMap<number, number[]>): void {
  const append = database.prepare('INSERT INTO posting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET data = CAST(data || excluded.data AS BLOB)')
  for (const word of sortNumbers(added.keys())) append.run(block, word, packPosting(added.get(word) ?? []))
}

/** A word that stands nowhere in the block any more is removed from it. */
function removePlaces(database: Database, block: number, removed: ReadonlyMap<number, number[]>): void {
  const select = database.prepare('SELECT data FROM posting WHERE block = ? AND word = ?', 'arrays')
  const update = database.prepare('UPDATE posting SET data = ? WHERE block = ? AND word = ?')
  const remove = database.prepare('DELETE FROM posting WHERE block = ? AND word = ?')
  for (const word of sortNumbers(removed.keys())) {
    const row = select.get(block, word) as unknown as readonly [Uint8Array] | undefined
    const places = removed.get(word) ?? []
    const left = row ? unpackPosting(row[0]).filter((entry) => !places.includes(placeOf(entry))) : []
    if (left.length > 0) update.run(packPosting(left), block, word)
    else remove.run(block, word)
  }
}

/** The posting of one word in one block. */
export type PostingRow = readonly [block: number, word: number, data: Uint8Array]

/** Postings of the words, ordered by block and word. */
export function readPostings(database: Database, keys: readonly number[]): readonly PostingRow[] {
  return database
    .prepare(
      `SELECT posting.block, posting.word, posting.data FROM block CROSS JOIN posting
       WHERE posting.block = block.number AND block.chunks > 0 AND posting.word IN (SELECT value FROM json_each(?))
       ORDER BY posting.block, posting.word`,
      'arrays',
    )
    .all(JSON.stringify(keys)) as unknown as readonly PostingRow[]
}

/** Of the whole store. */
export function readTotals(database: Database): { readonly chunks: number; readonly words: number } {
  return database.prepare('SELECT coalesce(sum(chunks), 0) AS chunks, coalesce(sum(words), 0) AS words FROM block').get() as {
    readonly chunks: number
    readonly words: number
  }
}
