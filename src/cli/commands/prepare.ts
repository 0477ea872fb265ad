import type { Command } from 'commander'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { reportPage, summaryOf, type Tilth } from '../../app.ts'
import { messageOf, TilthError, UsageError } from '../../common/errors.ts'
import type { FileResult, PrepareEvent, PrepareResult } from '../../contracts/prepare.ts'
import { fileNames, plural } from '../file-names.ts'
import { note, paint, print, printable, printJson, type Mode } from '../output.ts'
import { forgetHint } from './forget.ts'
import { treatmentOption, vaultKeyFlags } from '../privacy-flags.ts'
import { progress } from '../progress.ts'
import { slowestFile } from '../slowest-file.ts'
import { choiceOption, collect, readingFlags, settingOf, verb, withTilth, type CommonFlags } from '../verb.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly reembed?: boolean
  readonly report?: string
  readonly dryRun?: boolean
  readonly watch?: boolean
}

export function prepareCommand(done: (status: number) => void): Command {
  const command = verb(
    'prepare',
    'Bring files, folders, web pages, databases and buckets into the store. Running it again reads only what changed and removes what vanished.',
    [
      'tilth prepare ~/contracts',
      'tilth prepare handbook minutes --exclude "drafts/**"',
      'tilth prepare https://intranet.example/docs/ s3://bucket/prefix "sqlite:kb.db?query=SELECT id, title, body FROM article"',
      'tilth prepare handbook --dry-run',
      'tilth prepare handbook --watch',
      'tilth prepare handbook --duplicates near --outdated drop',
      'tilth prepare handbook --pii synthetic --vault-key-env TILTH_VAULT_KEY',
    ],
  )
    .argument('[place...]', 'folders, files, and addresses (https://…, s3://…, sqlite:…, postgres://…, mysql://…); default: those of tilth.config.ts')
    .option('--include <glob>', 'only files whose path in the place matches; may be repeated', collect)
    .option('--exclude <glob>', 'leave files out; may be repeated', collect)
    .addOption(treatmentOption('--pii <treatment>', 'personal data: keep, label, mask, synthetic or drop (default: keep)'))
    .option('--report <file>', 'write what was done as one HTML page')
    .addOption(choiceOption('duplicates', '--duplicates <which>', 'copies of what is there: keep, exact or near (default: keep; they are counted)'))
    .addOption(choiceOption('outdated', '--outdated <which>', 'earlier versions of a document: keep or drop (default: keep)'))
    .option('--clean', 'clean the texts; the default')
    .option('--no-clean', 'take nothing out of the texts: mail history, page heads, web notices …')
    .option('--languages <list>', 'only documents in these languages, such as en,zh', (text: string) => text.split(',').map((each) => each.trim()))
    .option('--dry-run', 'say what would happen, document by document, and write nothing')
    .option('--watch', 'go on following the places until Ctrl-C')
    .option('--watch-seconds <n>', 'how often to list places that are no folder again (default: 300)', settingOf('watchSeconds'))
    .option('--web-depth <n>', 'of web pages: clicks from the first one (default: 3)', settingOf('webDepth'))
    .option('--web-pages <n>', 'of web pages: at most so many (default: 500)', settingOf('webPages'))
    .option('--reembed', 'make every vector anew, with the embedder of this run')
    .option('--threads <n>', 'embedding threads (default: one a core, at most 8)', settingOf('threads'))
    .option('--file-timeout-ms <n>', 'how long reading one file may take (default: 60000)', settingOf('fileTimeoutMs'))
    .option('--file-memory-mb <n>', 'how much memory reading one file may take (default: 512)', settingOf('fileMemoryMb'))
  return vaultKeyFlags(readingFlags(command)).action(async (places: string[], flags: Flags) => {
    if (flags.watch && flags.dryRun) throw new UsageError('--watch and --dry-run do not go together', 'leave one of them out')
    await withTilth(flags, async ({ tilth, mode, signal }) => {
      const { reembed, dryRun } = flags
      if (flags.watch) return watchPlaces(tilth.watch(places, { signal, reembed }), mode, flags.report)
      const run = drain(tilth.prepare(places, { signal, reembed, dryRun }), mode)
      const result = await run.catch(async (error: unknown) => {
        throw await withForgetHint(error, places, tilth)
      })
      if (flags.report !== undefined) await writeReport(flags.report, result)
      if (mode === 'json') printJson(result)
      if (mode === 'text') printResult(result)
      done(nothingDone(result) ? 1 : 0)
    })
  })
}

