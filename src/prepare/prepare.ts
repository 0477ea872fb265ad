import { asyncQueue } from '../common/async-queue.ts'
import { TilthError } from '../common/errors.ts'
import { runAtOnce } from '../common/run-at-once.ts'
import type { ChunkStore, FileRecord, IndexedFile, Touched } from '../contracts/chunk-store.ts'
import type { FileResult, FileState, PrepareEvent, PrepareResult, SourceFile } from '../contracts/prepare.ts'
import { listItems, type Listing } from './list-items.ts'
import { prepareFile, type FileStages, type Prepared } from './prepare-file.ts'
import type { RunProtection } from './protection.ts'
import { eventOf, keyOf, removedRow, unreachedRow } from './rows.ts'
import { leftToSettle } from './settle-duplicates.ts'
import { openClocks } from './step-times.ts'
import type { Survey } from './survey.ts'
import { leavingOf, vanishedOf, vanishedUnder } from './vanished.ts'

export interface PrepareOptions extends FileStages {
  readonly survey: Survey
  readonly store: ChunkStore
}

/** Files read, cut and embedded at the same time: enough to keep every embedding worker busy with files of one chunk. */
const FILES_AT_ONCE = 16
/** What is finished is written at least this often (ms); a crash costs no more than this and what is in work. */
const WRITE_EVERY_MS = 100
/** Finished files that wait to be written: no further file is begun. */
const MOST_WAITING = 64
/** What one copy's going brings back may make another go. */
const SETTLING_ROUNDS = 4

/**
 * Brings surveyed places into the store: only what changed is read again, what vanished is removed, one broken file costs itself
 * alone, a place that cannot be reached, or listed to its end, gives a failed row and loses nothing. Stops at `signal` with what was
 * finished written; running again goes on from there.
 */
export async function* prepare(options: PrepareOptions): AsyncGenerator<PrepareEvent> {
  const started = performance.now()
  const { survey, store, signal } = options
  const { sources = [] } = survey
  const files = survey.places.flatMap(({ found }) => found.files)
  yield { type: 'files-found', files: files.length }
  const rows = new Map<string, FileResult>()
  for (const unreached of survey.unreached) {
    const file = unreachedRow(unreached)
    rows.set(keyOf(file), file)
    yield { type: 'file-failed', file }
  }

  const known = new Map<string, FileRecord>()
  const places = [...new Set([...survey.places, ...sources].map(({ place }) => place))]
  for (const record of await store.files({ places })) known.set(keyOf(record), record)
  const names = new Set<string>()
  const met: Met = new Map()
  const leaving = leavingOf(files, known, options)
  options.duplicates?.leave((file) => leaving.has(keyOf(file)))
  const recordOf = (file: SourceFile) => (options.protection ? options.protection.recordOf(file) : known.get(keyOf(file)))
  const listing: Listing = { places: new Map(), order: new Map(), files: files.length }
  const items = (stop: AbortSignal) => listItems({ files, sources, known, settings: options.settings, signal: stop, listing })
  let announced = files.length
  for await (const event of processFiles(items, recordOf, options, met)) {
    if ('file' in event) {
      rows.set(keyOf(event.file), event.file)
      names.add(keyOf(event.file))
    }
    if (listing.files > announced) yield { type: 'files-found', files: (announced = listing.files) }
    yield event
  }
  const listed = new Set<string>()
  for (const [place, error] of listing.places) {
    if (!error) listed.add(place)
    else {
      const file = unreachedRow({ place, error })
      rows.set(keyOf(file), file)
      yield { type: 'file-failed', file }
    }
  }
  const vanished = [
    ...(options.protection ? vanishedUnder(options.protection, survey.places, known, names) : vanishedOf(survey.places, known)),
    ...[...known].flatMap(([key, record]) => (listed.has(record.place) && !names.has(key) ? [record] : [])),
  ]
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
    for await (const event of processFiles(() => again.keys(), changed, options, met)) {
      if ('file' in event) rows.set(keyOf(event.file), event.file)
      yield event
    }
  }
  signal?.throwIfAborted()
  const { documents, chunks } = await store.summary()
  // As they were found, whichever was ready first.
  const orderOf = (file: FileResult) => (file.source === '' ? -1 : (listing.order.get(met.get(keyOf(file))?.file as SourceFile) ?? Infinity))
  const ordered = [...rows.values()].map((file) => ({ file, order: orderOf(file) })).sort((a, b) => (a.order === b.order ? 0 : a.order - b.order))
  const result: PrepareResult = {
    files: ordered.map(({ file }) => file),
    ...(options.duplicates && { duplicates: options.duplicates.counts() }),
    ...(options.cleaning && { removed: options.cleaning.removed() }),
    documents,
    chunks,
    seconds: seconds(started),
    ...(options.dryRun && { dryRun: true }),
  }
  yield { type: 'prepare-end', result }
}

