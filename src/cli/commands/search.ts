import type { Command } from 'commander'
import type { SearchResult } from '../../contracts/results.ts'
import { UsageError } from '../../common/errors.ts'
import { fileNames } from '../file-names.ts'
import { paint, print, printable, printJson } from '../output.ts'
import { vaultKeyFlags } from '../privacy-flags.ts'
import { answerQueries } from '../queries.ts'
import { collect, settingOf, verb, withTilth, type CommonFlags } from '../verb.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly k?: number
  readonly rerank?: boolean
  readonly place?: string[]
  readonly source?: string[]
  readonly kind?: string[]
  readonly queries?: string
}

export function searchCommand(_done: (status: number) => void): Command {
  const command = verb('search', 'Find the passages nearest to a question, by words and by meaning.', [
    'tilth search "termination notice"',
    'tilth search "差旅审批" -k 3 --kind pdf --kind docx',
    'tilth search --queries questions.jsonl',
  ])
    .argument('[query]', 'what to look for')
    .option('-k, --k <n>', 'how many passages (default: 10)', settingOf('k'))
    .option('--rerank', 'order the best by their best sentence: slower, better')
    .option('--place <place>', 'only this folder or file, as given to prepare; may be repeated', collect)
    .option('--source <glob>', 'only files whose path matches; may be repeated', collect)
    .option('--kind <kind>', 'only files of this kind, such as pdf; may be repeated', collect)
    .option('--queries <file>', 'JSON lines { "id", "text" } in, one JSON line out for each')
  return vaultKeyFlags(command).action(async (query: string | undefined, flags: Flags) => {
    if ((query === undefined) === (flags.queries === undefined))
      throw new UsageError(`search takes a query or --queries FILE${query === undefined ? '' : ', not both'}`, 'for example: tilth search "termination notice"')
    await withTilth(flags, async ({ tilth, mode, signal }) => {
      const options = { k: flags.k, rerank: flags.rerank, places: flags.place, sources: flags.source, kinds: flags.kind, signal }
      if (flags.queries !== undefined) {
        await tilth.requireStore()
        return answerQueries(flags.queries, signal, (text) => tilth.search(text, options))
      }
      const result = await tilth.search(query as string, options)
      if (mode !== 'text') return printJson(mode === 'events' ? { type: 'search-end', ...result } : result)
      printPassages(result.passages)
    })
  })
}

/** Passages for a person: without those whose score says that they have nothing to do with the question. */
export function printPassages(passages: SearchResult['passages']): void {
  const near = passages.filter(({ score }) => score >= LEAST_SHOWN)
  if (!near.length) print('nothing found')
  const nameOf = fileNames(near)
  for (const passage of near) {
    const { rank, score, page, heading, text } = passage
    print(
      `${paint('bold', `${rank}. ${nameOf(passage)}`)}${page ? `, page ${page}` : ''}${heading ? ` · ${printable(heading)}` : ''} ${paint('dim', score.toFixed(3))}`,
    )
    const short = printable(text.replace(/\s+/g, ' '))
    print(`   ${short.length > 300 ? `${short.slice(0, 297)}…` : short}`)
  }
}

/** What would be shown as 0.000. */
const LEAST_SHOWN = 0.0005
