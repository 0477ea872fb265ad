import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChunkFilter, ChunkStore, IndexedFile } from '../contracts/chunk-store.ts'
import { seededRandom } from '../common/random.ts'
import { chunksOf, SAMPLE_SPACE, sampleFile, sampleVector } from './sample-files.ts'

/** A store that holds nothing yet. */
export interface StoreUnderTest {
  readonly store: ChunkStore
  /** Opens the same store a second time, as another process would. Both stay in use; the suite closes what it opened. */
  readonly reopen: () => Promise<ChunkStore>
  /** Closes `store` and removes all. */
  readonly close: () => Promise<void>
}

/** The behaviour that every `ChunkStore` has. Call it in a test file of the connector. */
export function chunkStoreSuite(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let opened: StoreUnderTest
    let store: ChunkStore
    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const nearest = (text: string, k = 10, filter?: ChunkFilter) => store.nearest({ space: SAMPLE_SPACE, vector: sampleVector(text), k, filter })
    const matching = (text: string, k = 10, filter?: ChunkFilter) => store.matching({ words: text.split(' '), k, filter })
    const textsOf = async (found: Promise<readonly { readonly chunkId: string }[]>) =>
      (await store.chunks((await found).map(({ chunkId }) => chunkId))).map(({ text }) => text)

    test('an empty store finds nothing and says so', async () => {
      expect(await store.summary()).toEqual({ documents: 0, chunks: 0, spaces: {} })
      expect(await store.files()).toEqual([])
      expect(await nearest('anything')).toEqual([])
      expect(await matching('anything')).toEqual([])
      expect(await store.wordStatistics(['anything'])).toEqual({ chunks: 0, frequency: new Map([['anything', 0]]) })
      expect(await store.chunks(['none:0-1', 'nonsense'])).toEqual([])
      expect(await store.document('none')).toBeUndefined()
      expect((await store.embeddings(['none'])).size).toBe(0)
    })

    test('gives back what was put, field by field', async () => {
      const text = 'Name | Days\nAnna | 12\n\nBen | 9'
      const header = { start: 0, end: 11, text: 'Name | Days' }
      const pages = [{ number: 3, start: 0, end: text.length }]
      const metadata = { author: 'A. B.', year: 2021, final: true, nothing: null, tags: ['a', 'b'] }
      const indexed = sampleFile({
        source: 'a b/ü.csv',
        texts: [text],
        kind: 'csv',
        file: { reason: 'half of it', modified: 1_700_000_000_123.5, size: 5_000_000_000, redactions: { EMAIL: 2 } },
        document: { title: 'Leave', language: 'en', pages, metadata, format: 'markdown' },
        chunk: { heading: 'Rules › Leave', page: 3, tableHeader: header },
      })
      await store.put([indexed])
      expect(await store.files()).toEqual([indexed.file])
      const [document] = indexed.documents
      expect(await store.document(document?.document.id ?? '')).toEqual(document?.document)
      const chunks = chunksOf([indexed])
      expect(await store.chunks(chunks.map(({ chunk }) => chunk.id))).toEqual(
        chunks.map(({ chunk: { space, vector, words, embeddingHash, ...chunk }, file: { source, place, kind } }) => {
          expect([space, words.length > 0, vector.length, embeddingHash.length > 0]).toEqual([SAMPLE_SPACE, true, 20, true])
          return { ...chunk, source, place, kind, title: 'Leave' }
        }),
      )
      for (const { chunk } of chunks) expect((await store.embeddings([chunk.embeddingHash])).get(chunk.embeddingHash)).toEqual(chunk.vector)
    })

    test('signatures come and go with their documents, and files say in whose favour they were left out', async () => {
      const [kept, dropped] = [sampleFile({ source: 'a.txt', texts: ['plain'] }), sampleFile({ source: 'b.txt', texts: ['plain too'] })]
      const id = kept.documents[0]?.document.id ?? ''
      const signature = Uint8Array.from({ length: 136 }, (_, index) => (index * 7) % 256)
      await store.put([{ ...kept, documents: kept.documents.map((document) => ({ ...document, signature })) }])
      await store.put([{ file: { ...dropped.file, status: 'dropped', documents: 0, chunks: 0, duplicateOf: [id] }, documents: [] }])
      const [first, second] = await store.files()
      expect(first).not.toHaveProperty('duplicateOf')
      expect(second?.duplicateOf).toEqual([id])
      // Both are optional: without them copies are found within one run only.
      if (store.signatures) expect(await store.signatures()).toEqual({ rows: [{ id, signature }] })
      if (store.held) expect(await store.held(['none', id])).toEqual([id])
      await store.delete([kept.file])
      if (store.signatures) expect(await store.signatures()).toEqual({ rows: [] })
      if (store.held) expect(await store.held([id])).toEqual([])
    })

    test('fields that were left out stay absent', async () => {
      const indexed = sampleFile({ source: 'a.txt', texts: ['plain'] })
      await store.put([indexed])
      const [file] = await store.files()
      const [chunk] = await store.chunks(chunksOf([indexed]).map(({ chunk }) => chunk.id))
      for (const field of ['reason', 'modified', 'size']) expect(file).not.toHaveProperty(field)
      for (const field of ['heading', 'tableHeader', 'page', 'title']) expect(chunk).not.toHaveProperty(field)
    })

    test('offsets are UTF-16 units, whatever the characters and however long the document', async () => {
      const paragraphs = Array.from({ length: 900 }, (_, index) => `${'x'.repeat(index % 37)}😀 第${index}段 é👩‍👩‍👧 ${'𝒳'.repeat(index % 23)}\u0000end`)
      const indexed = sampleFile({ source: 'long.txt', texts: [paragraphs.join('\n\n')] })
      await store.put([indexed])
      const chunks = chunksOf([indexed]).map(({ chunk }) => chunk)
      expect(await store.document(chunks[0]?.documentId ?? '')).toEqual(indexed.documents[0]?.document)
      const stored = await store.chunks(chunks.map(({ id }) => id))
      expect(stored.map(({ text }) => text)).toEqual(chunks.map(({ text }) => text))
    })

    test('a chunk may part a surrogate pair: it is still the slice of its document', async () => {
      const text = 'ab😀cd'
      const [document] = sampleFile({ source: 'a.txt', texts: [text] }).documents
      const [chunk] = document?.chunks ?? []
      if (!document || !chunk) throw new Error('the sample has a chunk')
      const half = { ...chunk, id: `${chunk.documentId}:0-3`, start: 0, end: 3, text: text.slice(0, 3) }
      await store.put([{ file: sampleFile({ source: 'a.txt', texts: [text] }).file, documents: [{ ...document, chunks: [half] }] }])
      expect((await store.chunks([half.id]))[0]?.text).toBe(text.slice(0, 3))
    })

    test('refuses a chunk that is not the slice of its document, and keeps the rest as it was', async () => {
      const good = sampleFile({ source: 'good.txt', texts: ['good text'] })
      const bad = sampleFile({ source: 'bad.txt', texts: ['bad text'], chunk: { text: 'invented' } })
      await store.put([good])
      await expect(store.put([sampleFile({ source: 'good.txt', texts: ['other'] }), bad])).rejects.toMatchObject({ name: 'TilthError' })
      expect(await store.files()).toEqual([good.file])
      expect(await textsOf(matching('good other bad'))).toEqual(['good text'])
    })

    test('a put is all or nothing: a failure in its last file leaves the store as it was', async () => {
      const good = sampleFile({ source: 'good.txt', texts: ['good text'] })
      await store.put([good])
      const twoSizes = sampleFile({ source: 'bad.txt', texts: ['bad text'], dimensions: 7 })
      await expect(store.put([sampleFile({ source: 'good.txt', texts: ['replaced text'] }), twoSizes])).rejects.toMatchObject({ name: 'TilthError' })
      expect(await store.files()).toEqual([good.file])
      expect(await store.summary()).toEqual({ documents: 1, chunks: 1, spaces: { [SAMPLE_SPACE]: 1 } })
      expect(await textsOf(matching('good bad replaced'))).toEqual(['good text'])
      expect(await textsOf(nearest('replaced text'))).toEqual(['good text'])
    })

    test('putting a file again replaces all that it held', async () => {
      const before = sampleFile({ source: 'a.txt', texts: ['old words here\n\nmore old words', 'a second document'] })
      const other = sampleFile({ source: 'b.txt', texts: ['other words'] })
      await store.put([before, other])
      await nearest('old')
      const after = sampleFile({ source: 'a.txt', texts: ['new words'] })
      await store.put([after])
      expect(await store.summary()).toEqual({ documents: 2, chunks: 2, spaces: { [SAMPLE_SPACE]: 2 } })
      expect((await textsOf(nearest('old words here'))).sort()).toEqual(['new words', 'other words'])
      expect(await textsOf(matching('old second'))).toEqual([])
      expect(await store.document(before.documents[0]?.document.id ?? '')).toBeUndefined()
      expect((await store.embeddings(chunksOf([before]).map(({ chunk }) => chunk.embeddingHash))).size).toBe(0)
      expect(await store.wordStatistics(['old', 'words'])).toEqual({ chunks: 2, frequency: new Map(Object.entries({ old: 0, words: 2 })) })
    })

    test('the same source in two places is two files; within one put the last of the same file counts', async () => {
      await store.put([
        sampleFile({ source: 'a.txt', texts: ['first'] }),
        sampleFile({ source: 'a.txt', place: '/other', texts: ['elsewhere'] }),
        sampleFile({ source: 'a.txt', texts: ['second'] }),
      ])
      expect((await store.files()).map(({ place }) => place).sort()).toEqual(['/docs', '/other'])
      expect(await store.files({ places: ['/other'] })).toHaveLength(1)
      expect((await textsOf(nearest('first'))).sort()).toEqual(['elsewhere', 'second'])
    })

    test('delete removes a file and nothing else; a file that is not there does not matter', async () => {
      await store.put([sampleFile({ source: 'a.txt', texts: ['apple pie'] }), sampleFile({ source: 'b.txt', texts: ['banana pie'] })])
      await nearest('pie')
      await store.delete([
        { place: '/docs', source: 'a.txt' },
        { place: '/docs', source: 'none.txt' },
      ])
      expect((await store.files()).map(({ source }) => source)).toEqual(['b.txt'])
      expect(await textsOf(nearest('apple'))).toEqual(['banana pie'])
      expect(await textsOf(matching('apple pie'))).toEqual(['banana pie'])
      await store.delete([{ place: '/docs', source: 'b.txt' }])
      expect(await store.summary()).toEqual({ documents: 0, chunks: 0, spaces: {} })
      expect(await nearest('pie')).toEqual([])
    })

    test('files without documents are kept in the manifest, and touch changes time and size only', async () => {
      const failed = sampleFile({ source: 'broken.pdf', texts: [], file: { status: 'failed', reason: 'it is encrypted', modified: 1, size: 2 } })
      await store.put([failed])
      await store.touch([
        { place: '/docs', source: 'broken.pdf', modified: 77.25, size: 88 },
        { place: '/docs', source: 'none', modified: 1, size: 1 },
      ])
      expect(await store.files()).toEqual([{ ...failed.file, modified: 77.25, size: 88 }])
    })

    test('settings stay until they are saved anew, one by one', async () => {
      await store.put([sampleFile({ source: 'a.txt', texts: ['text'] })])
      await store.saveSettings({ embedder: 'one', other: 'x' })
      await store.saveSettings({ embedder: 'two' })
      await store.delete([{ place: '/docs', source: 'a.txt' }])
      expect(await store.settings()).toEqual({ embedder: 'two', other: 'x' })
    })

    test('chunks come in the order asked for, without those that are not there', async () => {
      const indexed = sampleFile({ source: 'a.txt', texts: ['one\n\ntwo\n\nthree'] })
      await store.put([indexed])
      const [one = '', two = '', three = ''] = chunksOf([indexed]).map(({ chunk }) => chunk.id)
      expect((await store.chunks([three, 'none:0-1', one, two, one])).map(({ text }) => text)).toEqual(['three', 'one', 'two', 'one'])
    })

    test('equal scores come in order of source and start, however the store was built', async () => {
      const sources = ['m.txt', 'b.txt', 'z.txt', 'a.txt']
      for (const source of sources) await store.put([sampleFile({ source, texts: ['same text\n\nother\n\nsame text'] })])
      await store.put([sampleFile({ source: 'm.txt', texts: ['same text\n\nother\n\nsame text'] })])
      const expected = ['a.txt 0', 'a.txt 18', 'b.txt 0', 'b.txt 18', 'm.txt 0', 'm.txt 18', 'z.txt 0', 'z.txt 18']
      for (const found of [await nearest('same text', 8), await matching('same text', 8)]) {
        const chunks = await store.chunks(found.map(({ chunkId }) => chunkId))
        expect(chunks.map(({ source, start }) => `${source} ${start}`)).toEqual(expected)
        expect(new Set(found.map(({ score }) => score)).size).toBe(1)
      }
      const [first] = await nearest('same text', 1)
      expect((await store.chunks([first?.chunkId ?? ''])).map(({ source, start }) => `${source} ${start}`)).toEqual(['a.txt 0'])
    })

    test('a weight makes a word count for less, and the most that can be reached with it', async () => {
      await store.put([sampleFile({ source: 'a.txt', texts: ['apple'] }), sampleFile({ source: 'b.txt', texts: ['banana'] })])
      const found = await store.matching({ words: ['apple', 'banana'], weights: new Map([['apple', 0.25]]), k: 2 })
      expect((await store.chunks(found.map(({ chunkId }) => chunkId))).map(({ text }) => text)).toEqual(['banana', 'apple'])
      expect(found[0]?.score).toBeCloseTo((found[1]?.score ?? 0) * 4, 10)
      expect((found[0]?.score ?? 0) + (found[1]?.score ?? 0)).toBeCloseTo((await matching('apple'))[0]?.score ?? 0, 10)
    })

    test('filters narrow both searches, alone and together', async () => {
      await store.put([
        sampleFile({ source: 'hr/leave.md', kind: 'md', texts: ['leave rules'] }),
        sampleFile({ source: 'hr/deep/pay.pdf', kind: 'pdf', texts: ['pay rules'] }),
        sampleFile({ source: 'it/vpn.md', kind: 'md', texts: ['vpn rules'] }),
        sampleFile({ source: 'hr/leave.md', place: '/old', kind: 'md', texts: ['old rules'] }),
      ])
      const [vpn] = await matching('vpn')
      const cases: readonly (readonly [ChunkFilter, readonly string[]])[] = [
        [{}, ['leave rules', 'old rules', 'pay rules', 'vpn rules']],
        [{ places: [{ place: '/old' }] }, ['old rules']],
        [{ places: [{ place: '/old' }, { place: '/docs', source: 'it/vpn.md' }] }, ['old rules', 'vpn rules']],
        [{ kinds: ['md'] }, ['leave rules', 'old rules', 'vpn rules']],
        [{ sources: ['hr/*'] }, ['leave rules', 'old rules']],
        [{ sources: ['hr/**'] }, ['leave rules', 'old rules', 'pay rules']],
        [{ sources: ['it/**', '**/*.pdf'] }, ['pay rules', 'vpn rules']],
        [{ sources: ['hr/**'], kinds: ['md'], places: [{ place: '/docs' }] }, ['leave rules']],
        [{ chunkIds: [vpn?.chunkId ?? '', 'none:0-3'] }, ['vpn rules']],
        [{ chunkIds: [vpn?.chunkId ?? ''], kinds: ['pdf'] }, []],
        [{ kinds: [] }, []],
      ]
      for (const [filter, expected] of cases) {
        expect((await textsOf(nearest('rules', 10, filter))).sort(), JSON.stringify(filter)).toEqual(expected)
        expect((await textsOf(matching('rules', 10, filter))).sort(), JSON.stringify(filter)).toEqual(expected)
      }
    })

    test('vector spaces stand side by side and are never mixed', async () => {
      await store.put([
        sampleFile({ source: 'en.txt', texts: ['english text'] }),
        sampleFile({ source: 'zh.txt', texts: ['chinese text\n\nmore'], space: 'other:2', dimensions: 33 }),
      ])
      expect((await store.summary()).spaces).toEqual({ [SAMPLE_SPACE]: 1, 'other:2': 2 })
      expect(await textsOf(nearest('text'))).toEqual(['english text'])
      const vector = sampleVector('more', 33)
      expect(await textsOf(store.nearest({ space: 'other:2', vector, k: 1 }))).toEqual(['more'])
      expect(await store.nearest({ space: 'absent:3', vector, k: 1 })).toEqual([])
      expect((await textsOf(matching('text'))).sort()).toEqual(['chinese text', 'english text'])
      await expect(store.nearest({ space: SAMPLE_SPACE, vector, k: 1 })).rejects.toMatchObject({ name: 'TilthError' })
    })

    test('chunks without words, zero vectors, k of 0 and k beyond the store', async () => {
      await store.put([
        sampleFile({ source: 'a.txt', texts: ['…'], chunk: { vector: new Float32Array(20) } }),
        sampleFile({ source: 'b.txt', texts: ['words'] }),
        sampleFile({ source: 'c.txt', texts: [''] }),
      ])
      expect(await store.summary()).toEqual({ documents: 3, chunks: 2, spaces: { [SAMPLE_SPACE]: 2 } })
      expect(await textsOf(nearest('words', 1000))).toEqual(['words', '…'])
      expect(await nearest('words', 0)).toEqual([])
      expect(await matching('words', 0)).toEqual([])
      expect(await textsOf(matching('words', 1000))).toEqual(['words'])
      expect(await store.matching({ words: [], k: 5 })).toEqual([])
      expect(await store.nearest({ space: SAMPLE_SPACE, vector: new Float32Array(20), k: 5 })).toHaveLength(2)
    })

    test('nearest is exact: scores and order are those of every vector compared in full', async () => {
      const files = madeUpFiles(300)
      await store.put(files)
      for (const question of ['w1 w2', 'w30 w4 w9', 'w5']) {
        const vector = sampleVector(question)
        const expected = chunksOf(files)
          .map(({ chunk, file }) => ({ chunk, source: file.source, score: chunk.vector.reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0) }))
          .sort((a, b) => b.score - a.score || (a.source < b.source ? -1 : a.source > b.source ? 1 : a.chunk.start - b.chunk.start))
        const found = await nearest(question, 25)
        expect(found.map(({ chunkId }) => chunkId)).toEqual(expected.slice(0, 25).map(({ chunk }) => chunk.id))
        found.forEach(({ score }, rank) => expect(score).toBeCloseTo(expected[rank]?.score ?? 0, 6))
      }
    })

    test('matching is BM25 over all chunks of the store, divided by the most that the question could reach', async () => {
      const files = madeUpFiles(300)
      // Some are written, replaced and removed again first: nothing of that may remain in the statistics.
      await store.put(files.slice(0, 40).map(({ file }) => sampleFile({ source: file.source, texts: ['w1 w1 w2 nothing\n\nw1'] })))
      await store.put([...files, sampleFile({ source: 'gone.txt', texts: ['w1 w2 w3'] })])
      await store.delete([{ place: '/docs', source: 'gone.txt' }])
      for (const question of ['w1 w2', 'w30 w4 w4 absent', 'w5']) {
        const expected = bm25(files, question.split(' '))
        const found = await matching(question, 20)
        expect(found.map(({ chunkId }) => chunkId)).toEqual(expected.slice(0, 20).map(({ id }) => id))
        found.forEach(({ score }, rank) => expect(score).toBeCloseTo(expected[rank]?.score ?? 0, 9))
      }
      const all = chunksOf(files)
      const frequency = new Map(['w1', 'w7', 'absent'].map((word) => [word, all.filter(({ chunk }) => chunk.words.includes(word)).length]))
      expect(await store.wordStatistics(['w1', 'w7', 'absent', 'w1'])).toEqual({ chunks: all.length, frequency })
    })

    test('a word that stands very often in a chunk counts as often', async () => {
      const files = [200, 31, 32, 62, 63, 1].map((count, index) =>
        sampleFile({ source: `${index}.txt`, texts: [`${'w1 '.repeat(count)}${'w2 '.repeat(250 - count)}`] }),
      )
      await store.put(files)
      const expected = bm25(files, ['w1'])
      expect((await matching('w1')).map(({ chunkId }) => chunkId)).toEqual(expected.map(({ id }) => id))
      for (const [rank, { score }] of (await matching('w1')).entries()) expect(score).toBeCloseTo(expected[rank]?.score ?? 0, 9)
      expect((await store.wordStatistics(['w1', 'w2'])).frequency).toEqual(new Map(Object.entries({ w1: 6, w2: 6 })))
    })

    test('sees what another connection commits, between any two calls', async () => {
      await store.put([sampleFile({ source: 'a.txt', texts: ['first text'] })])
      expect(await textsOf(nearest('text'))).toEqual(['first text'])
      const other = await opened.reopen()
      try {
        await other.put([sampleFile({ source: 'b.txt', texts: ['second text'] }), sampleFile({ source: 'c.txt', texts: ['third text'] })])
        await other.delete([{ place: '/docs', source: 'a.txt' }])
        expect((await textsOf(nearest('text'))).sort()).toEqual(['second text', 'third text'])
        expect((await textsOf(matching('text'))).sort()).toEqual(['second text', 'third text'])
        await store.put([sampleFile({ source: 'b.txt', texts: ['fourth text'] })])
        expect((await other.matching({ words: ['text'], k: 9 })).length).toBe(2)
        expect((await other.nearest({ space: SAMPLE_SPACE, vector: sampleVector('fourth text'), k: 1 }))[0]?.score).toBeCloseTo(1, 5)
      } finally {
        await other.close()
      }
    })

    test('two writers at once lose nothing', async () => {
      const other = await opened.reopen()
      try {
        const write = (target: ChunkStore, prefix: string) =>
          Promise.all(
            Array.from({ length: 15 }, (_, index) => target.put([sampleFile({ source: `${prefix}${index}.txt`, texts: [`text ${prefix} ${index}`] })])),
          )
        await Promise.all([write(store, 'a'), write(other, 'b')])
        expect(await store.summary()).toMatchObject({ documents: 30, chunks: 30 })
        expect((await matching('text', 50)).length).toBe(30)
        expect((await store.wordStatistics(['text', 'a'])).frequency).toEqual(new Map(Object.entries({ text: 30, a: 15 })))
      } finally {
        await other.close()
      }
    })

    test('what was put is there after closing and opening', async () => {
      await store.put([sampleFile({ source: 'a.txt', texts: ['kept text'] })])
      const other = await opened.reopen()
      expect((await other.summary()).chunks).toBe(1)
      expect((await other.chunks((await other.matching({ words: ['kept'], k: 1 })).map(({ chunkId }) => chunkId)))[0]?.text).toBe('kept text')
      await other.close()
    })

    test('a file of 2,500 chunks, replaced and searched', async () => {
      const text = (version: string) => Array.from({ length: 2500 }, (_, index) => `v${version} number${index} common`).join('\n\n')
      await store.put([sampleFile({ source: 'big.txt', texts: [text('1')] })])
      expect(await textsOf(matching('number2345'))).toEqual(['v1 number2345 common'])
      await store.put([sampleFile({ source: 'big.txt', texts: [text('2')] })])
      expect(await textsOf(nearest('v2 number2345 common', 1))).toEqual(['v2 number2345 common'])
      expect((await store.wordStatistics(['v1', 'v2', 'common'])).frequency).toEqual(new Map(Object.entries({ v1: 0, v2: 2500, common: 2500 })))
    })
  })
}

