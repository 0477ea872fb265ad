import { UsageError } from '../common/errors.ts'
import type { Metric } from '../contracts/report.ts'

/** A condition on a metric: its value must be at least `least`. */
export interface Gate {
  readonly metric: string
  readonly least: number
}

/** Reads "METRIC>=X". `known` are the metrics of the evaluation: a slip is found before anything is measured. */
export function parseGate(text: string, known: readonly string[]): Gate {
  const [, metric = '', number = ''] = /^\s*([a-z][a-z0-9]*)\s*>=\s*(\S+)\s*$/i.exec(text) ?? []
  const least = number === '' ? Number.NaN : Number(number)
  if (!Number.isFinite(least))
    throw new UsageError(`the gate "${text}" is not of the form METRIC>=X`, `write for example "${known.at(-1) ?? 'ndcg10'}>=0.9", in quotes`)
  if (!known.includes(metric)) throw new UsageError(`the gate "${text}" names a metric that is not measured here`, `metrics are ${known.join(', ')}`)
  return { metric, least }
}

/** The gates that were not passed, each as "METRIC VALUE < X". */
export function gatesNotPassed(gates: readonly Gate[], metrics: Readonly<Record<string, Metric>>): string[] {
  return gates.flatMap(({ metric, least }) => {
    const value = metrics[metric]?.value
    return value !== undefined && value >= least ? [] : [`${metric} ${value?.toFixed(4) ?? 'not measured'} < ${least}`]
  })
}
