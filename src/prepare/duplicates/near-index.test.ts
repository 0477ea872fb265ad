import { describe, expect, test } from 'vitest'
import { NearIndex } from './near-index.ts'
import { wordsIn } from './tokens.ts'
import { BANDS, estimate, ROWS, shinglesOf, SIGNATURE_BYTES, signatureOf } from './signature.ts'

function* numbers(seed: number): Generator<number, never> {
  let state = seed
  for (;;) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

/** Two texts whose words are partly other ones. */
function pairOf(seed: number, changed: number): [string, string] {
  const random = numbers(seed)
  const next = () => random.next().value
  const words = Array.from({ length: 200 }, () => `w${Math.floor(next() * 5000)}`)
  return [words.join(' '), words.map((word) => (next() < changed ? `v${Math.floor(next() * 5000)}` : word)).join(' ')]
}

function jaccard(a: string, b: string): number {
  const [left, right] = [shinglesOf(wordsIn(a)), shinglesOf(wordsIn(b))]
  let both = 0
  for (const each of left) if (right.has(each)) both++
  return both / (left.size + right.size - both)
}

const idOf = (number: number): string => number.toString(16).padStart(32, '0')

describe('signatures', () => {
  test('estimate the similarity: the error is that of 128 draws', () => {
    let squares = 0
    let bias = 0
    const pairs = 300
    for (let seed = 0; seed < pairs; seed++) {
      const [a, b] = pairOf(seed, 0.02 + (seed % 20) / 100)
      const error = estimate(signatureOf(a)!, signatureOf(b)!) - jaccard(a, b)
      squares += error * error
      bias += error
    }
    expect(Math.sqrt(squares / pairs)).toBeLessThan(0.05)
    expect(Math.abs(bias / pairs)).toBeLessThan(0.01)
  })

  test('pairs share a band as often as 1 − (1 − J⁴)³² says', () => {
    const bins = new Map<number, { expected: number; found: number; pairs: number }>()
    for (let seed = 0; seed < 900; seed++) {
      const [a, b] = pairOf(seed + 1000, 0.05 + (seed % 30) / 100)
      const similarity = jaccard(a, b)
      const index = new NearIndex()
      index.add(idOf(seed), signatureOf(a)!)
      const bin = bins.get(Math.round(similarity * 5)) ?? { expected: 0, found: 0, pairs: 0 }
      bin.pairs++
      bin.expected += 1 - (1 - similarity ** ROWS) ** BANDS
      bin.found += index.candidates(signatureOf(b)!, { atLeast: 0, atMost: 5 }).length
      bins.set(Math.round(similarity * 5), bin)
    }
    for (const { expected, found, pairs } of bins.values()) if (pairs > 40) expect(Math.abs(found - expected) / pairs).toBeLessThan(0.1)
    expect([...bins.values()].filter(({ pairs }) => pairs > 40).length).toBeGreaterThan(2)
  })

  test('white space, width, case of no words, and nothing at all', () => {
    expect(signatureOf('ＡＢ  ｃ１，\n二')).toEqual(signatureOf('AB c1, 二'))
    expect(signatureOf(' \n*** — ')).toBeUndefined()
    expect(signatureOf('two words')).toHaveLength(SIGNATURE_BYTES)
  })

  test('at least a megabyte a second', () => {
    const text = Array.from({ length: 120_000 }, (_, index) => `word${index % 7919}`).join(' ')
    const started = performance.now()
    signatureOf(text)
    expect(performance.now() - started).toBeLessThan(text.length / 1000)
  })
})

test('an index of many finds each by its like, takes at most 350 bytes a document, and chains of a template do not stall it', () => {
  const random = numbers(3)
  const signatures = Array.from({ length: 40_000 }, () => Uint8Array.from({ length: SIGNATURE_BYTES }, () => Math.floor(random.next().value * 256)))
  const index = new NearIndex()
  signatures.forEach((signature, number) => index.add(idOf(number), signature))
  expect(index.size).toBe(40_000)
  expect(index.bytes / 49_152).toBeLessThan(350)
  for (let number = 0; number < 40_000; number += 401) {
    expect(index.candidates(signatures[number]!, { atLeast: 0.5, atMost: 3 })).toEqual([{ id: idOf(number), estimate: 1, equal: true }])
    const like = signatures[number]!.map((byte, at) => (at % 16 ? byte : byte ^ 1))
    expect(index.candidates(like, { atLeast: 0.5, atMost: 3 }).map(({ id }) => id)).toEqual([idOf(number)])
  }
  const template = new NearIndex()
  for (let number = 0; number < 20_000; number++) template.add(idOf(number), signatures[0]!)
  const started = performance.now()
  expect(template.candidates(signatures[0]!, { atLeast: 0.5, atMost: 3 })).toHaveLength(3)
  expect(performance.now() - started).toBeLessThan(500)
})