/** Each run that did something is told; the report is that of the last one. */
async function watchPlaces(runs: AsyncIterable<AsyncIterable<PrepareEvent>>, mode: Mode, report: string | undefined): Promise<void> {
  let first = true
  for await (const run of runs) {
    const result = await drain(run, mode).catch((error: unknown) => {
      // What is away for a while, such as a share, may come back.
      if (first || !(error instanceof TilthError) || error.code === 'interrupted') throw error
      note(`error: ${error.message}`)
      return undefined
    })
    if (!result) continue
    const idle = result.files.every(({ status }) => status === 'unchanged')
    if (idle && !first) continue
    if (report !== undefined) await writeReport(report, result)
    if (mode === 'json') printJson(result)
    if (mode === 'text') printResult(result)
    if (mode === 'text' && first) note('watching; Ctrl-C ends it')
    first = false
  }
}

/** Shows the events of a prepare as progress, as JSON lines or not at all, and gives its result. */
export async function drain(events: AsyncIterable<PrepareEvent>, mode: Mode): Promise<PrepareResult> {
  const bar = progress('files')
  const slowest = slowestFile()
  bar.slow(slowest.tell)
  const failed: FileResult[] = []
  let result: PrepareResult | undefined
  try {
    for await (const event of events) {
      slowest.take(event)
      if (event.type === 'files-found') bar.total(event.files)
      else if (event.type === 'chunks-embedded') bar.chunks(event.chunks)
      else if (event.type === 'prepare-end') result = event.result
      else if (event.type === 'file-state') bar.step(0)
      else {
        if (event.type !== 'file-removed') bar.step()
        if (mode === 'text' && event.type === 'file-failed') {
          bar.end()
          failed.push(event.file)
          note(`${paint('yellow', 'failed', process.stderr)} ${fileNames(failed)(event.file)}: ${printable(event.file.reason ?? '')}`)
        }
      }
      if (mode === 'events') printJson(event.type === 'prepare-end' ? { type: event.type, ...event.result } : event)
    }
  } finally {
    bar.end()
  }
  if (!result) throw new Error('prepare ended without a result')
  return result
}

/** Where no place is there, but the store holds files of one: that it can be forgotten. */
async function withForgetHint(error: unknown, places: readonly string[], tilth: Tilth): Promise<unknown> {
  if (!(error instanceof TilthError) || error.code !== 'no-such-path') return error
  const known = await tilth.sources().then(
    (result) => result.places.filter(({ reachable }) => !reachable).map(({ place }) => place),
    (): string[] => [],
  )
  const gone = places.filter((place) => known.includes(resolve(place)))
  return gone.length ? new TilthError(error.code, error.message, forgetHint(gone), { cause: error }) : error
}

function nothingDone({ files }: PrepareResult): boolean {
  return files.length > 0 && files.every(({ status }) => status === 'failed')
}

/** So many files are named one by one; more are counted by reason. */
const FEW = 10
/** Of a run that takes this long (s), one wants to know on what. */
const SLOW_RUN = 10

function printReasons(what: string, reasons: ReturnType<typeof summaryOf>['dropped']): void {
  for (const { reason, count, examples } of reasons.slice(0, FEW))
    print(
      paint(
        what === 'failed' ? 'yellow' : 'dim',
        `${what} ${count}: ${printable(reason)} (${examples.map(printable).join(', ')}${count > examples.length ? ' …' : ''})`,
      ),
    )
  if (reasons.length > FEW) print(paint('dim', `${what} for ${reasons.length - FEW} more reasons: tilth sources --dropped`))
}

