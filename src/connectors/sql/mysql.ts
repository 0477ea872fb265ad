import { readFile } from 'node:fs/promises'
import type { Connection, ConnectionOptions, FieldPacket, QueryError } from 'mysql2'
import { loadDriver } from './errors.ts'
import type { Address } from './address.ts'
import { isLocal, tlsModes } from './tls.ts'
import { rowQueue, within } from './row-queue.ts'
import { MOST_ROW_BYTES, type Column, type ColumnKind, type ConnectOptions, type Database, type Session, type Value } from './session.ts'

const CONNECT_MS = 15_000
/** Seconds that the server waits for a reader who takes a row at a time. */
const PATIENCE_S = 86_400
/** The character set of what is no text. */
const BINARY = 63
/** What a row needs beside its columns' bytes. */
const PACKET_SLACK = 65_536

const NUMBERS = new Set([0, 1, 2, 3, 4, 5, 8, 9, 13, 246])
const STRINGS = new Set([15, 247, 248, 249, 250, 251, 252, 253, 254])
const [BIT, TIMESTAMP, DATETIME, JSON_TYPE, VECTOR, GEOMETRY] = [16, 7, 12, 245, 242, 255]

const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``

interface MysqlColumn extends Column {
  readonly bits?: true
}

export function mysqlDatabase(address: Address, { timeoutMs }: ConnectOptions): Database {
  const long = ({ kind }: Column) => kind === 'text' || kind === 'json'
  const plain = ({ name, bits }: MysqlColumn) => (bits ? `(${quote(name)} + 0)` : quote(name))
  return {
    connect: (signal) => openSession(address, timeoutMs, signal),
    quote,
    keyColumn: (column) => (column.kind === 'bytes' ? `LOWER(HEX(${quote(column.name)}))` : plain(column)),
    value: (column, mostBytes) => {
      if (column.kind === 'bytes') return 'NULL'
      return long(column) ? `CASE WHEN LENGTH(${quote(column.name)}) > ${mostBytes} THEN NULL ELSE ${quote(column.name)} END` : plain(column)
    },
    length: (column) => (long(column) ? `COALESCE(LENGTH(${quote(column.name)}), 0)` : undefined),
    // It has to read the value for that.
    knowsLength: () => false,
    isOneOf: (column, values) => `${plain(column)} IN (${values.map((value) => literal(value, column.kind)).join(', ')})`,
  }
}

/** A value as SQL. Texts by their bytes: what a backslash means in quotes is a setting. */
function literal(value: string, kind: ColumnKind): string {
  if (kind === 'number' && /^-?\d+(?:\.\d+)?$/.test(value)) return value
  return kind === 'bytes' ? `x'${/^[0-9a-f]*$/.test(value) ? value : ''}'` : `_utf8mb4 x'${Buffer.from(value).toString('hex')}'`
}

