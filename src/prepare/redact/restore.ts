import type { StandInHit } from '../../contracts/personal-data.ts'
import type { AskResult } from '../../contracts/results.ts'

export interface Restored {
  readonly text: string
  /** Where an offset of the given text lies in `text`; within a stand-in: at the start of its value, at its end: at the end. */
  readonly at: (offset: number) => number
}

/** Puts something in the places of hits, which come in order and do not overlap. */
export function putBack(text: string, hits: readonly StandInHit[]): Restored {
  let put = ''
  let from = 0
  const places: { start: number; end: number; before: number; after: number }[] = []
  for (const { start, end, text: value } of hits) {
    put += text.slice(from, start)
    places.push({ start, end, before: put.length, after: put.length + value.length })
    put += value
    from = end
  }
  put += text.slice(from)
  const at = (offset: number): number => {
    let last: (typeof places)[number] | undefined
    for (let low = 0, high = places.length - 1; low <= high;) {
      const middle = (low + high) >> 1
      if (places[middle]!.start <= offset) {
        last = places[middle]
        low = middle + 1
      } else high = middle - 1
    }
    if (!last) return offset
    return offset >= last.end ? last.after + offset - last.end : offset === last.start ? last.before : last.before
  }
  return { text: put, at }
}

/** An answer with its values back: offsets into its text move along, those into documents stay as they are in the store. */
export function restoredAnswer(result: AskResult, find: ((text: string) => readonly StandInHit[]) | undefined): AskResult {
  if (!find) return result
  const back = (text: string): string => putBack(text, find(text)).text
  const { text, at } = putBack(result.answer.text, find(result.answer.text))
  const citations = result.answer.citations.map(({ focus, ...citation }) => ({
    ...citation,
    start: at(citation.start),
    end: at(citation.end),
    source: back(citation.source),
    quote: back(citation.quote),
    ...(focus && { focus: { start: at(focus.start), end: at(focus.end) } }),
  }))
  const passages = result.passages.map((passage) => ({
    ...passage,
    source: back(passage.source),
    text: back(passage.text),
    ...(passage.heading && { heading: back(passage.heading) }),
  }))
  return { ...result, answer: { ...result.answer, text, citations }, passages }
}
