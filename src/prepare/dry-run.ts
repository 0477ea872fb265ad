import type { ChunkStore, FileRecord } from '../contracts/chunk-store.ts'

/** A store as a run would leave it, without texts: nothing is written to the one that is there, and none need be there. */
export function dryStore(store: ChunkStore | undefined): ChunkStore {
  let records: Map<string, FileRecord> | undefined
  const load = async () => (records ??= new Map(((await store?.files()) ?? []).map((record) => [keyOf(record), record])))
  const settings: Record<string, string> = {}
  const made = new Map<string, Set<string>>()
  const { signatures, vault } = store ?? {}
  return {
    location: store?.location ?? '',
    async summary() {
      let [documents, chunks] = [0, 0]
      for (const record of (await load()).values()) {
        documents += record.documents
        chunks += record.chunks
      }
      return { documents, chunks, spaces: {} }
    },
    settings: async () => ({ ...(await store?.settings()), ...settings }),
    saveSettings: async (changed) => void Object.assign(settings, changed),
    // A vault that is not there yet is empty.
    vault: { entries: async () => (await vault?.entries()) ?? [], put: async () => {} },
    async files(filter) {
      const all = [...(await load()).values()]
      return filter?.places ? all.filter(({ place }) => filter.places?.includes(place)) : all
    },
    async put(files) {
      const held = await load()
      for (const { file, documents } of files) {
        held.set(keyOf(file), file)
        made.set(keyOf(file), new Set(documents.map(({ document }) => document.id)))
      }
    },
    touch: async () => {},
    async delete(files) {
      const held = await load()
      for (const file of files) {
        held.delete(keyOf(file))
        made.delete(keyOf(file))
      }
    },
    nearest: async () => [],
    matching: async () => [],
    wordStatistics: async () => ({ chunks: 0, frequency: new Map() }),
    chunks: async () => [],
    document: async (id) => store?.document(id),
    ...(signatures && { signatures: (after?: number) => signatures(after) }),
    async held(ids) {
      const there = new Set(store?.held ? await store.held(ids) : [])
      return ids.filter((id) => there.has(id) || made.values().some((own) => own.has(id)))
    },
    embeddings: async () => new Map(),
    close: async () => {},
  }
}

const keyOf = ({ place, source }: Pick<FileRecord, 'place' | 'source'>): string => `${place}\0${source}`
