import { setTimeout as pause } from 'node:timers/promises'

/** What passes by itself: a lock of another program, too many open files. Pauses (ms) before it is tried again. */
const PASSING = new Set(['EBUSY', 'EAGAIN', 'EMFILE', 'ENFILE', 'EINTR', 'ETXTBSY'])
const RETRY_MS = [100, 400, 1500]

/** Tries work on files again where it fails for a reason that passes; throws what it throws last. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const wait of RETRY_MS) {
    try {
      return await work()
    } catch (error) {
      if (!PASSING.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      await pause(wait)
    }
  }
  return work()
}