async function writeReport(file: string, result: PrepareResult): Promise<void> {
  try {
    await writeFile(file, reportPage(result, new Date().toISOString()))
  } catch (error) {
    throw new TilthError(
      'not-writable',
      `the report cannot be written to ${file}: ${messageOf(error)}`,
      'what was prepared is in the store; run again with another --report FILE',
      { cause: error },
    )
  }
}

/** What would happen, file by file. */
function printPlan(files: PrepareResult['files']): void {
  const nameOf = fileNames(files)
  for (const file of files) {
    const { status, documents, chunks, redactions, reason } = file
    const found = Object.entries(redactions).map(([type, count]) => `${count} ${type}`)
    const what = [
      status === 'indexed' ? `${plural(documents, 'document')}, ${plural(chunks, 'chunk')}` : '',
      ...found,
      ...(reason ? [printable(reason)] : []),
    ].filter(Boolean)
    print(`${status.padEnd(9)} ${nameOf(file)}${what.length ? `  ${paint('dim', what.join(', '))}` : ''}`)
  }
}

export function printResult({ files, documents, chunks, seconds, duplicates, removed = {}, dryRun }: PrepareResult): void {
  const count = (status: string) => files.filter((file) => file.status === status).length
  const parts = ['indexed', 'unchanged', 'removed', 'dropped', 'failed'].flatMap((status) => (count(status) ? [`${count(status)} ${status}`] : []))
  if (dryRun) printPlan(files)
  const holds = dryRun ? 'nothing was written; the store would hold' : 'the store holds'
  print(`${parts.join(', ') || 'nothing to do'} in ${seconds.toFixed(1)} s; ${holds} ${plural(documents, 'document')} in ${plural(chunks, 'chunk')}`)
  const unreached = files.filter(({ source, status }) => source === '' && status === 'failed')
  if (unreached.length) note(`hint: ${forgetHint(unreached.map(({ place }) => place))}`)
  const { dropped, failed, personalData, slowest, steps } = summaryOf({ files })
  const nameOf = fileNames(files)
  if (count('dropped') <= FEW)
    for (const file of files.filter(({ status }) => status === 'dropped')) print(paint('dim', `dropped ${nameOf(file)}: ${printable(file.reason ?? '')}`))
  else printReasons('dropped', dropped)
  // Each was told when it failed.
  if (count('failed') > FEW) printReasons('failed', failed)
  if (duplicates && (duplicates.exact || duplicates.near || duplicates.outdated))
    print(`copies among what was read: ${duplicates.exact} equal, ${duplicates.near} nearly the same, ${duplicates.outdated} of an older version`)
  const cleaned = Object.entries(removed)
  if (cleaned.length)
    print(`cleaned: ${cleaned.map(([rule, { count: places, characters }]) => `${rule} ${places} (${plural(characters, 'character')})`).join(', ')}`)
  if (personalData.length) print(`personal data: ${personalData.map(({ type, count: n }) => `${n} ${type}`).join(', ')}`)
  if (seconds >= SLOW_RUN && steps.length) print(paint('dim', `time: ${steps.map((step) => `${step.step} ${step.seconds.toFixed(1)} s`).join(', ')}`))
  if (seconds >= SLOW_RUN && slowest.length)
    print(paint('dim', `slowest: ${slowest.map((file) => `${printable(file.source)} ${file.seconds.toFixed(1)} s`).join(', ')}`))
  // A part of it is in the store, a part is not: a record that cannot be read, say.
  for (const file of files.filter(({ status, reason }) => (status === 'indexed' || status === 'unchanged') && reason))
    print(paint('yellow', `partly read ${nameOf(file)}: ${printable(file.reason ?? '')}`))
}
