import type { Database } from './database.ts'
import { blockOf, packPosting, placeInBlock, placeOf, pushEntry, sortNumbers, unpackPosting } from './posting.ts'
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
  return {
    add(chunk, counts, length) {
      const changes = changesOf(chunk)
      changes.chunks++
      changes.words += length
      for (const [key, count] of counts) pushEntry(listOf(changes.added, key), placeInBlock(chunk), count)
    },
    remove(chunk, keys, length) {
      const changes = changesOf(chunk)
      changes.chunks--
      changes.words -= length
      for (const key of keys) listOf(changes.removed, key).push(placeInBlock(chunk))
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

function listOf(lists: Map<number, number[]>, key: number): number[] {
  let list = lists.get(key)
  if (!list) lists.set(key, (list = []))
  return list
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

/** Postings of some words: row `r` is word `words[r]` in block `blocks[r]`, with `lengths[r]` of the `entries`, which stand one after the other. */
export interface Postings {
  readonly blocks: readonly number[]
  readonly words: readonly number[]
  readonly lengths: readonly number[]
  readonly entries: Uint16Array
}

/** Ordered by block, and by word as in `keys`. In one row, because many small ones cost more than the reading. */
export function readPostings(database: Database, keys: readonly number[]): Postings {
  const [blocks, words, lengths, entries] = database
    .prepare(
      `SELECT json_group_array(block), json_group_array(word), json_group_array(length(data) / 2), CAST(group_concat(data, '') AS BLOB) FROM
         (SELECT posting.block, posting.word, posting.data FROM block CROSS JOIN json_each(?) AS wanted CROSS JOIN posting
          WHERE block.chunks > 0 AND posting.block = block.number AND posting.word = wanted.value ORDER BY block.number, wanted.key)`,
      'arrays',
    )
    .get(JSON.stringify(keys)) as unknown as readonly [string, string, string, Uint8Array | null]
  const numbersOf = (json: string) => JSON.parse(json) as readonly number[]
  return { blocks: numbersOf(blocks), words: numbersOf(words), lengths: numbersOf(lengths), entries: unpackPosting(entries ?? new Uint8Array()) }
}

/** Of the whole store. */
export function readTotals(database: Database): { readonly chunks: number; readonly words: number } {
  return database.prepare('SELECT coalesce(sum(chunks), 0) AS chunks, coalesce(sum(words), 0) AS words FROM block').get() as {
    readonly chunks: number
    readonly words: number
  }
}
