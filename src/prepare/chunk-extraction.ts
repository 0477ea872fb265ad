import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import type { Extraction } from '../contracts/extractor.ts'
import type { Place } from '../contracts/prepare.ts'
import type { ChunkResult } from '../contracts/results.ts'
import { chunkDocument } from './chunk.ts'
import { documentOf } from './treat-texts.ts'

/** How a file would be cut. */
export function chunkExtraction({ documents }: Extraction, { place, source = '' }: Place, route: (text: string) => EmbeddingModel): ChunkResult {
  const chunks = documents.flatMap((extracted, index) => {
    const document = documentOf({ place, source }, extracted, index)
    return chunkDocument(document, { countTokens: route(document.text).countTokens })
  })
  return {
    chunks: chunks.map(({ start, end, text, tokens, heading, page }) => ({ start, end, ...(heading && { heading }), ...(page && { page }), text, tokens })),
  }
}
