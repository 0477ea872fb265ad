import { messageOf, TilthError } from '../common/errors.ts'
import { sha256 } from '../common/hash.ts'
import { wordsOf } from '../common/words.ts'
import type { ChunkStore, FileRecord, IndexedChunk, IndexedDocument, IndexedFile } from '../contracts/chunk-store.ts'
import type { Chunk, Document } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import type { ExtractedDocument, Extraction } from '../contracts/extractor.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import { chunkDocument, embeddedText } from './chunk.ts'
import type { Cleaning } from './clean/cleaning.ts'
import type { Judgement, KeptDocument, RunDuplicates } from './duplicates/run-duplicates.ts'
import type { RunProtection } from './protection.ts'

/** What reading a file gave; `sha256` is that of its bytes. */
export type ReadFile =
  | { readonly unchanged: true; readonly sha256: string }
  | { readonly unchanged: false; readonly sha256: string; readonly kind: string; readonly extraction: Extraction }

/** What a file passes through, handed in by `app.ts`. */
export interface FileStages {
  /** Reads a file apart from the main thread; stops early when its bytes have the hash `unlessSha256`. */
  readonly extract: (path: string, options: { readonly unlessSha256?: string; readonly signal?: AbortSignal }) => Promise<ReadFile>
  /** The embedder for a text, by its language. */
  readonly route: (text: string) => EmbeddingModel
  /** Names everything that shapes the result: a file prepared under other settings is prepared again. */
  readonly settings: string
  /** Prepare every file anew, changed or not, and take no vector from the store. */
  readonly fresh?: boolean
  /** The policy for personal data; absent where everything is kept. */
  readonly protection?: RunProtection
  /** Cleaning; absent where nothing is cleaned. */
  readonly cleaning?: Cleaning
  /** Copies of what is there already. */
  readonly duplicates?: RunDuplicates
  /** Waits until all files before this one were judged, where the order decides which copy stays. */
  readonly turn?: () => Promise<void>
  /** Lets the next file be judged. */
  readonly turnOver?: () => void
  readonly onEmbedded?: (chunks: number) => void
  readonly signal?: AbortSignal
}

export interface Prepared {
  readonly record: FileRecord
  readonly unchanged: boolean
  /** To be written. */
  readonly indexed?: IndexedFile
  /** The record of another name of the file, which goes. */
  readonly replaces?: Pick<FileRecord, 'place' | 'source'>
  /** Only its time changed. */
  readonly touched?: Pick<FileRecord, 'place' | 'source' | 'modified' | 'size'>
}

/** A file changed less than this (ms) before it was read may change again without its time changing. */
const CLOCK_GRAIN_MS = 2000
/** Chunks handed to the embedder at a time: small enough for a steady progress and a prompt Ctrl-C. */
const EMBED_AT_ONCE = 32

/** Codes of errors that say nothing about what is in a file: it was not read to its end. */
const NOT_READ = new Set(['unreadable', 'vanished', 'took-too-long', 'too-much-memory', 'crashed'])

/**
 * Extract → cut → embed one file. Three kinds of failure, and what becomes of the text that the store holds of the file:
 *
 * - The file was not read to its end: no permission, a disk error, out of time or memory, a reader that died. Nothing is known
 *   of its content, and the cause may be the machine: the row says "failed", and the earlier version stays as it is.
 * - The file was read and is not what it was: damaged, encrypted, too big, of a kind that is not read, without text, a link or a
 *   pipe by now. What it said before it says no more: its text goes, and the row says why.
 * - The file is not at fault: no weights, no runtime, an embedder that died, a store that cannot be read, an interruption. Thrown:
 *   the run ends, and nothing of this file is touched.
 */
