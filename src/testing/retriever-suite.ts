import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChunkStore, Retriever } from '../contracts/chunk-store.ts'
import type { SampleText } from './indexed-texts.ts'

export interface RetrieverUnderTest {
  readonly retriever: Retriever
  /** The store it searches; it holds `RETRIEVER_TEXTS`. */
  readonly store: ChunkStore
  readonly close: () => Promise<void>
}

/** What the store of a retriever under test has to hold. */
export const RETRIEVER_TEXTS: readonly SampleText[] = [
  { source: 'leave.md', kind: 'md', text: 'Every employee has 27 days of paid holiday a year. Days that are left over expire in March.' },
  { source: 'copy/leave.md', kind: 'md', text: 'Every  employee has 27 days of paid holiday a year.\nDays that are left over expire in March!' },
  { source: 'travel.md', kind: 'md', text: 'Flights are booked two weeks before departure. Trips abroad need the approval of a director.' },
  { source: 'printer.txt', text: 'When the printer shows error E-4711, open the rear door and take out the sheet of paper.' },
  { source: '差旅.txt', text: '部门经理可以批准出差。出境出差一律由总经理批准,并至少提前十五个工作日申请。' },
  { source: '食堂.txt', text: '食堂每天中午十一点半开门,员工凭工牌用餐,每餐补贴十五元。' },
]

/** The behaviour that every `Retriever` has. Call it in a test file of the implementation. */
export function retrieverSuite(name: string, open: () => Promise<RetrieverUnderTest>): void {
  describe(`${name} as a retriever`, () => {
    let opened: RetrieverUnderTest
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const sources = async (question: string, k = 10, filter = {}) => (await opened.retriever.retrieve(question, { k, filter })).map(({ chunk }) => chunk.source)

    test.each([
      ['How much holiday do I get?', 'leave.md'],
      ['What does E-4711 mean?', 'printer.txt'],
      ['Who has to agree before I go to another country?', 'travel.md'],
      ['谁可以批准出差?', '差旅.txt'],
      ['中饭几点可以吃?', '食堂.txt'],
    ])('%s → %s', async (question, source) => {
      expect((await sources(question))[0]?.split('/').at(-1)).toBe(source)
    })

    test('passages come best first, with the text that the store holds', async () => {
      const passages = await opened.retriever.retrieve('holiday approval', { k: 10 })
      expect(passages.map(({ score }) => score)).toEqual(passages.map(({ score }) => score).sort((left, right) => right - left))
      for (const { chunk } of passages) {
        const document = await opened.store.document(chunk.documentId)
        expect(document?.text.slice(chunk.start, chunk.end)).toBe(chunk.text)
      }
    })

    test('gives at most k passages, and the same again', async () => {
      expect(await sources('holiday', 0)).toEqual([])
      const two = await sources('holiday', 2)
      expect(two).toHaveLength(2)
      expect(await sources('holiday', 2)).toEqual(two)
      expect((await sources('holiday', 10)).slice(0, 2)).toEqual(two)
    })

    test('filters narrow it', async () => {
      expect(new Set(await sources('holiday', 10, { kinds: ['txt'] }))).toEqual(new Set(['printer.txt', '差旅.txt', '食堂.txt']))
      expect(await sources('holiday', 10, { places: [{ place: '/docs', source: 'travel.md' }] })).toEqual(['travel.md'])
      expect(await sources('holiday', 10, { sources: ['nothing/**'] })).toEqual([])
    })

    test('passages with the same text are one', async () => {
      expect((await sources('How much holiday do I get?')).filter((source) => source.endsWith('leave.md'))).toHaveLength(1)
    })

    test('an empty question is wrong use, a very long one is not', async () => {
      await expect(sources(' \n?')).rejects.toMatchObject({ code: 'wrong-use' })
      expect((await sources(`${'Please help me with this. '.repeat(4000)} What does E-4711 mean?`, 1)).length).toBe(1)
    })

    test('stops when told to', async () => {
      const stopped = opened.retriever.retrieve('a question that nobody asked before', { k: 3, signal: AbortSignal.abort() })
      await expect(stopped).rejects.toThrow()
    })
  })
}
