import type { Command } from 'commander'
import type { AskResult } from '../../contracts/results.ts'
import { UsageError } from '../../common/errors.ts'
import { fileNames, plural } from '../file-names.ts'
import { note, paint, print, printable, printJson } from '../output.ts'
import { treatmentOption, vaultKeyFlags } from '../privacy-flags.ts'
import { answerQueries } from '../queries.ts'
import { collect, settingOf, verb, withTilth, type CommonFlags, type VerbContext } from '../verb.ts'
import { drain } from './prepare.ts'
import { printPassages } from './search.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly k?: number
  readonly minSupport?: number
  readonly queries?: string
  readonly include?: string[]
  readonly exclude?: string[]
  readonly reembed?: boolean
  readonly restore?: boolean
}

export function askCommand(_done: (status: number) => void): Command {
  const command = verb('ask', "Answer a question from the documents, in their own words, with citations. Says so when they don't hold the answer.", [
    'tilth ask examples/handbook "How many days of parental leave do I get?"',
    'tilth ask "谁可以批准出差?"',
    'tilth ask --queries questions.jsonl',
  ])
    .argument('[place_and_question...]', 'places to prepare first and to answer from, if any; then the question')
    .option('-k, --k <n>', 'how many passages to show (default: 10)', settingOf('k'))
    .option('--min-support <x>', 'how sure to be (0…1) before answering (default: calibrated)', settingOf('minSupport'))
    .option('--queries <file>', 'JSON lines { "id", "text" } in, one JSON line out for each')
    .option('--include <glob>', 'of the places, only files whose path matches; may be repeated', collect)
    .option('--exclude <glob>', 'of the places, leave files out; may be repeated', collect)
    .addOption(treatmentOption('--pii <treatment>', 'of the places, personal data: keep, label, mask, synthetic or drop (default: keep)'))
    .option('--restore', "put back what stand-ins stand for; takes the vault's key")
    .option('--reembed', 'make every vector anew, with the embedder of this run')
  return vaultKeyFlags(command).action(async (given: string[], flags: Flags) => {
    const places = flags.queries === undefined ? given.slice(0, -1) : given
    const question = flags.queries === undefined ? given.at(-1) : undefined
    if (flags.queries === undefined && question === undefined)
      throw new UsageError('ask takes a question', 'for example: tilth ask ./papers "When does the office open?"')
    if (!places.length && (flags.include || flags.exclude || flags.reembed))
      throw new UsageError('--include, --exclude and --reembed go with a place to prepare', 'for example: tilth ask ./papers --exclude "drafts/**" "QUESTION"')
    if (question !== undefined && !question.trim()) throw new UsageError('the question is empty', 'write what you want to know in quotes')
    await withTilth(flags, async (context) => {
      const { tilth, mode, signal } = context
      if (places.length) await prepareFirst(places, flags.reembed, context)
      const options = { places: places.length ? places : undefined, k: flags.k, minSupport: flags.minSupport, restore: flags.restore, signal }
      if (flags.queries !== undefined) {
        await tilth.requireStore()
        return answerQueries(flags.queries, signal, (text) => tilth.answer(text, options))
      }
      if (mode === 'events') {
        for await (const event of tilth.ask(question as string, options)) printJson(event)
        return
      }
      const result = await tilth.answer(question as string, options)
      if (mode === 'json') printJson(result)
      else printAnswer(result)
    })
  })
}

async function prepareFirst(places: readonly string[], reembed: boolean | undefined, { tilth, mode, signal }: VerbContext): Promise<void> {
  const { files, seconds } = await drain(tilth.prepare(places, { signal, reembed }), mode)
  const count = (...wanted: readonly string[]) => files.filter(({ status }) => wanted.includes(status)).length
  const removed = count('removed')
  if (mode !== 'text' || !(count('indexed') || removed)) return
  const what = `prepared ${count('indexed')} of ${plural(count('indexed', 'unchanged'), 'file')}${removed ? `, removed ${removed}` : ''}`
  note(paint('dim', `${what} in ${seconds.toFixed(1)} s`, process.stderr))
}

/** The answer with its citations as [1] …; the likeliest words stand out; then where each comes from. */
export function printAnswer({ answer, passages }: AskResult): void {
  let text = ''
  let at = 0
  const { citations } = answer
  citations.forEach(({ start, end, focus }, index) => {
    const inside = focus && focus.start >= start && focus.end <= end && focus.start >= at
    text += printable(answer.text.slice(at, inside ? focus.start : end))
    if (inside) text += paint('bold', printable(answer.text.slice(focus.start, focus.end))) + printable(answer.text.slice(focus.end, end))
    text += paint('cyan', ` [${index + 1}]`)
    at = end
  })
  print(text + printable(answer.text.slice(at)))
  if (!answer.supported) {
    if (passages.length) print(paint('dim', '\nThe nearest passages:'))
    return printPassages(passages.slice(0, 3))
  }
  print('')
  const nameOf = fileNames([...citations, ...passages])
  citations.forEach((citation, index) => print(`${paint('cyan', `[${index + 1}]`)} ${nameOf(citation)}${citation.page ? `, page ${citation.page}` : ''}`))
}
