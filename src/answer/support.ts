import { isChinese } from '../common/language.ts'
import type { Passage } from '../contracts/document.ts'
import { backingOf } from './backing.ts'
import { type EvidenceStages, gatherEvidence } from './evidence.ts'
import { questionType } from './question-type.ts'
import { selectSentences } from './select.ts'

/** Least support at which a question is answered, chosen on the calibration data: docs/decisions/0004-retrieval-and-answers.md. */
export const MIN_SUPPORT = 0.24

/**
 * Logistic regression on questions with their passage, the same without their article, the same without their passage alone, and on made-up
 * questions that miss what small documents say by one word (near-misses/).
 */
const WEIGHTS = {
  constant: -9.49,
  score: 8.66,
  scoreBySize: 1.08,
  gap: 7.14,
  around: 1.19,
  cosine: 5.94,
  surplus: -5.41,
  unknownName: -1.42,
  chinese: 2.67,
  size: -0.56,
} as const
/** Of the stores that it was fitted on, about: `ln` of the number of chunks. Chance alone brings better passages out of larger stores. */
const LOG_CHUNKS = 5.5
/** A best passage farther than this above those of other documents is no surer; nor is the only document of a store. */
const WIDEST_GAP = 0.25
/** Passages among which the likeliest sentence is looked for, as `quote` does. */
const QUOTED = 5

/**
 * The probability that the passages hold an answer, 0…1: from the best passage's score (which says more in a large store) and how far it is
 * above the best of any other document, the best coverage of the question's words by a sentence with its neighbours, how far the sentence that would be
 * quoted backs all that is asked, and the size of the store. `passages` come best first, with the reranker's scores.
 */
export async function supportOf(question: string, passages: readonly Passage[], stages: EvidenceStages, signal?: AbortSignal): Promise<number> {
  const [first] = passages
  if (!first) return 0
  const evidence = await gatherEvidence(question, passages, stages, signal)
  const [likeliest] = selectSentences(await gatherEvidence(question, passages.slice(0, QUOTED), stages, signal), passages, questionType(question))
  const quoted = likeliest && passages[likeliest.candidate.passage]
  if (!quoted) return 0
  const { cosine, surplus, unknownName } = await backingOf(question, likeliest.candidate, quoted, stages, signal)
  const { chunks } = await stages.store.summary()
  const size = Math.log(Math.max(1, chunks)) - LOG_CHUNKS
  const other = passages.find(({ chunk }) => chunk.documentId !== first.chunk.documentId)?.score ?? 0
  const logit =
    WEIGHTS.constant +
    (WEIGHTS.score + WEIGHTS.scoreBySize * size) * first.score +
    WEIGHTS.gap * Math.min(WIDEST_GAP, first.score - other) +
    WEIGHTS.around * Math.max(0, ...evidence.flat().map(({ around }) => around)) +
    WEIGHTS.cosine * cosine +
    WEIGHTS.surplus * surplus +
    WEIGHTS.unknownName * (unknownName ? 1 : 0) +
    WEIGHTS.chinese * (isChinese(question) ? 1 : 0) +
    WEIGHTS.size * size
  return 1 / (1 + Math.exp(-logit))
}
