import { expect, test } from 'vitest'
import { countSpans, fBeta } from './spans.ts'

test('counts characters, and spans found to their last letter', () => {
  const text = 'Ann Lee, 12 Elm St'
  const labelled = [
    { start: 0, end: 7, type: 'PERSON' },
    { start: 9, end: 18, type: 'ADDRESS' },
  ]
  const found = [
    { start: 0, end: 3, type: 'X' },
    { start: 4, end: 8, type: 'X' },
    { start: 9, end: 15, type: 'X' },
  ]
  expect(countSpans(text, labelled, found)).toEqual({ hits: 12, extra: 1, missed: 4, covered: 1, labelled: 2 })
})

test('F-beta weighs recall; nothing to find and nothing found has none', () => {
  expect(fBeta({ hits: 8, extra: 2, missed: 8 }, 1)).toBeCloseTo(0.6154, 4)
  expect(fBeta({ hits: 8, extra: 2, missed: 8 }, 2)).toBeCloseTo(0.5405, 4)
  expect(fBeta({ hits: 0, extra: 0, missed: 0 }, 2)).toBeNull()
})
