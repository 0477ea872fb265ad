import type { FileRecord } from '../contracts/chunk-store.ts'
import type { FileResult, PrepareEvent } from '../contracts/prepare.ts'
import type { Prepared } from './prepare-file.ts'
import type { Unreached } from './survey.ts'

const blank = { documents: 0, chunks: 0, redactions: {}, seconds: 0 }

export const removedRow = ({ source, place }: Pick<FileRecord, 'place' | 'source'>): FileResult => ({ source, place, status: 'removed', ...blank })

/** A place that cannot be reached: no file of it has a name. */
export const unreachedRow = ({ place, error }: Unreached): FileResult => ({ source: '', place, status: 'failed', reason: error.message, ...blank })

/** `write`: seconds that writing it took. */
export function eventOf({ record, unchanged, steps }: Prepared, write: number): PrepareEvent {
  const { place, source, status, reason, documents, chunks, redactions, seconds } = record
  const said = unchanged && status === 'indexed' ? 'unchanged' : status
  const times = unchanged || !steps ? undefined : { ...steps, write: Math.round(1000 * (steps.write + write)) / 1000 }
  const spent = times ? Math.round(1000 * (seconds + times.write)) / 1000 : 0
  const file: FileResult = {
    source,
    place,
    status: said,
    ...(reason && { reason }),
    documents,
    chunks,
    redactions,
    seconds: spent,
    ...(times && { steps: times }),
  }
  return { type: said === 'indexed' ? 'document-indexed' : `file-${said}`, file }
}

export const keyOf = ({ place, source }: { readonly place: string; readonly source: string }): string => `${place}\0${source}`
