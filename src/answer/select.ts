import type { Passage } from '../contracts/document.ts'
import type { Evidence } from './evidence.ts'
import { cueOf } from './focus.ts'
import type { QuestionType } from './question-type.ts'

/** Weights of what speaks for a sentence, tuned as docs/decisions/0004-retrieval-and-answers.md says. */
const WEIGHTS = { passage: 1.5, coverage: 0.95, cosine: 0.75, before: 0.85, around: 0.55, rest: 0.25, cue: 0.15, short: -0.3 } as const
/** A second sentence is worth its length only when it is nearly as good as the first. */
const SECOND_WITHIN = 0.3
const SAME_PASSAGE = 0.1
/** Fewer words (English) or characters (Chinese) than these are captions and remnants. */
const SHORT_WORDS = 6
const SHORT_CHARACTERS = 10

/** The sentences to quote, best first; at most two. */
export function selectSentences(evidence: readonly (readonly Evidence[])[], passages: readonly Passage[], type: QuestionType): Evidence[] {
  const scored = evidence
    .flat()
    .filter(({ candidate }) => !candidate.heading)
    .map((each) => ({ each, score: scoreOf(each, passages[each.candidate.passage]?.score ?? 0, type) }))
    .sort((left, right) => right.score - left.score)
  const [first] = scored
  if (!first) return []
  const second = scored
    .slice(1)
    .map(({ each, score }) => ({ each, score: score + (each.candidate.passage === first.each.candidate.passage ? SAME_PASSAGE : 0) }))
    .sort((left, right) => right.score - left.score)[0]
  return second && second.score >= first.score - SECOND_WITHIN ? [first.each, second.each] : [first.each]
}

function scoreOf({ candidate, coverage, cosine, before, around, rest }: Evidence, passage: number, type: QuestionType): number {
  const { text, chinese } = candidate
  const short = !candidate.header && (chinese ? text.length < SHORT_CHARACTERS : text.split(/\s+/).length < SHORT_WORDS)
  return (
    WEIGHTS.passage * passage +
    WEIGHTS.coverage * coverage +
    WEIGHTS.cosine * cosine +
    WEIGHTS.before * before +
    WEIGHTS.around * around +
    WEIGHTS.rest * rest +
    WEIGHTS.cue * (cueOf(candidate, type) ? 1 : 0) +
    WEIGHTS.short * (short ? 1 : 0)
  )
}
