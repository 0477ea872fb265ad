import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { evaluateRetrieval, type EvaluateRetrievalOptions, type EvaluationEvent } from './evaluate.ts'

let folder: string
let path: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilth-'))
  path = join(folder, 'questions.jsonl')
  writeFileSync(
    path,
    [
      { id: 'first', question: 'one', sources: ['a.md'] },
      { id: 'second', question: 'two', sources: ['a.md', 'b.md'] },
      { id: 'never', question: 'three', sources: ['z.md'] },
      { id: 'unanswerable', question: 'four', sources: [] },
    ]
      .map((row) => JSON.stringify(row))
      .join('\n') + '\nbroken\n',
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const RESULTS: Readonly<Record<string, readonly string[]>> = { one: ['a.md', 'a.md', 'c.md'], two: ['c.md', 'b.md'], three: ['a.md', 'b.md'], four: ['a.md'] }

async function run(
  options: Partial<EvaluateRetrievalOptions> = {},
  search?: (question: string) => Promise<{ source: string; text: string }[]>,
): Promise<EvaluationEvent[]> {
  const found = search ?? (async (question) => (RESULTS[question] ?? []).map((source) => ({ source, text: '' })))
  return Array.fromAsync(evaluateRetrieval(path, found, { k: 10, seed: 1, ...options }))
}

it('measures each question that has a source, in order, and reports the rest', async () => {
  const events = await run()
  expect(events.map(({ type }) => type)).toEqual(['questions-found', 'question-scored', 'question-scored', 'question-scored', 'evaluation-end'])
  const end = events.at(-1)
  if (end?.type !== 'evaluation-end') throw new Error('no report')
  expect(end.report.rows.map(({ id, rank }) => [id, rank])).toEqual([
    ['first', 1],
    ['second', 2],
    ['never', null],
  ])
  expect(end.report.refused).toEqual([{ line: 5, reason: 'no JSON' }])
  const values = Object.fromEntries(Object.entries(end.report.metrics).map(([name, { value }]) => [name, value]))
  expect(Object.keys(values)).toEqual(['hit1', 'hit5', 'mrr10', 'recall10', 'ndcg10'])
  expect(values['hit1']).toBeCloseTo(1 / 3)
  expect(values['hit5']).toBeCloseTo(2 / 3)
  expect(values['mrr10']).toBeCloseTo(0.5)
  expect(values['recall10']).toBeCloseTo(0.5)
  expect(values['ndcg10']).toBeCloseTo((1 + 1 / Math.log2(3) / (1 + 1 / Math.log2(3))) / 3)
  expect(end.report.metrics['hit1']).toMatchObject({ n: 3, low: 0, high: 1 })
})

it('tells the gates that were not passed', async () => {
  const end = (await run({ gates: ['hit5>=0.6', 'ndcg10>=0.9'] })).at(-1)
  expect(end?.type === 'evaluation-end' && end.gatesFailed).toEqual([expect.stringMatching(/^ndcg10 0\.\d{4} < 0\.9$/)])
})

it('refuses a wrong gate before it searches, and a gate of another k', async () => {
  let searched = 0
  const search = async () => (searched++, [])
  await expect(run({ gates: ['ndcg10=>0.9'] }, search)).rejects.toThrow(/METRIC>=X/)
  await expect(run({ k: 3, gates: ['ndcg10>=0.9'] }, search)).rejects.toThrow(/not measured/)
  expect(searched).toBe(0)
})

it('passes on what the search throws', async () => {
  await expect(
    run({}, async (question) => {
      if (question === 'two') throw new Error('the store is gone')
      return []
    }),
  ).rejects.toThrow('the store is gone')
})

it('stops when it is told to', async () => {
  await expect(run({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
})
