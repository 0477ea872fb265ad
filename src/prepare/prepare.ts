import { asyncQueue, type AsyncQueue } from '../common/async-queue.ts'
import { TilthError } from '../common/errors.ts'
import type { ChunkStore, FileRecord, IndexedFile } from '../contracts/chunk-store.ts'
import type { FileResult, PrepareEvent, PrepareResult, SourceFile } from '../contracts/prepare.ts'
import { prepareFile, type FileStages, type Prepared } from './prepare-file.ts'
import type { RunProtection } from './protection.ts'
import { removedRow, unreachedRow } from './rows.ts'
import { leftToSettle } from './settle-duplicates.ts'
import type { Survey, SurveyedPlace } from './survey.ts'

export interface PrepareOptions extends FileStages {
  readonly survey: Survey
  readonly store: ChunkStore
}

/** Files read, cut and embedded at the same time: enough to keep every embedding worker busy with files of one chunk. */
const FILES_AT_ONCE = 16
/** What is finished is written at least this often (ms); a crash costs no more than this and what is in work. */
const WRITE_EVERY_MS = 100
/** What one copy's going brings back may make another go. */
const SETTLING_ROUNDS = 4

/**
 * Brings surveyed places into the store: only what changed is read again, what vanished is removed, one broken file costs itself
 * alone, a place that cannot be reached gives a failed row and loses nothing. Stops at `signal` with what was finished written;
 * running again goes on from there.
 */
export async function* prepare(options: PrepareOptions): AsyncGenerator<PrepareEvent> {
  const started = performance.now()
  const { survey, store, signal } = options
  const files = survey.places.flatMap(({ found }) => found.files)
  yield { type: 'files-found', files: files.length }
  const rows = new Map<string, FileResult>()
  for (const unreached of survey.unreached) {
    const file = unreachedRow(unreached)
    rows.set(keyOf(file), file)
    yield { type: 'file-failed', file }
  }

  const known = new Map<string, FileRecord>()
  for (const record of await store.files({ places: [...new Set(survey.places.map(({ place }) => place))] })) known.set(keyOf(record), record)
  const names = new Set<string>()
  const met: Met = new Map()
  const leaving = leavingOf(files, known, options)
  options.duplicates?.leave((file) => leaving.has(keyOf(file)))
  const recordOf = (file: SourceFile) => (options.protection ? options.protection.recordOf(file) : known.get(keyOf(file)))
  for await (const event of processFiles(files, recordOf, options, met)) {
    if ('file' in event) {
      rows.set(keyOf(event.file), event.file)
      names.add(keyOf(event.file))
    }
    yield event
  }
  const vanished = options.protection ? vanishedUnder(options.protection, survey.places, known, names) : vanishedOf(survey.places, known)
  if (vanished.length) await store.delete(vanished)
  for (const record of vanished) {
    const file = removedRow(record)
    rows.set(keyOf(file), file)
    yield { type: 'file-removed', file }
  }
  // Copies whose originals went, and what went in favour of a newer one, are looked at again until nothing changes.
  for (let round = 0; options.duplicates && round < SETTLING_ROUNDS; round++) {
    const again = await leftToSettle(options.duplicates, met, store)
    if (!again.size) break
    // A fingerprint that nothing has: the file is read although it did not change.
    const changed = (file: SourceFile) => ({ ...(again.get(file) as FileRecord), fingerprint: '' })
    for await (const event of processFiles([...again.keys()], changed, options, met)) {
      if ('file' in event) rows.set(keyOf(event.file), event.file)
      yield event
    }
  }
  signal?.throwIfAborted()
  const { documents, chunks } = await store.summary()
  const result: PrepareResult = {
    files: [...rows.values()],
    ...(options.duplicates && { duplicates: options.duplicates.counts() }),
    ...(options.cleaning && { removed: options.cleaning.removed() }),
    documents,
    chunks,
    seconds: seconds(started),
  }
  yield { type: 'prepare-end', result }
}

/** Reads files side by side, writes them in order, a transaction for all that is ready. */
async function* processFiles(
  files: readonly SourceFile[],
  recordOf: (file: SourceFile) => FileRecord | undefined,
  options: PrepareOptions,
  met: Met,
): AsyncGenerator<PrepareEvent> {
  const { store, signal } = options
  const done: AsyncQueue<{ file: SourceFile; prepared: Prepared } | { chunks: number }> = asyncQueue()
  const stages: FileStages & { store: ChunkStore } = { ...options, onEmbedded: (chunks) => done.push({ chunks }) }
  void runInOrder(
    files,
    FILES_AT_ONCE,
    signal,
    options.duplicates?.drops
      ? inTurn((file, turn) => prepareFile(file, recordOf(file), { ...stages, ...turn }))
      : (file) => prepareFile(file, recordOf(file), stages),
    (file, prepared) => done.push({ file, prepared }),
  ).then(
    () => done.end(),
    (error: unknown) => done.end(error),
  )

  let waiting: { file: SourceFile; prepared: Prepared }[] = []
  let written = performance.now()
  const write = async (): Promise<PrepareEvent[]> => {
    const batch = waiting
    waiting = []
    written = performance.now()
    await writeBatch(store, batch, options.protection)
    for (const { file, prepared } of batch) met.set(keyOf(prepared.record), { file, record: prepared.record })
    return batch.map(({ prepared }) => eventOf(prepared))
  }
  try {
    for await (const each of done) {
      if ('chunks' in each) yield { type: 'chunks-embedded', chunks: each.chunks }
      else waiting.push(each)
      if (waiting.length && performance.now() - written >= WRITE_EVERY_MS) yield* await write()
    }
  } catch (error) {
    await write()
    throw error
  }
  if (waiting.length) yield* await write()
}

