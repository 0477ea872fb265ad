import type { AnswerEvent } from '../contracts/answer.ts'
import type { Passage } from '../contracts/document.ts'
import type { AskResult, PassageRow } from '../contracts/results.ts'

export function passageRow({ chunk, score }: Passage, index: number): PassageRow {
  const { source, place, kind, documentId, id, start, end, page, heading, text } = chunk
  return { rank: index + 1, score, source, place, kind, documentId, chunkId: id, start, end, ...(page && { page }), ...(heading && { heading }), text }
}

export function askResult(
  question: string,
  { text, supported, support, citations, passages, model, usage }: Extract<AnswerEvent, { type: 'answer-end' }>['answer'],
): AskResult {
  const rows = citations.map(({ chunkId: _, ...citation }) => citation)
  return { question, answer: { text, supported, support, citations: rows }, passages: passages.map(passageRow), model, ...(usage && { usage }) }
}
