import { messageOf, TilthError } from '../../common/errors.ts'

/** Primary result codes of SQLite: https://sqlite.org/rescode.html */
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** The primary result code of an error of node:sqlite; undefined for any other error. */
function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}

/** Another connection holds a lock: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code === BUSY || code === LOCKED
}

/** The disk, not what stands on it. */
export const isDiskError = (error: unknown): boolean => resultCodeOf(error) === IOERR

export const isFull = (error: unknown): boolean => resultCodeOf(error) === FULL

/** The folder does not let SQLite make the files that it needs beside the database. */
export function isWriteRefused(error: unknown): boolean {
  const code = resultCodeOf(error)
  return code === READONLY || code === CANTOPEN
}

/** What stands in the store is none of what this program writes: an integer beyond 2^53 (so says node:sqlite), JSON that is none. */
const isNonsense = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE')

/** For what a sound store cannot say: a row that must be there is not, say. */
export const damagedStore = (location: string, detail: string, cause?: unknown): TilthError =>
  new TilthError('store-damaged', `the store ${location} is damaged: ${detail}`, 'put a backup in its place, or delete it and run tilth prepare again', {
    cause,
  })

/** What SQLite says, in a user's words. Other errors pass unchanged, unless they came from reading what is damaged. */
export function toStoreError(error: unknown, location: string): unknown {
  const fail = (code: string, message: string, hint: string) => new TilthError(code, message, hint, { cause: error })
  switch (resultCodeOf(error)) {
    case undefined:
      return isNonsense(error) ? damagedStore(location, messageOf(error), error) : error
    case BUSY:
    case LOCKED:
      return fail('store-busy', `another process is writing to the store ${location}`, 'wait until it is done, then run again')
    case READONLY:
    case CANTOPEN:
      return fail('store-read-only', `the store ${location} cannot be written`, 'make its folder writable, or name another with --store DIR')
    case FULL:
      return fail('disk-full', `the disk is full: the store ${location} could not be written`, 'free some space, then run again; what was finished is kept')
    case NOTADB:
      return fail('not-a-store', `tilth.db in ${location} is not a Tilth store`, 'move that file away, or name another folder with --store DIR')
    case CORRUPT:
      return damagedStore(location, messageOf(error), error)
    case IOERR:
      return fail('store-io', `the store ${location} could not be read or written: ${messageOf(error)}`, 'check the disk and its free space, then run again')
    default:
      return fail('store-failed', `the store ${location}: ${messageOf(error)}`, 'check it with tilth store check')
  }
}
