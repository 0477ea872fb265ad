import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { TilthError } from '../../common/errors.ts'
import type { RefusedLine } from '../../contracts/report.ts'
import { linesOf, parseLine } from './json-lines.ts'
import { textOf, type Question, type QuestionSet } from './question.ts'

/**
 * A folder of BEIR (Thakur et al., NeurIPS 2021): corpus.jsonl `{ _id, title, text }`, queries.jsonl `{ _id, text }` and
 * judgements in qrels/test.tsv (or dev, or train): query id, corpus id, relevance. Only questions with judgements are taken,
 * and only their documents are kept in memory. `refused` counts lines of the file named in its reason.
 */
export async function readBeir(folder: string): Promise<QuestionSet> {
  const refused: RefusedLine[] = []
  const judgements = await readJudgements(folder, refused)
  const wanted = new Set(judgements.values().flatMap((relevances) => relevances.keys()))
  const texts = await readTexts(join(folder, 'corpus.jsonl'), refused, wanted)
  const questions: Question[] = []
  for (const [id, text] of await readTexts(join(folder, 'queries.jsonl'), refused, new Set(judgements.keys()))) {
    const gold = [...(judgements.get(id) ?? [])].map(([document, relevance]) => ({ id: document, text: texts.get(document), relevance }))
    questions.push({ id, text, answers: [], gold })
  }
  return { questions, refused }
}

async function readJudgements(folder: string, refused: RefusedLine[]): Promise<Map<string, Map<string, number>>> {
  const qrels = join(folder, 'qrels')
  const files = existsSync(qrels) ? readdirSync(qrels).filter((name) => name.endsWith('.tsv')) : []
  const name = ['test.tsv', 'dev.tsv', 'train.tsv'].find((each) => files.includes(each)) ?? files.sort()[0]
  const missing = name === undefined ? 'qrels/test.tsv' : ['corpus.jsonl', 'queries.jsonl'].find((each) => !existsSync(join(folder, each)))
  if (name === undefined || missing)
    throw new TilthError('bad-questions', `the folder ${folder} has no ${missing}`, 'a BEIR folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv')
  const judgements = new Map<string, Map<string, number>>()
  for await (const { line, text } of linesOf(join(qrels, name))) {
    const [query, document, score] = text.split('\t')
    const relevance = Number(score)
    if (line === 1 && Number.isNaN(relevance)) continue // the header
    if (!query || !document || Number.isNaN(relevance)) refused.push({ line, reason: `qrels/${name}: not three columns with a number last` })
    else if (relevance > 0) judgements.set(query, (judgements.get(query) ?? new Map<string, number>()).set(document, relevance))
  }
  return judgements
}

/** Title and text of the rows whose ids are wanted. */
async function readTexts(path: string, refused: RefusedLine[], wanted: ReadonlySet<string>): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for await (const { line, text } of linesOf(path)) {
    const parsed = parseLine(text)
    const row = 'row' in parsed ? parsed.row : {}
    const id = row['_id']
    const body = textOf([textOf(row['title']), textOf(row['text'])].filter(Boolean).join('\n\n'))
    if ((typeof id !== 'string' && typeof id !== 'number') || body === undefined)
      refused.push({ line, reason: `${path}: no JSON object with "_id" and "text"` })
    else if (wanted.has(String(id))) texts.set(String(id), body)
  }
  return texts
}
