import type { Worker } from 'node:worker_threads'
import { TilthError } from '../../common/errors.ts'
import type { ModelName } from './models.ts'
import { createGuard, type Guard, stopNow, stopped } from './native-guard.ts'
import type { WorkerReply, WorkerTask } from './worker.ts'

/** Texts that go to a worker together. `ids` is called when they go, so that tokenizing keeps step with embedding. */
export interface Slice {
  readonly model: ModelName
  readonly ids: () => readonly Int32Array[]
}

export interface Pool {
  /** One flat array of vectors a slice, in order. Rejects with the first failure; the rest of these slices is then dropped. */
  run(slices: readonly Slice[], options?: { readonly urgent?: boolean; readonly signal?: AbortSignal }): Promise<Float32Array[]>
  /** Loads models on as many workers as there are, side by side. */
  warm(models: readonly ModelName[]): Promise<void>
  close(): Promise<void>
}

export interface PoolOptions {
  readonly threads: number
  readonly startWorker: (guard: Guard) => Worker
  readonly onStarted?: (reply: Extract<WorkerReply, { type: 'started' }>) => void
}

interface Task extends Slice {
  readonly id: number
  readonly done: (vectors: Float32Array) => void
  readonly failed: (error: Error) => void
}

interface Seat {
  readonly worker: Worker
  readonly guard: Guard
  /** Models that it has loaded or was told to load. */
  readonly models: Set<ModelName>
  readonly tasks: Map<number, Task>
}

/** One slice at work and one waiting: the worker need not wait for a main thread that is busy with something else. */
const AHEAD = 2

/** Worker threads, started when there is work for them. A worker that dies takes only the slice with it that it was at work on. */
export function createPool({ threads, startWorker, onStarted }: PoolOptions): Pool {
  const seats = new Set<Seat>()
  let queue: Task[] = []
  let nextId = 1
  let closed = false

  function sit(): Seat {
    const guard = createGuard()
    const seat: Seat = { worker: startWorker(guard), guard, models: new Set(), tasks: new Map() }
    if (seats.size === 0) process.on('exit', endNow)
    seats.add(seat)
    seat.worker.on('message', (reply: WorkerReply) => {
      if (reply.type === 'started') return onStarted?.(reply)
      const task = seat.tasks.get(reply.task)
      seat.tasks.delete(reply.task)
      if (reply.type === 'done') task?.done(reply.vectors)
      else task?.failed(new TilthError(reply.code, reply.message, reply.hint))
      dispatch()
    })
    seat.worker.on('error', (error) => leave(seat, error))
    seat.worker.on('exit', () => leave(seat))
    return seat
  }

  function endNow(): void {
    stopNow([...seats].map(({ guard }) => guard))
  }

  function leave(seat: Seat, cause?: unknown): void {
    if (!seats.delete(seat)) return
    if (seats.size === 0) process.off('exit', endNow)
    const message = 'a worker thread of the embedder ended while it had texts in hand'
    const error = new TilthError('embedder-crashed', message, 'run the same command again to go on', { cause })
    // A worker takes its tasks in order: only the first was begun.
    const [begun, ...waiting] = seat.tasks.values()
    queue = [...waiting, ...queue]
    begun?.failed(error)
    dispatch()
  }

  /** The seat that serves `model` soonest: idle with the model, a new or idle one, then the one with least in hand. */
  function choose(model: ModelName): Seat | undefined {
    const idle = [...seats].filter((seat) => seat.tasks.size === 0)
    const found = idle.find((seat) => seat.models.has(model)) ?? idle.find((seat) => seat.models.size === 0)
    if (found) return found
    if (seats.size < threads) return sit()
    const free = [...seats].filter((seat) => seat.tasks.size < AHEAD)
    return free.toSorted((a, b) => a.tasks.size - b.tasks.size)[0]
  }

  const next = () => queue[0] && choose(queue[0].model)

  function dispatch(): void {
    if (closed) return
    for (let seat = next(); seat; seat = next()) {
      const task = queue.shift()
      if (task) give(seat, task)
    }
    // Idle workers must not keep the process alive; busy ones must.
    for (const seat of seats) {
      if (seat.tasks.size > 0) seat.worker.ref()
      else seat.worker.unref()
    }
  }

  function give(seat: Seat, task: Task): void {
    seat.tasks.set(task.id, task)
    seat.models.add(task.model)
    try {
      const message: WorkerTask = { task: task.id, model: task.model, texts: task.ids() }
      seat.worker.postMessage(message)
    } catch (error) {
      seat.tasks.delete(task.id)
      task.failed(error instanceof Error ? error : new Error(String(error)))
    }
  }

  function refuse(): Promise<never> {
    return Promise.reject(new TilthError('embedder-closed', 'the embedder is closed', 'open a new one'))
  }

  return {
    run(slices, { urgent = false, signal } = {}) {
      if (closed) return refuse()
      if (signal?.aborted) return Promise.reject(reasonOf(signal))
      if (slices.length === 0) return Promise.resolve([])
      return new Promise((resolve, reject) => {
        const results: Float32Array[] = []
        let missing = slices.length
        const settle = (error: Error) => {
          signal?.removeEventListener('abort', abort)
          const mine = new Set(tasks)
          queue = queue.filter((task) => !mine.has(task))
          reject(error)
        }
        const abort = () => settle(reasonOf(signal))
        const tasks = slices.map((slice, index): Task => {
          const done = (vectors: Float32Array) => {
            results[index] = vectors
            if (--missing > 0) return
            signal?.removeEventListener('abort', abort)
            resolve(results)
          }
          return { ...slice, id: nextId++, done, failed: settle }
        })
        signal?.addEventListener('abort', abort, { once: true })
        // A question that somebody waits for goes before a folder that is being prepared.
        queue = urgent ? [...tasks, ...queue] : [...queue, ...tasks]
        dispatch()
      })
    },
    async warm(models) {
      if (closed) return refuse()
      const ids = () => []
      const missing = models.filter((model) => ![...seats].some((seat) => seat.models.has(model)))
      await this.run(missing.map((model) => ({ model, ids })))
    },
    async close() {
      closed = true
      const open = [...seats]
      const error = new TilthError('interrupted', 'the embedder was closed', 'run the same command again to go on')
      for (const task of [...open.flatMap((seat) => [...seat.tasks.values()]), ...queue]) task.failed(error)
      await Promise.all(
        open.map(async (seat) => {
          await stopped(seat.guard)
          seat.tasks.clear()
          await seat.worker.terminate()
        }),
      )
    },
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new DOMException('interrupted', 'AbortError')
}
