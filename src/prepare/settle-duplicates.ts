import type { ChunkStore, FileRecord, IndexedFile } from '../contracts/chunk-store.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import type { RunDuplicates } from './duplicates/run-duplicates.ts'

/**
 * Files of this run that are to be read again: those of which a document goes in favour of a later one, and those that were left out
 * in favour of what is no longer there. A file of another place cannot be read again: if it holds only the document that goes, it is
 * written as left out; one that holds more stays as it is.
 */
export async function leftToSettle(
  duplicates: RunDuplicates,
  met: ReadonlyMap<string, { readonly file: SourceFile; readonly record: FileRecord }>,
  store: ChunkStore,
): Promise<Map<SourceFile, FileRecord>> {
  const again = new Map<SourceFile, FileRecord>()
  const elsewhere: { readonly key: string; readonly reason: string; readonly by: string }[] = []
  for (const { document, by } of duplicates.losers()) {
    const key = keyOf(document)
    const own = met.get(key)
    if (own) again.set(own.file, own.record)
    else elsewhere.push({ key, by: by.id, reason: `nearly the same as ${by.source}, which is preferred` })
  }
  if (elsewhere.length) {
    const records = new Map((await store.files()).map((record) => [keyOf(record), record]))
    const gone: IndexedFile[] = []
    for (const { key, reason, by } of elsewhere) {
      const record = records.get(key)
      if (record?.status !== 'indexed' || record.documents !== 1) continue
      gone.push({ file: { ...record, status: 'dropped', reason, duplicateOf: [by], documents: 0, chunks: 0 }, documents: [] })
    }
    if (gone.length) await store.put(gone)
  }

  const pointing = [...met.values()].filter(({ record }) => record.duplicateOf?.length)
  const ids = [...new Set(pointing.flatMap(({ record }) => record.duplicateOf ?? []))]
  const held = new Set(store.held ? await store.held(ids) : ids)
  for (const { file, record } of pointing) if (record.duplicateOf?.some((id) => !held.has(id))) again.set(file, record)
  return again
}

const keyOf = ({ place, source }: { readonly place: string; readonly source: string }): string => `${place}\0${source}`
