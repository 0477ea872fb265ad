import type { RefusedLine } from '../../contracts/report.ts'

/** A document that answers a question. */
export interface Gold {
  /** File name or path, or the document's id in its data set. */
  readonly id: string
  /** The document itself, where the data set holds it: a passage out of it is recognised whatever its file is called. */
  readonly text?: string
  /** Greater than 0; graded where the data set is. */
  readonly relevance: number
}

export interface Question {
  readonly id: string
  readonly text: string
  /** Strings of which a right answer holds one. */
  readonly answers: readonly string[]
  /** Empty when nothing answers it. */
  readonly gold: readonly Gold[]
}

export interface QuestionSet {
  readonly questions: readonly Question[]
  readonly refused: readonly RefusedLine[]
}

/** A string, or undefined when it is none or blank. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
