/**
 * A worker thread that is ended while native code runs in it takes the whole process down ("terminate called after throwing an
 * instance of 'Napi::Error'"). So each worker shares two cells with the main thread: whether it shall stop, and how many native
 * calls it is in. It looks at the first before it enters native code; the main thread waits for the second before it ends it.
 */
const STOP = 0
const INSIDE = 1
/** The longest native call is the making of a session: .25 s, on a busy machine a few times that. */
const PATIENCE_MS = 5000

export type Guard = Int32Array<SharedArrayBuffer>

export function createGuard(): Guard {
  return new Int32Array(new SharedArrayBuffer(8))
}

/** In the worker: runs `call` unless the worker shall stop; throws then. */
export async function guarded<T>(guard: Guard, call: () => Promise<T>): Promise<T> {
  Atomics.add(guard, INSIDE, 1)
  try {
    if (Atomics.load(guard, STOP) === 1) throw new Error('stopped')
    return await call()
  } finally {
    Atomics.sub(guard, INSIDE, 1)
    Atomics.notify(guard, INSIDE)
  }
}

/** In the main thread: the worker may be terminated when this resolves. */
export async function stopped(guard: Guard): Promise<void> {
  Atomics.store(guard, STOP, 1)
  const start = performance.now()
  for (let inside = Atomics.load(guard, INSIDE); inside > 0 && performance.now() - start < PATIENCE_MS; inside = Atomics.load(guard, INSIDE)) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The same at the end of the process, where nothing can be awaited. */
export function stopNow(guards: Iterable<Guard>): void {
  const all = [...guards]
  for (const guard of all) Atomics.store(guard, STOP, 1)
  const start = performance.now()
  for (const guard of all) {
    for (let inside = Atomics.load(guard, INSIDE); inside > 0 && performance.now() - start < PATIENCE_MS; inside = Atomics.load(guard, INSIDE)) {
      Atomics.wait(guard, INSIDE, inside, PATIENCE_MS)
    }
  }
}
