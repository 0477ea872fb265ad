import type { SQLOutputValue } from 'node:sqlite'
import type { FileRecord, FileStatus } from '../../contracts/chunk-store.ts'
import type { Database } from './database.ts'

type FileKey = Pick<FileRecord, 'place' | 'source'>

export function listFiles(database: Database, places: readonly string[] | undefined): FileRecord[] {
  const columns = 'place, source, kind, status, reason, fingerprint, modified, size, documents, chunks, redactions, seconds'
  const rows = places
    ? database.prepare(`SELECT ${columns} FROM file WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place, source`).all(JSON.stringify(places))
    : database.prepare(`SELECT ${columns} FROM file ORDER BY place, source`).all()
  return rows.map(toRecord)
}

function toRecord(row: Readonly<Record<string, SQLOutputValue>>): FileRecord {
  return {
    place: String(row['place']),
    source: String(row['source']),
    kind: String(row['kind']),
    status: String(row['status']) as FileStatus,
    ...(row['reason'] === null ? {} : { reason: String(row['reason']) }),
    fingerprint: String(row['fingerprint']),
    ...(row['modified'] === null ? {} : { modified: Number(row['modified']) }),
    ...(row['size'] === null ? {} : { size: Number(row['size']) }),
    documents: Number(row['documents']),
    chunks: Number(row['chunks']),
    redactions: row['redactions'] === '{}' ? {} : (JSON.parse(String(row['redactions'])) as Record<string, number>),
    seconds: Number(row['seconds']),
  }
}

/** Returns the file's number. */
export function insertFile(database: Database, file: FileRecord): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO file (place, source, kind, status, reason, fingerprint, modified, size, documents, chunks, redactions, seconds)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      file.place,
      file.source,
      file.kind,
      file.status,
      file.reason ?? null,
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

export function findFile(database: Database, { place, source }: FileKey): number | undefined {
  const row = database.prepare('SELECT number FROM file WHERE place = ? AND source = ?').get(place, source)
  return row ? Number(row['number']) : undefined
}

export function touchFile(database: Database, file: Pick<FileRecord, 'place' | 'source' | 'modified' | 'size'>): void {
  database
    .prepare('UPDATE file SET modified = ?, size = ? WHERE place = ? AND source = ?')
    .run(file.modified ?? null, file.size ?? null, file.place, file.source)
}
