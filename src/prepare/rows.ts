import type { FileRecord } from '../contracts/chunk-store.ts'
import type { FileResult } from '../contracts/prepare.ts'
import type { Unreached } from './survey.ts'

const blank = { documents: 0, chunks: 0, redactions: {}, seconds: 0 }

export const removedRow = ({ source, place }: Pick<FileRecord, 'place' | 'source'>): FileResult => ({ source, place, status: 'removed', ...blank })

/** A place that cannot be reached: no file of it has a name. */
export const unreachedRow = ({ place, error }: Unreached): FileResult => ({ source: '', place, status: 'failed', reason: error.message, ...blank })
