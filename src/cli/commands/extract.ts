import type { Command } from 'commander'
import { note, print, printable, printJson } from '../output.ts'
import { readingFlags, settingOf, verb, withTilth, type CommonFlags } from '../verb.ts'

export function extractCommand(_done: (status: number) => void): Command {
  const command = verb('extract', "Print one file's text: markdown, or plain text as it is.", ['tilth extract report.pdf', 'tilth extract prices.xlsx --json'])
    .argument('<file>', 'the file to read')
    .option('--file-timeout-ms <n>', 'how long reading may take (default: 60000)', settingOf('fileTimeoutMs'))
    .option('--file-memory-mb <n>', 'how much memory reading may take (default: 512)', settingOf('fileMemoryMb'))
  return readingFlags(command).action(async (file: string, flags: CommonFlags & Record<string, unknown>) => {
    await withTilth(flags, async ({ tilth, mode, signal }) => {
      const result = await tilth.extract(file, { signal })
      if (mode !== 'text') return printJson(mode === 'events' ? { type: 'extract-end', ...result } : result)
      if (result.reason) note(`note: ${printable(result.reason)}`)
      for (const { text, metadata, title } of result.documents) {
        // Of an archive or a mailbox: whose text it is.
        if (result.documents.length > 1) print(`--- ${printable(String(metadata['part'] ?? title ?? ''))}`.trimEnd())
        print(process.stdout.isTTY ? printable(text) : text)
      }
    })
  })
}
