import type { SQLOutputValue } from 'node:sqlite'
import { sha256 } from '../../common/hash.ts'
import type { FileRecord, FileStatus } from '../../contracts/chunk-store.ts'
import type { Database } from './database.ts'
import { readDuplicates } from './duplicates.ts'
import { readString } from './strings.ts'
import type { Range } from './strings.ts'

type FileKey = Pick<FileRecord, 'place' | 'source'>

const keyOf = ({ place, source }: FileKey): string => sha256(place, source)

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
    .prepare('SELECT file.*, string.data AS strings FROM file CROSS JOIN string WHERE string.number = file.names')
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
  }
}

/** Returns the file's number. `names`: number of its names, its first string; the last one is known later. */
export function insertFile(database: Database, file: FileRecord, names: number): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO file (key, names, first_string, last_string, kind, status, fingerprint, modified, size, documents, chunks, redactions, seconds)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      keyOf(file),
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
    )
  return Number(lastInsertRowid)
}

export function findFile(database: Database, key: FileKey): { readonly number: number; readonly strings: Range } | undefined {
  const row = database.prepare('SELECT number, first_string, last_string FROM file WHERE key = ?').get(keyOf(key))
  return row ? { number: Number(row['number']), strings: { first: Number(row['first_string']), last: Number(row['last_string']) } } : undefined
}

export function touchFile(database: Database, file: Pick<FileRecord, 'place' | 'source' | 'modified' | 'size'>): void {
  database.prepare('UPDATE file SET modified = ?, size = ? WHERE key = ?').run(file.modified ?? null, file.size ?? null, keyOf(file))
}
