import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import type { Tilth } from '../app.ts'
import { TilthError } from '../common/errors.ts'
import { isAllowed, loadSettings, numberOf, rangeOf, type TilthConfig } from '../config.ts'
import { nearest } from './nearest.ts'
import { note, type Mode } from './output.ts'

/** Flags of every verb. */
export interface CommonFlags {
  readonly json?: boolean
  readonly events?: boolean
  readonly verbose?: boolean
  readonly store?: string
  readonly config?: string
  readonly model?: string
  readonly embedder?: string
  readonly seed?: number
}

export interface VerbContext {
  readonly tilth: Tilth
  readonly mode: Mode
  readonly signal: AbortSignal
}

/** A command with the flags that every verb has, and examples in its help. */
export function verb(name: string, description: string, examples: readonly string[]): Command {
  return new Command(name)
    .description(description)
    .helpOption('-h, --help', 'print help')
    .addOption(new Option('--json', 'print the result as one JSON value'))
    .addOption(new Option('--events', 'print events as JSON lines, the last one the result').conflicts('json'))
    .addOption(new Option('--store <dir>', 'folder of the store (default: .tilth)'))
    .addOption(new Option('--config <file>', 'configuration file (default: tilth.config.ts)'))
    .addOption(new Option('--model <spec>', 'what answers (default: quote)'))
    .addOption(new Option('--embedder <spec>', 'auto, minilm or bge-zh (default: auto, by language)'))
    .addOption(new Option('--seed <n>', 'chance repeats with the same seed').argParser(settingOf('seed')))
    .addOption(new Option('--verbose', 'print a stack with an error'))
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)
}

const SETTINGS = [
  'store',
  'config',
  'model',
  'embedder',
  'seed',
  'k',
  'minSupport',
  'include',
  'exclude',
  'threads',
  'fileTimeoutMs',
  'fileMemoryMb',
  'ocr',
  'passwordEnv',
  'pii',
  'vaultKeyEnv',
  'vaultKeyFile',
  'duplicates',
  'outdated',
  'clean',
  'languages',
  'webDepth',
  'webPages',
  'watchSeconds',
] as const

/** Opens the product for one command, hands it an abort signal for Ctrl-C, and closes it whatever happens. */
export async function withTilth<T>(flags: CommonFlags & Record<string, unknown>, work: (context: VerbContext) => Promise<T>): Promise<T> {
  const { signal, release } = interruption()
  const given = Object.fromEntries(SETTINGS.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]]))) as TilthConfig
  const { openTilth } = await import('../app.ts')
  const tilth = openTilth(await loadSettings(given), { onNotice: note })
  try {
    return await work({ tilth, mode: flags.events ? 'events' : flags.json ? 'json' : 'text', signal })
  } catch (error) {
    if (signal.aborted) throw new TilthError('interrupted', 'interrupted', 'what was finished is kept; run the same command again to go on', { cause: error })
    throw error
  } finally {
    release()
    await tilth.close()
  }
}

const SAME_KEYPRESS_MS = 500
const PATIENCE_MS = 900

/** Ctrl-C aborts the signal; a second one, or patience running out, ends the process at once: a store stands any end. */
function interruption(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  let first = 0
  const stop = () => {
    if (first && performance.now() - first > SAME_KEYPRESS_MS) process.exit(130)
    if (first) return
    first = performance.now()
    controller.abort(new TilthError('interrupted', 'interrupted', 'what was finished is kept; run the same command again to go on'))
    setTimeout(() => {
      note('error: interrupted\nhint: what was finished is kept; run the same command again to go on')
      process.exit(130)
    }, PATIENCE_MS).unref()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const each of signals) process.on(each, stop)
  return {
    signal: controller.signal,
    release: () => {
      for (const each of signals) process.off(each, stop)
    },
  }
}

/** Reads a flag that is a number, within the range that the setting has everywhere. */
export function settingOf(name: keyof TilthConfig): (text: string) => number {
  return (text) => {
    const value = numberOf(text)
    if (!isAllowed(name, value)) throw new InvalidArgumentError(`It must be ${rangeOf(name)}.`)
    return value
  }
}

/** An argument that is one of a few words; a mistyped one suggests the nearest. */
export function choice(name: string, description: string, choices: readonly string[]): Argument {
  return new Argument(`<${name}>`, `${description}: ${choices.join(', ')}`).argParser((value) => {
    if (choices.includes(value)) return value
    const near = nearest(value, choices)
    throw new InvalidArgumentError(`Known: ${choices.join(', ')}.${near.length ? `\n(Did you mean ${near.join(', ')}?)` : ''}`)
  })
}

export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value]
}

/** A flag that takes one of a few words, those of the setting. */
export function choiceOption(name: keyof TilthConfig, flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => {
    if (isAllowed(name, text)) return text
    const near = nearest(text, rangeOf(name).split(/, | or /))
    throw new InvalidArgumentError(`It must be ${rangeOf(name)}.${near.length ? `\n(Did you mean ${near.join(', ')}?)` : ''}`)
  })
}

/** Flags of the verbs that open files: reading pictures, and passwords. */
export function readingFlags(command: Command): Command {
  return command
    .addOption(new Option('--ocr <when>', 'read the text in pictures and scans: auto (pages without text), always or never (default: auto)').argParser(ocrMode))
    .option('--password-env <name>', 'the environment variable that holds the password of encrypted PDFs')
}

function ocrMode(text: string): string {
  if (!isAllowed('ocr', text)) throw new InvalidArgumentError(`It must be ${rangeOf('ocr')}.`)
  return text
}
