import type { Metric } from '../contracts/report.ts'
import { seededRandom } from '../common/random.ts'

/** Enough for two stable digits of a 95 % interval (Efron and Tibshirani advise a thousand or more). */
const RESAMPLES = 1000

/**
 * The mean of `values` (one a question, at least one) with its 95 % percentile interval: B. Efron, "Bootstrap Methods: Another
 * Look at the Jackknife", Annals of Statistics 7(1), 1979. Same values and seed, same interval. When every value is equal the
 * interval has no width: that says that the sample never varied, not that the mean is certain.
 */
export function bootstrapMean(values: readonly number[], { seed, resamples = RESAMPLES }: { readonly seed: number; readonly resamples?: number }): Metric {
  const n = values.length
  if (n === 0) throw new RangeError('the mean of nothing has no interval')
  const random = seededRandom(seed)
  const data = Float64Array.from(values)
  const means = new Float64Array(resamples)
  for (let round = 0; round < resamples; round++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += data[Math.floor(random() * n)] ?? 0
    means[round] = sum / n
  }
  means.sort()
  return { value: data.reduce((sum, value) => sum + value, 0) / n, low: quantile(means, 0.025), high: quantile(means, 0.975), n }
}

/** Linear interpolation between the closest ranks of `sorted`. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1)
  const below = sorted[Math.floor(position)] ?? 0
  const above = sorted[Math.ceil(position)] ?? below
  return below + (above - below) * (position - Math.floor(position))
}
