import { messageOf } from '../common/errors.ts'
import { sha256 } from '../common/hash.ts'
import { wordsOf } from '../common/words.ts'
import type { ChunkStore, FileRecord, IndexedChunk, IndexedDocument, IndexedFile } from '../contracts/chunk-store.ts'
import type { Chunk, Document } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import type { ExtractedDocument, Extraction } from '../contracts/extractor.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import { chunkDocument, embeddedText } from './chunk.ts'

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
  readonly onEmbedded?: (chunks: number) => void
  readonly signal?: AbortSignal
}

export interface Prepared {
  readonly record: FileRecord
  readonly unchanged: boolean
  /** To be written. */
  readonly indexed?: IndexedFile
  /** Only its time changed. */
  readonly touched?: Pick<FileRecord, 'place' | 'source' | 'modified' | 'size'>
}

/** A file changed less than this (ms) before it was read may change again without its time changing. */
const CLOCK_GRAIN_MS = 2000
/** Chunks handed to the embedder at a time: small enough for a steady progress and a prompt Ctrl-C. */
const EMBED_AT_ONCE = 32

/** Extract → cut → embed one file. What is wrong with the file is in the record; only an interruption throws. */
export async function prepareFile(file: SourceFile, before: FileRecord | undefined, stages: FileStages & { readonly store: ChunkStore }): Promise<Prepared> {
  const started = performance.now()
  const { place, source, modified, size } = file
  const kind = extensionOf(source)
  const blank = { place, source, kind, fingerprint: '', documents: 0, chunks: 0, redactions: {}, seconds: 0 }
  const without = (status: 'dropped' | 'failed', reason: string, more: Partial<FileRecord> = {}): Prepared => {
    const record: FileRecord = { ...blank, ...more, status, reason, seconds: since(started) }
    return { record, unchanged: false, indexed: { file: record, documents: [] } }
  }
  if (file.refused) return without(file.refused.status, file.refused.reason)

  const [settings, knownHash] = before?.status === 'failed' ? [] : (before?.fingerprint.split(':') ?? [])
  const sameSettings = before !== undefined && settings === stages.settings && knownHash !== undefined
  if (sameSettings && before.modified === modified && before.size === size) return { record: before, unchanged: true }
  const stamp = Date.now() - modified > CLOCK_GRAIN_MS ? { modified, size } : {}
  // What is wrong with the file is the file's; what is wrong with the embedder or the store ends the run.
  let cut: { readonly read: ReadFile; readonly documents: CutDocument[] }
  try {
    const read = await stages.extract(file.path, { signal: stages.signal, ...(sameSettings && { unlessSha256: knownHash }) })
    cut = { read, documents: read.unchanged ? [] : cutDocuments(file, read.extraction, stages) }
  } catch (error) {
    if (stages.signal?.aborted) throw error
    return without('failed', messageOf(error) || 'unknown error')
  }
  const { read } = cut
  if (read.unchanged) return { record: before as FileRecord, unchanged: true, touched: { place, source, ...stamp } }

  const more = { kind: read.kind, fingerprint: `${stages.settings}:${read.sha256}`, ...stamp }
  const { reason } = read.extraction
  if (!cut.documents.length) return without('dropped', reason ?? 'no text in it', more)
  const documents: IndexedDocument[] = []
  for (const { document, chunks } of cut.documents) documents.push({ document, chunks: await embedChunks(document, chunks, stages) })
  const record: FileRecord = {
    ...blank,
    ...more,
    status: 'indexed',
    ...(reason && { reason }),
    documents: documents.length,
    chunks: documents.reduce((sum, each) => sum + each.chunks.length, 0),
    seconds: since(started),
  }
  return { record, unchanged: false, indexed: { file: record, documents } }
}

interface CutDocument {
  readonly document: Document
  readonly chunks: readonly Chunk[]
}

function cutDocuments(file: SourceFile, extraction: Extraction, { route }: FileStages): CutDocument[] {
  return extraction.documents.flatMap((extracted, index) => {
    if (!extracted.text.trim()) return []
    const document = documentOf(file, extracted, index)
    return [{ document, chunks: chunkDocument(document, { countTokens: route(document.text).countTokens }) }]
  })
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
  { route, store, signal, onEmbedded }: FileStages & { readonly store: ChunkStore },
): Promise<IndexedChunk[]> {
  const prepared = chunks.map((chunk) => {
    const text = embeddedText({ ...chunk, title })
    const model = route(chunk.text)
    return { chunk, text, model, hash: sha256(model.id, text).slice(0, 32) }
  })
  const vectors = new Map(await store.embeddings(prepared.map(({ hash }) => hash)))
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