export async function prepareFile(file: SourceFile, before: FileRecord | undefined, stages: FileStages & { readonly store: ChunkStore }): Promise<Prepared> {
  const started = performance.now()
  const { place, modified, size } = file
  const guard = stages.protection?.guard(file, before)
  const sourceOf = () => guard?.source() ?? file.source
  const blank = { place, documents: 0, chunks: 0, redactions: {}, seconds: 0 }
  const fingerprintOf = (hash: string | undefined) =>
    guard ? `${stages.settings}:${guard.fingerprint(hash)}` : hash === undefined ? '' : `${stages.settings}:${hash}`
  /** To be written; a record of another name that the file had before goes. */
  const written = (record: FileRecord, documents: readonly IndexedDocument[]): Prepared => ({
    record,
    unchanged: false,
    indexed: { file: record, documents, vaultEntries: guard?.vaultEntries() },
    ...(before && before.source !== record.source && { replaces: { place: before.place, source: before.source } }),
  })
  const without = (status: 'dropped' | 'failed', reason: string, more: Partial<FileRecord> = {}): Prepared => {
    const told = guard?.reason(reason) ?? reason
    const record: FileRecord = {
      ...blank,
      source: sourceOf(),
      kind: extensionOf(sourceOf()),
      fingerprint: fingerprintOf(undefined),
      // Without a key this is what a file with a stand-in for a name is known by.
      ...(guard && size > 0 && { modified, size }),
      ...more,
      status,
      reason: told,
      seconds: since(started),
    }
    return written(record, [])
  }
  const notRead = (reason: string): Prepared => {
    if (before?.status !== 'indexed') return without('failed', reason)
    const record: FileRecord = {
      ...before,
      status: 'failed',
      reason: `${guard?.reason(reason) ?? reason}; the version that was read before is kept`,
      seconds: since(started),
    }
    return { record, unchanged: false }
  }
  if (file.refused) return file.refused.unseen ? notRead(file.refused.reason) : without(file.refused.status, file.refused.reason)

  const [settings, knownHash] = before?.status === 'failed' ? [] : (before?.fingerprint.split(':') ?? [])
  const sameSettings = before !== undefined && settings === stages.settings && knownHash !== undefined && !stages.fresh
  if (sameSettings && before.modified === modified && before.size === size) return { record: before, unchanged: true }
  const stamp = Date.now() - modified > CLOCK_GRAIN_MS ? { modified, size } : {}
  let read: ReadFile
  try {
    read = await stages.extract(file.path, { signal: stages.signal, ...(sameSettings && !guard && { unlessSha256: knownHash }) })
  } catch (error) {
    const code = error instanceof TilthError ? error.code : undefined
    if (stages.signal?.aborted || code === 'closed') throw error
    const reason = messageOf(error) || 'unknown error'
    return code === undefined || NOT_READ.has(code) ? notRead(reason) : without('failed', reason)
  }
  if (before && (read.unchanged || (sameSettings && guard?.isUnchanged(read.sha256))))
    return { record: before, unchanged: true, touched: { place, source: before.source, ...stamp } }
  if (read.unchanged) throw new Error('a file that was never read came back as unchanged')

  let protectedTexts: ProtectedTexts
  let judgement: Judgement
  let cut: CutDocument[]
  try {
    const extraction = stages.cleaning?.clean(read.extraction, read.kind) ?? read.extraction
    protectedTexts = guard ? await guard.protect(extraction, read.kind) : extraction
    const texts = documentsOf({ place, source: sourceOf() }, protectedTexts.documents)
    await stages.turn?.()
    judgement = (await stages.duplicates?.judge(texts)) ?? { kept: texts.map((document) => ({ document })), reasons: [], duplicateOf: [] }
    stages.turnOver?.()
    cut = cutDocuments(judgement, stages)
  } catch (error) {
    if (error instanceof TilthError && error.code === 'pattern-too-slow') return without('failed', error.message, stamp)
    // The tokenizer is loaded here: its errors are not the file's.
    if (error instanceof TilthError) throw error
    return without('failed', `its text cannot be cut into chunks: ${messageOf(error)}`)
  }
  // What the file is called in the store hangs on its text too.
  const more = { kind: read.kind, fingerprint: fingerprintOf(read.sha256), ...stamp }
  const { redactions = {} } = protectedTexts
  const reason = reasonOf(protectedTexts.reason, judgement)
  const { duplicateOf } = judgement
  const pointers = duplicateOf.length ? { duplicateOf } : {}
  if (!cut.length) return without('dropped', reason ?? 'no text in it', { ...more, redactions, ...pointers })
  const documents: IndexedDocument[] = []
  for (const { document, signature, chunks } of cut)
    documents.push({ document, ...(signature && { signature }), chunks: await embedChunks(document, chunks, stages) })
  const record: FileRecord = {
    ...blank,
    ...more,
    source: sourceOf(),
    redactions,
    status: 'indexed',
    ...(reason && { reason }),
    ...pointers,
    documents: documents.length,
    chunks: documents.reduce((sum, each) => sum + each.chunks.length, 0),
    seconds: since(started),
  }
  return written(record, documents)
}

