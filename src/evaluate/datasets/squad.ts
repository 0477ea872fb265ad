import { readFile } from 'node:fs/promises'
import { TilthError } from '../../common/errors.ts'
import type { RefusedLine } from '../../contracts/report.ts'
import { isRecord, textOf, type Question, type QuestionSet } from './question.ts'

/**
 * The form of SQuAD (Rajpurkar et al., EMNLP 2016), which XQuAD, CMRC and DRCD share: `{ data: [{ paragraphs: [{ context,
 * qas: [{ id, question, answers: [{ text }], is_impossible? }] }] }] }`. A question's paragraph is its gold document; one that
 * SQuAD 2.0 marks as impossible has none. Records that are not of this form are refused by their number, the rest go on.
 */
export async function readSquad(path: string): Promise<QuestionSet> {
  let root: unknown
  try {
    root = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  const data = isRecord(root) ? root['data'] : undefined
  if (!Array.isArray(data))
    throw new TilthError(
      'bad-questions',
      `${path} is no JSON of the form { "data": [{ "paragraphs": … }] }`,
      'give a SQuAD-form file, JSON lines (.jsonl) or a BEIR folder',
    )
  const questions: Question[] = []
  const refused: RefusedLine[] = []
  let number = 0
  data.forEach((article, a) => {
    list(article, 'paragraphs').forEach((paragraph, p) => {
      const context = isRecord(paragraph) ? textOf(paragraph['context']) : undefined
      for (const entry of list(paragraph, 'qas')) {
        number++
        const text = isRecord(entry) ? textOf(entry['question']) : undefined
        if (!isRecord(entry) || text === undefined) refused.push({ line: number, reason: 'no "question"' })
        else if (context === undefined) refused.push({ line: number, reason: 'no "context"' })
        else {
          const answers = list(entry, 'answers').flatMap((answer) => textOf(isRecord(answer) ? answer['text'] : answer) ?? [])
          const gold = entry['is_impossible'] === true ? [] : [{ id: `paragraph ${a + 1}:${p + 1}`, text: context, relevance: 1 }]
          questions.push({ id: String(entry['id'] ?? number), text, answers, gold })
        }
      }
    })
  })
  return { questions, refused }
}

function list(value: unknown, name: string): readonly unknown[] {
  const found = isRecord(value) ? value[name] : undefined
  return Array.isArray(found) ? found : []
}
