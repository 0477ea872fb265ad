import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import { TilthError } from '../../common/errors.ts'
import type { Address } from './address.ts'
import { bareName } from './query.ts'
import { MOST_ROW_BYTES, type ConnectOptions, type Database, type Session, type Value } from './session.ts'

/** SQLite works in this thread: others come to their turn between so many rows. */
const ROWS_AT_ONCE = 100

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A file, opened read-only. A step cannot be interrupted: there is no time-out but for another program's lock. */
export function sqliteDatabase({ path = '' }: Address, { timeoutMs }: ConnectOptions): Database {
  return {
    connect: async () => openSession(path, timeoutMs),
    quote,
    keyColumn: ({ name }) => quote(name),
    // Any column may hold anything.
    value: ({ name }, mostBytes) =>
      `CASE WHEN typeof(${quote(name)}) = 'blob' OR octet_length(${quote(name)}) > ${mostBytes} THEN NULL ELSE ${quote(name)} END`,
    length: ({ name }) => `CASE WHEN typeof(${quote(name)}) = 'blob' THEN 0 ELSE coalesce(octet_length(${quote(name)}), 0) END`,
    knowsLength: () => true,
    isOneOf: ({ name }, values, parameters) => {
      const candidates = values.flatMap(candidatesOf)
      parameters.push(...candidates)
      return `${quote(name)} IN (${candidates.map(() => '?').join(', ')})`
    },
  }
}

/** What a value may have been before it became text: "7" is a text or a number. */
function candidatesOf(text: string): (string | number | bigint | Uint8Array)[] {
  const number = /^-?\d{1,18}$/.test(text) ? BigInt(text) : String(Number(text)) === text ? Number(text) : undefined
  const bytes = /^(?:[0-9a-f]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined
  return [text, ...(number === undefined ? [] : [number]), ...(bytes ? [bytes] : [])]
}

function openSession(path: string, timeoutMs: number): Session {
  if (!existsSync(path)) throw new TilthError('no-such-path', `there is no ${path}`, 'check the path of the database')
  const database = new DatabaseSync(path, { readOnly: true, timeout: Math.min(timeoutMs, 5_000), readBigInts: true, returnArrays: true })
  database.exec('PRAGMA query_only = ON')
  return {
    mostRowBytes: MOST_ROW_BYTES,
    columns: async (query) =>
      database
        .prepare(query)
        .columns()
        .map(({ name, type }) => ({ name, kind: /^jsonb?$/i.test(type ?? '') ? 'json' : 'other' })),
    primaryKey: async (table) => {
      const rows = database.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').all(bareName(table)) as unknown as SQLOutputValue[][]
      return rows.map(([name]) => String(name))
    },
    rows: async function* (statement, parameters, signal) {
      let count = 0
      // A statement of its own each time: one that is iterated cannot be run a second time.
      for (const row of database.prepare(statement).iterate(...(parameters as (string | number)[])) as Iterable<unknown> as Iterable<SQLOutputValue[]>) {
        signal?.throwIfAborted()
        yield row.map(valueOf)
        if (++count % ROWS_AT_ONCE === 0) await breathe()
      }
    },
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
}

function valueOf(value: SQLOutputValue): Value {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
