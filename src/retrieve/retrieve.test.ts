import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isChinese } from '../common/language.ts'
import { openEmbedder, type Embedder } from '../connectors/embedder/embedder.ts'
import { openSqliteStore } from '../connectors/store/sqlite-store.ts'
import type { ChunkStore } from '../contracts/chunk-store.ts'
import { indexTexts } from '../testing/indexed-texts.ts'
import { rerankerSuite } from '../testing/reranker-suite.ts'
import { RETRIEVER_TEXTS, retrieverSuite } from '../testing/retriever-suite.ts'
import { fuse, withSiblings } from './fuse.ts'
import { makeReranker } from './rerank.ts'
import { makeRetriever, type RetrievalStages } from './retrieve.ts'

let embedder: Embedder
beforeAll(() => {
  embedder = openEmbedder({ threads: 1 })
})
afterAll(() => embedder.close())

async function openStages(texts = RETRIEVER_TEXTS): Promise<RetrievalStages & { readonly store: ChunkStore; readonly close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-'))
  const store = await openSqliteStore(folder, { create: true })
  const route = (text: string) => (isChinese(text) ? embedder.bgeZh : embedder.minilm)
  await indexTexts(store, route, texts)
  const close = async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  }
  return { store, route, models: new Map(embedder.models.map((model) => [model.id, model])), close }
}

retrieverSuite('hybrid search', async () => {
  const stages = await openStages()
  return { retriever: makeRetriever(stages), store: stages.store, close: stages.close }
})

rerankerSuite('the best sentence', async () => {
  const stages = await openStages()
  return { retriever: makeRetriever(stages), reranker: makeReranker(stages), close: stages.close }
})

describe('hybrid search', () => {
  test('equal passages of different files come in order of place, source and start', async () => {
    const texts = ['b.txt', 'a.txt', 'c.txt'].map((source, index) => ({
      source,
      text: `Page ${index + 1} was left empty on purpose.`,
      chunk: 'was left empty on purpose.',
    }))
    const stages = await openStages(texts)
    try {
      const [found] = await makeRetriever(stages).retrieve('left empty', { k: 3 })
      expect(found?.chunk.source).toBe('a.txt')
    } finally {
      await stages.close()
    }
  })

  test('a store without vectors of a known model is searched by words', async () => {
    const stages = await openStages()
    try {
      const [found] = await makeRetriever({ ...stages, models: new Map() }).retrieve('printer error', { k: 1 })
      expect(found?.chunk.source).toBe('printer.txt')
    } finally {
      await stages.close()
    }
  })

  test('an empty store finds nothing', async () => {
    const stages = await openStages([])
    try {
      expect(await makeRetriever(stages).retrieve('anything', { k: 3 })).toEqual([])
    } finally {
      await stages.close()
    }
  })
})

test('a cosine counts above that of unrelated texts, and less in a space of another language', () => {
  const own = { cosine: 0.7, unrelated: 0.3, own: true }
  expect(fuse(0, [own])).toBeCloseTo(0.4 * 0.4)
  expect(fuse(0.5, [{ ...own, cosine: 0.1 }])).toBeCloseTo(0.3)
  expect(fuse(0, [{ ...own, own: false }])).toBeCloseTo(fuse(0, [own]) / 2)
  expect(fuse(0, [{ ...own, cosine: undefined }])).toBe(0)
})

test('the best other chunk of the same document counts a little', () => {
  const unrelated = Array.from({ length: 9 }, (_, index) => ({ chunkId: `c${index}:0-5`, score: 0.1 }))
  const scored = withSiblings([
    { chunkId: 'a:0-5', score: 0.6 },
    { chunkId: 'a:5-9', score: 0.4 },
    { chunkId: 'a:9-12', score: 0.2 },
    { chunkId: 'b:0-5', score: 0.61 },
    ...unrelated,
  ])
  expect(scored.slice(0, 5).map(({ score }) => Number(score.toFixed(4)))).toEqual([0.63, 0.45, 0.25, 0.61, 0.1])
})
