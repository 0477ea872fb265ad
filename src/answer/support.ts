import { isChinese } from '../common/language.ts'
import type { Passage } from '../contracts/document.ts'
import { type EvidenceStages, gatherEvidence } from './evidence.ts'

/** Least support at which a question is answered, chosen on the calibration data: docs/decisions/0004-retrieval-and-answers.md. */
export const MIN_SUPPORT = 0.4

/** Logistic regression on answerable questions, the same without their article, and the same without their passage. */
const WEIGHTS = { constant: -5.44, passage: 7.32, cosine: -1.09, around: 2.56, gap: 7.91, chinese: 1.3 } as const

/**
 * The probability that the passages hold an answer, 0…1: from the best score, how far it is above the second best, and the best sentence's cosine
 * and coverage of the question's words. `passages` come best first, with the reranker's scores.
 */
export async function supportOf(question: string, passages: readonly Passage[], stages: EvidenceStages, signal?: AbortSignal): Promise<number> {
  const [first, second] = passages
  if (!first) return 0
  const evidence = (await gatherEvidence(question, passages, stages, signal)).flat()
  const cosine = Math.max(0, ...evidence.map((each) => each.cosine))
  const around = Math.max(0, ...evidence.map((each) => each.around))
  const gap = first.score - (second?.score ?? 0)
  const logit =
    WEIGHTS.constant +
    WEIGHTS.passage * first.score +
    WEIGHTS.cosine * cosine +
    WEIGHTS.around * around +
    WEIGHTS.gap * gap +
    WEIGHTS.chinese * (isChinese(question) ? 1 : 0)
  return 1 / (1 + Math.exp(-logit))
}
