import { expect, it } from 'vitest'
import { seededRandom } from '../common/random.ts'
import { bootstrapMean } from './bootstrap.ts'

it('gives the same interval for the same seed, and another one for another seed', () => {
  const values = Array.from({ length: 50 }, (_, index) => Math.sqrt(index))
  expect(bootstrapMean(values, { seed: 7 })).toEqual(bootstrapMean(values, { seed: 7 }))
  expect(bootstrapMean(values, { seed: 7 }).low).not.toBe(bootstrapMean(values, { seed: 8 }).low)
})

it('agrees with the normal interval of a share', () => {
  const values = Array.from({ length: 400 }, (_, index) => (index < 300 ? 1 : 0))
  const { value, low, high, n } = bootstrapMean(values, { seed: 1 })
  expect(value).toBe(0.75)
  expect(n).toBe(400)
  const half = 1.96 * Math.sqrt((0.75 * 0.25) / 400)
  expect(Math.abs(value - low - half)).toBeLessThan(0.008)
  expect(Math.abs(high - value - half)).toBeLessThan(0.008)
})

it('holds the true mean about 95 times of 100', () => {
  const random = seededRandom(3)
  let held = 0
  for (let trial = 0; trial < 200; trial++) {
    const { low, high } = bootstrapMean(Array.from({ length: 100 }, random), { seed: trial, resamples: 400 })
    if (low <= 0.5 && 0.5 <= high) held++
  }
  expect(held).toBeGreaterThan(180)
  expect(held).toBeLessThan(199)
})

it('refuses nothing at all', () => {
  expect(() => bootstrapMean([], { seed: 1 })).toThrow(RangeError)
})
