import type { Command } from 'commander'
import { plural, printableName } from '../file-names.ts'
import { note, paint, print, printable, printJson } from '../output.ts'
import { forgetHint } from './forget.ts'
import { verb, withTilth, type CommonFlags } from '../verb.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly dropped?: boolean
}

export function sourcesCommand(_done: (status: number) => void): Command {
  return verb('sources', 'List what is in the store and what was left out, with reasons.', ['tilth sources', 'tilth sources --dropped', 'tilth sources --json'])
    .option('--dropped', 'only what was left out')
    .action(async (flags: Flags) => {
      await withTilth(flags, async ({ tilth, mode }) => {
        const all = await tilth.sources()
        const result = flags.dropped ? { ...all, files: all.files.filter(({ status }) => status !== 'indexed') } : all
        if (mode !== 'text') return printJson(mode === 'events' ? { type: 'sources-end', ...result } : result)
        for (const { source, place, status, reason, documents, chunks } of result.files) {
          const inside = `${plural(chunks, 'chunk')}${documents > 1 ? ` of ${documents} documents` : ''}`
          const what = status === 'indexed' ? `${inside}${reason ? `, partly read: ${printable(reason)}` : ''}` : `${status}: ${printable(reason ?? '')}`
          print(`${printableName(source)}  ${paint(status === 'failed' ? 'yellow' : 'dim', what)}  ${paint('dim', printableName(place))}`)
        }
        const gone = result.places.filter(({ reachable }) => !reachable).map(({ place }) => place)
        for (const place of gone) print(paint('yellow', `cannot be reached: ${printableName(place)}`))
        if (gone.length) note(`hint: ${forgetHint(gone)}`)
        print(`${plural(result.documents, 'document')}, ${plural(result.chunks, 'chunk')}, embedder ${result.embedder}, store ${result.store}`)
      })
    })
}
