import { TilthError } from '../common/errors.ts'
import type { Metric, RefusedLine, Report } from '../contracts/report.ts'
import { bootstrapMean } from './bootstrap.ts'
import { readQuestions } from './datasets.ts'
import type { Question } from './datasets/question.ts'
import { gatesNotPassed, parseGate } from './gate.ts'
import { judge, type FoundPassage } from './judge.ts'
import { hitAtK } from './metrics/hit-at-k.ts'
import { reciprocalRank } from './metrics/mrr.ts'
import { ndcgAtK } from './metrics/ndcg.ts'
import { recallAtK } from './metrics/recall.ts'

/** One question and how the search did on it. */
export interface RetrievalRow {
  readonly id: string
  readonly question: string
  /** Rank of the first right document; null when the search did not bring one. */
  readonly rank: number | null
  /** The right documents, as the data set names them. */
  readonly expected: readonly string[]
  /** Distinct sources, best first. */
  readonly found: readonly string[]
  readonly scores: Readonly<Record<string, number>>
}

export type EvaluationEvent =
  | { readonly type: 'questions-found'; readonly questions: number; readonly refused: readonly RefusedLine[] }
  | { readonly type: 'question-scored'; readonly row: RetrievalRow }
  /** `gatesFailed`: the gates that were not passed, in words. */
  | { readonly type: 'evaluation-end'; readonly report: Report<RetrievalRow>; readonly gatesFailed: readonly string[] }

export interface EvaluateRetrievalOptions {
  /** Passages asked for and looked at. */
  readonly k: number
  readonly seed: number
  /** Conditions "METRIC>=X". */
  readonly gates?: readonly string[]
  readonly signal?: AbortSignal
}

/** Searches that run side by side: embedding waits for a worker, judging does not. */
const AT_ONCE = 4

/**
 * Asks `search` every question of the data set at `path` (see `readQuestions`) that has a source, and measures where the right
 * documents come. Questions that nothing answers are left out: retrieval always returns something.
 */
export async function* evaluateRetrieval(
  path: string,
  search: (question: string) => Promise<readonly FoundPassage[]>,
  { k, seed, gates = [], signal }: EvaluateRetrievalOptions,
): AsyncGenerator<EvaluationEvent> {
  const scorers = scorersFor(k)
  const parsedGates = gates.map((gate) => parseGate(gate, Object.keys(scorers)))
  const { questions: all, refused } = await readQuestions(path)
  const questions = all.filter(({ gold }) => gold.length > 0)
  if (!questions.length)
    throw new TilthError('no-questions', `no question of ${path} names a source`, 'add "sources": [file, …] to questions that the documents answer')
  yield { type: 'questions-found', questions: questions.length, refused }

  const rows: RetrievalRow[] = []
  for await (const row of inOrder(questions, async (question) => rowOf(question, await search(question.text), scorers), signal)) {
    rows.push(row)
    yield { type: 'question-scored', row }
  }
  const metrics: Record<string, Metric> = {}
  for (const name of Object.keys(scorers))
    metrics[name] = bootstrapMean(
      rows.map(({ scores }) => scores[name] ?? 0),
      { seed },
    )
  yield { type: 'evaluation-end', report: { metrics, rows, refused }, gatesFailed: gatesNotPassed(parsedGates, metrics) }
}

/** `relevances` as `judge` ranks them, `all` those of every right document. */
type Scorer = (relevances: readonly number[], all: readonly number[]) => number

function scorersFor(k: number): Readonly<Record<string, Scorer>> {
  const cuts = [...new Set([1, 5, k])].filter((cut) => cut <= Math.min(k, 5))
  return {
    ...Object.fromEntries(cuts.map((cut): [string, Scorer] => [`hit${cut}`, (relevances) => hitAtK(relevances, cut)])),
    [`mrr${k}`]: (relevances) => reciprocalRank(relevances, k),
    [`recall${k}`]: (relevances, all) => recallAtK(relevances, all.length, k),
    [`ndcg${k}`]: (relevances, all) => ndcgAtK(relevances, all, k),
  }
}

function rowOf({ id, text, gold }: Question, passages: readonly FoundPassage[], scorers: Readonly<Record<string, Scorer>>): RetrievalRow {
  const { relevances, rank } = judge(passages, gold)
  const all = gold.map(({ relevance }) => relevance)
  return {
    id,
    question: text,
    rank,
    expected: gold.map((each) => each.id),
    found: [...new Set(passages.map(({ source }) => source))],
    scores: Object.fromEntries(Object.entries(scorers).map(([name, score]) => [name, score(relevances, all)])),
  }
}

/** Runs `work` on a few items side by side and gives the results in the items' order. */
async function* inOrder<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>, signal?: AbortSignal): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  for (const item of items) {
    signal?.throwIfAborted()
    const started = work(item)
    started.catch(() => undefined) // reported when its turn comes; must not count as unhandled until then
    running.push(started)
    const first = running.length >= AT_ONCE ? running.shift() : undefined
    if (first) yield await first
  }
  for (const each of running) yield await each
}
