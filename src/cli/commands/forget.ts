import type { Command } from 'commander'
import { plural } from '../file-names.ts'
import { print, printJson } from '../output.ts'
import { verb, withTilth, type CommonFlags } from '../verb.ts'

export function forgetCommand(_done: (status: number) => void): Command {
  return verb('forget', 'Remove from the store what it holds of places; they may be gone from the disk. The files themselves are left alone.', [
    'tilth forget ~/contracts',
    'tilth forget ~/contracts/2019 old-notes.md --json',
  ])
    .argument('<place...>', 'folders and files, as given to prepare or within such a folder')
    .action(async (places: string[], flags: CommonFlags & Record<string, unknown>) => {
      await withTilth(flags, async ({ tilth, mode }) => {
        const result = await tilth.forget(places)
        if (mode !== 'text') return printJson(mode === 'events' ? { type: 'forget-end', ...result } : result)
        const { files, documents, chunks } = result
        print(`forgot ${plural(files.length, 'file')}; the store holds ${plural(documents, 'document')} in ${plural(chunks, 'chunk')}`)
      })
    })
}

/** What to do about a place that is no longer there. */
export function forgetHint(places: readonly string[]): string {
  const quoted = places.map((place) => (/^[\w./~-]+$/.test(place) ? place : `"${place.replace(/["\\$`]/g, '\\$&')}"`))
  return `where a place is gone for good, this removes what the store holds of it: tilth forget ${quoted.join(' ')}`
}
