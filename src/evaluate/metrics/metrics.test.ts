import { describe, expect, it } from 'vitest'
import { hitAtK } from './hit-at-k.ts'
import { reciprocalRank } from './mrr.ts'
import { ndcgAtK } from './ndcg.ts'
import { recallAtK } from './recall.ts'

describe('retrieval metrics', () => {
  it('hit looks at the first k only', () => {
    expect(hitAtK([0, 0, 1], 2)).toBe(0)
    expect(hitAtK([0, 0, 1], 3)).toBe(1)
    expect(hitAtK([], 3)).toBe(0)
  })

  it('the reciprocal rank is that of the first relevant result', () => {
    expect(reciprocalRank([0, 0, 1, 1], 10)).toBeCloseTo(1 / 3)
    expect(reciprocalRank([0, 0, 1], 2)).toBe(0)
  })

  it('recall counts against all relevant documents', () => {
    expect(recallAtK([1, 0, 2], 4, 10)).toBe(0.5)
    expect(recallAtK([1, 0, 2], 4, 2)).toBe(0.25)
  })

  it('nDCG agrees with the worked example of relevances 3 2 3 0 1 2', () => {
    // DCG 6.861, ideal DCG of 3 3 2 2 1 0 is 7.141 (the much quoted example, with linear gains and log2(rank + 1)).
    expect(ndcgAtK([3, 2, 3, 0, 1, 2], [3, 2, 3, 0, 1, 2], 6)).toBeCloseTo(6.8611 / 7.141, 3)
  })

  it('nDCG is 1 for the best order, and less when a relevant document is missing', () => {
    expect(ndcgAtK([2, 1], [1, 2], 10)).toBe(1)
    expect(ndcgAtK([1], [1, 1], 10)).toBeCloseTo(1 / (1 + 1 / Math.log2(3)))
    expect(ndcgAtK([0, 1], [1], 1)).toBe(0)
  })
})
