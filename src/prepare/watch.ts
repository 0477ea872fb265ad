import { watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import type { Place } from '../contracts/prepare.ts'
import { resolvePlaces } from './survey.ts'

/** Follows folders: quickly where the system tells of changes, and by looking again where it does not. */
export interface FolderWatch {
  /** Comes back a moment after something changed, after `mostMs` at the latest, or when the signal is aborted. */
  changed(mostMs: number, signal?: AbortSignal): Promise<void>
  close(): void
}

/** Changes come in bursts: quiet for so long (ms), but no longer than that in all. */
const QUIET_MS = 300
const BURST_MS = 3000

/** `skip`: an absolute folder whose changes mean nothing, that of the store. Hidden files and `node_modules` are not looked at anyway. */
export async function watchFolders(given: readonly string[], skip: string): Promise<FolderWatch> {
  const { places } = await resolvePlaces(given)
  /** Since when something is not looked at, in ms of `performance.now`; 0: nothing is. */
  const seen = { dirty: 0 }
  let wake: (() => void) | undefined
  const note = () => {
    seen.dirty ||= performance.now()
    wake?.()
  }
  const watchers = places.flatMap((place) => watchPlace(place, skip, note) ?? [])
  return {
    async changed(mostMs, signal) {
      const until = performance.now() + mostMs
      const stopped = () => signal?.aborted === true
      const pause = (ms: number) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(end, Math.max(0, ms))
          function end(): void {
            clearTimeout(timer)
            signal?.removeEventListener('abort', end)
            wake = undefined
            resolve()
          }
          wake = end
          signal?.addEventListener('abort', end, { once: true })
        })
      while (!stopped() && !seen.dirty && performance.now() < until) await pause(until - performance.now())
      for (let last = performance.now(); seen.dirty && !stopped();) {
        await pause(QUIET_MS)
        const now = performance.now()
        if (now - last >= QUIET_MS - 10 || now - seen.dirty > BURST_MS) break
        last = now
      }
      seen.dirty = 0
    },
    close() {
      for (const each of watchers) each.close()
    },
  }
}

/** Undefined where the system cannot watch it, as when it has no watches left. */
function watchPlace({ place, source }: Place, skip: string, note: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(place, { recursive: source === undefined, persistent: true }, (_, name) => {
      const path = name === null ? '' : String(name)
      if (source !== undefined ? path === source : !isPassedOver(place, path, skip)) note()
    })
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}

function isPassedOver(place: string, path: string, skip: string): boolean {
  const whole = join(place, path)
  if (whole === skip || whole.startsWith(`${skip}/`) || whole.startsWith(`${skip}\\`)) return true
  return path.split(/[\\/]/).some((part) => part === 'node_modules' || (part.startsWith('.') && part !== '.tilthignore'))
}

export interface WatchOptions<P> {
  /** Folders and files, and places that are not on the disk. */
  readonly local: readonly string[]
  readonly others: readonly P[]
  readonly skip: string
  /** How often places that are not on the disk are listed again. */
  readonly everyMs: number
  readonly signal?: AbortSignal
}

/** Folders are looked through at least so often: not every file system tells of changes. */
const RESCAN_MS = 60_000

/** Gives the places to be prepared, again and again, until the signal is aborted. */
export async function* placesToFollow<P>({ local, others, skip, everyMs, signal }: WatchOptions<P>): AsyncGenerator<(string | P)[]> {
  // Watched before they are read: what changes meanwhile is read again.
  const folders = await watchFolders(local, skip)
  try {
    let listed = performance.now()
    yield [...local, ...others]
    for (;;) {
      const untilDue = others.length ? listed + everyMs - performance.now() : Infinity
      await folders.changed(Math.min(RESCAN_MS, Math.max(0, untilDue)), signal)
      if (signal?.aborted) return
      const due = others.length > 0 && performance.now() - listed >= everyMs
      if (due) listed = performance.now()
      const wanted = [...local, ...(due ? others : [])]
      if (wanted.length) yield wanted
    }
  } finally {
    folders.close()
  }
}
