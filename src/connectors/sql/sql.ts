import { UsageError } from '../../common/errors.ts'
import type { Source, SourceConnector } from '../../contracts/source.ts'
import { isSqlPlace, parseAddress, parsePlace, placeOf, shortHash, shownDatabase, type Address, type SqlPlace } from './address.ts'
import { toSqlError } from './errors.ts'
import { checkQuery, type CheckedQuery } from './query.ts'
import { rowWriter, unknownColumn } from './row-text.ts'
import { openRows } from './rows.ts'
import type { Column, ConnectOptions, Database, Session } from './session.ts'

export interface SqlOptions {
  /**
   * Where no column tells when a row was changed, a hash of its values does, unless this is false: a hash without a key lets
   * guesses of the values be tested, which a policy for personal data forbids. Then every row is read each time.
   */
  readonly hashVersions?: boolean
}

const TIMEOUT_MS = 120_000

/** Rows of SQLite, PostgreSQL, MySQL and MariaDB: `sqlite:kb.db?query=SELECT …`, `postgres://…`, `mysql://…`. */
export function sqlConnector(options: SqlOptions = {}): SourceConnector {
  return {
    name: 'sql',
    accepts: isSqlPlace,
    open: async (place) => openSql(parsePlace(place), options),
  }
}

/**
 * Opens the rows of a query. Throws a `TilthError` for what can be known at once: a database that is not there or lets nobody in,
 * a query that is no single SELECT or that the database refuses, columns that it does not give, a key that is not named.
 */
export async function openSql(place: SqlPlace, { hashVersions = true }: SqlOptions = {}): Promise<Source> {
  const { template, title, modified, timeoutMs = TIMEOUT_MS } = place
  if (!(timeoutMs >= 1 && timeoutMs <= 86_400_000)) throw new UsageError('the time-out of the database is none', 'give seconds, from 1 to 86400: timeout=120')
  const address = parseAddress(place.sql)
  const query = checkQuery(place.query, address.dialect)
  const shown = placeOf(address, query, place.name)
  const database = await databaseOf(address, { timeoutMs })
  let session: Session | undefined
  try {
    session = await database.connect()
    const columns = await session.columns(query.text)
    const twice = columns.find(({ name }, index) => columns.findIndex((other) => other.name === name) !== index)
    if (twice) throw new UsageError(`the query gives two columns called ${twice.name}`, 'name them apart: SELECT a.id, b.id AS b_id')
    const write = rowWriter({ columns, ...(template === undefined ? {} : { template }), ...(title === undefined ? {} : { title }) })
    const key = (await keyNames(place.key, query, session, columns)).map((name) => indexOf('key', name, columns))
    return openRows({
      place: shown,
      database,
      query: query.text,
      columns,
      key,
      ...(modified === undefined ? {} : { modified: indexOf('modified field', modified, columns) }),
      form: shortHash([query.text, template ?? '', title ?? ''].join('\0')),
      hashVersions,
      mostRowBytes: session.mostRowBytes,
      write,
    })
  } catch (error) {
    throw toSqlError(error, shownDatabase(address))
  } finally {
    await session?.close()
  }
}

async function databaseOf(address: Address, options: ConnectOptions): Promise<Database> {
  if (address.dialect === 'sqlite') return (await import('./sqlite.ts')).sqliteDatabase(address, options)
  if (address.dialect === 'postgres') return (await import('./postgres.ts')).postgresDatabase(address, options)
  return (await import('./mysql.ts')).mysqlDatabase(address, options)
}

function indexOf(what: string, name: string, columns: readonly Column[]): number {
  const exact = columns.findIndex((column) => column.name === name)
  const index = exact >= 0 ? exact : columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase())
  if (index < 0) throw unknownColumn(what, name, columns)
  return index
}

/** The key as it is given, or the primary key of the table whose rows the query gives one by one. */
async function keyNames(given: SqlPlace['key'], { table, single }: CheckedQuery, session: Session, columns: readonly Column[]): Promise<readonly string[]> {
  const names = (typeof given === 'string' ? given.split(',').map((name) => name.trim()) : (given ?? [])).filter(Boolean)
  if (names.length) return names
  const found = single && table !== undefined ? await session.primaryKey(table) : []
  if (found.length && found.every((name) => columns.some((column) => column.name === name))) return found
  const why = !single
    ? 'the query does not give the rows of one table as they are'
    : found.length
      ? `the primary key (${found.join(', ')}) is not among its columns`
      : `${table} has no primary key`
  throw new UsageError(
    `no column is named as the key of the rows, and ${why}`,
    `name one that is different in every row: key=${columns[0]?.name ?? 'id'} (columns: ${columns.map(({ name }) => name).join(', ')})`,
  )
}
