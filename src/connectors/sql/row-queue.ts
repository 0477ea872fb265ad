import { TilthError } from '../../common/errors.ts'
import type { Value } from './session.ts'

/** Bytes (about) that are read ahead before the connection is told to wait. */
const MOST_QUEUED = 4 * 1024 * 1024

export interface RowQueueOptions {
  /** Hold and let go what fills the queue. */
  readonly pause: () => void
  readonly resume: () => void
  /** So long may nothing come while somebody waits. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export interface RowQueue {
  push(row: readonly Value[]): void
  end(): void
  fail(error: unknown): void
  /** The rows; throws what `fail` was given, `database-timeout`, or the signal's reason. */
  rows(): AsyncGenerator<readonly Value[], void, void>
}

/** Rows between a connection, which pushes, and a reader, who pulls. */
export function rowQueue({ pause, resume, timeoutMs, signal }: RowQueueOptions): RowQueue {
  let rows: (readonly Value[])[] = []
  let [queued, paused] = [0, false]
  let ended: { readonly error?: unknown } | undefined
  let wake = () => {}
  const end = (how: { readonly error?: unknown }) => {
    ended ??= how
    wake()
  }
  return {
    push: (row) => {
      rows.push(row)
      queued += sizeOf(row)
      if (queued > MOST_QUEUED && !paused) {
        paused = true
        pause()
      }
      wake()
    },
    end: () => end({}),
    fail: (error) => end({ error }),
    rows: async function* () {
      const abort = () => end({ error: signal?.reason })
      signal?.addEventListener('abort', abort, { once: true })
      try {
        if (signal?.aborted) abort()
        for (;;) {
          // Those that came before the error are good.
          const ready = rows
          rows = []
          yield* ready
          if (rows.length) continue
          queued = 0
          if (ended) {
            if ('error' in ended) throw ended.error
            return
          }
          if (paused) {
            paused = false
            // What the connection kept meanwhile comes within this call.
            resume()
            if (rows.length || ended) continue
          }
          await new Promise<void>((resolve, reject) => {
            const timer = setTimeout(() => reject(timedOut(timeoutMs)), timeoutMs)
            wake = () => {
              clearTimeout(timer)
              resolve()
            }
          })
        }
      } finally {
        signal?.removeEventListener('abort', abort)
        wake()
      }
    },
  }
}

export const timedOut = (timeoutMs: number) =>
  new TilthError('database-timeout', `the database did not answer within ${timeoutMs / 1_000} s`, 'check that it is not overloaded, or allow more: timeout=600')

const sizeOf = (row: readonly Value[]) => row.reduce((sum: number, value) => sum + (typeof value === 'string' ? value.length * 2 : 8), 100)

/** `work`, given up after a time. */
export async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([work, new Promise<never>((_, reject) => (timer = setTimeout(() => reject(timedOut(timeoutMs)), timeoutMs)))])
  } finally {
    clearTimeout(timer)
  }
}
