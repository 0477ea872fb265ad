import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { TilthError } from '../../common/errors.ts'
import type { ExtractedDocument } from '../../contracts/extractor.ts'
import type { Fetched, ListOptions, Source, SourceItem } from '../../contracts/source.ts'
import { isTransient, toSqlError } from './errors.ts'
import { holder } from './hold.ts'
import { keyOf, sourceOf } from './key.ts'
import type { Column, Database, Session, Value } from './session.ts'

/** Keys that are read ahead of the reader, and rows that are asked for at once. */
const BATCH = 500
/** Pauses before a read is tried again on a new connection. */
const RETRY_MS = [500, 3_000]

export interface RowsOptions {
  readonly place: string
  readonly database: Database
  readonly query: string
  readonly columns: readonly Column[]
  /** Indexes into `columns`. */
  readonly key: readonly number[]
  readonly modified?: number
  /** Changes when the same row would be written otherwise. */
  readonly form: string
  readonly hashVersions: boolean
  /** A row is refused when its columns hold more. */
  readonly mostRowBytes: number
  readonly write: (row: readonly Value[]) => ExtractedDocument
}

/** What is known of a row that was read: `row` is undefined where it is too large. */
interface Read {
  readonly row?: readonly Value[]
  readonly bytes: number
  readonly version?: string
}

