import type {
  FindPersonalData,
  PersonalDataPolicy,
  PersonalSpan,
  Redaction,
  RedactionContext,
  Redactor,
  Replacement,
  StandInHit,
  StandIns,
} from '../../contracts/personal-data.ts'
import { LABEL } from './labels.ts'
import { withoutOverlaps } from './matcher.ts'
import { keepsAll, treatmentFor } from './policy.ts'
import { sweep } from './sweep.ts'
import { markdownView, percentViews, type View } from './view.ts'

/** Joins a policy, a finder and stand-ins to one function, which every stage that stores or shows text can call. */
export function redactor(policy: PersonalDataPolicy, find: FindPersonalData, standIns: StandIns): Redactor {
  const nothing = keepsAll(policy)
  return {
    redact(text, context = {}) {
      if (nothing || !text) return { text, spans: [] }
      return replaced(text, treatedSpans(text, { policy, find, standIns, context }), standIns)
    },
  }
}

/** A stretch of what is written, what it means, and what is done with it. */
export interface TreatedSpan extends PersonalSpan {
  readonly treatment: 'label' | 'mask' | 'synthetic' | 'drop'
  readonly write?: View['write']
}

interface Finding {
  readonly policy: PersonalDataPolicy
  readonly find: FindPersonalData
  readonly standIns: StandIns
  readonly context: RedactionContext
  /** Values found elsewhere, in a title or a header, to be looked for here. */
  readonly known?: readonly PersonalSpan[]
}

/** All that is to be treated in a text, in order, without overlaps. */
export function treatedSpans(text: string, { policy, find, standIns, context, known = [] }: Finding): TreatedSpan[] {
  const { source, format, keepStandIns = true } = context
  const spans: (PersonalSpan & { write?: View['write'] })[] = []
  const look = (view: View | undefined, written: string, offset: number) => {
    const read = view?.text ?? written
    const first = find(read)
    for (const span of withoutOverlaps([...first, ...sweep(read, [...known, ...first]).filter((again) => !cuts(again, first))])) {
      const { start, end } = view?.span(span.start, span.end) ?? span
      spans.push({ ...span, start: start + offset, end: end + offset, ...(view ? { write: view.write } : {}) })
    }
  }
  look(format === 'markdown' ? markdownView(text) : undefined, text, 0)
  for (const { at, view } of percentViews(text)) look(view, '', at)
  const kept: readonly { start: number; end: number }[] = keepStandIns
    ? standIns.find(text)
    : Array.from(text.matchAll(LABEL), ({ 0: label, index }) => ({ start: index, end: index + label.length }))
  const labels = Array.from(text.matchAll(LABEL), ({ 0: label, index }) => ({ start: index, end: index + label.length }))
  return withoutOverlaps(spans).flatMap((span) => {
    const treatment = treatmentFor(policy, span.type, source)
    return treatment === 'keep' || covered(span, kept) || covered(span, labels) ? [] : [{ ...span, treatment }]
  })
}

/** Whether the span ends within one of the others: "Jones, Mary" in "Mary Jones, Mary Jones" would leave the rest of two names. */
function cuts({ start, end }: { start: number; end: number }, sorted: readonly { start: number; end: number }[]): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.end <= start) low = middle + 1
    else high = middle
  }
  for (; low < sorted.length && sorted[low]!.start < end; low++) if (sorted[low]!.start < start || sorted[low]!.end > end) return true
  return false
}

/** Whether the span touches something that is a stand-in already. */
function covered({ start, end }: { start: number; end: number }, sorted: readonly { start: number; end: number }[]): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.end <= start) low = middle + 1
    else high = middle
  }
  return low < sorted.length && sorted[low]!.start < end
}

/** The text with every span replaced. */
export function replaced(text: string, spans: readonly TreatedSpan[], standIns: StandIns): Redaction {
  const made = new Map<TreatedSpan, string>()
  for (const treatment of ['label', 'synthetic'] as const) {
    const own = spans.filter((span) => span.treatment === treatment)
    if (own.length) standIns.replace(own, treatment, text).forEach((replacement, at) => made.set(own[at]!, replacement))
  }
  const done: Replacement[] = []
  let put = ''
  let from = 0
  for (const span of spans) {
    const plain = made.get(span) ?? (span.treatment === 'mask' ? masked(span.text) : '')
    const replacement = span.write ? span.write(plain) : plain
    put += text.slice(from, span.start)
    done.push({ start: put.length, end: put.length + replacement.length, type: span.type, replacement })
    put += replacement
    from = span.end
  }
  return { text: put + text.slice(from), spans: done }
}

/** "J***" would still tell something: every letter and digit goes. */
export const masked = (text: string): string => text.replace(/[\p{L}\p{N}]\p{M}*/gu, '*')

/** A text with values that are known replaced by their stand-ins: what a question is turned into before it searches a redacted store. */
export function translated(text: string, hits: readonly StandInHit[]): string {
  let put = ''
  let from = 0
  for (const { start, end, text: replacement } of hits) {
    put += text.slice(from, start) + replacement
    from = end
  }
  return put + text.slice(from)
}