async function writeBatch(store: ChunkStore, batch: readonly { prepared: Prepared }[], protection: RunProtection | undefined): Promise<void> {
  const put: IndexedFile[] = []
  const touched: Pick<FileRecord, 'place' | 'source' | 'modified' | 'size'>[] = []
  for (const { prepared } of batch) {
    if (prepared.indexed) put.push(prepared.indexed)
    if (prepared.touched) touched.push(prepared.touched)
  }
  // Numbers of labels are spent before they are used: two runs never share one.
  const counters = protection?.settings()
  if (counters) await store.saveSettings(counters)
  if (put.length) await store.put(put)
  const names = new Set(put.map(({ file }) => keyOf(file)))
  const replaced = batch.flatMap(({ prepared: { replaces } }) => (replaces && !names.has(keyOf(replaces)) ? [replaces] : []))
  if (replaced.length) await store.delete(replaced)
  if (touched.length) await store.touch(touched)
}

function eventOf({ record, unchanged }: Prepared): PrepareEvent {
  const { place, source, status, reason, documents, chunks, redactions, seconds: spent } = record
  const said = unchanged && status === 'indexed' ? 'unchanged' : status
  const file: FileResult = { source, place, status: said, ...(reason && { reason }), documents, chunks, redactions, seconds: unchanged ? 0 : spent }
  return { type: said === 'indexed' ? 'document-indexed' : `file-${said}`, file }
}

/** Files that the store knows and the walk no longer found; nothing of a folder that could not be looked into. */
function vanishedOf(places: readonly SurveyedPlace[], known: ReadonlyMap<string, FileRecord>): FileRecord[] {
  const seen = new Set(places.flatMap(({ found }) => found.files.map(keyOf)))
  const single = new Set(places.flatMap(({ place, source }) => (source === undefined ? [] : [keyOf({ place, source })])))
  const whole = new Map(places.filter(({ source }) => source === undefined).map(({ place, found }) => [place, found.unreachable]))
  return [...known].flatMap(([key, record]) => {
    if (seen.has(key)) return []
    const unreachable = whole.get(record.place)
    const inScope = unreachable ? !unreachable.some((folder) => record.source.startsWith(`${folder}/`)) : single.has(key)
    return inScope ? [record] : []
  })
}

/** The same where names may be stand-ins: `names` are those under which this run showed its files. */
function vanishedUnder(
  protection: RunProtection,
  places: readonly SurveyedPlace[],
  known: ReadonlyMap<string, FileRecord>,
  names: ReadonlySet<string>,
): FileRecord[] {
  const whole = new Map(places.filter(({ source }) => source === undefined).map(({ place, found }) => [place, found.unreachable.map(protection.folderName)]))
  const left = new Map([...known].filter(([key]) => !names.has(key)))
  const inFolders = [...left.values()].filter(({ place, source }) => {
    const unreachable = whole.get(place)
    return unreachable && !unreachable.some((folder) => folder === undefined || source.startsWith(`${folder}/`))
  })
  const single = places.flatMap(({ place, source, found }) =>
    source === undefined || found.files.length || whole.has(place) ? [] : [protection.gone(place, source)],
  )
  return [...inFolders, ...single.flatMap((record) => (record && left.has(keyOf(record)) ? [record] : []))]
}

/** Files of which the store holds what they were: they vanished, or this run reads them again. Copies are not measured by them. */
function leavingOf(
  files: readonly SourceFile[],
  known: ReadonlyMap<string, FileRecord>,
  { survey, protection, settings, fresh }: PrepareOptions,
): ReadonlySet<string> {
  const isRead = (record: FileRecord) => fresh || record.fingerprint.split(':')[0] !== settings
  if (protection) {
    const whole = new Set(survey.places.filter(({ source }) => source === undefined).map(({ place }) => place))
    return new Set([...known].flatMap(([key, record]) => (whole.has(record.place) && isRead(record) ? [key] : [])))
  }
  const leaving = new Set(vanishedOf(survey.places, known).map(keyOf))
  for (const file of files) {
    const record = known.get(keyOf(file))
    if (record && isRead(record)) leaving.add(keyOf(file))
  }
  return leaving
}

type Met = Map<string, { readonly file: SourceFile; readonly record: FileRecord }>

/** Work of which one part is done in the order in which it began. */
function inTurn<T, R>(work: (item: T, turn: { turn: () => Promise<void>; turnOver: () => void }) => Promise<R>): (item: T) => Promise<R> {
  let last = Promise.resolve()
  return (item) => {
    const before = last
    let over = () => {}
    last = new Promise((resolve) => (over = resolve))
    // Whoever needs no turn passes it on, but not past those before.
    return work(item, { turn: () => before, turnOver: over }).finally(() => void before.then(over))
  }
}

/** Runs `work` over items, at most `atOnce` in the air, and hands over the results in the order of the items. */
async function runInOrder<T, R>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<R>,
  emit: (item: T, result: R) => void,
): Promise<void> {
  const running: { item: T; result: Promise<R> }[] = []
  const settle = async () => {
    const first = running.shift()
    if (first) emit(first.item, await first.result)
  }
  for (const item of items) {
    if (signal?.aborted) break
    const result = work(item)
    result.catch(() => {}) // is awaited in its turn
    running.push({ item, result })
    if (running.length >= atOnce) await settle()
  }
  while (running.length) {
    // Once interrupted, what is finished already is kept, and the first that is not ends it.
    await settle()
  }
  if (signal?.aborted) throw new TilthError('interrupted', 'interrupted', 'what was finished is kept; run the same command again to go on')
}

const keyOf = ({ place, source }: { readonly place: string; readonly source: string }) => `${place}\0${source}`
const seconds = (since: number) => Math.round(performance.now() - since) / 1000