type Done =
  | { readonly file: SourceFile; readonly prepared: Prepared; readonly taken: () => void }
  /** Parts of a large file. */
  | { readonly parts: readonly IndexedFile[]; readonly written: () => void; readonly failed: (error: unknown) => void }
  | { readonly chunks: number }
  | { readonly state: FileState; readonly source: string; readonly place: string }

/** Reads files side by side and writes each as soon as it is ready, a transaction for all that are. */
async function* processFiles(
  items: (stop: AbortSignal) => Iterable<SourceFile> | AsyncIterable<SourceFile>,
  recordOf: (file: SourceFile) => FileRecord | undefined,
  options: PrepareOptions,
  met: Met,
): AsyncGenerator<PrepareEvent> {
  const { store, signal, protection } = options
  const done = asyncQueue<Done>()
  const over = new AbortController()
  const stop = signal ? AbortSignal.any([signal, over.signal]) : over.signal
  const clocks = openClocks()
  const prepareOne = (file: SourceFile, turn?: Turn) =>
    prepareFile(file, recordOf(file), {
      ...options,
      ...turn,
      signal: stop,
      clock: clocks.file(),
      onEmbedded: (chunks) => done.push({ chunks }),
      onState: (state, source) => done.push({ state, source, place: file.place }),
      writeParts: (parts) => new Promise((written, failed) => done.push({ parts, written, failed })),
    })
  let waitingToBeTaken = 0
  void runAtOnce(items(stop), {
    atOnce: FILES_AT_ONCE,
    signal: stop,
    work: options.duplicates?.drops ? inTurn(prepareOne) : (file) => prepareOne(file),
    emit: (file, prepared) => {
      waitingToBeTaken++
      return new Promise((resolve) => {
        done.push({ file, prepared, taken: () => (waitingToBeTaken--, resolve()) })
        if (waitingToBeTaken < MOST_WAITING) resolve()
      })
    },
    onFailure: () => over.abort(),
  }).then(
    () => done.end(signal?.aborted ? interrupted() : undefined),
    (error: unknown) => done.end(signal?.aborted ? interrupted() : error),
  )

  let waiting: { file: SourceFile; prepared: Prepared }[] = []
  let written = performance.now()
  const write = async (): Promise<PrepareEvent[]> => {
    const batch = waiting
    waiting = []
    const begun = (written = performance.now())
    await writeBatch(store, batch, protection)
    const each = (performance.now() - begun) / 1000 / Math.max(1, batch.filter(({ prepared }) => prepared.indexed).length)
    for (const { file, prepared } of batch) met.set(keyOf(prepared.record), { file, record: prepared.record })
    return batch.map(({ prepared }) => eventOf(prepared, each))
  }
  try {
    for await (const next of done) {
      if ('chunks' in next) yield { type: 'chunks-embedded', chunks: next.chunks }
      else if ('state' in next) yield { type: 'file-state', ...next }
      else if ('parts' in next) await writeCounted(store, next.parts, protection).then(next.written, next.failed)
      else {
        waiting.push(next)
        next.taken()
      }
      if (waiting.length && performance.now() - written >= WRITE_EVERY_MS) yield* await write()
    }
  } catch (error) {
    await write()
    throw error
  } finally {
    over.abort()
  }
  if (waiting.length) yield* await write()
}

const interrupted = () => new TilthError('interrupted', 'interrupted', 'what was finished is kept; run the same command again to go on')

async function writeBatch(store: ChunkStore, batch: readonly { prepared: Prepared }[], protection: RunProtection | undefined): Promise<void> {
  const put: IndexedFile[] = []
  const touched: Touched[] = []
  for (const { prepared } of batch) {
    if (prepared.indexed) put.push(prepared.indexed)
    if (prepared.touched) touched.push(prepared.touched)
  }
  await writeCounted(store, put, protection)
  const names = new Set(put.map(({ file }) => keyOf(file)))
  const replaced = batch.flatMap(({ prepared: { replaces } }) => (replaces && !names.has(keyOf(replaces)) ? [replaces] : []))
  if (replaced.length) await store.delete(replaced)
  if (touched.length) await store.touch(touched)
}

async function writeCounted(store: ChunkStore, files: readonly IndexedFile[], protection: RunProtection | undefined): Promise<void> {
  // Numbers of labels are spent before they are used: two runs never share one.
  const counters = protection?.settings()
  if (counters) await store.saveSettings(counters)
  if (files.length) await store.put(files)
}

type Met = Map<string, { readonly file: SourceFile; readonly record: FileRecord }>

interface Turn {
  readonly turn: () => Promise<void>
  readonly turnOver: () => void
}

/** Work of which one part is done in the order in which it began. */
function inTurn<T, R>(work: (item: T, turn: Turn) => Promise<R>): (item: T) => Promise<R> {
  let last = Promise.resolve()
  return (item) => {
    const before = last
    let over = () => {}
    last = new Promise((resolve) => (over = resolve))
    // Whoever needs no turn passes it on, but not past those before.
    return work(item, { turn: () => before, turnOver: over }).finally(() => void before.then(over))
  }
}

const seconds = (since: number) => Math.round(performance.now() - since) / 1000
