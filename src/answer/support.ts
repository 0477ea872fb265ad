import { isChinese } from '../common/language.ts'
import type { Passage } from '../contracts/document.ts'
import { type EvidenceStages, gatherEvidence } from './evidence.ts'

/** Least support at which a question is answered, chosen on the calibration data: docs/decisions/0004-retrieval-and-answers.md. */
export const MIN_SUPPORT = 0.3

/** Logistic regression on questions with their passage, the same without their article, and the same without their passage alone. */
const WEIGHTS = { constant: -10.2, score: 5.1, gap: 9, cosine: 8.6, around: 2.9, chinese: 3 } as const
/** A best passage farther than this above those of other documents is no surer; nor is the only document of a store. */
const WIDEST_GAP = 0.25

/**
 * The probability that the passages hold an answer, 0…1: from the best passage's score and how far it is above the best of any other document, and
 * the best sentence's cosine and coverage of the question's words. `passages` come best first, with the reranker's scores.
 */
export async function supportOf(question: string, passages: readonly Passage[], stages: EvidenceStages, signal?: AbortSignal): Promise<number> {
  const [first] = passages
  if (!first) return 0
  const evidence = (await gatherEvidence(question, passages, stages, signal)).flat()
  const other = passages.find(({ chunk }) => chunk.documentId !== first.chunk.documentId)?.score ?? 0
  const logit =
    WEIGHTS.constant +
    WEIGHTS.score * first.score +
    WEIGHTS.gap * Math.min(WIDEST_GAP, first.score - other) +
    WEIGHTS.cosine * Math.max(0, ...evidence.map(({ cosine }) => cosine)) +
    WEIGHTS.around * Math.max(0, ...evidence.map(({ around }) => around)) +
    WEIGHTS.chinese * (isChinese(question) ? 1 : 0)
  return 1 / (1 + Math.exp(-logit))
}
