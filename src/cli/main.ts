import { Command, CommanderError } from 'commander'
import { readFileSync } from 'node:fs'
import { UsageError } from '../common/errors.ts'
import { nearest } from './nearest.ts'
import { exitStatusOf, note, printError, printJson, type Mode } from './output.ts'
import { VERBS } from './verbs.ts'

/** Runs one command line; ends the process with the exit status that CLI users are promised. */
export async function main(args: readonly string[]): Promise<void> {
  endQuietlyOnClosedPipe()
  const mode: Mode = args.includes('--events') ? 'events' : args.includes('--json') ? 'json' : 'text'
  const verbose = args.includes('--verbose')
  let status = 0
  try {
    status = await run(args)
  } catch (error) {
    printError(error, error instanceof UsageError && !wantsJsonError(args) ? 'text' : mode, verbose)
    status = exitStatusOf(error)
  }
  await new Promise((resolve) => process.stdout.write('', resolve))
  process.exit(status)
}

const wantsJsonError = (args: readonly string[]) => args.includes('--json') || args.includes('--events')

async function run(args: readonly string[]): Promise<number> {
  const program = new Command('tilth')
    .description('Documents in, answers with citations out: on your own machine.')
    .version(versionOf(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    // A flag behind a verb is the verb's.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .addHelpText(
      'after',
      '\nExamples:\n  tilth ask ./papers "How many days of notice must I give?"\n  tilth prepare ./papers && tilth search "termination notice"\n  tilth VERB --help',
    )
  let status = 0
  for (const [name, { summary, load }] of Object.entries(VERBS)) {
    // Only the verb that is called is loaded: help and errors stay instant.
    const command = name === args[0] ? await load((done) => (status = done)) : new Command(name).summary(summary)
    if (name === args[0]) command.summary(summary).description(command.description() || summary)
    program.addCommand(command.exitOverride().configureOutput({ writeErr: () => {} }))
  }
  const [first] = args
  if (first === undefined) {
    program.outputHelp()
    return 2
  }
  if (first === '--version' && wantsJsonError(args)) {
    printJson({ version: versionOf() })
    return 0
  }
  // A verb that is unknown is an error, whatever follows it: `tilth serch --help` is no question about tilth.
  const known = first.startsWith('-') || Object.hasOwn(VERBS, first)
  try {
    await program.parseAsync(known ? args : [first], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    throw usageErrorOf(error, args, program)
  }
  return status
}

/** Commander's message as "what is wrong" and "what to do". */
function usageErrorOf({ code, message }: CommanderError, args: readonly string[], program: Command): UsageError {
  const [what = '', ...rest] = message.replace(/^error: /, '').split('\n')
  const suggestion = /\(Did you mean (?:one of )?(.*)\?\)/.exec(rest.join(' '))?.[1]
  if (suggestion) return new UsageError(what, `did you mean ${suggestion}?`)
  const verb = program.commands.find((command) => command.name() === args[0])
  if (code === 'commander.help' && verb)
    return new UsageError(`${verb.name()} takes what to do: ${verb.commands.map((each) => each.name()).join(', ')}`, `see tilth ${verb.name()} --help`)
  if (verb || code !== 'commander.unknownOption') return new UsageError(what, `see tilth${verb ? ` ${verb.name()}` : ''} --help`)
  const [near] = nearest(args[0]?.replace(/=.*/s, '') ?? '', ['--help', '--version', ...COMMON_FLAGS])
  if (near === undefined) return new UsageError(what, 'see tilth --help')
  return new UsageError(what, COMMON_FLAGS.includes(near) ? `flags stand after the verb, such as: tilth ask ${near} …` : `did you mean ${near}?`)
}

/** Flags of every verb, in the wrong place before it: the verbs, which know them, are not loaded then. */
const COMMON_FLAGS = ['--json', '--events', '--store', '--config', '--model', '--embedder', '--seed', '--verbose']

/** `tilth … | head` is no error. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    note(`error: cannot write the result: ${error.message}`)
    process.exit(1)
  })
}

function versionOf(): string {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