async function openSession(address: Address, timeoutMs: number, signal?: AbortSignal): Promise<Session> {
  const { createConnection } = (await loadDriver('mysql2', 'MySQL and MariaDB', () => import('mysql2'))).default
  const connection = await connect(address, timeoutMs, createConnection)
  let broken: QueryError | undefined
  // The driver tells some losses to the connection alone, and not to the query that waits.
  let lost: (error: unknown) => void = () => {}
  connection.on('error', (error: QueryError) => {
    broken ??= error
    lost(error)
  })
  connection.on('end', () => lost(Object.assign(new Error('the server closed the connection'), { code: 'PROTOCOL_CONNECTION_LOST' })))

  const run = (sql: string) =>
    within(
      timeoutMs,
      new Promise<{ rows: readonly Value[][]; fields: readonly FieldPacket[] }>((resolve, reject) => {
        if (broken) return reject(broken)
        connection.query({ sql, rowsAsArray: true, typeCast }, (error, rows, fields) => {
          if (error) reject(error)
          else resolve({ rows: rows as unknown as Value[][], fields: fields ?? [] })
        })
      }),
    ).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'database-timeout') abandon()
      throw error
    })

  /** Leaves a query that still runs: the server would notice only when it next has a row to send. */
  function abandon(): void {
    connection.destroy()
    const { threadId } = connection
    if (threadId === null || threadId === undefined) return
    connect(address, 2_000, createConnection)
      .then((other) => void other.query(`KILL ${threadId}`, () => other.destroy()))
      .catch(() => {})
  }

  let packet = MOST_ROW_BYTES
  try {
    signal?.throwIfAborted()
    await run(`SET SESSION time_zone = '+00:00', net_write_timeout = ${PATIENCE_S}`)
    await run('SET SESSION TRANSACTION READ ONLY')
    packet = Number((await run('SELECT @@max_allowed_packet')).rows[0]?.[0])
  } catch (error) {
    connection.destroy()
    throw error
  }

  const begin = 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY'
  async function readOnly<T>(work: () => Promise<T>): Promise<T> {
    await run(begin)
    try {
      return await work()
    } finally {
      await run('ROLLBACK').catch(() => connection.destroy())
    }
  }

  return {
    mostRowBytes: Math.max(1, Math.min(MOST_ROW_BYTES, packet - PACKET_SLACK)),
    columns: (query) => readOnly(async () => (await run(`SELECT * FROM (\n${query}\n) AS tilth_rows LIMIT 0`)).fields.map(columnOf)),
    primaryKey: async (table) => {
      const { rows, fields } = await readOnly(() => run(`SHOW KEYS FROM ${table} WHERE Key_name = 'PRIMARY'`))
      const [name, place] = ['Column_name', 'Seq_in_index'].map((each) => fields.findIndex((field) => field.name === each))
      return rows.toSorted((a, b) => Number(a[place ?? 0]) - Number(b[place ?? 0])).map((row) => String(row[name ?? 0]))
    },
    rows: async function* (statement, _, outer) {
      await run(begin)
      if (broken) throw broken
      const queue = rowQueue({
        pause: () => connection.pause(),
        resume: () => connection.resume(),
        timeoutMs,
        ...(outer ? { signal: outer } : {}),
      })
      const query = connection.query({ sql: statement, rowsAsArray: true, typeCast })
      let ended = false
      lost = queue.fail
      query.on('result', (row: unknown) => queue.push(row as Value[]))
      query.on('end', () => {
        ended = true
        queue.end()
      })
      query.on('error', (error: unknown) => {
        ended = true
        queue.fail(error)
      })
      try {
        yield* queue.rows()
      } finally {
        // What is left of the answer could be gigabytes.
        if (ended && !broken) await run('ROLLBACK').catch(() => connection.destroy())
        else abandon()
      }
    },
    close: async () => {
      await within(1_000, new Promise<void>((resolve) => connection.end(() => resolve()))).catch(() => connection.destroy())
      connection.destroy()
    },
  }
}

/** Everything as the server prints it. */
const typeCast = (field: { string(encoding?: string): string | null }) => field.string('utf8')

function columnOf({ name, columnType = -1, characterSet, extendedFormat }: FieldPacket): MysqlColumn {
  const charset = characterSet ?? BINARY
  const kinds: readonly [boolean, ColumnKind][] = [
    [NUMBERS.has(columnType), 'number'],
    // MariaDB's is a text with a note.
    [columnType === JSON_TYPE || extendedFormat === 'json', 'json'],
    [columnType === TIMESTAMP, 'instant'],
    [columnType === DATETIME, 'datetime'],
    [columnType === GEOMETRY || columnType === VECTOR || (STRINGS.has(columnType) && charset === BINARY), 'bytes'],
    [STRINGS.has(columnType), 'text'],
  ]
  return { name, kind: kinds.find(([is]) => is)?.[1] ?? 'other', ...(columnType === BIT ? { bits: true } : {}) }
}

async function connect(address: Address, timeoutMs: number, create: (options: ConnectionOptions) => Connection): Promise<Connection> {
  const { host, port, database, user, socket, sslRootCert } = address
  const password = address.password ?? process.env['MYSQL_PWD']
  const config: ConnectionOptions = {
    ...(socket ? { socketPath: socket } : { host: host ?? 'localhost' }),
    ...(port ? { port } : {}),
    ...(database ? { database } : {}),
    user: user ?? process.env['USER'] ?? 'root',
    ...(password ? { password } : {}),
    charset: 'utf8mb4',
    connectTimeout: Math.min(timeoutMs, CONNECT_MS),
    enableKeepAlive: true,
  }
  const ca = sslRootCert ? await readFile(sslRootCert, 'utf8') : undefined
  const [mode, otherwise] = tlsModes(address, isLocal(socket ?? host))
  const open = (tls: typeof mode) =>
    new Promise<Connection>((resolve, reject) => {
      const connection = create({
        ...config,
        ...(tls === 'none' ? {} : { ssl: { rejectUnauthorized: tls === 'verified', ...(ca === undefined ? {} : { ca }) } }),
      })
      connection.once('error', reject)
      connection.connect((error) => {
        if (!error) return resolve(connection)
        connection.destroy()
        reject(error)
      })
    })
  try {
    return await open(mode)
  } catch (error) {
    if (otherwise === undefined || (error as { code?: unknown }).code !== 'HANDSHAKE_NO_SSL_SUPPORT') throw error
    return open(otherwise)
  }
}
