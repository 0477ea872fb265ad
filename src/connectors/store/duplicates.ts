import type { Database } from './database.ts'

/** Signatures of documents, and in whose favour files were left out, in whole or in part. */
export const DUPLICATE_TABLES = `
  CREATE TABLE signature (document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE, data BLOB NOT NULL) STRICT;
  CREATE TABLE duplicate (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, document TEXT NOT NULL, PRIMARY KEY (file, document)
  ) STRICT, WITHOUT ROWID;
`

const PAGE = 10_000

export function insertSignature(database: Database, document: number, signature: Uint8Array): void {
  database.prepare('INSERT INTO signature VALUES (?, ?)').run(document, signature)
}

export function insertDuplicates(database: Database, file: number, documents: readonly string[]): void {
  for (const document of documents) database.prepare('INSERT OR IGNORE INTO duplicate VALUES (?, ?)').run(file, document)
}

/** By number of the file. */
export function readDuplicates(database: Database): ReadonlyMap<number, string[]> {
  const found = new Map<number, string[]>()
  for (const row of database.prepare('SELECT file, document FROM duplicate').iterate()) {
    const [file, document] = [Number(row['file']), String(row['document'])]
    const list = found.get(file)
    if (list) list.push(document)
    else found.set(file, [document])
  }
  return found
}

export function readSignatures(database: Database, after: number): { rows: { id: string; signature: Uint8Array }[]; next?: number } {
  const rows = database
    .prepare('SELECT number, id, data FROM signature JOIN document ON document = number WHERE document > ? ORDER BY document LIMIT ?', 'arrays')
    .all(after, PAGE) as unknown as readonly [number: number, id: string, signature: Uint8Array][]
  const last = rows.length === PAGE ? rows[rows.length - 1]?.[0] : undefined
  return { rows: rows.map(([, id, signature]) => ({ id, signature })), ...(last !== undefined && { next: last }) }
}

export function heldDocuments(database: Database, ids: readonly string[]): string[] {
  const select = database.prepare('SELECT 1 FROM document WHERE id = ?')
  return ids.filter((id) => select.get(id) !== undefined)
}
