import { messageOf, TilthError } from '../common/errors.ts'
import type { ChunkStore, FileRecord, IndexedDocument, IndexedFile, Touched } from '../contracts/chunk-store.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import type { FileState, SourceFile, StepSeconds } from '../contracts/prepare.ts'
import type { Cleaning } from './clean/cleaning.ts'
import type { RunDuplicates } from './duplicates/run-duplicates.ts'
import { embedChunks } from './embed-chunks.ts'
import { prepareParts } from './prepare-parts.ts'
import type { RunProtection } from './protection.ts'
import { readItem, type Extract, type ReadItem } from './read-item.ts'
import type { FileClock } from './step-times.ts'
import { treatTexts, type Treated } from './treat-texts.ts'

/** What a file passes through, handed in by `app.ts`. */
export interface FileStages {
  readonly extract: Extract
  /** The embedder for a text, by its language. */
  readonly route: (text: string) => EmbeddingModel
  /** Names everything that shapes the result: a file prepared under other settings is prepared again. */
  readonly settings: string
  /** Prepare every file anew, changed or not, and take no vector from the store. */
  readonly fresh?: boolean
  /** Nothing is embedded or written. */
  readonly dryRun?: boolean
  /** The policy for personal data; absent where everything is kept. */
  readonly protection?: RunProtection
  /** Cleaning; absent where nothing is cleaned. */
  readonly cleaning?: Cleaning
  /** Copies of what is there already. */
  readonly duplicates?: RunDuplicates
  readonly signal?: AbortSignal
}

/** What a run adds for a file. */
export interface FileRun extends FileStages {
  readonly store: ChunkStore
  readonly clock: FileClock
  /** Waits until all files before this one were judged, where the order decides which copy stays. */
  readonly turn?: () => Promise<void>
  /** Lets the next file be judged. */
  readonly turnOver?: () => void
  readonly onEmbedded?: (chunks: number) => void
  readonly onState?: (state: FileState, source: string) => void
  /** Writes parts of a large file before it is prepared to its end. */
  readonly writeParts: (files: readonly IndexedFile[]) => Promise<void>
}

export interface Prepared {
  readonly record: FileRecord
  readonly unchanged: boolean
  readonly steps?: StepSeconds
  /** To be written. */
  readonly indexed?: IndexedFile
  /** The record of another name of the file, which goes. */
  readonly replaces?: Pick<FileRecord, 'place' | 'source'>
  /** Only its time or version changed. */
  readonly touched?: Touched
}

/** A file changed less than this (ms) before it was read may change again without its time changing. */
const CLOCK_GRAIN_MS = 2000

/** Codes of errors that say nothing about what is in a file: it was not read to its end. */
const NOT_READ = new Set(['unreadable', 'vanished', 'took-too-long', 'too-much-memory', 'crashed'])

/**
 * Read → clean → protect → cut → embed one file. Three kinds of failure, and what becomes of the text that the store holds of it:
 *
 * - The file was not read to its end: no permission, a disk error, out of time or memory, a reader that died, a server that does not
 *   answer. Nothing is known of its content, and the cause may be the machine: the row says "failed", the earlier version stays.
 * - The file was read and is not what it was: damaged, encrypted, too big, of a kind that is not read, without text, a link or a
 *   pipe by now. What it said before it says no more: its text goes, and the row says why.
 * - The file is not at fault: no weights, no runtime, an embedder that died, a store that cannot be read, an interruption. Thrown:
 *   the run ends, and nothing of this file is touched.
 */
