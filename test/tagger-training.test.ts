import { expect, test } from 'vitest'
import { tagWith } from '../src/prepare/redact/tagger/tag.ts'
import { readModel } from '../src/prepare/redact/tagger/weights.ts'
import { makeExample } from '../scripts/tagger/examples.ts'
import { buildLists, knowledgeOf, packModel, train } from '../scripts/tagger/train.ts'
import { makeRandom } from '../scripts/tagger/values.ts'

const lists = buildLists()

function tiny(seed: number): Uint8Array {
  const random = makeRandom(seed)
  const next = () => makeExample(random() < 0.5 ? 'en' : 'zh', random)
  return packModel(train({ knowledge: knowledgeOf(lists), random, next, count: 150 }), lists)
}

test('the same seed gives the same weights, another seed others', { timeout: 60_000 }, () => {
  const first = tiny(1)
  expect(Buffer.compare(first, tiny(1))).toBe(0)
  expect(Buffer.compare(first, tiny(2))).not.toBe(0)
})

test('what is taught is found, and only that, also after packing', { timeout: 60_000 }, () => {
  const text = 'the parcel of Zorblat Quennick goes to 12 Wibble Street today'
  const spans = [
    { start: 14, end: 30, type: 'PERSON' as const },
    { start: 39, end: 55, type: 'ADDRESS' as const },
  ]
  const random = makeRandom(1)
  const next = () => (random() < 0.5 ? { text, spans } : { text: 'the parcel goes to the Zorblat today', spans: [] })
  const model = readModel(packModel(train({ knowledge: knowledgeOf(lists), random, next, count: 300 }), lists))
  expect(tagWith(model, text).map(({ start, end, type }) => ({ start, end, type }))).toEqual(spans)
  expect(tagWith(model, 'the parcel goes to the Zorblat today')).toEqual([])
})

test('what a made-up text calls personal lies where it says', () => {
  const random = makeRandom(3)
  for (let count = 0; count < 300; count++) {
    const { text, spans } = makeExample(count % 2 === 0 ? 'en' : 'zh', random)
    expect(text).not.toMatch(/\{[A-Za-z]+\d?\}/)
    let end = 0
    for (const span of spans) {
      expect(span.start).toBeGreaterThanOrEqual(end)
      expect(text.slice(span.start, span.end).trim()).not.toBe('')
      end = span.end
    }
    expect(end).toBeLessThanOrEqual(text.length)
  }
})
