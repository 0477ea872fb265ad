import type { Citation } from '../contracts/answer.ts'
import type { ChunkStore } from '../contracts/chunk-store.ts'
import type { Passage } from '../contracts/document.ts'
import type { ModelCitation } from '../contracts/language-model.ts'

/**
 * Checks what a model claims, character by character, against the documents as they are stored now: the span lies in the answer, the quote in the
 * document, and what the model was shown of the document is still what it says. Claims that fail are left out.
 */
export async function checkCitations(
  claims: readonly ModelCitation[],
  { text, passages, store }: { readonly text: string; readonly passages: readonly Passage[]; readonly store: ChunkStore },
): Promise<Citation[]> {
  const citations: Citation[] = []
  for (const { start, end, passage, quoteStart, quoteEnd, focus } of claims) {
    const chunk = passages[passage]?.chunk
    if (!chunk || !isSpan(start, end, text) || !text.slice(start, end).trim()) continue
    const document = await store.document(chunk.documentId)
    if (!document || !isSpan(quoteStart, quoteEnd, document.text)) continue
    const quote = document.text.slice(quoteStart, quoteEnd)
    const shown = [chunk, ...(chunk.tableHeader ? [chunk.tableHeader] : [])].find((slice) => slice.start <= quoteStart && quoteEnd <= slice.end)
    if (!quote.trim() || shown?.text.slice(quoteStart - shown.start, quoteEnd - shown.start) !== quote) continue
    const page = document.pages?.findLast((each) => each.start <= quoteStart)?.number ?? chunk.page
    citations.push({
      start,
      end,
      chunkId: chunk.id,
      documentId: chunk.documentId,
      source: chunk.source,
      place: chunk.place,
      ...(page !== undefined && { page }),
      quote,
      quoteStart,
      quoteEnd,
      ...(focus && start <= focus.start && focus.end <= end && focus.start < focus.end && { focus }),
    })
  }
  return citations
}

function isSpan(start: number, end: number, text: string): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= text.length
}
