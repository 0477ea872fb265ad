import { hanShare } from '../common/language.ts'
import type { Passage } from '../contracts/document.ts'
import type { Evidence } from './evidence.ts'
import { cueOf } from './focus.ts'
import type { QuestionType } from './question-type.ts'

/**
 * Log odds between the sentences of one question: conditional logistic regression on which sentence holds the answer, one set of weights for both
 * languages; docs/decisions/0004-retrieval-and-answers.md has the data and the cross-validation.
 */
const WEIGHTS = { passage: 1.62, firstPassage: 2.3, cosine: 3.07, coverage: 3.02, around: 2.09, rest: -1.77, cue: 1.53, length: 0.23 } as const
/** A further sentence beside the first is likelier than the odds say: what an answer goes on with stands there. */
const BESIDE = 0.2
/** How likely a further sentence must be to hold the answer, for each word of its length, and at all: short ones are worth little even so. */
const LEAST_PER_WORD = 0.003
const LEAST = 0.04
/** The same for a further row of a table that is quoted already: rows are short, and much like each other. */
const LEAST_ROW = 0.2
const MOST = 3

/** The sentences to quote, likeliest first: the best, and others only as far as they are likely to be worth their length. */
export function selectSentences(evidence: readonly (readonly Evidence[])[], passages: readonly Passage[], type: QuestionType): Evidence[] {
  const all = evidence.flat().filter(({ candidate }) => !candidate.heading)
  const odds = all.map((each) => logOdds(each, passages[each.candidate.passage]?.score ?? 0, type))
  const most = Math.max(...odds)
  const sum = odds.reduce((total, each) => total + Math.exp(each - most), 0)
  const ranked = all
    .map((each, index) => ({ each, probability: Math.exp((odds[index] ?? 0) - most) / sum }))
    .sort((left, right) => right.probability - left.probability)
  const first = ranked.shift()
  if (!first) return []
  const worth = ranked
    .map(({ each, probability }) => ({ each, likely: probability * (areBeside(each, first.each) ? Math.exp(BESIDE) : 1) }))
    .filter(({ each, likely }) => likely >= (first.each.candidate.header && each.candidate.header ? LEAST_ROW : LEAST))
    .map(({ each, likely }) => ({ each, worth: likely / lengthOf(each) }))
    .filter(({ worth }) => worth >= LEAST_PER_WORD)
    .sort((left, right) => right.worth - left.worth)
  return [first.each, ...worth.slice(0, MOST - 1).map(({ each }) => each)]
}

function areBeside({ candidate: left }: Evidence, { candidate: right }: Evidence): boolean {
  return left.passage === right.passage && Math.abs(left.index - right.index) === 1
}

function logOdds(evidence: Evidence, passage: number, type: QuestionType): number {
  const { candidate, cosine, coverage, around, rest } = evidence
  return (
    WEIGHTS.passage * passage +
    WEIGHTS.firstPassage * (candidate.passage === 0 ? 1 : 0) +
    WEIGHTS.cosine * cosine +
    WEIGHTS.coverage * coverage +
    WEIGHTS.around * around +
    WEIGHTS.rest * rest +
    WEIGHTS.cue * (cueOf(candidate, type) ? 1 : 0) +
    WEIGHTS.length * Math.log(lengthOf(evidence))
  )
}

/** In words, of which a Chinese character is half a one. */
function lengthOf({ candidate: { text, chinese } }: Evidence): number {
  return Math.max(1, chinese ? (text.length * Math.max(0.2, hanShare(text))) / 2 : text.split(/\s+/).length)
}
