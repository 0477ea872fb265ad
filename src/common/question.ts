import { UsageError } from './errors.ts'

/** Characters of a question that are read: as many as an embedder takes in. */
const READ = 2000

/**
 * A question as the stages read it: trimmed, and cut where it is far too long (a whole mail pasted in): its beginning says what it is about,
 * its end often what is asked. Throws `UsageError` on a question without a letter or digit.
 */
export function readQuestion(question: string): string {
  const text = question.length > 4 * READ ? `${question.slice(0, 2 * READ)}\n${question.slice(-2 * READ)}`.trim() : question.trim()
  const hint = 'ask something, such as "How many days of leave do I get?"'
  if (text === '') throw new UsageError('the question is empty', hint)
  if (!/[\p{L}\p{N}]/u.test(text)) throw new UsageError(`the question "${text.slice(0, 40)}" holds no words`, hint)
  return text.length <= READ ? text : `${text.slice(0, READ / 2)}\n${text.slice(-READ / 2)}`
}
