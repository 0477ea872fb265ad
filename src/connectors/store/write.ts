import { TilthError } from '../../common/errors.ts'
import type { FileRecord, IndexedChunk, IndexedDocument, IndexedFile } from '../../contracts/chunk-store.ts'
import type { Database } from './database.ts'
import { insertDuplicates, insertSignature } from './duplicates.ts'
import type { DocumentDetails } from './read.ts'
import { findFile, findParts, insertFile, packNames, type StoredFile } from './manifest.ts'
import { packKeys, unpackKeys } from './posting.ts'
import { collectPostings, countWords } from './postings.ts'
import type { PostingChanges } from './postings.ts'
import { packCodes } from './quantize.ts'
import { compactStrings, eraseStrings, insertString, insertText } from './strings.ts'
import { dropUnused, entriesOf, useEntries } from './vault.ts'

type FileKey = Pick<FileRecord, 'place' | 'source'>

/** Writes files within the open transaction. Returns whether something that was there before is gone. */
export function writeFiles(database: Database, files: readonly IndexedFile[]): boolean {
  const postings = collectPostings(database)
  const unused: number[] = []
  let removed = false
  for (const { file, part, parts, documents, vaultEntries = [] } of files) {
    const replaced = findFile(database, file, part)
    const gone = [...(replaced ? [replaced] : []), ...(part === undefined ? findParts(database, file, parts) : [])]
    for (const each of gone) removeStored(database, each, postings, unused)
    removed ||= gone.length > 0
    const number = insertFile(database, { file, names: insertString(database, packNames(file)), ...(part !== undefined && { part }) })
    documents.forEach((document, position) => insertDocument(database, { document, file: number, position, postings }))
    database.prepare('UPDATE file SET last_string = (SELECT max(number) FROM string) WHERE number = ?').run(number)
    useEntries(database, number, vaultEntries)
    insertDuplicates(database, number, file.duplicateOf ?? [])
  }
  dropUnused(database, unused)
  finish(database, postings)
  if (removed) compactStrings(database)
  return removed
}

/** Removes files within the open transaction. Returns whether there was one. */
export function removeFiles(database: Database, files: readonly FileKey[]): boolean {
  const postings = collectPostings(database)
  const unused: number[] = []
  const removed = files.map((file) => removeFile(database, file, postings, unused)).includes(true)
  if (removed) {
    dropUnused(database, unused)
    finish(database, postings)
    compactStrings(database)
  }
  return removed
}

function finish(database: Database, postings: PostingChanges): void {
  const { changes } = database.prepare('UPDATE state SET changes = changes + 1 RETURNING changes').get() as { readonly changes: number }
  postings.flush(changes)
}

/** Throws where a chunk contradicts its document: a fault of the caller that would make citations lie. */
export function validate(files: readonly IndexedFile[]): void {
  const fail = (chunk: IndexedChunk, what: string) =>
    new TilthError('wrong-chunk', `chunk ${chunk.id} ${what}`, 'this is a fault in the program that made the chunk, not in the document')
  for (const { documents } of files) {
    for (const { document, chunks } of documents) {
      for (const chunk of chunks) {
        if (chunk.documentId !== document.id || chunk.id !== `${document.id}:${chunk.start}-${chunk.end}`)
          throw fail(chunk, 'has another id than its document and offsets give')
        if (chunk.text !== document.text.slice(chunk.start, chunk.end)) throw fail(chunk, 'is not the slice of its document that its offsets name')
        const header = chunk.tableHeader
        if (header && header.text !== document.text.slice(header.start, header.end)) throw fail(chunk, 'has a table header that is not a slice of its document')
        if (!chunk.vector.every(Number.isFinite)) throw fail(chunk, 'has a vector with a component that is not a finite number')
      }
    }
  }
}

/** `entries` grows by those of the vault that the file used. */
function removeFile(database: Database, key: FileKey, postings: PostingChanges, entries: number[]): boolean {
  const file = findFile(database, key)
  const all = [...(file ? [file] : []), ...findParts(database, key)]
  for (const each of all) removeStored(database, each, postings, entries)
  return all.length > 0
}

