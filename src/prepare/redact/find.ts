import type { CustomRecogniser, FindPersonalData, PersonalDataType, PersonalSpan } from '../../contracts/personal-data.ts'
import { customFinder } from './custom.ts'
import { accountName } from './recognisers/account-name.ts'
import { address } from './recognisers/address.ts'
import { bank } from './recognisers/bank.ts'
import { birth } from './recognisers/birth.ts'
import { card } from './recognisers/card.ts'
import { chineseAddress } from './recognisers/chinese-address.ts'
import { chineseName } from './recognisers/chinese-name.ts'
import { documents } from './recognisers/documents.ts'
import { email } from './recognisers/email.ts'
import { labelledName } from './recognisers/labelled-name.ts'
import { nationalId } from './recognisers/national-id.ts'
import { network } from './recognisers/network.ts'
import { numbered } from './recognisers/numbered.ts'
import { pageOf, type Candidate, type Recogniser } from './recognisers/page.ts'
import { phone } from './recognisers/phone.ts'
import { plate } from './recognisers/plate.ts'
import { secret } from './recognisers/secret.ts'
import { table } from './recognisers/table.ts'
import { tagged } from './recognisers/tagged.ts'
import { wallet } from './recognisers/wallet.ts'
import { tagText } from './tagger/tag.ts'

export { PERSONAL_DATA_TYPES } from './types.ts'

export interface FinderOptions {
  /** Only these types; absent: all but LOCATION. */
  readonly types?: readonly PersonalDataType[]
  /** Recognisers of the configuration, on top. */
  readonly custom?: readonly CustomRecogniser[]
  /** Least score, 0…1; absent: .5. */
  readonly minScore?: number
  /** Finds names and addresses that have no form of their own; absent: the trained tagger. */
  readonly tag?: FindPersonalData
}

const RECOGNISERS: readonly Recogniser[] = [
  numbered,
  email,
  secret,
  network,
  card,
  bank,
  nationalId,
  documents,
  plate,
  phone,
  birth,
  accountName,
  wallet,
  address,
  chineseAddress,
  chineseName,
  labelledName,
  table,
]
const MIN_SCORE = 0.5

/**
 * A finder of personal data: pattern, then checksum, then the words near a value give each candidate a score; where candidates
 * overlap the surest wins, then the longest. Throws TilthError `bad-recogniser`; the finder itself may throw `pattern-too-slow`.
 */
export function personalDataFinder({ types, custom = [], minScore = MIN_SCORE, tag = tagText }: FinderOptions = {}): FindPersonalData {
  const wanted = types && new Set(types)
  const own = customFinder(custom)
  const ownTypes = new Set(custom.map(({ type }) => type))
  const wants = (type: string): boolean => (wanted ? wanted.has(type) : type !== 'LOCATION' || ownTypes.has(type))
  return (text) => {
    if (!text) return []
    const page = pageOf(text)
    const all = [...RECOGNISERS.flatMap((recognise) => recognise(page)), ...tagged(tag(text), page), ...own(text)]
    const sure = all.filter(({ score }) => score >= minScore)
    return resolve([...sure, ...echoes(sure, text)], text).filter(({ type }) => wants(type))
  }
}

/** Types whose values have no form: what a label told once is the same wherever it stands. */
const ECHOED = new Set(['USERNAME', 'PASSWORD', 'WECHAT'])

/** The other places of values that a label announced: "login: mlopez … mlopez's laptop". */
function echoes(found: readonly Candidate[], text: string): Candidate[] {
  const values = new Map(found.filter(({ type }) => ECHOED.has(type)).map((one) => [text.slice(one.start, one.end), one]))
  return [...values].flatMap(([value, { type, score }]) => {
    // A short word, or a plain one, may mean anything elsewhere.
    if (value.length < 5 || values.size > 1000 || (type === 'PASSWORD' && !/\d/.test(value))) return []
    const places: Candidate[] = []
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      const end = at + value.length
      if (!/[\w@.-]/.test(text[at - 1] ?? ' ') && !/[\w@]/.test(text[end] ?? ' ')) places.push({ start: at, end, type, score: score - 0.05 })
    }
    return places
  })
}

/** Types whose pieces are still personal where a surer find takes the middle out of them. */
const DIVISIBLE = new Set(['ADDRESS', 'PERSON', 'LOCATION'])

/** Spans in order, none of which overlap; candidates of type '' (not personal) win their places and leave. */
function resolve(all: readonly Candidate[], text: string): PersonalSpan[] {
  const order = join(all).toSorted((a, b) => b.score - a.score || b.end - b.start - (a.end - a.start) || a.start - b.start)
  const kept: Candidate[] = []
  const taken = new Places()
  const keep = (candidate: Candidate): void => {
    kept.push(candidate)
    taken.add(candidate)
  }
  for (const candidate of order) {
    const over = taken.overlapping(candidate)
    if (!over.length) keep(candidate)
    else if (DIVISIBLE.has(candidate.type)) for (const piece of without(candidate, over, text)) keep(piece)
  }
  return kept
    .filter(({ type }) => type !== '')
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end, type, score }) => ({ start, end, type, text: text.slice(start, end), score: Math.round(score * 1000) / 1000 }))
}

/** Candidates by the blocks of 128 characters that they touch: who overlaps is found without a look at all others. */
class Places {
  readonly #blocks = new Map<number, Candidate[]>()

  add(candidate: Candidate): void {
    for (let block = candidate.start >> 7; block <= candidate.end >> 7; block++) {
      const here = this.#blocks.get(block)
      if (here) here.push(candidate)
      else this.#blocks.set(block, [candidate])
    }
  }

  overlapping({ start, end }: Candidate): Candidate[] {
    const over = new Set<Candidate>()
    for (let block = start >> 7; block <= end >> 7; block++) {
      for (const other of this.#blocks.get(block) ?? []) if (other.start < end && start < other.end) over.add(other)
    }
    return [...over]
  }
}

/** Overlapping candidates of one divisible type are one: a street found by its form, its town by the tagger. */
function join(all: readonly Candidate[]): Candidate[] {
  const joined: Candidate[] = []
  const last = new Map<string, number>()
  for (const candidate of all.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const at = last.get(candidate.type)
    const before = at === undefined ? undefined : joined[at]
    if (at !== undefined && before && DIVISIBLE.has(candidate.type) && candidate.start < before.end) {
      joined[at] = { ...before, end: Math.max(before.end, candidate.end), score: Math.max(before.score, candidate.score) }
    } else {
      last.set(candidate.type, joined.length)
      joined.push(candidate)
    }
  }
  return joined
}

/** The pieces of a candidate that others leave, those with three letters or digits at least. */
function without(candidate: Candidate, taken: readonly Candidate[], text: string): Candidate[] {
  const pieces: Candidate[] = []
  let from = candidate.start
  for (const { start, end } of [...taken.toSorted((a, b) => a.start - b.start), { start: candidate.end, end: candidate.end }]) {
    const piece = trimmed(text, from, Math.min(start, candidate.end))
    if ((text.slice(piece.start, piece.end).match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 3) pieces.push({ ...candidate, ...piece })
    from = Math.max(from, end)
  }
  return pieces
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  let [from, to] = [start, Math.max(start, end)]
  while (from < to && /[\s,.;:，。；：、]/.test(text[from] ?? '')) from++
  while (to > from && /[\s,.;:，。；：、]/.test(text[to - 1] ?? '')) to--
  return { start: from, end: to }
}
