import type { Metadata, MetadataValue } from '../../contracts/document.ts'
import type { ExtractedDocument } from '../../contracts/extractor.ts'
import type { FindPersonalData, PersonalDataPolicy, PersonalSpan, StandIns } from '../../contracts/personal-data.ts'
import { windowsOf } from './windows.ts'
import { withoutOverlaps } from './matcher.ts'
import { people } from './people.ts'
import { replaced, treatedSpans, type TreatedSpan } from './redact.ts'
import { recordsAround, type Stretch } from './records.ts'
import { putBack } from './restore.ts'

export interface Protection {
  readonly policy: PersonalDataPolicy
  readonly find: FindPersonalData
  readonly standIns: StandIns
}

export interface ProtectedDocument {
  /** Undefined where the whole document was left out. */
  readonly document?: ExtractedDocument
  /** Values by type, in every field. */
  readonly redactions: Readonly<Record<string, number>>
  /** Records that were left out. */
  readonly dropped: number
  /** What was found, to be looked for in other places that tell of the document, such as its file's name. */
  readonly found: readonly PersonalSpan[]
}

/** One document under the policy: text, title, metadata. `source` is its true path, for rules by source. Lets others work between parts of a long text. */
export async function protectDocument(document: ExtractedDocument, kind: string, source: string, protection: Protection): Promise<ProtectedDocument> {
  const counts: Record<string, number> = {}
  const count = (spans: readonly { readonly type: string }[]) => {
    for (const { type } of spans) counts[type] = (counts[type] ?? 0) + 1
  }
  const told = peopleOf(document.metadata)
  const spans = await spansOf(document, source, told, protection)
  count(spans)
  const { text, pages, dropped } = rewritten(document, kind, spans, protection.standIns)
  const found = [...told, ...spans]
  const field = (value: string, key: string): string => {
    const own = fieldSpans(value, key, source, found, protection)
    count(own)
    return replaced(value, own, protection.standIns).text
  }
  const title = document.title === undefined ? undefined : field(document.title, 'title').trim()
  const metadata = Object.fromEntries(Object.entries(document.metadata).map(([key, value]) => [key, mapped(value, (each) => field(each, key))])) as Metadata
  if (text === undefined) return { redactions: counts, dropped, found }
  return {
    document: { ...document, text, metadata, ...(pages ? { pages } : {}), ...(title === undefined ? {} : { title: title || undefined }) },
    redactions: counts,
    dropped,
    found,
  }
}

/** One short text that stands beside a document: a title, an author, a reason, a path. */
export function fieldSpans(value: string, key: string, source: string, known: readonly PersonalSpan[], { policy, find, standIns }: Protection): TreatedSpan[] {
  const named: FindPersonalData = (text) => withoutOverlaps([...find(text), ...people(key, text)])
  return treatedSpans(value, { policy, find: named, standIns, context: { source, keepStandIns: false }, known })
}

function mapped(value: MetadataValue, change: (text: string) => string): MetadataValue {
  if (typeof value === 'string') return change(value)
  return Array.isArray(value) ? value.map((each: string) => change(each)) : value
}

function peopleOf(metadata: Metadata): PersonalSpan[] {
  return Object.entries(metadata).flatMap(([key, value]) =>
    (typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []).flatMap((each) => people(key, each)),
  )
}

async function spansOf(
  { text, format }: ExtractedDocument,
  source: string,
  known: readonly PersonalSpan[],
  { policy, find, standIns }: Protection,
): Promise<TreatedSpan[]> {
  const spans: TreatedSpan[] = []
  for (const { start, end } of windowsOf(text)) {
    const part = start === 0 && end === text.length ? text : text.slice(start, end)
    for (const span of treatedSpans(part, { policy, find, standIns, context: { source, format, keepStandIns: false }, known }))
      spans.push({ ...span, start: span.start + start, end: span.end + start })
    // Finding takes the main thread for as long as a window lasts, and no longer.
    if (end < text.length) await new Promise((resolve) => setImmediate(resolve))
  }
  return spans
}

/** The text with its values replaced and its records left out; pages move along. */
function rewritten({ text, format, pages }: ExtractedDocument, kind: string, spans: readonly TreatedSpan[], standIns: StandIns) {
  const gone = recordsAround(
    text,
    spans.filter(({ treatment }) => treatment === 'drop'),
    { format, kind },
  )
  if (gone === 'whole') return { dropped: 1 }
  const left = gone.length ? spans.filter((span) => !gone.some(({ start, end }) => span.start < end && start < span.end)) : spans
  const values = replaced(text, left, standIns).spans.map(({ replacement, type }, at) => ({
    start: left[at]!.start,
    end: left[at]!.end,
    type,
    text: replacement,
  }))
  const changes = [...values, ...gone.map((each: Stretch) => ({ ...each, type: '', text: '' }))].sort((a, b) => a.start - b.start)
  const done = putBack(text, changes)
  const moved = pages?.map(({ number, start, end }) => ({ number, start: done.at(start), end: done.at(end) }))
  return { text: done.text, pages: moved, dropped: gone.length }
}
