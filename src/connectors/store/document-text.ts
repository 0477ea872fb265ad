import type { Database } from './database.ts'

/** The longest piece, in UTF-16 code units: short enough that a chunk is read without reading its whole document. */
const PIECE_LENGTH = 8192

/**
 * Writes a document's text in pieces. None ends within a surrogate pair, because SQLite keeps UTF-8, in which half a pair
 * does not exist.
 */
export function insertText(database: Database, document: number, text: string): void {
  const insert = database.prepare('INSERT INTO text VALUES (?, ?, ?)')
  for (let start = 0; start < text.length;) {
    const limit = start + PIECE_LENGTH
    const end = limit < text.length && isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit
    insert.run(document, start, text.slice(start, end))
    start = Math.min(end, text.length)
  }
}

export function readText(database: Database, document: number): string {
  const rows = database.prepare('SELECT data FROM text WHERE document = ? ORDER BY start', 'arrays').all(document) as unknown as readonly [string][]
  return rows.map(([data]) => data).join('')
}

/** `text.slice(start, end)` of a document. */
export function readSlice(database: Database, document: number, start: number, end: number): string {
  const pieces = database
    .prepare('SELECT start, data FROM text WHERE document = ? AND start > ? AND start < ? ORDER BY start', 'arrays')
    .all(document, start - PIECE_LENGTH, Math.max(end, start + 1)) as unknown as readonly [start: number, data: string][]
  const offset = pieces[0]?.[0] ?? 0
  return pieces
    .map(([, data]) => data)
    .join('')
    .slice(start - offset, end - offset)
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
