import type { FileResult, PrepareResult, StepSeconds } from '../contracts/prepare.ts'

export interface ReasonCount {
  readonly reason: string
  readonly count: number
  /** Sources, a few. */
  readonly examples: readonly string[]
}

/** A run at a glance. */
export interface PrepareSummary {
  readonly statuses: readonly { readonly status: FileResult['status']; readonly count: number }[]
  /** Most frequent first. */
  readonly dropped: readonly ReasonCount[]
  readonly failed: readonly ReasonCount[]
  /** Values treated in the files of this run, unchanged ones included; most frequent first. */
  readonly personalData: readonly { readonly type: string; readonly count: number }[]
  /** The slowest files that took a second or more, slowest first. */
  readonly slowest: readonly { readonly source: string; readonly seconds: number }[]
  /** Time of all files by step, in the order of the steps; none that took no time. */
  readonly steps: readonly { readonly step: keyof StepSeconds; readonly seconds: number }[]
}

const STATUSES = ['indexed', 'unchanged', 'removed', 'dropped', 'failed'] as const
const STEPS = ['extract', 'clean', 'protect', 'chunk', 'embed', 'write'] as const
const EXAMPLES = 3
const SLOWEST = 5
const SLOW_SECONDS = 1

export function summaryOf({ files }: Pick<PrepareResult, 'files'>): PrepareSummary {
  const types = new Map<string, number>()
  for (const { redactions } of files) for (const [type, count] of Object.entries(redactions)) types.set(type, (types.get(type) ?? 0) + count)
  return {
    statuses: STATUSES.map((status) => ({ status, count: files.filter((file) => file.status === status).length })).filter(({ count }) => count > 0),
    dropped: reasonsOf(files.filter(({ status }) => status === 'dropped')),
    failed: reasonsOf(files.filter(({ status }) => status === 'failed')),
    personalData: [...types].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    slowest: files
      .filter(({ seconds }) => seconds >= SLOW_SECONDS)
      .sort((a, b) => b.seconds - a.seconds)
      .slice(0, SLOWEST)
      .map(({ source, seconds }) => ({ source, seconds })),
    steps: STEPS.map((step) => ({ step, seconds: rounded(files.reduce((sum, file) => sum + (file.steps?.[step] ?? 0), 0)) })).filter(
      ({ seconds }) => seconds > 0,
    ),
  }
}

const rounded = (seconds: number): number => Math.round(1000 * seconds) / 1000

function reasonsOf(files: readonly FileResult[]): ReasonCount[] {
  const reasons = new Map<string, string[]>()
  for (const file of files) {
    const reason = commonReason(file)
    const sources = reasons.get(reason)
    if (sources) sources.push(file.source)
    else reasons.set(reason, [file.source])
  }
  return [...reasons]
    .map(([reason, sources]) => ({ reason, count: sources.length, examples: sources.slice(0, EXAMPLES) }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

/** A reason that names its file, sizes or places is the same reason for another file. */
function commonReason({ source, reason = 'no reason is given' }: FileResult): string {
  const name = source.slice(source.lastIndexOf('/') + 1)
  // A name without a dot may be a word of the reason.
  return (name.includes('.') ? reason.replaceAll(source, 'it').replaceAll(name, 'it') : reason).replace(/\d[\d.,]*/g, 'N')
}
