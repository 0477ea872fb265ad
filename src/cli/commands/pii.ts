import type { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { UsageError } from '../../common/errors.ts'
import type { PersonalSpan, Treatment } from '../../contracts/personal-data.ts'
import { paint, print, printable, printJson } from '../output.ts'
import { treatmentOption, vaultKeyFlags } from '../privacy-flags.ts'
import { answerQueries } from '../queries.ts'
import { verb, withTilth, type CommonFlags, type VerbContext } from '../verb.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly queries?: string
  readonly mode?: Treatment
}

const QUERIES = 'JSON lines { "id", "text" } in, one JSON line out for each'

/** `pii scan`, `pii redact` and `pii restore`. */
export function piiCommand(_done: (status: number) => void): Command {
  return (
    verb('pii', 'Find personal data in a text, replace it, or put it back.', [
      'tilth pii scan letter.docx',
      'tilth pii redact letter.docx --mode label',
      'tilth pii restore answer.txt --vault-key-env TILTH_VAULT_KEY',
    ])
      .usage('<scan|redact|restore> [options] [file]')
      // Its flags belong to what follows: "pii scan --json".
      .enablePositionalOptions()
      .helpCommand(false)
      .addCommand(
        scanCommand()
          .exitOverride()
          .configureOutput({ writeErr: () => {} }),
      )
      .addCommand(
        redactCommand()
          .exitOverride()
          .configureOutput({ writeErr: () => {} }),
      )
      .addCommand(
        restoreCommand()
          .exitOverride()
          .configureOutput({ writeErr: () => {} }),
      )
  )
}

function scanCommand(): Command {
  return verb('scan', 'Show what is personal in a text: names, addresses, numbers, secrets.', [
    'tilth pii scan letter.docx',
    'tilth pii scan < letter.txt --json',
    'tilth pii scan --queries texts.jsonl',
  ])
    .argument('[file]', 'a file of any kind (default: standard input)')
    .option('--queries <file>', QUERIES)
    .action(async (file: string | undefined, flags: Flags) => {
      await withTilth(flags, async (context) => {
        const find = await context.tilth.findPersonalData()
        if (flags.queries !== undefined) return answerQueries(queriesOnly(file, flags), context.signal, async (text) => ({ spans: find(text) }))
        const text = await textOf(file, context)
        const spans = find(text)
        if (context.mode !== 'text') return printJson(resultOf(context, 'scan-end', { spans }))
        printSpans(text, spans)
      })
    })
}

function redactCommand(): Command {
  const command = verb('redact', 'Replace what is personal in a text. With the key of a vault it can be put back later.', [
    'tilth pii redact letter.docx --mode label',
    'tilth pii redact < letter.txt --mode synthetic --vault-key-env TILTH_VAULT_KEY > public.txt',
  ])
    .argument('[file]', 'a file of any kind (default: standard input)')
    .addOption(treatmentOption('--mode <treatment>', 'label, mask, synthetic or drop (default: as the configuration says)'))
    .option('--queries <file>', QUERIES)
  return vaultKeyFlags(command).action(async (file: string | undefined, flags: Flags) => {
    await withTilth(flags, async (context) => {
      const redact = await context.tilth.redactor(flags.mode)
      if (flags.queries !== undefined) return answerQueries(queriesOnly(file, flags), context.signal, redact, 1)
      const result = await redact(await textOf(file, context))
      if (context.mode !== 'text') return printJson(resultOf(context, 'redact-end', result))
      process.stdout.write(result.text)
    })
  })
}

function restoreCommand(): Command {
  const command = verb('restore', "Put back what stand-ins in a text stand for. Takes the vault's key.", [
    'tilth pii restore answer.txt --vault-key-env TILTH_VAULT_KEY',
    'tilth ask "Who signed the lease?" | tilth pii restore',
  ])
    .argument('[file]', 'a file of any kind (default: standard input)')
    .option('--queries <file>', QUERIES)
  return vaultKeyFlags(command).action(async (file: string | undefined, flags: Flags) => {
    await withTilth(flags, async (context) => {
      const { tilth, mode, signal } = context
      if (flags.queries !== undefined) return answerQueries(queriesOnly(file, flags), signal, async (text) => ({ text: await tilth.restore(text) }))
      const result = { text: await tilth.restore(await textOf(file, context)) }
      if (mode !== 'text') return printJson(resultOf(context, 'restore-end', result))
      process.stdout.write(result.text)
    })
  })
}

const resultOf = ({ mode }: VerbContext, type: string, result: object): object => (mode === 'events' ? { type, ...result } : result)

function queriesOnly(file: string | undefined, { queries }: Flags): string {
  if (file !== undefined) throw new UsageError('give a file or --queries, not both', 'leave one of them out')
  return queries as string
}

async function textOf(file: string | undefined, { tilth, signal }: VerbContext): Promise<string> {
  if (file !== undefined && file !== '-') {
    const { documents } = await tilth.extract(file, { signal })
    return documents.map(({ text }) => text).join('\n\n')
  }
  if (file === undefined && process.stdin.isTTY) throw new UsageError('no text is given', 'name a file, or send a text: tilth pii scan < letter.txt')
  return readFileSync(0, 'utf8')
}

/** On a terminal the text itself, its personal parts in colour; else a line for each. */
function printSpans(text: string, spans: readonly PersonalSpan[]): void {
  if (process.stdout.isTTY) {
    let at = 0
    let shown = ''
    for (const { start, end, type } of spans) {
      shown += printable(text.slice(at, start)) + paint('inverse', printable(text.slice(start, end))) + paint('cyan', `‹${type}›`)
      at = end
    }
    print(shown + printable(text.slice(at)))
  } else
    for (const { start, end, type, text: value, score } of spans)
      print(`${start}\t${end}\t${type}\t${score.toFixed(2)}\t${printable(value.replace(/\s+/g, ' '))}`)
  const counts = new Map<string, number>()
  for (const { type } of spans) counts.set(type, (counts.get(type) ?? 0) + 1)
  const told = [...counts].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${type} ${count}`)
  process.stderr.write(`${told.length ? told.join(', ') : 'nothing personal found'}\n`)
}
