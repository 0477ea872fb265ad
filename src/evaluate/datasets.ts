import { statSync } from 'node:fs'
import { extname } from 'node:path'
import { TilthError, UsageError } from '../common/errors.ts'
import { readBeir } from './datasets/beir.ts'
import { readJsonLines } from './datasets/json-lines.ts'
import type { QuestionSet } from './datasets/question.ts'
import { readSquad } from './datasets/squad.ts'

/**
 * Questions with known sources: a BEIR folder, a SQuAD-form `.json`, or JSON lines of Tilth's own form. Lines that cannot be
 * used are in `refused`; throws when the path cannot be read or no line can be used.
 */
export async function readQuestions(path: string): Promise<QuestionSet> {
  const set = await readForm(path)
  if (set.questions.length) return set
  const [first] = set.refused
  throw new TilthError(
    'no-questions',
    `${path} holds no question${first ? `: line ${first.line}: ${first.reason}` : ''}`,
    'write one object { "question", "sources": [file, …] } a line',
  )
}

function readForm(path: string): Promise<QuestionSet> {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new UsageError(`there is no ${path}`, 'give a file of questions or a BEIR folder')
  if (found.isDirectory()) return readBeir(path)
  return extname(path).toLowerCase() === '.json' ? readSquad(path) : readJsonLines(path)
}
