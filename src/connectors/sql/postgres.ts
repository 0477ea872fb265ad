import type { Socket } from 'node:net'
import { readFile } from 'node:fs/promises'
import type { Client, ClientConfig, FieldDef, Submittable } from 'pg'
import { loadDriver } from './errors.ts'
import type { Address } from './address.ts'
import { isLocal, tlsModes } from './tls.ts'
import { rowQueue, within } from './row-queue.ts'
import { MOST_ROW_BYTES, type Column, type ColumnKind, type ConnectOptions, type Database, type Session, type Value } from './session.ts'

const CONNECT_MS = 15_000
/** Rows of a FETCH: few at first, and as many later as fit into about `FETCH_BYTES`. */
const [FIRST_ROWS, MOST_ROWS, FETCH_BYTES] = [16, 500, 4 * 1024 * 1024]

/** By the numbers of PostgreSQL's own types; those of extensions differ from server to server and are printed as they are. */
const KINDS = new Map<number, ColumnKind>([
  ...[20, 21, 23, 26, 700, 701, 1700].map((type) => [type, 'number'] as const),
  ...[18, 19, 25, 1042, 1043].map((type) => [type, 'text'] as const),
  ...[114, 3802].map((type) => [type, 'json'] as const),
  [16, 'boolean'],
  [17, 'bytes'],
  [1114, 'datetime'],
  [1184, 'instant'],
])
/** Arrays of numbers, texts, dates and UUIDs: "a, b" instead of "{a,b}". */
const ARRAYS = new Set([1000, 1005, 1007, 1009, 1015, 1016, 1021, 1022, 1182, 1231, 2951])

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A column, and the number of its type where that says how it is printed. */
interface PostgresColumn extends Column {
  readonly array?: true
}

export function postgresDatabase(address: Address, { timeoutMs }: ConnectOptions): Database {
  const text = (column: PostgresColumn) => (column.array ? `array_to_string(${quote(column.name)}, ', ')` : `${quote(column.name)}::text`)
  const short = ({ kind }: Column) => kind === 'number' || kind === 'boolean' || kind === 'datetime' || kind === 'instant' || kind === 'bytes'
  return {
    connect: (signal) => openSession(address, timeoutMs, signal),
    quote,
    keyColumn: ({ name, kind }) => (kind === 'bytes' ? `encode(${quote(name)}, 'hex')` : `${quote(name)}::text`),
    value: (column, mostBytes) => {
      if (column.kind === 'bytes') return 'NULL'
      if (column.kind === 'boolean') return quote(column.name)
      return short(column) ? text(column) : `CASE WHEN octet_length(${text(column)}) > ${mostBytes} THEN NULL ELSE ${text(column)} END`
    },
    length: (column) => (short(column) ? undefined : `coalesce(octet_length(${text(column)}), 0)::bigint`),
    // It stands beside the value, which may lie in another table ("toast"); only that of a text.
    knowsLength: ({ kind }) => kind === 'text',
    isOneOf: ({ name, kind }, values, parameters) => {
      const places = values.map((value) => (kind === 'bytes' ? `decode($${parameters.push(value)}, 'hex')` : `$${parameters.push(value)}`))
      return `${quote(name)} IN (${places.join(', ')})`
    },
  }
}

/** Everything as the server prints it, but for booleans. */
const types = { getTypeParser: (type: number) => (type === 16 ? (text: string) => text === 't' : (text: string) => text) }

