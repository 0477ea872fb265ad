import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { isBusy, isFull, toStoreError } from './store-errors.ts'

/** SQLite itself waits only this long at a time, because it blocks the thread meanwhile, Ctrl-C included. */
const BUSY_STEP_MS = 100
/** Pages kept in memory, in KiB. */
const CACHE_KIB = 32_768
/** The same while much is read that is not read again. */
const BULK_CACHE_KIB = 1024

/** One connection. What is done within `read` or `write` is synchronous, so nothing else of this process comes between. */
export interface Database {
  readonly location: string
  /** The statement for `sql`, compiled once; rows are objects, or arrays with `rows: 'arrays'`. */
  prepare(sql: string, rows?: 'arrays'): StatementSync
  exec(sql: string): void
  /** Runs `work`, which reads much, without keeping the pages: touching fresh memory takes longer than reading them (half of the time). */
  bulk<T>(work: () => T): T
  /** Runs `work` in one read transaction: it sees one state of the store. */
  read<T>(work: () => T): Promise<T>
  /** Runs `work` in one write transaction: all of it is kept, or nothing. */
  write<T>(work: () => T): Promise<T>
  /** Runs `work` outside of a transaction, again while another process is in the way. */
  attempt<T>(work: () => T): Promise<T>
  close(): void
}

export interface ConnectOptions {
  readonly location: string
  readonly readOnly: boolean
  /** How long a call waits for another process's write before it fails with `store-busy`. */
  readonly waitMs: number
}

/** Errors are `TilthError`s that name `location`. */
export function connect(file: string | URL, options: ConnectOptions): Database {
  const { location } = options
  let sqlite: DatabaseSync
  try {
    sqlite = new DatabaseSync(file, { readOnly: options.readOnly, timeout: BUSY_STEP_MS })
  } catch (error) {
    throw toStoreError(error, location)
  }
  const statements = new Map<string, StatementSync>()

  async function attempt<T>(work: () => T): Promise<T> {
    const started = Date.now()
    for (;;) {
      try {
        return work()
      } catch (error) {
        if (!isBusy(error) || Date.now() - started > options.waitMs) throw toStoreError(error, location)
      }
      await delay(20 + Math.random() * 30)
    }
  }

  const transaction = <T>(begin: string, work: () => T): Promise<T> =>
    attempt(() => {
      sqlite.exec(begin)
      try {
        const result = work()
        sqlite.exec('COMMIT')
        return result
      } catch (error) {
        if (sqlite.isTransaction) sqlite.exec('ROLLBACK')
        throw error
      }
    })

  return {
    location,
    prepare(sql, rows) {
      const key = rows ? `${rows} ${sql}` : sql
      let statement = statements.get(key)
      if (!statement) {
        statement = sqlite.prepare(sql)
        if (rows) statement.setReturnArrays(true)
        statements.set(key, statement)
      }
      return statement
    },
    exec: (sql) => sqlite.exec(sql),
    bulk(work) {
      sqlite.exec(`PRAGMA cache_size = -${BULK_CACHE_KIB}`)
      try {
        return work()
      } finally {
        sqlite.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
      }
    },
    read: (work) => transaction('BEGIN', work),
    write: (work) => transaction('BEGIN IMMEDIATE', work),
    attempt,
    close() {
      statements.clear()
      sqlite.close()
    },
  }
}

/** Settings of a connection that is allowed to write. */
export function configure(database: Database): void {
  // WAL: readers and one writer at a time do not wait for each other. FULL: a commit survives a power cut.
  // secure_delete: what is deleted is overwritten with zeros. temp_store: no text in temporary files.
  // page_size counts only for a new file: 8 KiB hold five vectors of 384 dimensions with little waste.
  database.exec(`PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${CACHE_KIB}`)
}

/** Settings of a connection that only reads. */
export function configureReadOnly(database: Database): void {
  database.exec(`PRAGMA temp_store = MEMORY; PRAGMA cache_size = -${CACHE_KIB}`)
}

/** Writes the WAL into the database and cuts it to nothing. False when another process still reads it, or the disk is full: try later. */
export function truncateWal(database: Database): boolean {
  try {
    const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { readonly busy: number }
    return row.busy === 0
  } catch (error) {
    if (isBusy(error) || isFull(error)) return false
    throw toStoreError(error, database.location)
  }
}
