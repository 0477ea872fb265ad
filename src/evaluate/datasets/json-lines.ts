import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { RefusedLine } from '../../contracts/report.ts'
import { isRecord, textOf, type Question, type QuestionSet } from './question.ts'

/** Lines of a UTF-8 file that are not blank, with their 1-based numbers. */
export async function* linesOf(path: string): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  let line = 0
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    const clean = line === 1 ? text.replace(/^\uFEFF/, '') : text
    if (clean.trim() !== '') yield { line, text: clean }
  }
}

/** One line as a JSON object, or why it is none. */
export function parseLine(text: string): { readonly row: Readonly<Record<string, unknown>> } | { readonly reason: string } {
  try {
    const row: unknown = JSON.parse(text)
    return isRecord(row) ? { row } : { reason: 'no JSON object' }
  } catch {
    return { reason: 'no JSON' }
  }
}

/** Tilth's own form: JSON lines `{ "id"?, "question", "answers"?: [text…], "sources": [file…] }`; the id defaults to the line's number. */
export async function readJsonLines(path: string): Promise<QuestionSet> {
  const questions: Question[] = []
  const refused: RefusedLine[] = []
  const seen = new Map<string, number>()
  for await (const { line, text } of linesOf(path)) {
    const parsed = parseLine(text)
    const question = 'row' in parsed ? questionOf(parsed.row, line) : parsed.reason
    if (typeof question === 'string') refused.push({ line, reason: question })
    else if (seen.has(question.id)) refused.push({ line, reason: `the id "${question.id}" stands on line ${seen.get(question.id)} already` })
    else {
      seen.set(question.id, line)
      questions.push(question)
    }
  }
  return { questions, refused }
}

function questionOf(row: Readonly<Record<string, unknown>>, line: number): Question | string {
  const text = textOf(row['question'])
  if (text === undefined) return 'no "question"'
  const sources = row['sources']
  if (!isTexts(sources)) return '"sources" is no list of file names'
  const answers = row['answers'] ?? []
  if (!isTexts(answers)) return '"answers" is no list of texts'
  const id = row['id']
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') return '"id" is neither a text nor a number'
  return { id: String(id ?? line), text, answers, gold: [...new Set(sources)].map((source) => ({ id: source, relevance: 1 })) }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => textOf(each) !== undefined)
}
