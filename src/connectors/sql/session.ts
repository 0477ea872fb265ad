/** A value as the database writes it; bytes are not read (NULL), except in a key, where they are hexadecimal. */
export type Value = string | number | boolean | null

/** `other`: whatever else the database prints as text. `instant` is in UTC. */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'datetime' | 'instant' | 'json' | 'bytes' | 'other'

export interface Column {
  readonly name: string
  readonly kind: ColumnKind
}

/** One connection, in one read-only transaction at a time. Errors are the driver's own. */
export interface Session {
  /** Rows that hold more are not read: no text is that long, or the server would not send them. */
  readonly mostRowBytes: number
  /** The columns of a query that may be run, without reading a row. */
  columns(query: string): Promise<readonly Column[]>
  /** The primary key of a table as the query writes its name; empty where it has none, or is none. */
  primaryKey(table: string): Promise<readonly string[]>
  /** Rows at the reader's pace, a few megabytes ahead at most. One at a time in a session. */
  rows(statement: string, parameters: readonly unknown[], signal?: AbortSignal): AsyncGenerator<readonly Value[], void, void>
  close(): Promise<void>
}

export interface Database {
  connect(signal?: AbortSignal): Promise<Session>
  /** How it writes a column's name. */
  quote(name: string): string
  /** A key's column as `Value`s come of it. */
  keyColumn(column: Column): string
  /** A column's value, NULL where it is bytes or longer than `mostBytes`. */
  value(column: Column, mostBytes: number): string
  /** Its length in bytes as a whole number, never NULL; undefined for columns whose values are always short. */
  length(column: Column): string | undefined
  /** Whether telling the length is cheap, because the value itself isn't read for it. */
  knowsLength(column: Column): boolean
  /** `column IN (…)` for values that `keyOf` gave; adds what it needs to `parameters`. */
  isOneOf(column: Column, values: readonly string[], parameters: unknown[]): string
}

export const MOST_ROW_BYTES = 64 * 1024 * 1024

export interface ConnectOptions {
  /** For each step that waits for the database. */
  readonly timeoutMs: number
}