interface ProtectedTexts {
  readonly documents: readonly ExtractedDocument[]
  readonly reason?: string
  readonly redactions?: Readonly<Record<string, number>>
}

interface CutDocument extends KeptDocument {
  readonly chunks: readonly Chunk[]
}

function documentsOf(file: Pick<SourceFile, 'place' | 'source'>, documents: readonly ExtractedDocument[]): Document[] {
  return documents.flatMap((extracted, index) => (extracted.text.trim() ? [documentOf(file, extracted, index)] : []))
}

function cutDocuments({ kept }: Judgement, { route }: FileStages): CutDocument[] {
  return kept.map((each) => ({ ...each, chunks: chunkDocument(each.document, { countTokens: route(each.document.text).countTokens }) }))
}

/** Why a file, or a part of it, is left out. What is told of the whole stands alone where nothing is left. */
function reasonOf(reason: string | undefined, { kept, reasons }: Judgement): string | undefined {
  const [first] = reasons
  if (!first) return reason
  const all = kept.length + reasons.length
  const copies =
    all === 1 ? first : kept.length ? `${reasons.length} of ${all} documents are left out: ${first}` : `all ${all} documents are left out: ${first}`
  return reason ? `${reason}; ${copies}` : copies
}

export function documentOf(
  { place, source }: Pick<SourceFile, 'place' | 'source'>,
  { text, format, title, language, pages, metadata }: ExtractedDocument,
  index: number,
): Document {
  return { id: sha256(place, source, String(index), text).slice(0, 32), text, format, source, place, title, language, pages, metadata }
}

/** Vectors for chunks: those that the store holds for equal text are taken from there. */
async function embedChunks(
  { title }: Document,
  chunks: readonly Chunk[],
  { route, store, signal, fresh, onEmbedded }: FileStages & { readonly store: ChunkStore },
): Promise<IndexedChunk[]> {
  const prepared = chunks.map((chunk) => {
    const text = embeddedText({ ...chunk, title })
    const model = route(chunk.text)
    return { chunk, text, model, hash: sha256(model.id, text).slice(0, 32) }
  })
  const vectors = new Map(fresh ? [] : await store.embeddings(prepared.map(({ hash }) => hash)))
  const missing = prepared.filter(({ hash }) => !vectors.has(hash))
  for (const model of new Set(missing.map((each) => each.model))) {
    const own = missing.filter((each) => each.model === model)
    await Promise.all(
      Array.from({ length: Math.ceil(own.length / EMBED_AT_ONCE) }, async (_, index) => {
        const slice = own.slice(index * EMBED_AT_ONCE, (index + 1) * EMBED_AT_ONCE)
        const made = await model.embed(
          slice.map(({ text }) => text),
          'passage',
          { signal },
        )
        slice.forEach(({ hash }, at) => vectors.set(hash, made[at] as Float32Array))
        onEmbedded?.(slice.length)
      }),
    )
  }
  return prepared.map(({ chunk, text, model, hash }) => ({
    ...chunk,
    space: model.id,
    vector: vectors.get(hash) as Float32Array,
    words: wordsOf(text),
    embeddingHash: hash,
  }))
}

const since = (started: number) => Math.round(performance.now() - started) / 1000

function extensionOf(source: string): string {
  const name = source.slice(source.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}
