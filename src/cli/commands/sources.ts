import type { Command } from 'commander'
import type { Lineage } from '../../contracts/prepare.ts'
import { plural, printableName } from '../file-names.ts'
import { note, paint, print, printable, printJson } from '../output.ts'
import { forgetHint } from './forget.ts'
import { verb, withTilth, type CommonFlags } from '../verb.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly dropped?: boolean
  readonly explain?: string
}

export function sourcesCommand(_done: (status: number) => void): Command {
  return verb('sources', 'List what is in the store and what was left out, with reasons.', [
    'tilth sources',
    'tilth sources --dropped',
    'tilth sources --explain CHUNK_ID',
    'tilth sources --json',
  ])
    .option('--dropped', 'only what was left out')
    .option('--explain <id>', 'where a chunk or a document comes from, and what was done to it')
    .action(async (flags: Flags) => {
      await withTilth(flags, async ({ tilth, mode }) => {
        if (flags.explain !== undefined) {
          const lineage = await tilth.explain(flags.explain)
          if (mode === 'text') return printLineage(lineage)
          return printJson(mode === 'events' ? { type: 'explain-end', ...lineage } : lineage)
        }
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

function printLineage({ chunk, source, place, title, usedBy, ...lineage }: Lineage): void {
  const counts = (of: Readonly<Record<string, number>> = {}) => Object.entries(of).map(([name, count]) => `${count} ${name}`)
  const line = (name: string, ...values: readonly (string | number | undefined)[]) => {
    const told = values.filter((value) => value !== undefined && value !== '').join(', ')
    if (told) print(`${paint('dim', name.padEnd(10))} ${printable(told)}`)
  }
  line('source', printableName(source))
  line('place', printableName(place))
  line('title', title)
  line('document', lineage.documentId, plural(lineage.characters, 'character'), lineage.language)
  if (chunk) {
    line('chunk', `characters ${chunk.start} to ${chunk.end}`, chunk.page === undefined ? undefined : `page ${chunk.page}`, plural(chunk.tokens, 'token'))
    line('heading', chunk.heading)
  }
  line('read as', lineage.kind, lineage.size === undefined ? undefined : plural(lineage.size, 'byte'), lineage.modified && `changed ${lineage.modified}`)
  if (lineage.bytes) line('bytes', `${lineage.bytes.start} to ${lineage.bytes.end}`)
  line('sha256', lineage.sha256)
  line('version', lineage.version)
  line('cleaned', ...counts(lineage.cleaned))
  line('redacted', ...counts(lineage.redactions))
  line('embedder', lineage.embedder)
  line('prepared', lineage.preparedAt, lineage.settings && `settings ${lineage.settings}`)
  line('note', lineage.reason)
  line('stands for', ...usedBy.map((file) => printableName(file.source)))
  if (chunk) print(`\n${printable(chunk.text)}`)
}
