import type { Command } from 'commander'
import { TilthError } from '../../common/errors.ts'
import { note, paint, print, printable, printJson } from '../output.ts'
import { progress } from '../progress.ts'
import { choice, collect, settingOf, verb, withTilth, type CommonFlags } from '../verb.ts'

interface Flags extends CommonFlags, Record<string, unknown> {
  readonly k?: number
  readonly rerank?: boolean
  readonly gate?: string[]
}

export function evalCommand(done: (status: number) => void): Command {
  return verb('eval', 'Measure a stage on questions whose sources are known; 95 % intervals by bootstrap.', [
    'tilth eval retrieval examples/handbook-questions.jsonl',
    'tilth eval retrieval questions.jsonl --gate "ndcg10>=0.9"',
  ])
    .addArgument(choice('what', 'what to measure', ['retrieval']))
    .argument('<questions>', 'JSON lines { "id", "question", "sources": [file, …] }, a SQuAD-form file or a BEIR folder')
    .option('-k, --k <n>', 'passages looked at (default: 10)', settingOf('k'))
    .option('--rerank', 'measure with reranking')
    .option('--gate <condition>', 'METRIC>=X: exit with 3 when it is not met; may be repeated', collect)
    .action(async (_what: string, questions: string, flags: Flags) => {
      await withTilth(flags, async ({ tilth, mode, signal }) => {
        const bar = progress('questions')
        let failed: readonly string[] = []
        for await (const event of tilth.evaluateRetrieval(questions, { k: flags.k, rerank: flags.rerank, gates: flags.gate, signal })) {
          if (mode === 'events') printJson(event.type === 'evaluation-end' ? { type: event.type, ...event.report } : event)
          if (event.type === 'questions-found') {
            bar.total(event.questions)
            for (const { line, reason } of event.refused) note(`left out line ${line}: ${printable(reason)}`)
          }
          if (event.type === 'question-scored') bar.step()
          else if (event.type === 'evaluation-end') {
            bar.end()
            failed = event.gatesFailed
            if (mode === 'json') printJson(event.report)
            if (mode === 'text') {
              for (const [name, { value, low, high, n }] of Object.entries(event.report.metrics))
                print(`${name.padEnd(10)} ${paint('bold', value.toFixed(3))}  ${low.toFixed(3)}–${high.toFixed(3)}  n ${n}`)
              for (const { id, question, rank } of event.report.rows.filter((row) => row.rank !== 1))
                print(paint('dim', `${rank === null ? 'not found' : `rank ${rank}`}: ${printable(id)} ${printable(question)}`))
            }
          }
        }
        if (failed.length && mode === 'text')
          throw new TilthError('gate-not-passed', `not passed: ${failed.join(', ')}`, 'see the rows above for the questions that missed')
        done(failed.length ? 3 : 0)
      })
    })
}
