import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reranker, Retriever } from '../contracts/chunk-store.ts'

export interface RerankerUnderTest {
  readonly reranker: Reranker
  /** Searches a store that holds `RETRIEVER_TEXTS`. */
  readonly retriever: Retriever
  readonly close: () => Promise<void>
}

/** The behaviour that every `Reranker` has. Call it in a test file of the implementation. */
export function rerankerSuite(name: string, open: () => Promise<RerankerUnderTest>): void {
  describe(`${name} as a reranker`, () => {
    let opened: RerankerUnderTest
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    test('gives the same passages, best first', async () => {
      const found = await opened.retriever.retrieve('Who approves trips abroad?', { k: 10 })
      const ranked = await opened.reranker.rerank('Who approves trips abroad?', found)
      expect(ranked.map(({ chunk }) => chunk.id).sort()).toEqual(found.map(({ chunk }) => chunk.id).sort())
      expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((left, right) => right - left))
      expect(ranked[0]?.chunk.source).toBe('travel.md')
    })

    test('what it is given in another order comes out in the same', async () => {
      const found = await opened.retriever.retrieve('出差由谁批准?', { k: 10 })
      const ranked = await opened.reranker.rerank('出差由谁批准?', found)
      expect(await opened.reranker.rerank('出差由谁批准?', [...found].reverse())).toEqual(ranked)
      expect(ranked[0]?.chunk.source).toBe('差旅.txt')
    })

    test('none stay none', async () => {
      expect(await opened.reranker.rerank('anything', [])).toEqual([])
    })
  })
}