function removeStored(database: Database, file: StoredFile, postings: PostingChanges, entries: number[]): void {
  const chunks = database
    .prepare(
      `SELECT chunk.number, chunk.space, chunk.length, chunk_words.data FROM document CROSS JOIN chunk CROSS JOIN chunk_words
       WHERE document.file = ? AND chunk.document = document.number AND chunk_words.number = chunk.number`,
      'arrays',
    )
    .all(file.number) as unknown as readonly [number: number, space: number, length: number, keys: Uint8Array][]
  for (const [chunk, space, length, keys] of chunks) {
    postings.remove(chunk, unpackKeys(keys), length)
    database.prepare('UPDATE space SET chunks = chunks - 1 WHERE number = ?').run(space)
  }
  eraseStrings(database, file.strings)
  for (const entry of entriesOf(database, file.number)) entries.push(entry)
  // Its documents, chunks, vectors and words go with it.
  database.prepare('DELETE FROM file WHERE number = ?').run(file.number)
}

interface Insertion {
  readonly document: IndexedDocument
  readonly file: number
  readonly position: number
  readonly postings: PostingChanges
}

function insertDocument(database: Database, { document: { document, chunks, signature }, file, position, postings }: Insertion): void {
  const { id, format, language, title, text, pages, metadata } = document
  const details: DocumentDetails = pages ? { metadata, pages } : { metadata }
  const titleNumber = title === undefined ? null : insertString(database, title)
  const detailsNumber = insertString(database, JSON.stringify(details))
  const { first, last } = insertText(database, text) ?? { first: 0, last: -1 }
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO document (file, position, id, format, language, title, details, first_text, last_text)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(file, position, id, format, language ?? null, titleNumber, detailsNumber, first, last)
  const number = Number(lastInsertRowid)
  if (signature) insertSignature(database, number, signature)
  const headings = new Map<string, number>()
  for (const chunk of chunks) {
    const { heading } = chunk
    if (heading !== undefined && !headings.has(heading)) headings.set(heading, insertString(database, heading))
    insertChunk(database, { chunk, document: number, heading: headings.get(heading ?? '') ?? null, postings })
  }
}

interface ChunkInsertion {
  readonly chunk: IndexedChunk
  readonly document: number
  /** Number of the string. */
  readonly heading: number | null
  readonly postings: PostingChanges
}

function insertChunk(database: Database, { chunk, document, heading, postings }: ChunkInsertion): void {
  const space = spaceFor(database, chunk)
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO chunk (document, start, "end", space, length, tokens, page, heading, header_start, header_end)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      document,
      chunk.start,
      chunk.end,
      space,
      chunk.words.length,
      chunk.tokens,
      chunk.page ?? null,
      heading,
      chunk.tableHeader?.start ?? null,
      chunk.tableHeader?.end ?? null,
    )
  const number = Number(lastInsertRowid)
  const counts = countWords(chunk.words)
  const { scale, codes } = packCodes(chunk.vector)
  database.prepare('INSERT INTO code VALUES (?, ?, ?, ?)').run(number, space, scale, codes)
  database.prepare('INSERT INTO vector VALUES (?, ?, ?)').run(number, chunk.embeddingHash, bytesOf(chunk.vector))
  database.prepare('INSERT INTO chunk_words VALUES (?, ?)').run(number, packKeys(counts.keys()))
  postings.add(number, counts, chunk.words.length)
}

/** The number of the chunk's vector space, which counts the chunk. */
function spaceFor(database: Database, { id, space, vector }: IndexedChunk): number {
  const row = database.prepare('SELECT number, dimensions, chunks FROM space WHERE id = ?').get(space) as
    | { readonly number: number; readonly dimensions: number; readonly chunks: number }
    | undefined
  if (!row) {
    return Number(database.prepare('INSERT INTO space (id, dimensions, chunks) VALUES (?, ?, 1)').run(space, vector.length).lastInsertRowid)
  }
  if (row.dimensions !== vector.length && row.chunks > 0) {
    throw new TilthError(
      'wrong-dimensions',
      `chunk ${id} has a vector of ${vector.length} dimensions, the others of ${space} have ${row.dimensions}`,
      'prepare everything with the same embedder (--reembed)',
    )
  }
  database.prepare('UPDATE space SET chunks = chunks + 1, dimensions = ? WHERE number = ?').run(vector.length, row.number)
  return row.number
}

const bytesOf = (vector: Float32Array): Uint8Array => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
