import { resolve } from 'node:path'
import { hash } from 'node:crypto'
import { UsageError } from '../../common/errors.ts'
import { bareName, type CheckedQuery, type Dialect } from './query.ts'

/** Rows of a database as documents; the same fields stand in the address: `sqlite:kb.db?query=SELECT …&key=id`. */
export interface SqlPlace {
  /** The database: `sqlite:kb.db`, `postgres://reader@db.example/kb`, `mysql://reader@db.example/kb`. */
  readonly sql: string
  /** One SELECT, or one WITH … SELECT. */
  readonly query: string
  /** The column whose value names a row, or several of them; default: the primary key of the one table that is asked. */
  readonly key?: string | readonly string[]
  /** The column that tells when a row was changed last: only rows with another value are read again. */
  readonly modified?: string
  /** The text of a row: "# {{title}}\n\n{{body}}"; default: a line "name: value" for each column. */
  readonly template?: string
  /** The column with the title, or a template; default: a column called title, name or subject. */
  readonly title?: string
  /** Names the place instead of the table and a hash of the query: the query may then change and the place stays the same. */
  readonly name?: string
  /** How long the database may take for a step before it is given up; default: two minutes. */
  readonly timeoutMs?: number
}

export interface Address {
  readonly dialect: Dialect
  /** SQLite's file. */
  readonly path?: string
  readonly host?: string
  readonly port?: number
  readonly database?: string
  readonly user?: string
  readonly password?: string
  /** A Unix socket (MySQL), or the folder of one (PostgreSQL). */
  readonly socket?: string
  readonly sslMode?: SslMode
  /** File with the certificates that are trusted. */
  readonly sslRootCert?: string
}

/** As PostgreSQL means them: `require` encrypts and asks nobody who the server is. */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-full'

const FIELDS = ['query', 'key', 'modified', 'template', 'title', 'name'] as const
const OPTIONS = ['timeout', 'sslmode', 'sslrootcert', 'host', 'socket', 'password-env'] as const
const SCHEME = /^(sqlite|postgres|postgresql|mysql|mariadb):/i
const FORM = 'sqlite:PATH?query=SELECT …&key=id, postgres://user@host/database?query=…, mysql://user@host/database?query=…'

export const isSqlPlace = (place: string) => SCHEME.test(place)

/** Takes an address apart into the fields that the configuration has. `sql` keeps what says how to reach the database. */
export function parsePlace(place: string): SqlPlace {
  const { base, parameters } = split(place)
  const text = (name: string) => parameters.get(name)
  const query = text('query')
  if (!query?.trim()) throw new UsageError('the address of the database has no query', `the form is ${FORM}`)
  const kept = OPTIONS.filter((name) => name !== 'timeout' && parameters.has(name)).map((name) => `${name}=${encodeURIComponent(text(name) ?? '')}`)
  const unescape = (value: string) => value.replaceAll(/\\([nt\\])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? '\\')
  const [template, title, key, modified, name, timeout] = ['template', 'title', 'key', 'modified', 'name', 'timeout'].map(text)
  return {
    sql: base + (kept.length ? `?${kept.join('&')}` : ''),
    query,
    ...(key ? { key: key.split(',').map((each) => each.trim()) } : {}),
    ...(modified ? { modified } : {}),
    ...(template ? { template: unescape(template) } : {}),
    ...(title ? { title: unescape(title) } : {}),
    ...(name ? { name } : {}),
    ...(timeout === undefined ? {} : { timeoutMs: Number(timeout) * 1_000 }),
  }
}

/**
 * The part before the first "?", and the parameters behind it. Written by hand in a shell as often as by a program: a query keeps
 * its "&", "#" and "+" where they can only be its own.
 */
function split(place: string): { base: string; parameters: ReadonlyMap<string, string> } {
  const mark = place.indexOf('?')
  const base = mark < 0 ? place : place.slice(0, mark)
  const rest = mark < 0 ? '' : place.slice(mark + 1)
  const parameters = new Map<string, string>()
  // A program writes "+" for a space, and then no space stands anywhere.
  const spaced = /\s|%20/.test(rest) ? rest : rest.replaceAll('+', ' ')
  const known = [...FIELDS, ...OPTIONS]
  for (const part of spaced.split(new RegExp(`&(?=(?:${known.join('|')})=)`)).filter(Boolean)) {
    const equals = part.indexOf('=')
    const name = part.slice(0, Math.max(equals, 0))
    if (!known.some((each) => each === name)) {
      throw new UsageError(`the address of the database has an unknown field ${name ? `"${name}"` : 'without a name'}`, `known are ${known.join(', ')}`)
    }
    parameters.set(name, decode(part.slice(equals + 1)))
  }
  return { base, parameters }
}

