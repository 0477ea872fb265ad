import type { Document, Metadata, PageSpan, StoredChunk, TextFormat } from '../../contracts/document.ts'
import type { Database } from './database.ts'
import { readNames } from './manifest.ts'
import { damagedStore } from './store-errors.ts'
import { readSlice, readString, readText } from './strings.ts'

/** JSON of `document.details`. */
export interface DocumentDetails {
  readonly metadata: Metadata
  readonly pages?: readonly PageSpan[]
}

interface ChunkRow {
  readonly start: number
  readonly end: number
  readonly tokens: number
  readonly page: number | null
  readonly heading: number | null
  readonly header_start: number | null
  readonly header_end: number | null
  readonly id: string
  readonly title: number | null
  readonly first_text: number
  readonly last_text: number
  readonly names: number
  readonly kind: string
}

/** What an id of a chunk says: `${documentId}:${start}-${end}`. */
function parseChunkId(id: string): readonly [document: string, start: number, end: number] | undefined {
  const match = /^(.*):(\d+)-(\d+)$/s.exec(id)
  return match ? [match[1] ?? '', Number(match[2]), Number(match[3])] : undefined
}

const chunkId = (document: string, start: number, end: number): string => `${document}:${start}-${end}`

export function readChunk(database: Database, id: string): StoredChunk | undefined {
  const parts = parseChunkId(id)
  if (!parts) return undefined
  const row = database
    .prepare(
      `SELECT chunk.start, chunk."end", chunk.tokens, chunk.page, chunk.heading, chunk.header_start, chunk.header_end,
         document.id, document.title, document.first_text, document.last_text, file.names, file.kind
       FROM document CROSS JOIN chunk CROSS JOIN file
       WHERE document.id = ? AND chunk.document = document.number AND chunk.start = ? AND chunk."end" = ? AND file.number = document.file`,
    )
    .get(...parts) as ChunkRow | undefined
  if (!row) return undefined
  const { start, end, page, heading, header_start: headerStart, header_end: headerEnd, title } = row
  const { place, source } = readNames(database, row.names)
  const slice = (from: number, to: number) => ({
    start: from,
    end: to,
    text: readSlice(database, { first: row.first_text, last: row.last_text }, { start: from, end: to }),
  })
  return {
    id,
    documentId: row.id,
    ...slice(start, end),
    tokens: row.tokens,
    source,
    place,
    kind: row.kind,
    ...(heading === null ? {} : { heading: readString(database, heading) }),
    ...(headerStart === null || headerEnd === null ? {} : { tableHeader: slice(headerStart, headerEnd) }),
    ...(page === null ? {} : { page }),
    ...(title === null ? {} : { title: readString(database, title) }),
  }
}

export function readDocument(database: Database, id: string): Document | undefined {
  const row = database
    .prepare(
      `SELECT document.format, document.title, document.language, document.details, document.first_text, document.last_text, file.names
       FROM document CROSS JOIN file WHERE document.id = ? AND file.number = document.file`,
    )
    .get(id)
  if (!row) return undefined
  const { place, source } = readNames(database, Number(row['names']))
  return {
    id,
    text: readText(database, { first: Number(row['first_text']), last: Number(row['last_text']) }),
    format: String(row['format']) as TextFormat,
    source,
    place,
    ...(row['title'] === null ? {} : { title: readString(database, Number(row['title'])) }),
    ...(row['language'] === null ? {} : { language: String(row['language']) }),
    ...(JSON.parse(readString(database, Number(row['details']))) as DocumentDetails),
  }
}

/** Numbers of the chunks that the store holds. */
export function chunkNumbers(database: Database, ids: readonly string[]): number[] {
  const select = database.prepare(
    `SELECT chunk.number FROM document CROSS JOIN chunk
     WHERE document.id = ? AND chunk.document = document.number AND chunk.start = ? AND chunk."end" = ?`,
    'arrays',
  )
  return ids.flatMap((id) => {
    const parts = parseChunkId(id)
    const row = parts ? (select.get(...parts) as unknown as readonly [number] | undefined) : undefined
    return row ? [row[0]] : []
  })
}

/** The id of a chunk by its number. */
export function chunkIdOf(database: Database, number: number): string {
  const row = database
    .prepare('SELECT document.id, chunk.start, chunk."end" FROM chunk CROSS JOIN document ON document.number = chunk.document WHERE chunk.number = ?', 'arrays')
    .get(number) as unknown as readonly [string, number, number] | undefined
  if (!row) throw damagedStore(database.location, `chunk ${number} belongs to no document`)
  return chunkId(...row)
}

/** A copy: SQLite's blobs need not start at a multiple of four bytes. */
export function toVector(data: Uint8Array): Float32Array {
  return new Float32Array(data.slice().buffer)
}

/** The vectors of chunks, one after the other, by ascending numbers. In one blob, because many small ones cost more than the reading. */
export function readVectors(database: Database, numbers: readonly number[]): Float32Array {
  const row = database
    .prepare(
      `SELECT CAST(group_concat(data, '') AS BLOB) FROM
         (SELECT vector.data FROM json_each(?) AS wanted CROSS JOIN vector WHERE vector.number = wanted.value)`,
      'arrays',
    )
    .get(JSON.stringify(numbers)) as unknown as readonly [Uint8Array]
  return toVector(row[0])
}
