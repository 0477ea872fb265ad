import { cosineOf, embedCached } from '../common/embedding-cache.ts'
import { wordsOf } from '../common/words.ts'
import type { Passage } from '../contracts/document.ts'
import type { Candidate } from './candidates.ts'
import type { EvidenceStages } from './evidence.ts'
import { partsOf, without } from './question-parts.ts'

/** How far a quote backs the whole of a question, and not only most of its words. */
export interface Backing {
  /** Of question and quote, a table's header included, above the cosine of unrelated texts. */
  readonly cosine: number
  /**
   * How much nearer the quote comes to the question when one of the words that its passage lacks is left out of the question; the most of all of them.
   * "What do pears weigh?" is nearer to a price of pears without "weigh", but "How soon is my money back?" is no nearer to "Refunds take 5 days"
   * without "money", which the quote says in other words.
   */
  readonly surplus: number
  /** Whether the question names something or gives a number that no text of the store holds. */
  readonly unknownName: boolean
}

/** Where the passage lacks no word of the question: less than any word that a quote says in other words. */
const NO_SURPLUS = -0.1
/** More missing words than that are those of a pasted mail, in which no single one decides. */
const MOST = 12

/** `candidate` is the likeliest sentence of `passage`. */
export async function backingOf(
  question: string,
  { text, header }: Candidate,
  { chunk }: Passage,
  { store, route }: EvidenceStages,
  signal?: AbortSignal,
): Promise<Backing> {
  const held = new Set(wordsOf(`${chunk.heading ?? ''} ${chunk.tableHeader?.text ?? ''} ${chunk.text}`))
  const lacking = partsOf(question).filter((part) => wordsOf(part.text).some((word) => !held.has(word)))
  const missing = [...new Map(lacking.map((part) => [part.text, part])).values()]
  const model = route(chunk.text)
  const tried = missing.length > MOST ? [] : missing
  const [[quote], [asked, ...fewer], { frequency }] = await Promise.all([
    embedCached(model, [header ? `${header.text} ${text}` : text], 'passage', { signal }),
    embedCached(model, [question, ...tried.map((part) => without(question, part))], 'query', { signal }),
    store.wordStatistics(missing.filter(({ specific }) => specific).flatMap((part) => wordsOf(part.text))),
  ])
  const cosine = cosineOf(asked as Float32Array, quote as Float32Array)
  return {
    cosine: cosine - (model.unrelatedCosine ?? 0),
    surplus: fewer.length ? Math.max(...fewer.map((each) => cosineOf(each, quote as Float32Array) - cosine)) : missing.length ? 0 : NO_SURPLUS,
    unknownName: [...frequency.values()].includes(0),
  }
}
