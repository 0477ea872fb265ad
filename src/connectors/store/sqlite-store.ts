import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, TilthError } from '../../common/errors.ts'
import type { ChunkStore, IndexedFile } from '../../contracts/chunk-store.ts'
import { createCatalogue } from './catalogue.ts'
import { findProblems } from './check.ts'
import { configure, configureReadOnly, connect, truncateWal } from './database.ts'
import type { ConnectOptions, Database } from './database.ts'
import { heldDocuments, readSignatures } from './duplicates.ts'
import { listFiles, touchFile } from './manifest.ts'
import { makeFolder } from './make-folder.ts'
import { findMatching, wordFrequencies } from './matching.ts'
import { createNearestSearch } from './nearest.ts'
import { readChunk, readDocument, toVector } from './read.ts'
import { inspectSchema, migrate } from './schema.ts'
import { isFull, isWriteRefused } from './store-errors.ts'
import { vaultStore } from './vault.ts'
import { removeFiles, validate, writeFiles } from './write.ts'

export interface SqliteStore extends ChunkStore {
  /** Reads the whole store and lists what is wrong with it. */
  check(): Promise<{ readonly ok: boolean; readonly problems: readonly string[] }>
  /** Writes a copy of one state of the store to `path`, a file that must not exist. It is there as a whole or not at all. */
  backup(path: string): Promise<void>
}

export interface SqliteStoreOptions {
  /** Nothing is written, not even when the store is older than this version. Default: false. */
  readonly readOnly?: boolean
  /** Makes the folder and an empty store where there is none. Default: false. */
  readonly create?: boolean
  /** How long a call waits for another process's write. Default: 10,000. */
  readonly waitMs?: number
}

/** The store is this file; SQLite keeps `-wal` and `-shm` beside it while it is open. */
const FILE = 'tilth.db'

/** Opens the store in `folder`. Throws `no-store` where there is none. */
export async function openSqliteStore(folder: string, options: SqliteStoreOptions = {}): Promise<SqliteStore> {
  const { readOnly = false, create = false, waitMs = 10_000 } = options
  const file = resolve(folder, FILE)
  if (create && !readOnly) makeStoreFolder(folder)
  else if (!existsSync(file)) throw noStore(folder)
  const database = readOnly
    ? await openReadOnly(file, { location: folder, readOnly, waitMs })
    : await openWritable(file, { location: folder, readOnly, waitMs, create })
  return createStore(database, { folder, readOnly })
}

