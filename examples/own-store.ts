/**
 * A store of your own: a `ChunkStore` that keeps everything in memory and compares everything with everything. It passes
 * `chunkStoreSuite` of `tilth/testing`, as a store on your database would have to. `npx node examples/own-store.ts`.
 */
import { join, posix } from 'node:path'
import {
  openTilth,
  TilthError,
  type ChunkFilter,
  type ChunkStore,
  type FileRecord,
  type IndexedChunk,
  type IndexedDocument,
  type IndexedFile,
  type ScoredChunk,
} from '../src/index.ts'

/** What several stores in one process may share. */
export interface Memory {
  readonly files: Map<string, IndexedFile>
  readonly settings: Map<string, string>
}

export const newMemory = (): Memory => ({ files: new Map(), settings: new Map() })

interface Entry {
  readonly file: FileRecord
  readonly document: IndexedDocument['document']
  readonly chunk: IndexedChunk
}

const keyOf = ({ place, source }: Pick<FileRecord, 'place' | 'source'>): string => `${place}\0${source}`

export function openMemoryStore({ files, settings }: Memory = newMemory()): ChunkStore {
  function* entries(): Generator<Entry> {
    for (const { file, documents } of files.values()) for (const { document, chunks } of documents) for (const chunk of chunks) yield { file, document, chunk }
  }
  const documents = (): IndexedDocument[] => [...files.values()].flatMap((file) => file.documents)

  return {
    location: 'memory',
    async summary() {
      const spaces: Record<string, number> = {}
      for (const { chunk } of entries()) spaces[chunk.space] = (spaces[chunk.space] ?? 0) + 1
      return { documents: documents().length, chunks: [...entries()].length, spaces }
    },
    async settings() {
      return Object.fromEntries(settings)
    },
    async saveSettings(changed) {
      for (const [name, value] of Object.entries(changed)) settings.set(name, value)
    },
    async files({ places } = {}) {
      return [...files.values()].map(({ file }) => file).filter(({ place }) => !places || places.includes(place))
    },
    async put(added) {
      check(added, entries())
      for (const each of added) files.set(keyOf(each.file), each)
    },
    async touch(touched) {
      for (const { place, source, modified, size } of touched) {
        const known = files.get(keyOf({ place, source }))
        if (known) files.set(keyOf(known.file), { ...known, file: { ...known.file, modified, size } })
      }
    },
    async delete(removed) {
      for (const each of removed) files.delete(keyOf(each))
    },
    async nearest({ space, vector, k, filter }) {
      return best([...entries()], k, filter, ({ chunk }) => {
        if (chunk.space !== space) return undefined
        if (chunk.vector.length !== vector.length) throw new TilthError('wrong-dimensions', `${vector.length} numbers do not fit ${space}`, 'use its own model')
        return chunk.vector.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0)
      })
    },
    async matching({ words, weights: given, k, filter }) {
      const all = [...entries()]
      const average = all.reduce((sum, { chunk }) => sum + chunk.words.length, 0) / all.length
      const weights = [...new Set(words)].map((word) => {
        const frequency = all.filter(({ chunk }) => chunk.words.includes(word)).length
        return { word, weight: (given?.get(word) ?? 1) * Math.log(1 + (all.length - frequency + 0.5) / (frequency + 0.5)) }
      })
      const most = weights.reduce((sum, { weight }) => sum + weight * 1.9, 0)
      return best(all, k, filter, ({ chunk }) => {
        let score = 0
        for (const { word, weight } of weights) {
          const count = chunk.words.filter((each) => each === word).length
          score += (weight * count * 1.9) / (count + 0.9 * (0.6 + (0.4 * chunk.words.length) / average))
        }
        return score > 0 ? score / most : undefined
      })
    },
    async wordStatistics(words) {
      const all = [...entries()]
      return { chunks: all.length, frequency: new Map(words.map((word) => [word, all.filter(({ chunk }) => chunk.words.includes(word)).length])) }
    },
    async chunks(ids) {
      const byId = new Map(entries().map((entry) => [entry.chunk.id, entry]))
      return ids.flatMap((id) => {
        const entry = byId.get(id)
        if (!entry) return []
        const { space: _, vector: __, words: ___, embeddingHash: ____, ...chunk } = entry.chunk
        const { source, place, kind } = entry.file
        return [Object.assign(chunk, { source, place, kind }, entry.document.title === undefined ? {} : { title: entry.document.title })]
      })
    },
    async document(id) {
      return documents().find(({ document }) => document.id === id)?.document
    },
    async embeddings(hashes) {
      const wanted = new Set(hashes)
      return new Map([...entries()].filter(({ chunk }) => wanted.has(chunk.embeddingHash)).map(({ chunk }) => [chunk.embeddingHash, chunk.vector]))
    },
    async close() {},
  }
}

/** Before anything is written: each chunk is a slice of its document, and a space has vectors of one length. */
function check(added: readonly IndexedFile[], known: Iterable<Entry>): void {
  const lengths = new Map<string, number>()
  for (const { chunk } of known) lengths.set(chunk.space, chunk.vector.length)
  for (const { file, documents } of added) {
    for (const { document, chunks } of documents) {
      for (const { start, end, text, space, vector } of chunks) {
        if (document.text.slice(start, end) !== text) throw new TilthError('bad-chunk', `a chunk of ${file.source} is no slice of it`, 'cut it anew')
        const length = lengths.get(space) ?? vector.length
        if (vector.length !== length) throw new TilthError('wrong-dimensions', `${space} has ${length} numbers a vector, not ${vector.length}`, 'use one model')
        lengths.set(space, length)
      }
    }
  }
}

/** The `k` best of what passes the filter and has a score; equal ones in order of source and start. */
function best(entries: readonly Entry[], k: number, filter: ChunkFilter | undefined, scoreOf: (entry: Entry) => number | undefined): ScoredChunk[] {
  return entries
    .flatMap((entry) => {
      const score = passes(entry, filter) ? scoreOf(entry) : undefined
      return score === undefined ? [] : [{ entry, score: Number(score.toFixed(12)) }]
    })
    .sort((a, b) => b.score - a.score || compare(a.entry.file.source, b.entry.file.source) || a.entry.chunk.start - b.entry.chunk.start)
    .slice(0, k)
    .map(({ entry, score }) => ({ chunkId: entry.chunk.id, score }))
}

function passes({ file, chunk }: Entry, { places, sources, kinds, chunkIds }: ChunkFilter = {}): boolean {
  if (places && !places.some(({ place, source }) => place === file.place && (source === undefined || source === file.source))) return false
  if (sources && !sources.some((glob) => posix.matchesGlob(file.source, glob))) return false
  return (!kinds || kinds.includes(file.kind)) && (!chunkIds || chunkIds.includes(chunk.id))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

if (import.meta.main) {
  const tilth = openTilth({}, { chunkStore: openMemoryStore() })
  await Array.fromAsync(tilth.prepare([join(import.meta.dirname, 'handbook')]))
  const { answer } = await tilth.answer('How long is the probation period?')
  console.log(answer.text)
  await tilth.close()
}
