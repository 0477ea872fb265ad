import { messageOf, TilthError } from '../common/errors.ts'
import type { FileRecord, IndexedDocument, IndexedFile } from '../contracts/chunk-store.ts'
import type { Extraction } from '../contracts/extractor.ts'
import type { Treated } from './treat-texts.ts'

export interface PartsOptions {
  readonly parts: () => AsyncIterable<Extraction & { readonly seconds?: number }>
  readonly onRead: (seconds: number) => void
  readonly treat: (extraction: Extraction, part: number) => Promise<Treated>
  readonly embed: (treated: Treated) => Promise<IndexedDocument[]>
  /** Writes files of the store together, and comes back when they are written. */
  readonly write: (files: readonly IndexedFile[]) => Promise<void>
  /** The file's row, with what it says. */
  readonly record: (fields: Pick<FileRecord, 'status' | 'documents' | 'chunks' | 'redactions' | 'cleaned' | 'reason'>) => FileRecord
  readonly vaultEntries: () => IndexedFile['vaultEntries']
  readonly signal?: AbortSignal
}

/** More parts than a file can have: all that are there stay. */
const ALL = Number.MAX_SAFE_INTEGER
const FEW_REASONS = 3

/**
 * Treats, embeds and writes a large file part by part, the next one being read meanwhile. Until the last part is written the file is
 * called failed, so that a run that dies reads it again; the vectors of the parts that are there are not made again.
 */
export async function prepareParts(options: PartsOptions): Promise<IndexedFile> {
  const { parts, onRead, treat, embed, write, record, vaultEntries, signal } = options
  const totals = { documents: 0, chunks: 0, redactions: {} as Record<string, number>, cleaned: {} as Record<string, number> }
  const reasons: string[] = []
  let number = 0
  const unfinished = 'it was not read to its end: run again to go on'
  const iterator = parts()[Symbol.asyncIterator]()
  const readNext = () => {
    const next = iterator.next()
    next.catch(() => {}) // is awaited in its turn
    return next
  }
  let reading = readNext()
  for (;;) {
    let next: Awaited<typeof reading>
    try {
      next = await reading
    } catch (error) {
      if (signal?.aborted || !(error instanceof TilthError) || error.code === 'closed' || !number) throw error
      const reason = `${messageOf(error)}; what was read before that is kept`
      return { file: record({ status: 'failed', ...totals, reason }), parts: number, documents: [] }
    }
    if (next.done) break
    const part = next.value
    reading = readNext()
    onRead(part.seconds ?? 0)
    number++
    const treated = await treat(part, number)
    const documents = await embed(treated)
    totals.documents += documents.length
    totals.chunks += treated.cut.reduce((sum, { chunks }) => sum + chunks.length, 0)
    addTo(totals.redactions, treated.redactions)
    addTo(totals.cleaned, treated.cleaned)
    if (treated.reason) reasons.push(treated.reason)
    const row = record({ status: 'failed', ...totals, reason: unfinished })
    const entries = vaultEntries()
    await write([
      { file: row, parts: ALL, documents: [] },
      { file: row, part: number, documents, ...(entries && { vaultEntries: entries }) },
    ])
  }
  const told = reasons.slice(0, FEW_REASONS).join('; ') + (reasons.length > FEW_REASONS ? `; and ${reasons.length - FEW_REASONS} more` : '')
  const status = totals.documents ? 'indexed' : 'dropped'
  const reason = told || (totals.documents ? undefined : 'no text in it')
  return { file: record({ status, ...totals, ...(reason && { reason }) }), parts: number, documents: [] }
}

function addTo(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count
}
