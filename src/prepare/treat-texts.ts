import { sha256 } from '../common/hash.ts'
import type { Chunk, Document } from '../contracts/document.ts'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'
import type { ExtractedDocument, Extraction } from '../contracts/extractor.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import { chunkDocument } from './chunk.ts'
import type { Cleaning } from './clean/cleaning.ts'
import type { Judgement, KeptDocument, RunDuplicates } from './duplicates/run-duplicates.ts'
import type { FileGuard } from './protection.ts'
import type { FileClock } from './step-times.ts'

export interface TreatOptions {
  readonly place: string
  readonly kind: string
  /** What the file is called in the store, known once its text is protected. */
  readonly source: () => string
  /** Of a part of a file: its documents are told from those of other parts. */
  readonly part?: number
  readonly guard?: FileGuard
  readonly cleaning?: Cleaning
  readonly duplicates?: RunDuplicates
  readonly turn?: () => Promise<void>
  readonly turnOver?: () => void
  readonly route: (text: string) => EmbeddingModel
  readonly clock: FileClock
}

export interface CutDocument extends KeptDocument {
  readonly chunks: readonly Chunk[]
}

export interface Treated {
  readonly cut: readonly CutDocument[]
  readonly reason?: string
  readonly redactions: Readonly<Record<string, number>>
  readonly cleaned: Readonly<Record<string, number>>
  /** Ids of the documents that stay in the place of some of these. */
  readonly duplicateOf: readonly string[]
}

/** Clean → protect → leave out copies → cut: from the texts of a file, or of a part of one, to what is embedded. */
export async function treatTexts(extraction: Extraction, options: TreatOptions): Promise<Treated> {
  const { place, kind, source, part, guard, cleaning, duplicates, turn, turnOver, route, clock } = options
  const clean = clock.start('clean')
  const cleaned = cleaning?.clean(extraction, kind)
  clean()
  const protect = guard && clock.start('protect')
  const texts: Protected = guard ? await guard.protect(cleaned ?? extraction, kind) : (cleaned ?? extraction)
  protect?.()
  const documents = texts.documents.flatMap((each, index) =>
    each.text.trim() ? [documentOf({ place, source: source() }, each, part === undefined ? index : `${part}.${index}`)] : [],
  )
  await turn?.()
  const judge = clock.start('clean')
  const judgement = (await duplicates?.judge(documents)) ?? { kept: documents.map((document) => ({ document })), reasons: [], duplicateOf: [] }
  judge()
  turnOver?.()
  const chunk = clock.start('chunk')
  const cut = judgement.kept.map((each) => ({ ...each, chunks: chunkDocument(each.document, { countTokens: route(each.document.text).countTokens }) }))
  chunk()
  const reason = reasonOf(texts.reason, judgement)
  const { redactions = {} } = texts
  return { cut, ...(reason && { reason }), redactions, cleaned: cleaned?.cleaned ?? {}, duplicateOf: judgement.duplicateOf }
}

interface Protected {
  readonly documents: readonly ExtractedDocument[]
  readonly reason?: string
  readonly redactions?: Readonly<Record<string, number>>
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

/** `index`: which document of the file it is. */
export function documentOf(
  { place, source }: Pick<SourceFile, 'place' | 'source'>,
  { text, format, title, language, pages, metadata }: ExtractedDocument,
  index: number | string,
): Document {
  return { id: sha256(place, source, String(index), text).slice(0, 32), text, format, source, place, title, language, pages, metadata }
}
