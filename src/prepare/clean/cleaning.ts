import type { ExtractedDocument, Extraction } from '../../contracts/extractor.ts'
import { cleanDocument, type CleaningRule } from './clean.ts'

/** Cleaning within a run, which counts what went. */
export interface Cleaning {
  /** `cleaned`: by rule, places in this one. */
  clean(extraction: Extraction, kind: string): Extraction & { readonly cleaned: Readonly<Record<string, number>> }
  /** By rule: places, and UTF-16 code units. */
  removed(): Readonly<Record<string, { readonly count: number; readonly characters: number }>>
}

export function makeCleaning(options: { readonly rules: boolean | readonly CleaningRule[]; readonly languages?: readonly string[] }): Cleaning {
  const total: Record<string, { count: number; characters: number }> = {}
  return {
    clean(extraction, kind) {
      const documents: ExtractedDocument[] = []
      const reasons = extraction.reason ? [extraction.reason] : []
      const places: Record<string, number> = {}
      let dropped = 0
      for (const document of extraction.documents) {
        const cleaned = cleanDocument(document, { kind, ...options })
        for (const { rule, count, characters } of cleaned.removed) {
          const sum = (total[rule] ??= { count: 0, characters: 0 })
          sum.count += count
          places[rule] = (places[rule] ?? 0) + count
          sum.characters += characters
        }
        if (cleaned.dropped === undefined) documents.push(cleaned.document)
        // A blank text needs no reason of its own: its reader has told why.
        else if (document.text.trim() || !extraction.reason) {
          dropped++
          if (dropped === 1) reasons.push(cleaned.dropped)
        }
      }
      if (dropped > 0 && documents.length)
        reasons[reasons.length - 1] = `${dropped} of ${extraction.documents.length} documents are left out: ${reasons[reasons.length - 1]}`
      return { documents, cleaned: places, ...(reasons.length && { reason: reasons.join('; ') }) }
    },
    removed: () => total,
  }
}