/** A "%" that begins no code stays: LIKE '%word%'. */
function decode(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes)
    } catch {
      return codes
    }
  })
}

/** How to reach the database that `sql` names. The password: of the address, or of the variable that `password-env` names. */
export function parseAddress(sql: string, environment: Readonly<Record<string, string | undefined>> = process.env): Address {
  const scheme = SCHEME.exec(sql)?.[1]?.toLowerCase()
  const wrong = (what: string) => new UsageError(`the address of the database ${what}`, `the form is ${FORM}`)
  if (!scheme) throw wrong('has no kind that is known')
  const { base, parameters } = split(sql)
  const rest = base.slice(scheme.length + 1)
  if (scheme === 'sqlite') {
    const path = decode(rest.replace(/^\/\/(?=\/|[^/])/, ''))
    if (!path) throw wrong('names no file')
    return { dialect: 'sqlite', path: resolve(path) }
  }
  if (!rest.startsWith('//')) throw wrong('has no // behind its kind')
  const slash = rest.indexOf('/', 2)
  const authority = rest.slice(2, slash < 0 ? undefined : slash)
  const at = authority.lastIndexOf('@')
  const [user, password] = at < 0 ? [] : cut(authority.slice(0, at), ':')
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(authority.slice(at + 1)) ?? []
  if (authority.slice(at + 1) && !host && !port) throw wrong('has a host that is none')
  if (port && !(Number(port) > 0 && Number(port) < 65_536)) throw wrong(`has a port that is none: ${port}`)
  const database = decode(slash < 0 ? '' : rest.slice(slash + 1))
  if (!database || database.includes('/')) throw wrong('names no database behind its host')
  const named = parameters.get('password-env')
  if (named && !environment[named]) throw new UsageError(`the environment has no ${named}, which the address names as the password`, `set ${named}`)
  const dialect = scheme.startsWith('postgres') ? 'postgres' : 'mysql'
  const given = decode(host).replaceAll(/[[\]]/g, '') || parameters.get('host')
  const socket = parameters.get('socket') ?? (given?.startsWith('/') ? given : undefined)
  const secret = named ? environment[named] : password && decode(password)
  const sslMode = sslModeOf(parameters.get('sslmode'))
  const sslRootCert = parameters.get('sslrootcert')
  return {
    dialect,
    database,
    ...(socket ? { socket } : given ? { host: given } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(user ? { user: decode(user) } : {}),
    ...(secret ? { password: secret } : {}),
    ...(sslMode ? { sslMode } : {}),
    ...(sslRootCert ? { sslRootCert } : {}),
  }
}

function sslModeOf(text: string | undefined): SslMode | undefined {
  if (text === undefined || text === 'disable' || text === 'prefer' || text === 'require' || text === 'verify-full') return text
  throw new UsageError(`the address of the database has an sslmode that is not known: ${text}`, 'known are disable, prefer, require, verify-full')
}

function cut(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** The database as it is shown: without user and password. */
export function shownDatabase({ dialect, path, host, socket, port, database }: Address): string {
  if (dialect === 'sqlite') return `sqlite:${path}`
  const shown = socket ? encodeURIComponent(socket) : host?.includes(':') ? `[${host}]` : (host ?? 'localhost')
  const usual = dialect === 'postgres' ? 5432 : 3306
  return `${dialect}://${shown}${port && port !== usual ? `:${port}` : ''}/${encodeURIComponent(database ?? '')}`
}

/**
 * What rows of one query stand under: the database and `name`, or the query's first table and a hash of the query, so that two
 * queries on one table never take the other's rows for vanished.
 */
export function placeOf(address: Address, query: CheckedQuery, name: string | undefined): string {
  const table = query.table === undefined ? 'query' : bareName(query.table)
  const part = name ?? `${table}-${shortHash(query.text.replaceAll(/\s+/g, ' '))}`
  return `${shownDatabase(address)}/${part.replaceAll(/[/%?#\s\p{C}]/gu, encodeURIComponent)}`
}

/** Tells queries and templates apart; never made of what the rows hold. */
export const shortHash = (text: string) => hash('sha256', text).slice(0, 8)
