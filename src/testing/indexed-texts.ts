import { wordsOf } from '../common/words.ts'
import type { ChunkStore } from '../contracts/chunk-store.ts'
import type { StoredChunk } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'

/** A text and what its only chunk is stored with beside it. */
export interface SampleText extends Partial<Pick<StoredChunk, 'heading' | 'tableHeader' | 'page' | 'place' | 'kind'>> {
  readonly source: string
  readonly text: string
  /** The part of `text` that is the chunk; the whole, if nothing is said. */
  readonly chunk?: string
}

/** Puts texts into a store as `prepare` would, each one file, one document and one chunk, embedded by the model of its language. */
export async function indexTexts(store: ChunkStore, route: (text: string) => EmbeddingModel, texts: readonly SampleText[]): Promise<void> {
  const files = texts.map(async ({ source, text, chunk = text, place = '/docs', kind = 'txt', ...rest }) => {
    const model = route(chunk)
    const [vector] = await model.embed([chunk], 'passage')
    const documentId = `document of ${place}/${source}: ${text.length}`
    const start = text.indexOf(chunk)
    const end = start + chunk.length
    const id = `${documentId}:${start}-${end}`
    const record = { place, source, kind, status: 'indexed', fingerprint: id, documents: 1, chunks: 1, redactions: {}, seconds: 0 } as const
    const document = { id: documentId, text, format: 'markdown', source, place, metadata: {} } as const
    const indexed = {
      ...rest,
      id,
      documentId,
      start,
      end,
      text: chunk,
      tokens: model.countTokens(chunk),
      space: model.id,
      vector: vector as Float32Array,
      words: wordsOf(chunk),
      embeddingHash: id,
    }
    return { file: record, documents: [{ document, chunks: [indexed] }] }
  })
  await store.put(await Promise.all(files))
}