export async function prepareFile(file: SourceFile, before: FileRecord | undefined, run: FileRun): Promise<Prepared> {
  const { place, modified, size } = file
  const { clock, signal } = run
  const guard = run.protection?.guard(file, before)
  const sourceOf = () => guard?.source() ?? file.source
  const blank = { place, documents: 0, chunks: 0, redactions: {}, seconds: 0 }
  const fingerprintOf = (hash: string | undefined) =>
    guard ? `${run.settings}:${guard.fingerprint(hash)}` : hash === undefined ? '' : `${run.settings}:${hash}`
  const isElsewhere = !!file.fetch
  /** What a server does says nothing about what it holds. */
  let unfetched = isElsewhere
  /** To be written; a record of another name that the file had before goes. */
  const written = ({ file: record, ...rest }: IndexedFile): Prepared => {
    const entries = guard?.vaultEntries()
    return {
      record,
      unchanged: false,
      steps: clock.seconds(),
      indexed: { file: record, ...rest, ...(entries && { vaultEntries: entries }) },
      ...(before && before.source !== record.source && { replaces: { place: before.place, source: before.source } }),
    }
  }
  const without = (status: 'dropped' | 'failed', reason: string, more: Partial<FileRecord> = {}): Prepared => {
    const told = guard?.reason(reason) ?? reason
    const record: FileRecord = {
      ...blank,
      source: sourceOf(),
      kind: extensionOf(sourceOf()),
      fingerprint: fingerprintOf(undefined),
      // Without a key this is what a file with a stand-in for a name is known by.
      ...(guard && size > 0 && !isElsewhere && { modified, size }),
      preparedAt: Date.now(),
      ...more,
      status,
      reason: told,
      seconds: clock.total(),
    }
    return written({ file: record, documents: [] })
  }
  const notRead = (reason: string): Prepared => {
    if (before?.status !== 'indexed') return without('failed', reason)
    const record: FileRecord = {
      ...before,
      status: 'failed',
      reason: `${guard?.reason(reason) ?? reason}; the version that was read before is kept`,
      seconds: clock.total(),
    }
    return { record, unchanged: false, steps: clock.seconds() }
  }
  const failure = (error: unknown): Prepared => {
    const code = error instanceof TilthError ? error.code : undefined
    if (signal?.aborted || code === 'closed') throw error
    const reason = messageOf(error) || 'unknown error'
    return code === undefined || unfetched || NOT_READ.has(code) ? notRead(reason) : without('failed', reason)
  }
  if (file.refused) return file.refused.unseen ? notRead(file.refused.reason) : without(file.refused.status, file.refused.reason)

  const [settings, knownHash] = before?.status === 'failed' ? [] : (before?.fingerprint.split(':') ?? [])
  const sameSettings = before !== undefined && settings === run.settings && knownHash !== undefined && !run.fresh
  if (!isElsewhere && sameSettings && before.modified === modified && before.size === size) return { record: before, unchanged: true }
  const stamp = isElsewhere ? {} : Date.now() - modified > CLOCK_GRAIN_MS ? { modified, size } : {}
  // Only its text may tell that a name holds a value.
  const shownEarly = guard ? (before?.source ?? '') : file.source
  const state = (now: FileState, source = shownEarly) => run.onState?.(now, source)
  let read: ReadItem
  try {
    state('queued')
    read = await readItem(file, run.extract, {
      ...(signal && { signal }),
      ...(sameSettings && !guard && { unlessSha256: knownHash }),
      ...(sameSettings && before.version !== undefined && { knownVersion: before.version }),
      onStart: () => state('extracting'),
      onFetched: () => (unfetched = false),
      clock,
    })
    clock.add('extract', read.seconds ?? 0)
  } catch (error) {
    return failure(error)
  }
  // A version may be a hash of the content, with which a guess could be tested.
  const version = guard || read.version === undefined ? {} : { version: read.version }
  if (before && (read.unchanged || (sameSettings && guard?.isUnchanged(read.sha256))))
    return { record: before, unchanged: true, touched: { place, source: before.source, ...stamp, ...version } }
  if (read.unchanged) throw new Error('a file that was never read came back as unchanged')
  const { kind, sha256 } = read

  const treat = async (extraction: Parameters<typeof treatTexts>[0], part?: number): Promise<Treated> => {
    state('cleaning')
    return treatTexts(extraction, { ...run, ...(guard && { guard }), place, kind, source: sourceOf, ...(part !== undefined && { part }) })
  }
  const embed = async ({ cut }: Treated): Promise<IndexedDocument[]> => {
    const documents: IndexedDocument[] = []
    if (cut.length && !run.dryRun) state('embedding', sourceOf())
    for (const { document, signature, chunks } of cut) {
      const end = clock.start('embed')
      documents.push({ document, ...(signature && { signature }), chunks: run.dryRun ? [] : await embedChunks(document, chunks, run) })
      end()
    }
    return documents
  }
  // What the file is called in the store hangs on its text too.
  const more = () => ({ kind, fingerprint: fingerprintOf(sha256), ...stamp, ...version, preparedAt: Date.now() })
  try {
    if ('parts' in read) {
      const { parts } = read
      const indexed = await prepareParts({
        parts,
        treat,
        embed,
        ...(signal && { signal }),
        onRead: (seconds) => clock.add('extract', seconds),
        write: async (files) => {
          state('writing', sourceOf())
          await run.writeParts(files)
        },
        vaultEntries: () => guard?.vaultEntries(),
        record: ({ reason, ...fields }) => ({
          ...blank,
          source: sourceOf(),
          ...more(),
          ...fields,
          ...(reason && { reason: guard?.reason(reason) ?? reason }),
          ...(fields.status === 'failed' && { fingerprint: fingerprintOf(undefined) }),
          seconds: clock.total(),
        }),
      })
      return written(indexed)
    }
    const treated = await treat(read.extraction)
    const { cut, reason, redactions, cleaned, duplicateOf } = treated
    const found = { ...more(), redactions, ...(Object.keys(cleaned).length && { cleaned }), ...(duplicateOf.length && { duplicateOf }) }
    if (!cut.length) return without('dropped', reason ?? 'no text in it', found)
    const documents = await embed(treated)
    const record: FileRecord = {
      ...blank,
      ...found,
      source: sourceOf(),
      status: 'indexed',
      ...(reason && { reason }),
      documents: documents.length,
      chunks: cut.reduce((sum, { chunks }) => sum + chunks.length, 0),
      seconds: clock.total(),
    }
    state('writing', record.source)
    return written({ file: record, documents })
  } catch (error) {
    if (error instanceof TilthError && error.code === 'pattern-too-slow') return without('failed', error.message, stamp)
    if (error instanceof TilthError && NOT_READ.has(error.code)) return failure(error)
    // The tokenizer is loaded here: its errors are not the file's.
    if (error instanceof TilthError || signal?.aborted) throw error
    return without('failed', `its text cannot be cut into chunks: ${messageOf(error)}`)
  }
}

function extensionOf(source: string): string {
  const name = source.slice(source.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}
