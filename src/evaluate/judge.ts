import type { Gold } from './datasets/question.ts'

/** A passage as a search returned it. */
export interface FoundPassage {
  readonly source: string
  readonly text: string
}

/** What a ranking is worth: relevance of each distinct document, in the order of its best passage. */
export interface Judgement {
  readonly relevances: readonly number[]
  /** Rank of the first relevant document, 1-based; null when there is none. */
  readonly rank: number | null
}

/** Passages shorter than this, white space not counted, stand in too many documents to tell them apart. */
const TELLING_LENGTH = 20

/**
 * Several passages of one document count once: documents are ranked, not passages. A passage belongs to a gold document whose
 * name its source ends with, or whose text it is part of.
 */
export function judge(passages: readonly FoundPassage[], gold: readonly Gold[]): Judgement {
  const golds = gold.map(({ id, text, relevance }) => ({
    id: id.normalize().replaceAll('\\', '/'),
    text: text === undefined ? undefined : squeeze(text),
    relevance,
  }))
  const relevances = new Map<string, number>()
  for (const passage of passages) {
    const source = passage.source.normalize().replaceAll('\\', '/')
    const text = squeeze(passage.text)
    const match = golds.find((each) => isNamed(source, each.id, each.text !== undefined) || (each.text !== undefined && isPart(text, each.text)))
    const key = match ? `gold ${match.id}` : `other ${source}`
    if (!relevances.has(key)) relevances.set(key, match?.relevance ?? 0)
  }
  const ranked = [...relevances.values()]
  const first = ranked.findIndex((relevance) => relevance > 0)
  return { relevances: ranked, rank: first < 0 ? null : first + 1 }
}

/** Files made from a data set are called by the document's id and an extension of any kind. */
function isNamed(source: string, id: string, anyExtension: boolean): boolean {
  const name = anyExtension ? source.replace(/\.[a-z]+$/i, '') : source
  return name === id || name.endsWith(`/${id}`)
}

function isPart(passage: string, document: string): boolean {
  return passage.length >= TELLING_LENGTH ? document.includes(passage) || passage.includes(document) : passage === document
}

function squeeze(text: string): string {
  return text.normalize().replace(/\s+/gu, '')
}
