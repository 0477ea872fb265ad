import type { SQLOutputValue } from 'node:sqlite'
import { sha256 } from '../../common/hash.ts'
import type { FileRecord, FileStatus, Touched } from '../../contracts/chunk-store.ts'
import type { Database } from './database.ts'
import { readDuplicates } from './duplicates.ts'
import { readString } from './strings.ts'
import type { Range } from './strings.ts'

type FileKey = Pick<FileRecord, 'place' | 'source'>

/** A part of a file has a key of its own. */
const keyOf = ({ place, source }: FileKey, part?: number): string => (part === undefined ? sha256(place, source) : sha256(place, source, `part ${part}`))

/** What a file is called, and why it is not indexed: `file.names`. */
export interface FileNames {
  readonly place: string
  readonly source: string
  readonly reason?: string
}

export const packNames = ({ place, source, reason }: FileNames): string => JSON.stringify(reason === undefined ? [place, source] : [place, source, reason])

function unpackNames(data: string): FileNames {
  const [place, source, reason] = JSON.parse(data) as readonly [string, string, string?]
  return reason === undefined ? { place, source } : { place, source, reason }
}

export const readNames = (database: Database, number: number): FileNames => unpackNames(readString(database, number))

/** Ordered by place and source. */
export function listFiles(database: Database, places: readonly string[] | undefined): FileRecord[] {
  const duplicates = readDuplicates(database)
  return database
    .prepare('SELECT file.*, string.data AS strings FROM file CROSS JOIN string WHERE string.number = file.names AND part_of IS NULL')
    .all()
    .map((row) => toRecord(row, duplicates.get(Number(row['number']))))
    .filter(({ place }) => !places || places.includes(place))
    .sort((a, b) => compare(a.place, b.place) || compare(a.source, b.source))
}

const compare = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0)

function toRecord(row: Readonly<Record<string, SQLOutputValue>>, duplicateOf: readonly string[] | undefined): FileRecord {
  const { place, source, reason } = unpackNames(String(row['strings']))
  return {
    place,
    source,
    kind: String(row['kind']),
    status: String(row['status']) as FileStatus,
    ...(reason === undefined ? {} : { reason }),
    fingerprint: String(row['fingerprint']),
    ...(row['modified'] === null ? {} : { modified: Number(row['modified']) }),
    ...(row['size'] === null ? {} : { size: Number(row['size']) }),
    documents: Number(row['documents']),
    chunks: Number(row['chunks']),
    redactions: row['redactions'] === '{}' ? {} : (JSON.parse(String(row['redactions'])) as Record<string, number>),
    seconds: Number(row['seconds']),
    ...(duplicateOf && { duplicateOf }),
    ...(row['version'] === null ? {} : { version: String(row['version']) }),
    ...(row['prepared_at'] === null ? {} : { preparedAt: Number(row['prepared_at']) }),
    ...(row['cleaned'] === null ? {} : { cleaned: JSON.parse(String(row['cleaned'])) as Record<string, number> }),
  }
}

/** Returns the file's number. `names`: number of its names, its first string; the last one is known later. */
export function insertFile(database: Database, { file, part, names }: { readonly file: FileRecord; readonly part?: number; readonly names: number }): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO file (key, names, first_string, last_string, kind, status, fingerprint, modified, size, documents, chunks, redactions, seconds,
         version, prepared_at, cleaned, part_of, part)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      keyOf(file, part),
      names,
      names,
      names,
      file.kind,
      file.status,
      file.fingerprint,
      file.modified ?? null,
      file.size ?? null,
      file.documents,
      file.chunks,
      JSON.stringify(file.redactions),
      file.seconds,
      file.version ?? null,
      file.preparedAt ?? null,
      file.cleaned ? JSON.stringify(file.cleaned) : null,
      part === undefined ? null : keyOf(file),
      part ?? null,
    )
  return Number(lastInsertRowid)
}

export interface StoredFile {
  readonly number: number
  readonly strings: Range
}

const storedFile = (row: Readonly<Record<string, SQLOutputValue>>): StoredFile => ({
  number: Number(row['number']),
  strings: { first: Number(row['first_string']), last: Number(row['last_string']) },
})

export function findFile(database: Database, key: FileKey, part?: number): StoredFile | undefined {
  const row = database.prepare('SELECT number, first_string, last_string FROM file WHERE key = ?').get(keyOf(key, part))
  return row && storedFile(row)
}

/** Parts of a file with numbers above `after`. */
export function findParts(database: Database, key: FileKey, after = 0): StoredFile[] {
  return database.prepare('SELECT number, first_string, last_string FROM file WHERE part_of = ? AND part > ?').all(keyOf(key), after).map(storedFile)
}

export function touchFile(database: Database, file: Touched): void {
  database
    .prepare('UPDATE file SET modified = ?, size = ?, version = coalesce(?, version) WHERE key = ?')
    .run(file.modified ?? null, file.size ?? null, file.version ?? null, keyOf(file))
}
