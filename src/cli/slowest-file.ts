import type { FileState, PrepareEvent } from '../contracts/prepare.ts'
import { printableName } from './file-names.ts'

/** Below this (ms) nobody asks what a file is about. */
const SLOW_MS = 5000
const NAME_LENGTH = 40

/** What the file that has been in work longest is about, where that is long. */
export function slowestFile(now: () => number = () => performance.now()): { take(event: PrepareEvent): void; tell(): string | undefined } {
  const working = new Map<string, { source: string; state: FileState; since: number }>()
  const keyOf = ({ place, source }: { readonly place: string; readonly source: string }) => `${place}\0${source}`
  return {
    take(event) {
      if (event.type === 'file-state') {
        if (event.source && event.state !== 'queued') working.set(keyOf(event), { ...event, since: working.get(keyOf(event))?.since ?? now() })
      } else if ('file' in event) working.delete(keyOf(event.file))
    },
    tell() {
      let slowest: { source: string; state: FileState; since: number } | undefined
      for (const each of working.values()) if (!slowest || each.since < slowest.since) slowest = each
      if (!slowest || now() - slowest.since < SLOW_MS) return undefined
      const name = printableName(slowest.source)
      const shown = name.length > NAME_LENGTH ? `…${name.slice(-NAME_LENGTH)}` : name
      return `${slowest.state} ${shown} for ${Math.round((now() - slowest.since) / 1000)} s`
    },
  }
}