async function openWritable(file: string, options: ConnectOptions & { readonly create: boolean }): Promise<Database> {
  const leftover = sizeOf(`${file}-wal`) > 0
  const database = connect(file, options)
  try {
    const state = await database.attempt(() => inspectSchema(database))
    if (state === 'empty' && !options.create) throw noStore(options.location)
    await database.attempt(() => configure(database))
    if (state !== 'current') await migrate(database)
    // What a killed process left there may hold deleted text.
    if (leftover) truncateWal(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

async function openReadOnly(file: string, options: ConnectOptions): Promise<Database> {
  const open = async (target: string | URL): Promise<Database> => {
    const database = connect(target, options)
    try {
      if ((await database.attempt(() => inspectSchema(database))) === 'current') {
        await database.attempt(() => configureReadOnly(database))
        return database
      }
    } catch (error) {
      database.close()
      throw error
    }
    database.close()
    throw sizeOf(file) === 0 ? noStore(options.location) : olderStore(options.location)
  }
  try {
    return await open(file)
  } catch (error) {
    if (!(error instanceof TilthError) || !isWriteRefused(error.cause) || sizeOf(`${file}-wal`) > 0) throw error
    // A folder that cannot be written (a CD, another user's): nobody else writes there either, so SQLite needs no files beside.
    const url = pathToFileURL(file)
    url.searchParams.set('immutable', '1')
    return await open(url)
  }
}

function createStore(database: Database, { folder, readOnly }: { folder: string; readOnly: boolean }): SqliteStore {
  const catalogue = createCatalogue(database)
  const nearest = createNearestSearch(database, catalogue)
  /** True while the WAL may hold text that is deleted: another process was reading it when it should have been cut. */
  let walIsDue = false

  async function change(work: () => boolean): Promise<void> {
    if (readOnly) throw new TilthError('store-read-only', `the store ${folder} was opened for reading only`, 'open it without readOnly')
    walIsDue = (await database.write(work)) || walIsDue
    if (walIsDue) walIsDue = !truncateWal(database)
  }

  return {
    location: folder,
    summary: () =>
      database.read(() => {
        const spaces = database.prepare('SELECT id, chunks FROM space WHERE chunks > 0 ORDER BY id').all()
        const documents = database.prepare('SELECT count(*) AS count FROM document').get()
        return {
          documents: Number(documents?.['count']),
          chunks: spaces.reduce((sum, { chunks }) => sum + Number(chunks), 0),
          spaces: Object.fromEntries(spaces.map(({ id, chunks }) => [String(id), Number(chunks)])),
        }
      }),
    settings: () =>
      database.read(() =>
        Object.fromEntries(
          database
            .prepare('SELECT name, value FROM setting ORDER BY name')
            .all()
            .map(({ name, value }) => [String(name), String(value)]),
        ),
      ),
    saveSettings: (settings) =>
      change(() => {
        const save = database.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)')
        for (const [name, value] of Object.entries(settings)) save.run(name, value)
        return false
      }),
    vault: vaultStore(database, change),
    files: (filter) => database.read(() => listFiles(database, filter?.places)),
    async put(files) {
      const last = lastOfEach(files)
      validate(last)
      if (last.length > 0) await change(() => writeFiles(database, last))
    },
    touch: (files) =>
      change(() => {
        for (const file of files) touchFile(database, file)
        return false
      }),
    delete: (files) => change(() => removeFiles(database, files)),
    nearest: (query) =>
      database.read(() => {
        catalogue.refresh()
        return nearest.find(query)
      }),
    matching: (query) =>
      database.read(() => {
        catalogue.refresh()
        return findMatching(database, catalogue, query)
      }),
    wordStatistics: (words) => database.read(() => wordFrequencies(database, words)),
    chunks: (ids) => database.read(() => ids.flatMap((id) => readChunk(database, id) ?? [])),
    document: (id) => database.read(() => readDocument(database, id)),
    signatures: (after = 0) => database.read(() => readSignatures(database, after)),
    held: (ids) => database.read(() => heldDocuments(database, ids)),
    embeddings: (hashes) =>
      database.read(() => {
        const select = database.prepare('SELECT data FROM vector WHERE hash = ? LIMIT 1', 'arrays')
        const found = new Map<string, Float32Array>()
        for (const hash of hashes) {
          const row = select.get(hash) as unknown as readonly [Uint8Array] | undefined
          if (row) found.set(hash, toVector(row[0]))
        }
        return found
      }),
    async check() {
      const problems = await database.read(() => [...sizeProblems(database, folder), ...findProblems(database)])
      return { ok: problems.length === 0, problems }
    },
    backup: (path) => writeBackup(database, path),
    async close() {
      if (walIsDue) truncateWal(database)
      database.close()
    },
  }
}

/** VACUUM INTO copies one state while others go on writing, and leaves out free pages. */
async function writeBackup(database: Database, path: string): Promise<void> {
  if (existsSync(path)) throw new TilthError('file-exists', `${path} exists already`, 'name a file that does not exist')
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.unfinished`
  try {
    await database.attempt(() => database.prepare('VACUUM INTO ?').run(unfinished))
    renameSync(unfinished, path)
  } catch (error) {
    rmSync(unfinished, { force: true })
    if (error instanceof TilthError && error.code === 'store-damaged') throw error
    const cause = error instanceof TilthError ? error.cause : error
    const why = isFull(cause) ? 'the disk is full' : isWriteRefused(cause) ? 'its folder is not there or may not be written' : messageOf(cause)
    throw new TilthError('backup-failed', `the backup ${path} could not be written: ${why}`, 'check that its folder exists and has space', { cause })
  }
}

/** When a file, or a part of one, is named twice, the last one counts. */
function lastOfEach(files: readonly IndexedFile[]): readonly IndexedFile[] {
  const keyOf = ({ file: { place, source }, part }: IndexedFile): string => JSON.stringify([place, source, part])
  return [...new Map(files.map((indexed) => [keyOf(indexed), indexed])).values()]
}

function makeStoreFolder(folder: string): void {
  try {
    makeFolder(resolve(folder))
  } catch (error) {
    throw new TilthError('store-read-only', `the store's folder ${folder} cannot be made: ${messageOf(error)}`, 'name another with --store DIR', {
      cause: error,
    })
  }
}

/** SQLite takes what is missing of the last page for zeros. */
function sizeProblems(database: Database, folder: string): string[] {
  const pageSize = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  const bytes = sizeOf(resolve(folder, FILE))
  return bytes % pageSize === 0 ? [] : [`the file is cut off: its ${bytes} bytes are not a whole number of pages of ${pageSize}`]
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

const noStore = (folder: string): TilthError =>
  new TilthError('no-store', `there is no store in ${folder}`, 'make one with: tilth prepare FOLDER, or name another with --store DIR')

const olderStore = (folder: string): TilthError =>
  new TilthError(
    'store-too-old',
    `the store ${folder} was made by an older Tilth and was opened for reading only`,
    'run tilth prepare once to bring it up to date',
  )
