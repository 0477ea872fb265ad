import { messageOf } from '../../common/errors.ts'
import type { FileStatus } from '../../contracts/chunk-store.ts'
import type { Database } from './database.ts'
import { listFiles } from './manifest.ts'
import { BLOCK_SIZE, packKeys, placeInBlock, placeOf, unpackPosting } from './posting.ts'
import { packCodes } from './quantize.ts'
import { toVector } from './read.ts'
import { isBusy, isDiskError } from './store-errors.ts'
import { readString, readText } from './strings.ts'

/** At most this many problems are listed: a damaged store would list every row. */
const MOST_PROBLEMS = 100

/**
 * What is wrong with a store, in words; nothing when it is sound. Within an open transaction; reads the whole store. What cannot
 * be read is a problem too, and does not end the search for others.
 */
export function findProblems(database: Database): string[] {
  const problems: string[] = []
  for (const [subject, find] of Object.entries(CHECKS)) {
    try {
      for (const problem of find(database)) {
        problems.push(problem)
        if (problems.length === MOST_PROBLEMS) return [...problems, 'and more']
      }
    } catch (error) {
      // Not the store's fault: another process holds a lock, or the disk fails. In damaged bytes anything may stand.
      if (isBusy(error) || isDiskError(error)) throw error
      problems.push(`the ${subject} cannot be read: ${messageOf(error)}`)
    }
  }
  return problems
}

const CHECKS: Readonly<Record<string, (database: Database) => Generator<string>>> = {
  database: databaseProblems,
  strings: stringProblems,
  manifest: manifestProblems,
  texts: textProblems,
  vectors: vectorProblems,
  words: wordProblems,
}

function* databaseProblems(database: Database): Generator<string> {
  for (const row of database.prepare('PRAGMA integrity_check').iterate()) if (row['integrity_check'] !== 'ok') yield String(row['integrity_check'])
  for (const row of database.prepare('PRAGMA foreign_key_check').iterate())
    yield `a row of ${row['table']} belongs to a row of ${row['parent']} that does not exist`
}

function* stringProblems(database: Database): Generator<string> {
  let next = 0
  for (const file of database.prepare('SELECT number, names, first_string, last_string FROM file ORDER BY number').iterate()) {
    const [first, last] = [Number(file['first_string']), Number(file['last_string'])]
    if (first < next || last < first || Number(file['names']) !== first) yield `the strings of file ${file['number']} are not its own`
    next = last + 1
  }
  const found = database.prepare('SELECT count(*) AS count FROM string WHERE number BETWEEN ? AND ?')
  for (const file of database.prepare('SELECT number, first_string, last_string FROM file').all()) {
    const [first, last] = [Number(file['first_string']), Number(file['last_string'])]
    if (found.get(first, last)?.['count'] !== last - first + 1) yield `strings of file ${file['number']} are missing`
  }
}

const STATUSES: ReadonlySet<string> = new Set<FileStatus>(['indexed', 'dropped', 'failed'])

function* manifestProblems(database: Database): Generator<string> {
  for (const { status, source } of listFiles(database, undefined)) if (!STATUSES.has(status)) yield `${source} has no status that there is`
  for (const { details } of database.prepare('SELECT details FROM document').iterate()) JSON.parse(readString(database, Number(details)))
}

function* textProblems(database: Database): Generator<string> {
  const chunks = database.prepare('SELECT start, "end", header_start, header_end FROM chunk WHERE document = ?')
  for (const document of database.prepare('SELECT number, id, first_text, last_text FROM document').all()) {
    const { length } = readText(database, { first: Number(document['first_text']), last: Number(document['last_text']) })
    for (const chunk of chunks.all(Number(document['number']))) {
      const [start, end] = [Number(chunk['start']), Number(chunk['end'])]
      const headerEnd = Number(chunk['header_end'] ?? 0)
      if (start < 0 || end < start || end > length || headerEnd > length)
        yield `chunk ${document['id']}:${start}-${end} is no part of its document, which has ${length} characters`
    }
  }
}

function* vectorProblems(database: Database): Generator<string> {
  const rows = database
    .prepare(
      `SELECT chunk.number, space.id, space.dimensions, vector.data AS vector, code.scale, code.codes, chunk.space = code.space AS same FROM chunk
       JOIN space ON space.number = chunk.space LEFT JOIN vector ON vector.number = chunk.number LEFT JOIN code ON code.number = chunk.number`,
    )
    .iterate()
  for (const { number, id, dimensions, vector, scale, codes, same } of rows) {
    if (!(vector instanceof Uint8Array) || !(scale instanceof Uint8Array) || !(codes instanceof Uint8Array)) yield `chunk ${number} has no vector`
    else if (vector.length !== 4 * Number(dimensions)) yield `chunk ${number} has a vector of ${vector.length / 4} dimensions; ${id} has ${dimensions}`
    else if (same !== 1 || !fits(toVector(vector), scale, codes)) yield `chunk ${number} has a short vector that does not fit its vector`
  }
  const counts = database.prepare('SELECT id FROM space WHERE chunks <> (SELECT count(*) FROM chunk WHERE chunk.space = space.number)').all()
  for (const { id } of counts) yield `the number of chunks of ${id} is not what the store says`
}

function fits(vector: Float32Array, scale: Uint8Array, codes: Uint8Array): boolean {
  const packed = packCodes(vector)
  return Buffer.compare(packed.scale, scale) === 0 && Buffer.compare(packed.codes, codes) === 0
}

function* wordProblems(database: Database): Generator<string> {
  const chunks = database.prepare(
    `SELECT chunk.number, chunk.length, chunk_words.data FROM chunk LEFT JOIN chunk_words ON chunk_words.number = chunk.number
     WHERE chunk.number BETWEEN ? AND ?`,
  )
  for (const block of database.prepare('SELECT number, chunks, words FROM block ORDER BY number').all()) {
    const first = Number(block['number']) * BLOCK_SIZE
    const found = new Map<number, number[]>()
    for (const row of database.prepare('SELECT word, data FROM posting WHERE block = ?').iterate(Number(block['number']))) {
      for (const place of new Set([...unpackPosting(row['data'] as Uint8Array)].map(placeOf))) {
        const keys = found.get(place)
        if (keys) keys.push(Number(row['word']))
        else found.set(place, [Number(row['word'])])
      }
    }
    const rows = chunks.all(first, first + BLOCK_SIZE - 1)
    const length = rows.reduce((sum, row) => sum + Number(row['length']), 0)
    if (rows.length !== block['chunks'] || length !== block['words']) yield `the totals of block ${block['number']} do not fit its chunks`
    for (const { number, data } of rows) {
      const place = placeInBlock(Number(number))
      if (!(data instanceof Uint8Array) || Buffer.compare(data, packKeys(found.get(place) ?? [])) !== 0)
        yield `chunk ${number} is not found by exactly its words`
      found.delete(place)
    }
    for (const place of found.keys()) yield `words of chunk ${first + place} are left, which does not exist`
  }
  const orphans = database.prepare(`SELECT count(*) AS count FROM chunk WHERE number / ${BLOCK_SIZE} NOT IN (SELECT number FROM block)`).get()
  if (orphans && orphans['count'] !== 0) yield `${orphans['count']} chunks belong to no block`
}
