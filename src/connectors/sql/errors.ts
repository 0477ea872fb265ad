import { messageOf, TilthError } from '../../common/errors.ts'

/** What drivers give beside a message: a code of the database, of the system, or (MySQL, SQLite) a number. */
interface DriverError {
  readonly code?: unknown
  readonly errno?: unknown
  readonly errcode?: unknown
}

/** By what databases call it: SQLSTATE (PostgreSQL), the number (MySQL, MariaDB), or the system's name. */
const KINDS: readonly { readonly code: string; readonly names: readonly string[]; readonly told: string; readonly hint: string }[] = [
  {
    code: 'wrong-password',
    names: ['28P01', '28000', '1045', '1698', '1044', 'no-password'],
    told: 'the database does not let this user in',
    hint: 'check the user, and the password in the address, in PGPASSWORD or ~/.pgpass (PostgreSQL), in MYSQL_PWD (MySQL), or name a variable: password-env=NAME',
  },
  { code: 'no-such-database', names: ['3D000', '1049'], told: 'the server has no such database', hint: 'check the name behind the host' },
  { code: 'no-such-table', names: ['42P01', '3F000', '1146'], told: 'the query names a table that is not there', hint: 'check its name and its schema' },
  {
    code: 'no-such-column',
    names: ['42703', '1054', '42702', '1052'],
    told: 'the query names a column that is not there or is not unique',
    hint: 'check its name',
  },
  { code: 'same-column-twice', names: ['1060'], told: 'the query gives two columns of one name', hint: 'name them apart: SELECT a.id, b.id AS b_id' },
  {
    code: 'bad-query',
    names: ['42601', '1064', '42883', '42846', '42P10', '22P02', '1582', '1305'],
    told: 'the database does not understand the query',
    hint: 'try it in the shell of the database',
  },
  { code: 'not-allowed', names: ['42501', '1142', '1143'], told: 'the user may not read this', hint: 'grant SELECT on it' },
  { code: 'not-read-only', names: ['25006', '0A000', '1792', '1290', '8'], told: 'the query would change something', hint: 'give a query that only reads' },
  {
    code: 'database-timeout',
    names: ['57014', '55P03', '1969', '3024', '1205', 'ETIMEDOUT', 'connect-timeout'],
    told: 'the database took too long',
    hint: 'check that it is not overloaded, or allow more: timeout=600 (seconds)',
  },
  {
    code: 'database-unreachable',
    names: ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', '53300', '1040', '57P03'],
    told: 'the database cannot be reached',
    hint: 'check the host and the port, and that it runs and takes connections',
  },
  {
    code: 'database-gone',
    names: [
      '57P01',
      '57P02',
      '08000',
      '08003',
      '08006',
      'ECONNRESET',
      'EPIPE',
      'PROTOCOL_CONNECTION_LOST',
      '2006',
      '2013',
      '1053',
      '1927',
      '1317',
      'terminated',
      '25P03',
    ],
    told: 'the database went away while it was read',
    hint: 'run the same command again: what was read stays, and nothing of it is taken for removed',
  },
  { code: 'no-such-path', names: ['14'], told: 'the file of the database cannot be opened', hint: 'check the path and its permissions' },
  {
    code: 'damaged-database',
    names: ['26', '11', '267', '779'],
    told: 'the file is no SQLite database, or is damaged',
    hint: 'try: sqlite3 FILE "PRAGMA integrity_check"',
  },
  { code: 'database-busy', names: ['5', '6', '261', '517'], told: 'another program is writing to the database', hint: 'run again when it has ended' },
]

/** Names of an error, as they stand in `KINDS`. */
function namesOf(error: unknown): string[] {
  const { code, errno, errcode } = error as DriverError
  const message = messageOf(error)
  const said = [
    /client password must be|no password/i.test(message) ? 'no-password' : '',
    /Connection terminated|closed state|not queryable|connection (?:is )?closed/i.test(message) ? 'terminated' : '',
    /timeout expired|connection timeout/i.test(message) ? 'connect-timeout' : '',
    // SQLite has one number for all of these.
    message.startsWith('no such table') ? '42P01' : /^no such column|^ambiguous column/.test(message) ? '42703' : '',
    /syntax error$|^no such function/.test(message) ? '42601' : '',
  ]
  return [...said, ...[code, errno, errcode].filter((each) => each !== undefined).map(String)].filter(Boolean)
}

const kindOf = (error: unknown) => {
  const names = namesOf(error)
  return names.map((name) => KINDS.find((kind) => kind.names.includes(name))).find((kind) => kind !== undefined)
}

/** May be otherwise on a new connection. */
export function isTransient(error: unknown): boolean {
  const code = error instanceof TilthError ? error.code : kindOf(error)?.code
  return code === 'database-gone' || code === 'database-unreachable' || code === 'database-timeout' || code === 'database-busy'
}

/** A driver's error in words about the place, which never hold a password: drivers quote none. */
export function toSqlError(error: unknown, place: string): TilthError {
  if (error instanceof TilthError) return error
  const kind = kindOf(error)
  const message = messageOf(error).trim()
  if (kind) return new TilthError(kind.code, `${kind.told}: ${message || kind.code} (${place})`, kind.hint, { cause: error })
  return new TilthError(
    'database-error',
    `the database says: ${message || 'an error without a text'} (${place})`,
    'try the query in the shell of the database',
    {
      cause: error,
    },
  )
}

/** Loads a driver that is installed on demand. */
export async function loadDriver<T>(name: string, what: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (error) {
    if ((error as DriverError).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new TilthError('missing-package', `reading ${what} needs the package ${name}, which is not installed`, `npm install ${name}`, { cause: error })
  }
}
