import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EmbeddingModel } from '../contracts/embedding-model.ts'

export interface EmbeddingModelUnderTest {
  readonly model: EmbeddingModel
  readonly close: () => Promise<void>
}

export interface EmbeddingModelTexts {
  /** A question, the passage that answers it, and a passage about something else, in a language that the model knows. */
  readonly question: string
  readonly answer: string
  readonly other: string
}

const AWKWARD = {
  'an empty text': '',
  'white space': ' \n\t\f\u3000 ',
  'half a surrogate pair': 'before \ud83d after \udc00',
  'emoji alone': '👩‍👩‍👧‍👦🇨🇭🫠',
  'control characters': '\u0000\u0007\u200b\ufffd',
  'a megabyte without a space': 'x'.repeat(1_000_000),
  'a megabyte of words': 'lorem ipsum '.repeat(83_000),
}

/** The behaviour that every `EmbeddingModel` has. Call it in a test file of the connector. */
export function embeddingModelSuite(name: string, open: () => Promise<EmbeddingModelUnderTest>, { question, answer, other }: EmbeddingModelTexts): void {
  describe(`${name} as an embedding model`, () => {
    let opened: EmbeddingModelUnderTest
    let model: EmbeddingModel
    beforeAll(async () => {
      opened = await open()
      model = opened.model
    })
    afterAll(() => opened.close())

    const embed = async (text: string, kind: 'query' | 'passage' = 'passage') => (await model.embed([text], kind))[0] ?? new Float32Array()

    test('says what it is', () => {
      expect(model.id).toMatch(/^[\w.-]+:[0-9a-f]{6,}$/)
      expect(model.dimensions).toBeGreaterThan(0)
      expect(model.maxTokens).toBeGreaterThan(2)
    })

    test('gives one unit vector a text', async () => {
      const vectors = await model.embed([question, answer, other], 'passage')
      expect(vectors.map((vector) => vector.length)).toEqual([model.dimensions, model.dimensions, model.dimensions])
      for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 5)
      expect(await model.embed([], 'passage')).toEqual([])
    })

    test('sets the answer nearer to the question than something else', async () => {
      const asked = await embed(question, 'query')
      expect(dot(asked, await embed(answer))).toBeGreaterThan(dot(asked, await embed(other)) + 0.1)
    })

    test('gives a text the same vector whatever stands beside it, in whatever order, and again', async () => {
      const neighbours = Array.from({ length: 30 }, (_, index) => `${other} ${answer.slice(0, index)} ${'~'.repeat(index % 4)}`)
      const alone = await embed(answer)
      const first = await model.embed([answer, ...neighbours], 'passage')
      const last = await model.embed([...neighbours.toReversed(), answer], 'passage')
      expect(first[0]).toEqual(alone)
      expect(last.at(-1)).toEqual(alone)
      expect(last.slice(0, -1).toReversed()).toEqual(first.slice(1))
    })

    test('answers calls side by side, each with its own vectors', async () => {
      const texts = [question, answer, other]
      const expected = await model.embed(texts, 'query')
      expect(await Promise.all(texts.map((text) => embed(text, 'query')))).toEqual(expected)
    })

    test('keeps a vector in memory of its own', async () => {
      const [vector] = await model.embed([question, answer], 'passage')
      expect(vector?.buffer.byteLength).toBe(model.dimensions * Float32Array.BYTES_PER_ELEMENT)
    })

    test.each(Object.entries(AWKWARD))('gives a unit vector for %s', async (_, text) => {
      for (const kind of ['query', 'passage'] as const) {
        const vector = await embed(text, kind)
        expect(vector.length).toBe(model.dimensions)
        expect(dot(vector, vector)).toBeCloseTo(1, 5)
      }
    })

    test('cuts a long text at its limit', async () => {
      const text = `${other} `.repeat(model.maxTokens)
      expect(await embed(`${text} ${answer}`)).toEqual(await embed(`${text} ${question}`))
    })

    test('counts tokens, additively over parts that are split at white space', () => {
      expect(model.countTokens('')).toBe(0)
      expect(model.countTokens(' \n\f\t ')).toBe(0)
      expect(model.countTokens(question)).toBeGreaterThan(2)
      const parts = [question, answer, other, '2,000.50 €', 'naïve 数据 e\u0301', '🫠🫠', '[SEP] ##']
      for (const space of [' ', '\n', '\t', '\f', '\u2028', '\u3000', '\ufeff', '\r\n\r\n']) {
        const sum = parts.reduce((total, part) => total + model.countTokens(part), 0)
        expect(model.countTokens(parts.join(space))).toBe(sum)
      }
    })

    test('stops when told to', async () => {
      const texts = Array.from({ length: 400 }, (_, index) => `${answer} ${index}`)
      const stopped = AbortSignal.abort()
      await expect(model.embed(texts, 'passage', { signal: stopped })).rejects.toMatchObject({ name: 'AbortError' })
      const stop = new AbortController()
      const running = model.embed(texts, 'passage', { signal: stop.signal })
      const start = performance.now()
      stop.abort()
      await expect(running).rejects.toMatchObject({ name: 'AbortError' })
      expect(performance.now() - start).toBeLessThan(1000)
      expect(await model.embed([answer], 'passage')).toEqual([await embed(answer)])
    })
  })
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