/** Files of one to four chunks, of words that follow Zipf's law. */
function madeUpFiles(count: number): IndexedFile[] {
  const random = seededRandom(7)
  const word = () => `w${Math.floor(1 / (random() + 0.01))}`
  return Array.from({ length: count }, (_, index) => {
    const chunks = Array.from({ length: 1 + (index % 4) }, () => Array.from({ length: 1 + Math.floor(random() * 12) }, word).join(' '))
    return sampleFile({ source: `${(index * 7) % count}.txt`, texts: [chunks.join('\n\n')] })
  })
}

function bm25(files: readonly IndexedFile[], question: readonly string[]): { readonly id: string; readonly score: number }[] {
  const all = chunksOf(files)
  const average = all.reduce((sum, { chunk }) => sum + chunk.words.length, 0) / all.length
  const words = [...new Set(question)]
  const frequency = (word: string) => all.filter(({ chunk }) => chunk.words.includes(word)).length
  const weights = words.map((word) => ({ word, weight: Math.log(1 + (all.length - frequency(word) + 0.5) / (frequency(word) + 0.5)) }))
  const most = weights.reduce((sum, { weight }) => sum + weight * 1.9, 0)
  return all
    .map(({ chunk, file }) => {
      const score = weights.reduce((sum, { word, weight }) => {
        const count = chunk.words.filter((other) => other === word).length
        return sum + (weight * count * 1.9) / (count + 0.9 * (0.6 + (0.4 * chunk.words.length) / average))
      }, 0)
      return { id: chunk.id, source: file.source, start: chunk.start, score: Math.round((score / most) * 1e12) / 1e12 }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.source < b.source ? -1 : a.source > b.source ? 1 : a.start - b.start))
}
