import { Command, CommanderError } from 'commander'
import { readFileSync } from 'node:fs'
import { UsageError } from '../common/errors.ts'
import { exitStatusOf, note, printError, type Mode } from './output.ts'
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
  // A verb that is unknown is an error, whatever follows it: `tilth serch --help` is no question about tilth.
  const known = first.startsWith('-') || Object.hasOwn(VERBS, first)
  try {
    await program.parseAsync(known ? args : [first], { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    throw usageErrorOf(error, args)
  }
  return status
}

/** Commander's message as "what is wrong" and "what to do". */
function usageErrorOf({ message }: CommanderError, args: readonly string[]): UsageError {
  const [what = '', ...rest] = message.replace(/^error: /, '').split('\n')
  const suggestion = /\(Did you mean (?:one of )?(.*)\?\)/.exec(rest.join(' '))?.[1]
  const verb = args[0] && Object.hasOwn(VERBS, args[0]) ? ` ${args[0]}` : ''
  return new UsageError(what, suggestion ? `did you mean ${suggestion}?` : `see tilth${verb} --help`)
}

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
