import type { Command } from 'commander'
import { plural } from '../file-names.ts'
import { paint, print, printable, printJson } from '../output.ts'
import { verb, withTilth, type CommonFlags } from '../verb.ts'

export function chunkCommand(_done: (status: number) => void): Command {
  return verb('chunk', 'Show how a file would be cut: along its headings, tables and sentences.', [
    'tilth chunk handbook.docx',
    'tilth chunk handbook.docx --json',
  ])
    .argument('<file>', 'the file to read')
    .action(async (file: string, flags: CommonFlags & Record<string, unknown>) => {
      await withTilth(flags, async ({ tilth, mode, signal }) => {
        const result = await tilth.chunk(file, { signal })
        if (mode !== 'text') return printJson(mode === 'events' ? { type: 'chunk-end', ...result } : result)
        for (const { start, end, heading, tokens, text } of result.chunks) {
          print(paint('dim', `── ${start}–${end} · ${plural(tokens, 'token')}${heading ? ` · ${printable(heading)}` : ''}`))
          print(printable(text))
        }
      })
    })
}
