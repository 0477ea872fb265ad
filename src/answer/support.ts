import { isChinese } from '../common/language.ts'
import type { Passage } from '../contracts/document.ts'
import { type EvidenceStages, gatherEvidence } from './evidence.ts'

/** Least support at which a question is answered, chosen on the calibration data: docs/decisions/0004-retrieval-and-answers.md. */
export const MIN_SUPPORT = 0.29

/** Logistic regression on questions with their passage, the same without their article, and the same without their passage alone. */
const WEIGHTS = { constant: -10.29, score: 5.21, gap: 9.02, cosine: 8.66, around: 2.83, chinese: 3.18, size: -0.36 } as const
/** Of the stores that it was fitted on, about: `ln` of the number of chunks. Chance alone brings better passages out of larger stores. */
const LOG_CHUNKS = 5.5
/** A best passage farther than this above those of other documents is no surer; nor is the only document of a store. */
const WIDEST_GAP = 0.25

/**
 * The probability that the passages hold an answer, 0…1: from the best passage's score and how far it is above the best of any other document,
 * the best sentence's cosine and coverage of the question's words, and the size of the store. `passages` come best first, with the reranker's scores.
 */
export async function supportOf(question: string, passages: readonly Passage[], stages: EvidenceStages, signal?: AbortSignal): Promise<number> {
  const [first] = passages
  if (!first) return 0
  const evidence = (await gatherEvidence(question, passages, stages, signal)).flat()
  const { chunks } = await stages.store.summary()
  const other = passages.find(({ chunk }) => chunk.documentId !== first.chunk.documentId)?.score ?? 0
  const logit =
    WEIGHTS.constant +
    WEIGHTS.score * first.score +
    WEIGHTS.gap * Math.min(WIDEST_GAP, first.score - other) +
    WEIGHTS.cosine * Math.max(0, ...evidence.map(({ cosine }) => cosine)) +
    WEIGHTS.around * Math.max(0, ...evidence.map(({ around }) => around)) +
    WEIGHTS.chinese * (isChinese(question) ? 1 : 0) +
    WEIGHTS.size * (Math.log(Math.max(1, chunks)) - LOG_CHUNKS)
  return 1 / (1 + Math.exp(-logit))
}