async function openSession(address: Address, timeoutMs: number, signal?: AbortSignal): Promise<Session> {
  const pg = await loadDriver('pg', 'PostgreSQL', () => import('pg'))
  const client = await connect(address, timeoutMs, (config) => new pg.default.Client(config))
  let broken: unknown
  // Without a listener, a connection that breaks while nothing is asked ends the process.
  client.on('error', (error) => (broken ??= error))
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection
  const destroy = () => stream.destroy()

  async function run(sql: string, values: readonly unknown[] = []): Promise<{ rows: Value[][]; fields: FieldDef[] }> {
    if (broken) throw broken
    // "extended": only one statement may stand in it.
    const config = { text: sql, values: [...values], rowMode: 'array' as const, types, queryMode: 'extended' }
    try {
      return await within(timeoutMs + 5_000, client.query<Value[]>(config as never) as Promise<{ rows: Value[][]; fields: FieldDef[] }>)
    } catch (error) {
      if ((error as { code?: unknown }).code === 'database-timeout') destroy()
      throw error
    }
  }

  /** A FETCH, row by row as they come in. */
  function fetchRows(count: number, signal?: AbortSignal): AsyncGenerator<readonly Value[], void, void> {
    const queue = rowQueue({ pause: () => stream.pause(), resume: () => stream.resume(), timeoutMs: timeoutMs + 5_000, ...(signal ? { signal } : {}) })
    const query = new pg.default.Query<Value[]>({ text: `FETCH ${count} FROM tilth_rows`, rowMode: 'array', types, queryMode: 'extended' } as never)
    query.on('row', (row) => queue.push(row as unknown as Value[]))
    query.on('end', () => queue.end())
    query.on('error', (error) => queue.fail(error))
    client.query(query as Submittable)
    return queue.rows()
  }

  try {
    signal?.throwIfAborted()
    for (const setting of [
      `statement_timeout = ${timeoutMs}`,
      'idle_in_transaction_session_timeout = 0',
      `datestyle = 'ISO'`,
      `timezone = 'UTC'`,
      `client_encoding = 'UTF8'`,
    ])
      await run(`SET ${setting}`)
  } catch (error) {
    destroy()
    throw error
  }

  async function readOnly<T>(work: () => Promise<T>): Promise<T> {
    await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    try {
      return await work()
    } finally {
      await run('ROLLBACK').catch(destroy)
    }
  }

  return {
    mostRowBytes: MOST_ROW_BYTES,
    columns: (query) =>
      readOnly(async () =>
        (await run(`SELECT * FROM (\n${query}\n) AS tilth_rows LIMIT 0`)).fields.map(({ name, dataTypeID }) => ({
          name,
          kind: KINDS.get(dataTypeID) ?? 'other',
          ...(ARRAYS.has(dataTypeID) ? { array: true } : {}),
        })),
      ),
    primaryKey: async (table) => {
      const names = `SELECT a.attname FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number WHERE i.indrelid = to_regclass($1) AND i.indisprimary ORDER BY k.place`
      return (await readOnly(() => run(names, [table]))).rows.map(([name]) => String(name))
    },
    rows: async function* (statement, parameters, outer) {
      outer?.addEventListener('abort', destroy, { once: true })
      try {
        await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
        await run(`DECLARE tilth_rows NO SCROLL CURSOR FOR ${statement}`, parameters)
        for (let count = FIRST_ROWS; ;) {
          let [came, bytes] = [0, 0]
          for await (const row of fetchRows(count, outer)) {
            came++
            bytes += row.reduce((sum: number, value) => sum + (typeof value === 'string' ? value.length : 8), 0)
            yield row
          }
          if (came < count) return
          count = Math.max(1, Math.min(count * 2, MOST_ROWS, Math.floor((FETCH_BYTES * came) / bytes)))
        }
      } finally {
        outer?.removeEventListener('abort', destroy)
        // Left in the middle of a FETCH, the connection may wait to be read.
        stream.resume()
        if (!broken && !stream.destroyed) await run('ROLLBACK').catch(destroy)
      }
    },
    close: async () => {
      // What has not ended by then is not waited for.
      await within(1_000, client.end()).catch(destroy)
    },
  }
}

async function connect(address: Address, timeoutMs: number, make: (config: ClientConfig) => Client): Promise<Client> {
  const { host, port, database, user, password, socket, sslRootCert } = address
  const certificates = sslRootCert ?? process.env['PGSSLROOTCERT']
  const config: ClientConfig = {
    ...(socket ? { host: socket } : host ? { host } : {}),
    ...(port ? { port } : {}),
    ...(database ? { database } : {}),
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    connectionTimeoutMillis: Math.min(timeoutMs, CONNECT_MS),
    application_name: 'tilth',
    keepAlive: true,
  }
  const ca = certificates ? await readFile(certificates, 'utf8') : undefined
  const [mode, otherwise] = tlsModes(address, isLocal(socket ?? host ?? process.env['PGHOST']))
  const open = async (tls: typeof mode) => {
    const client = make({ ...config, ssl: tls === 'none' ? false : { rejectUnauthorized: tls === 'verified', ...(ca === undefined ? {} : { ca }) } })
    await client.connect()
    return client
  }
  try {
    return await open(mode)
  } catch (error) {
    if (otherwise === undefined || !/does not support SSL/i.test(String(error))) throw error
    return open(otherwise)
  }
}
