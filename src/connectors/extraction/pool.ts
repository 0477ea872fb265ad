import { extname, basename, resolve } from 'node:path'
import { TilthError } from '../../common/errors.ts'
import type { ExtractOptions } from '../../contracts/extractor.ts'
import { type ExtractionProcess, type Failure, startProcess } from './extraction-process.ts'
import type { ExtractResult } from './pool-messages.ts'

export type { ExtractResult } from './pool-messages.ts'

export interface ExtractionPoolOptions {
  /** Files read side by side, 1 by default; one process more starts when all are at slow files, so that these do not hold up the rest. */
  readonly processes?: number
  /** For each file; of a scan, for each line that is read. */
  readonly timeoutMs?: number
  /** Resident memory of a process in MB (2^20 bytes); Node itself takes about 50 of them. */
  readonly memoryMb?: number
  /** What extractors shall do: recognise pictures, open encrypted files. */
  readonly options?: Pick<ExtractOptions, 'ocr' | 'password'>
  /** Larger files are refused unread. */
  readonly maxBytes?: number
  /** URL of a module that exports `extractorFor(kind)` in place of the built-in one: other extractors, or a test's. */
  readonly extractors?: string
}

export interface ExtractionPool {
  /**
   * Reads a file in another process: its text, or only its hash where that equals `unlessSha256`. Rejects with a TilthError that
   * says why this file cannot be read, or with the signal's reason. Calls may overlap; files are taken in the order they come.
   */
  extract(path: string, options?: { readonly unlessSha256?: string; readonly signal?: AbortSignal }): Promise<ExtractResult>
  /** Ends all processes at once; what is under way is rejected. */
  close(): Promise<void>
}

interface Job {
  readonly path: string
  readonly unlessSha256?: string
  readonly resolve: (result: ExtractResult) => void
  readonly reject: (error: unknown) => void
  retried: boolean
}

interface Slot {
  readonly process: ExtractionProcess
  job?: Job
  /** When it got its job, in ms of `performance.now`. */
  since: number
}

const SLOW_MS = 2000

/** Reads files in child processes, so that a hostile or huge one costs itself and nothing else. Nothing starts before the first file. */
export function openExtractionPool(options: ExtractionPoolOptions = {}): ExtractionPool {
  const { processes = 1, timeoutMs = 60_000, memoryMb = 512, maxBytes = 256 * 2 ** 20, options: extractOptions } = options
  const { extractors = new URL(`./extractors${extname(import.meta.url)}`, import.meta.url).href } = options
  const queue: Job[] = []
  const slots = new Set<Slot>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  /** Gives waiting files to idle processes, starting some where allowed. */
  function dispatch(): void {
    clearTimeout(timer)
    const now = performance.now()
    while (queue.length) {
      const busy = [...slots].filter(({ job }) => job)
      const quick = busy.filter(({ since }) => now - since < SLOW_MS)
      if (busy.length > processes) return
      if (quick.length >= processes) {
        timer = setTimeout(dispatch, SLOW_MS - now + Math.min(...quick.map(({ since }) => since)) + 1)
        return
      }
      const slot = [...slots].find(({ job }) => !job) ?? { process: startProcess({ timeoutMs, memoryMb, extractors }), since: now }
      slots.add(slot)
      void run(slot, queue.shift()!)
    }
  }

  async function run(slot: Slot, job: Job): Promise<void> {
    slot.job = job
    slot.since = performance.now()
    const outcome = await slot.process.extract({ path: job.path, unlessSha256: job.unlessSha256, maxBytes, options: extractOptions })
    slot.job = undefined
    if ('failure' in outcome) {
      slots.delete(slot)
      // The process may have suffered from the files before: a verdict needs a fresh one.
      if (slot.process.served > 1 && outcome.failure !== 'time' && !job.retried) {
        job.retried = true
        queue.unshift(job)
      } else job.reject(errorOf(outcome, job.path))
    } else {
      // What a file leaves in memory must not be counted against the next.
      if (outcome.last || outcome.rss > (memoryMb / 2) * 2 ** 20) drop(slot)
      if ('error' in outcome) job.reject(new TilthError(outcome.error.code, outcome.error.message, outcome.error.hint))
      else job.resolve(outcome.result)
    }
    dispatch()
  }

  function drop(slot: Slot): Promise<void> {
    slots.delete(slot)
    return slot.process.end()
  }

  function errorOf({ failure, detail }: Failure, path: string): TilthError {
    const name = basename(path)
    if (failure === 'time') return new TilthError('took-too-long', `${name} took longer than ${timeoutMs / 1000} s to read`, 'split the file, or leave it out')
    if (failure === 'memory')
      return new TilthError('too-much-memory', `${name} needs more than ${memoryMb} MB of memory to read`, 'split the file, or leave it out')
    return new TilthError('crashed', `${name} crashed its reader (${detail})`, 'open it in its own program and save it again, or leave it out')
  }

  return {
    extract(path, { unlessSha256, signal } = {}) {
      if (closed) return Promise.reject(new TilthError('closed', 'the extraction pool is closed', 'open a new one'))
      if (signal?.aborted) return Promise.reject(signal.reason)
      const { promise, resolve: done, reject } = Promise.withResolvers<ExtractResult>()
      const job: Job = { path: resolve(path), unlessSha256, resolve: done, reject, retried: false }
      const abort = () => {
        const waiting = queue.indexOf(job)
        if (waiting >= 0) queue.splice(waiting, 1)
        // A file that is being read can only be stopped together with its process.
        job.retried = true
        for (const slot of slots) if (slot.job === job) void drop(slot)
        reject(signal?.reason)
        dispatch()
      }
      signal?.addEventListener('abort', abort, { once: true })
      queue.push(job)
      dispatch()
      return promise.finally(() => signal?.removeEventListener('abort', abort))
    },
    async close() {
      closed = true
      clearTimeout(timer)
      const error = new TilthError('closed', 'the extraction pool was closed', 'open a new one')
      for (const job of queue.splice(0)) job.reject(error)
      await Promise.all(
        [...slots].map((slot) => {
          slot.job?.reject(error)
          if (slot.job) slot.job.retried = true
          return drop(slot)
        }),
      )
    },
  }
}
