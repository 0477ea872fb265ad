import { extname, basename, resolve } from 'node:path'
import { TilthError } from '../../common/errors.ts'
import type { ExtractOptions, Extraction } from '../../contracts/extractor.ts'
import { type ExtractionProcess, type Failure, startProcess } from './extraction-process.ts'
import type { PartCursor } from './large-text.ts'
import type { ChildResult } from './pool-messages.ts'

/** `seconds`: of reading alone, without waiting for a process. */
export type ExtractResult = { readonly sha256: string; readonly bytes: number; readonly seconds: number } & (
  | { readonly unchanged: true }
  | { readonly unchanged: false; readonly kind: string; readonly extraction: Extraction }
  /** A large text: each part is read when it is asked for. */
  | { readonly unchanged: false; readonly kind: string; readonly parts: () => AsyncIterable<Extraction & { readonly seconds: number }> }
)

/** A file by its path, or what was fetched from elsewhere. */
export type ExtractInput = string | { readonly name: string; readonly bytes: Uint8Array }

export interface ExtractCall {
  readonly unlessSha256?: string
  readonly signal?: AbortSignal
  /** A process has begun to read it. */
  readonly onStart?: () => void
}

export interface ExtractionPoolOptions {
  /** Files read side by side, 1 by default; one process more starts when all are at slow files, so that these do not hold up the rest. */
  readonly processes?: number
  /** For each file; of a scan, for each line that is read. */
  readonly timeoutMs?: number
  /** Resident memory of a process in MB (2^20 bytes); Node itself takes about 50 of them. */
  readonly memoryMb?: number
  /** What extractors shall do: recognise pictures, open encrypted files. */
  readonly options?: Pick<ExtractOptions, 'ocr' | 'password'>
  /** Larger files are refused unread, unless they are texts that can be cut. */
  readonly maxBytes?: number
  /** Texts, tables, JSON lines and mailboxes larger than this are read in parts of about `partBytes`. */
  readonly largeBytes?: number
  readonly partBytes?: number
  /** URL of a module that exports `extractorFor(kind)` in place of the built-in one: other extractors, or a test's. */
  readonly extractors?: string
}

export interface ExtractionPool {
  /**
   * Reads a file in another process: its text, or only its hash where that equals `unlessSha256`. Rejects with a TilthError that
   * says why this file cannot be read, or with the signal's reason. Calls may overlap; files are taken in the order they come.
   */
  extract(file: ExtractInput, options?: ExtractCall): Promise<ExtractResult>
  /** Ends all processes at once; what is under way is rejected. */
  close(): Promise<void>
}

interface Job extends ExtractCall {
  /** Of bytes their name. */
  readonly path: string
  readonly bytes?: Uint8Array
  readonly part?: PartCursor
  readonly resolve: (result: ChildResult & { readonly seconds: number }) => void
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
  const { largeBytes = 8 * 2 ** 20, partBytes = 2 * 2 ** 20 } = options
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
    job.onStart?.()
    const { path, bytes, part, unlessSha256 } = job
    const request = { path, ...(bytes && { bytes }), ...(part && { part }), ...(unlessSha256 && { unlessSha256 }) }
    const outcome = await slot.process.extract({ ...request, maxBytes, largeBytes, partBytes, options: extractOptions })
    slot.job = undefined
    if ('failure' in outcome) {
      slots.delete(slot)
      // The process may have suffered from the files before, or was killed by somebody else: a verdict needs a fresh one.
      if (outcome.failure !== 'time' && (slot.process.served > 1 || outcome.failure === 'crash') && !job.retried) {
        job.retried = true
        queue.unshift(job)
      } else job.reject(errorOf(outcome, job.path))
    } else {
      // What a file leaves in memory must not be counted against the next.
      if (outcome.last || outcome.rss > (memoryMb / 2) * 2 ** 20) drop(slot)
      if ('error' in outcome) job.reject(new TilthError(outcome.error.code, outcome.error.message, outcome.error.hint))
      else job.resolve({ ...outcome.result, seconds: (performance.now() - slot.since) / 1000 })
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

  function request(input: ExtractInput, { part, ...call }: ExtractCall & { readonly part?: PartCursor }): Promise<ChildResult & { readonly seconds: number }> {
    const { signal } = call
    if (closed) return Promise.reject(new TilthError('closed', 'the extraction pool is closed', 'open a new one'))
    if (signal?.aborted) return Promise.reject(signal.reason)
    const { promise, resolve: done, reject } = Promise.withResolvers<ChildResult & { readonly seconds: number }>()
    const file = typeof input === 'string' ? { path: resolve(input) } : { path: input.name, bytes: input.bytes }
    const job: Job = { ...file, ...call, ...(part && { part }), resolve: done, reject, retried: false }
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
  }

  async function* partsOf(path: ExtractInput, first: PartCursor, signal: AbortSignal | undefined): AsyncGenerator<Extraction & { readonly seconds: number }> {
    for (let part: PartCursor | undefined = first; part;) {
      const read: ChildResult & { readonly seconds: number } = await request(path, { part, ...(signal && { signal }) })
      if ('sha256' in read) throw new Error('a part of a file came back as a whole')
      yield { ...read.extraction, seconds: read.seconds }
      part = read.next
    }
  }

  return {
    async extract(file, call = {}) {
      const result = await request(file, call)
      if (!('sha256' in result)) throw new Error('a whole file came back as a part')
      if (result.unchanged || !('first' in result)) return result
      const { first, ...whole } = result
      return { ...whole, parts: () => partsOf(file, first, call.signal) }
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
