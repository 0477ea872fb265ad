import type { Database } from './database.ts'
import { damagedStore } from './store-errors.ts'

/**
 * Everything that is written in words stands in one table, by number: a document's text in pieces, titles, headings, metadata,
 * sources. Its rows are only ever appended, and overwritten in place with zeros when what they belong to goes.
 *
 * Because `secure_delete` alone is not enough: to delete a row, SQLite may move its neighbours to another page, and the bytes
 * that they leave behind are overwritten only when that page is used again. Rows that are appended and keep their length are
 * never moved. Once more than half is zeros, the table is written anew (`compact`).
 */

/** The longest piece of a text, in UTF-16 code units: short enough that a chunk is read without reading its whole document. */
const PIECE_LENGTH = 8192
/** Fewer bytes of zeros are not worth the writing. */
const FEW_BYTES = 2 ** 20

/** First and last number of neighbouring rows; `last < first` where there are none. */
export interface Range {
  readonly first: number
  readonly last: number
}

/** Returns the string's number. */
export function insertString(database: Database, data: string, start = 0): number {
  database.prepare('UPDATE state SET live_bytes = live_bytes + octet_length(?)').run(data)
  return Number(database.prepare('INSERT INTO string (start, data) VALUES (?, ?)').run(start, data).lastInsertRowid)
}

/**
 * Writes a text in pieces, each with its start. None ends within a surrogate pair, because SQLite keeps UTF-8, in which half
 * a pair does not exist.
 */
export function insertText(database: Database, text: string): Range | undefined {
  let range: Range | undefined
  for (let start = 0; start < text.length;) {
    const limit = start + PIECE_LENGTH
    const end = limit < text.length && isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit
    const number = insertString(database, text.slice(start, end), start)
    range = { first: range?.first ?? number, last: number }
    start = end
  }
  return range
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

export function readString(database: Database, number: number): string {
  const row = database.prepare('SELECT data FROM string WHERE number = ?', 'arrays').get(number) as unknown as readonly [string] | undefined
  if (!row) throw damagedStore(database.location, `text ${number} is missing`)
  return row[0]
}

export function readText(database: Database, { first, last }: Range): string {
  const rows = database.prepare('SELECT data FROM string WHERE number BETWEEN ? AND ? ORDER BY number', 'arrays').all(first, last)
  return (rows as unknown as readonly [string][]).map(([data]) => data).join('')
}

/** `text.slice(start, end)` of a text in pieces. */
export function readSlice(database: Database, { first, last }: Range, { start, end }: { readonly start: number; readonly end: number }): string {
  // Piece p starts at most p units before p · PIECE_LENGTH, one for each pair that was kept whole.
  const from = first + Math.floor(start / PIECE_LENGTH)
  const to = Math.min(last, first + Math.floor(Math.max(start, end - 1) / (PIECE_LENGTH - 1)))
  const pieces = database
    .prepare('SELECT start, data FROM string WHERE number BETWEEN ? AND ? AND start < ? ORDER BY number', 'arrays')
    .all(from, to, end) as unknown as readonly [start: number, data: string][]
  const offset = pieces[0]?.[0] ?? 0
  return pieces
    .map(([, data]) => data)
    .join('')
    .slice(start - offset, end - offset)
}

/** Overwrites strings with zeros of the same length, which leaves every row where it is. */
export function eraseStrings(database: Database, { first, last }: Range): void {
  const row = database.prepare('SELECT coalesce(sum(octet_length(data)), 0) AS bytes FROM string WHERE number BETWEEN ? AND ?').get(first, last)
  const bytes = Number(row?.['bytes'])
  database.prepare('UPDATE string SET data = CAST(zeroblob(octet_length(data)) AS TEXT) WHERE number BETWEEN ? AND ?').run(first, last)
  database.prepare('UPDATE state SET live_bytes = live_bytes - ?, dead_bytes = dead_bytes + ?').run(bytes, bytes)
}

/** Gives the room of erased strings back, when that is more than the others take. SQLite overwrites the pages of a dropped table. */
export function compactStrings(database: Database): void {
  const row = database.prepare('SELECT live_bytes, dead_bytes FROM state').get()
  const [live, dead] = [Number(row?.['live_bytes']), Number(row?.['dead_bytes'])]
  if (dead < FEW_BYTES || dead < live) return
  database.exec(`
    CREATE TABLE string_next (number INTEGER PRIMARY KEY, start INTEGER NOT NULL, data TEXT NOT NULL) STRICT;
    INSERT INTO string_next SELECT string.* FROM file CROSS JOIN string WHERE string.number BETWEEN file.first_string AND file.last_string ORDER BY file.number;
    DROP TABLE string;
    ALTER TABLE string_next RENAME TO string;
    UPDATE state SET dead_bytes = 0;`)
}
