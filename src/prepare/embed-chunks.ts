import { sha256 } from '../common/hash.ts'
import { wordsOf } from '../common/words.ts'
import type { ChunkStore, IndexedChunk } from '../contracts/chunk-store.ts'
import type { Chunk, Document } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import { embeddedText } from './chunk.ts'

export interface EmbedOptions {
  /** The embedder for a text, by its language. */
  readonly route: (text: string) => EmbeddingModel
  readonly store: Pick<ChunkStore, 'embeddings'>
  /** Take no vector from the store. */
  readonly fresh?: boolean
  readonly onEmbedded?: (chunks: number) => void
  readonly signal?: AbortSignal
}

/** Chunks handed to the embedder at a time: small enough for a steady progress and a prompt Ctrl-C. */
const EMBED_AT_ONCE = 32
/** Such calls on their way at once: enough for every worker, and few texts of a large document in memory. */
const CALLS_AT_ONCE = 16

/** Vectors for chunks: those that the store holds for equal text are taken from there. */
export async function embedChunks(
  { title }: Document,
  chunks: readonly Chunk[],
  { route, store, signal, fresh, onEmbedded }: EmbedOptions,
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
    let next = 0
    const embedSome = async () => {
      while (next < own.length) {
        const slice = own.slice(next, (next += EMBED_AT_ONCE))
        const made = await model.embed(
          slice.map(({ text }) => text),
          'passage',
          { signal },
        )
        slice.forEach(({ hash }, at) => vectors.set(hash, made[at] as Float32Array))
        onEmbedded?.(slice.length)
      }
    }
    await Promise.all(Array.from({ length: Math.min(CALLS_AT_ONCE, Math.ceil(own.length / EMBED_AT_ONCE)) }, embedSome))
  }
  return prepared.map(({ chunk, text, model, hash }) => ({
    ...chunk,
    space: model.id,
    vector: vectors.get(hash) as Float32Array,
    words: wordsOf(text),
    embeddingHash: hash,
  }))
}
