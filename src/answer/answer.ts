import { readQuestion } from '../common/question.ts'
import type { Answer, AnswerEvent, Citation } from '../contracts/answer.ts'
import type { ChunkFilter, Reranker, Retriever } from '../contracts/chunk-store.ts'
import type { Passage } from '../contracts/document.ts'
import type { LanguageModel, ModelCitation, Usage } from '../contracts/language-model.ts'
import { checkCitations } from './cite.ts'
import type { EvidenceStages } from './evidence.ts'
import { notInDocuments } from './phrases.ts'
import { MIN_SUPPORT, supportOf } from './support.ts'

export interface AnswerOptions extends EvidenceStages {
  readonly retriever: Retriever
  readonly reranker: Reranker
  readonly model: LanguageModel
  /** Passages that come with the answer; the answer itself rests on the best ten at least. */
  readonly k?: number
  /** Least support (0…1) at which the question is answered; absent: the calibrated threshold. */
  readonly minSupport?: number
  readonly filter?: ChunkFilter
  readonly signal?: AbortSignal
}

/** Passages that are reranked and judged. */
const READ = 10

/**
 * Retrieve → rerank → is there an answer at all? → let the model answer → check its citations. Streams as it goes; `answer-end` comes last and holds
 * all. Documents are data: no text of a passage decides anything here. Throws `UsageError` on an empty question.
 */
export async function* answer(asked: string, options: AnswerOptions): AsyncGenerator<AnswerEvent> {
  const { retriever, reranker, model, store, k = READ, minSupport = MIN_SUPPORT, filter, signal } = options
  const question = readQuestion(asked)
  const found = await retriever.retrieve(question, { k: Math.max(k, READ), filter, signal })
  const ranked = await reranker.rerank(question, found, { signal })
  const passages = ranked.slice(0, k)
  yield { type: 'passages-found', passages }

  const support = await supportOf(question, ranked.slice(0, READ), options, signal)
  signal?.throwIfAborted()
  const end = (text: string, citations: readonly Citation[], usage?: Usage): AnswerEvent => {
    const whole: Answer = { text, supported: citations.length > 0, support, citations, passages, model: model.name, ...(usage && { usage }) }
    return { type: 'answer-end', answer: whole }
  }
  if (support >= minSupport && ranked.length) {
    const said = await listen(question, ranked, options)
    // Checked before it is shown: what was said without a true citation is not an answer.
    const citations = await checkCitations(said.claims, { text: said.text, passages: ranked, store })
    if (citations.length && !said.unsupported) {
      yield { type: 'text-delta', text: said.text }
      for (const citation of citations) yield { type: 'citation-checked', citation }
      yield end(said.text, citations, said.usage)
      return
    }
  }
  const text = notInDocuments(question, passages.length)
  yield { type: 'text-delta', text }
  yield end(text, [])
}

interface Said {
  readonly text: string
  readonly claims: readonly ModelCitation[]
  readonly unsupported: boolean
  readonly usage?: Usage
}

async function listen(question: string, passages: readonly Passage[], { model, signal }: AnswerOptions): Promise<Said> {
  let text = ''
  let usage: Usage | undefined
  let unsupported = false
  const claims: ModelCitation[] = []
  for await (const event of model.generate({ messages: [{ role: 'user', content: question }], passages, signal })) {
    signal?.throwIfAborted()
    if (event.type === 'text-delta') text += event.text
    else if (event.type === 'citation') claims.push(event)
    else [usage, unsupported] = [event.usage, event.reason === 'unsupported']
  }
  return { text, claims, unsupported, usage }
}