/** The rows of a query as items, on two connections: one lists, one reads what is asked for, some hundred rows at a time. */
export function openRows(options: RowsOptions): Source {
  const { place, database, query, columns, key, modified, form, hashVersions, mostRowBytes, write } = options
  const keyColumns = key.map((index) => columns[index]).filter((column) => column !== undefined)
  const modifiedColumn = modified === undefined ? undefined : columns[modified]
  const keyList = keyColumns.map((column) => database.keyColumn(column)).join(', ')
  const order = `ORDER BY ${keyColumns.map(({ name }) => `tilth_rows.${database.quote(name)}`).join(', ')}`
  const from = `FROM (\n${query}\n) AS tilth_rows`
  const lengths = columns.map((column) => database.length(column)).filter((length) => length !== undefined)
  const length = lengths.length ? lengths.join(' + ') : '0'
  const values = columns.map((column) => database.value(column, mostRowBytes)).join(', ')
  const whole = `SELECT ${keyList}, ${length}, ${values} ${from}`
  const light = `SELECT ${keyList}, ${modifiedColumn ? database.keyColumn(modifiedColumn) : 'NULL'}, ${columns.every((column) => database.length(column) === undefined || database.knowsLength(column)) ? length : 'NULL'} ${from} ${order}`

  const tooLarge = (bytes: number) => `the row holds ${Math.ceil(bytes / 1_048_576)} MB; rows over ${Math.floor(mostRowBytes / 1_048_576)} MB are not read`

  const sessions = new Set<Session>()
  let reading: Promise<Session> | undefined
  let closed = false
  /** Rows that were read and not asked for yet. */
  const held = holder<Read>()
  /** Listed, to be read, and not read yet: in the order of the listing. */
  const ahead = new Set<string>()
  let batch: { readonly rows: AsyncGenerator<{ source: string; read: Read }>; readonly sources: Set<string>; readonly signal?: AbortSignal } | undefined
  let turn: Promise<unknown> = Promise.resolve()

  async function connect(signal?: AbortSignal): Promise<Session> {
    if (closed) throw new TilthError('closed', `${place} is closed`, 'open it again')
    const session = await database.connect(signal)
    sessions.add(session)
    return session
  }

  async function disconnect(session: Session): Promise<void> {
    sessions.delete(session)
    await session.close()
  }

  const versionOf = (value: Value | undefined) => (value === null || value === undefined ? undefined : `${String(value)}~${form}`)

  function readOf(row: readonly Value[]): Read {
    const bytes = Number(row[key.length])
    const own = row.slice(key.length + 1)
    const version = modified === undefined ? (hashVersions ? hashOf(own, bytes, form) : undefined) : versionOf(own[modified])
    const known = { bytes, ...(version === undefined ? {} : { version }) }
    return bytes > mostRowBytes ? known : { ...known, row: own }
  }

  /** Gives every item a source of its own, and those without a key, or with another's, their reason. */
  function namer(): (key: readonly Value[]) => { readonly source: string; readonly reason?: string } {
    // Sorted, equal keys follow each other; by a collation that takes "a" for "A", almost.
    const recent = new Map<string, number>()
    let count = 0
    return (values) => {
      count++
      const source = sourceOf(values)
      if (source === undefined) return { source: `?row-${count}`, reason: `${names(keyColumns)} is NULL in this row: it has no key` }
      const seen = recent.get(source) ?? 0
      recent.set(source, seen + 1)
      if (recent.size > 1_000) for (const oldest of recent.keys()) if (recent.delete(oldest)) break
      if (seen === 0) return { source }
      return { source: `${source}?${seen + 1}`, reason: `another row has the same key (${names(keyColumns)}): only the first one is read` }
    }
  }

  async function* list({ known, signal }: ListOptions): AsyncGenerator<SourceItem> {
    ahead.clear()
    held.clear()
    let session: Session | undefined
    try {
      session = await connect(signal)
      for await (const item of modifiedColumn ? listLightly(session, known, signal) : listWhole(session, known, signal)) {
        yield item
        signal?.throwIfAborted()
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw toSqlError(error, place)
    } finally {
      if (session) await disconnect(session)
    }
  }

  /** Keys and times of change, a batch ahead: what `fetch` reads next is known by then. */
  async function* listLightly(session: Session, known: ListOptions['known'], signal?: AbortSignal): AsyncGenerator<SourceItem> {
    const name = namer()
    let items: SourceItem[] = []
    for await (const row of session.rows(light, [], signal)) {
      const { source, reason } = name(row.slice(0, key.length))
      const version = versionOf(row[key.length])
      const bytes = row[key.length + 1]
      const size = bytes === null ? undefined : Number(bytes)
      const failed = reason ?? (size !== undefined && size > mostRowBytes ? tooLarge(size) : undefined)
      items.push({
        source,
        ...(version === undefined ? {} : { version }),
        ...(size === undefined ? {} : { size }),
        ...(failed === undefined ? {} : { refused: { status: 'failed', reason: failed } }),
      })
      if (failed === undefined && (version === undefined || known.get(source) !== version)) ahead.add(source)
      if (items.length < BATCH) continue
      yield* items
      items = []
    }
    yield* items
  }

  /** Whole rows, kept for `fetch` as far as there is room; it reads the others again by their keys. */
  async function* listWhole(session: Session, known: ListOptions['known'], signal?: AbortSignal): AsyncGenerator<SourceItem> {
    const name = namer()
    for await (const row of session.rows(`${whole} ${order}`, [], signal)) {
      const { source, reason } = name(row.slice(0, key.length))
      const read = readOf(row)
      const failed = reason ?? (read.row ? undefined : tooLarge(read.bytes))
      if (failed === undefined && (read.version === undefined || known.get(source) !== read.version)) {
        for (const evicted of held.put(source, read, read.bytes)) ahead.add(evicted)
      }
      yield {
        source,
        ...(read.version === undefined ? {} : { version: read.version }),
        size: read.bytes,
        ...(failed === undefined ? {} : { refused: { status: 'failed', reason: failed } }),
      }
    }
  }

  async function* readBatch(sources: ReadonlySet<string>, signal?: AbortSignal): AsyncGenerator<{ source: string; read: Read }> {
    const keys = [...sources].map(keyOf)
    const parameters: unknown[] = []
    // Each column for itself: all databases can look that up in an index. What is too much by that is left out here.
    const conditions = keyColumns.map((column, index) => database.isOneOf(column, [...new Set(keys.map((each) => each[index] ?? ''))], parameters))
    reading ??= connect(signal)
    const session = await reading
    for await (const row of session.rows(`${whole} WHERE ${conditions.join(' AND ')} ${order}`, parameters, signal)) {
      const source = sourceOf(row.slice(0, key.length))
      if (source !== undefined && sources.has(source)) yield { source, read: readOf(row) }
    }
  }

  async function endBatch(): Promise<void> {
    const ending = batch
    batch = undefined
    for (const left of ending?.sources ?? []) ahead.add(left)
    await ending?.rows.return(undefined)
  }

  /** Reads on until the row is there. Only one at a time: they share a connection. */
  async function readNow(source: string, signal?: AbortSignal): Promise<Read | undefined> {
    const found = held.take(source)
    if (found) return found
    if (!batch?.sources.has(source)) {
      await endBatch()
      const sources = new Set([source])
      for (const next of ahead) if (sources.size < BATCH) sources.add(next)
      for (const next of sources) ahead.delete(next)
      batch = { sources, rows: readBatch(new Set(sources), signal), ...(signal ? { signal } : {}) }
    }
    const { rows, sources } = batch
    for (let next = await rows.next(); !next.done; next = await rows.next()) {
      // A second row with the key of another.
      if (!sources.delete(next.value.source)) continue
      if (next.value.source === source) {
        // Nothing more will come of it: its transaction, or lock, ends here.
        if (sources.size === 0) await endBatch()
        return next.value.read
      }
      for (const evicted of held.put(next.value.source, next.value.read, next.value.read.bytes)) ahead.add(evicted)
    }
    batch = undefined
    return undefined
  }

  /** A connection that broke is no fault of the row's: another one, twice. */
  async function readPatiently(source: string, signal?: AbortSignal): Promise<Read | undefined> {
    for (let attempt = 0; ; attempt++) {
      try {
        signal?.throwIfAborted()
        return await readNow(source, signal)
      } catch (error) {
        // A batch that another call began, and that ended with that call.
        const left = batch?.signal !== signal && batch?.signal?.aborted === true
        for (const each of batch?.sources ?? []) ahead.add(each)
        batch = undefined
        const broken = await reading?.catch(() => undefined)
        reading = undefined
        if (broken) await disconnect(broken)
        signal?.throwIfAborted()
        const wait = RETRY_MS[attempt]
        if (wait === undefined || closed || !(left || isTransient(error))) throw toSqlError(error, place)
        await pause(left ? 0 : wait, undefined, signal ? { signal } : {})
      }
    }
  }

  async function fetch(item: SourceItem, { knownVersion, signal }: { knownVersion?: string; signal?: AbortSignal } = {}): Promise<Fetched> {
    if (knownVersion && item.version === knownVersion) return { unchanged: true, version: knownVersion }
    const mine = turn.then(() => readPatiently(item.source, signal))
    turn = mine.catch(() => {})
    const read = await mine
    if (!read) throw new TilthError('row-gone', 'the row was removed after it had been listed', 'run again: what is gone is taken out')
    const { row, bytes, version } = read
    if (!row) throw new TilthError('row-too-large', tooLarge(bytes), 'let the query shorten it: SELECT left(body, 1000000) AS body')
    if (knownVersion && version === knownVersion) return { unchanged: true, version }
    return { unchanged: false, ...(version === undefined ? {} : { version }), kind: 'row', documents: [write(row)] }
  }

  return {
    place,
    list,
    fetch,
    close: async () => {
      closed = true
      await Promise.all([...sessions].map(disconnect))
    },
  }
}

const names = (columns: readonly Column[]) => columns.map(({ name }) => name).join(', ')

/** Each value with its length, so that no two rows are written the same. */
function hashOf(row: readonly Value[], bytes: number, form: string): string {
  const hash = createHash('sha256').update(`${form}:${bytes}`)
  for (const value of row) hash.update(value === null ? '|' : `|${String(value).length}:`).update(String(value ?? ''))
  return hash.digest('hex').slice(0, 32)
}
