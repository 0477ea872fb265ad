import { sentencesOf } from '../../common/sentences.ts'
import { factsOf, isHanFact, isHanNumber, lowerWords, type Facts } from './facts.ts'
import { isAboutItself, isFurniture, withoutDates } from './furniture.ts'
import { normalisedText } from './signature.ts'
import { wordsIn } from './tokens.ts'

export interface Comparison {
  /**
   * `equal`: but for white space and width. `near`: both say the same, but for furniture, wording, order and what one of them leaves out.
   * `version`: alike in wording and names, other numbers, dates or rules. `different`: anything else.
   */
  readonly relation: 'equal' | 'near' | 'version' | 'different'
  /** Share of the words that both have in common, 0…1. */
  readonly similarity: number
  /** The one that says things which the other leaves out. */
  readonly fuller?: 'a' | 'b'
  /** What keeps them apart, as "numbers", "names" …; for tests and explanations, never a value of the texts. */
  readonly difference?: string
}

/** Shares of the words of the shorter and of the longer text that must stand in the other. */
const OF_SHORTER = 0.75
const OF_LONGER = 0.6
/** A text is fuller by at least this many words. */
const LEFT_OUT = 5
/** Sentences with this share of their words in common speak of the same. */
const SAME_SUBJECT = 0.5
/** Sentences at the head and the end among which the lines about the copy are sought. */
const HEAD = 6
const TAIL = 4
/** A line of the head of at most this many words that has no counterpart may be a running head. */
const RUNNING_HEAD = 12
/** Sentences that hold a rarer word than this are compared with one another. */
const MOST_ALIKE = 40
/** A line that says for whom or what a text is: other people or matters there make it another text. */
const ADDRESS =
  /\b(?:dear|hi|hello|to|attn|attention|for|name|customer|client|patient|employee|tenant|buyer|seller|supplier|applicant|account|invoice|order|contract|case|ref|reference|mr|mrs|ms|miss|dr|prof)\b|@|尊敬的|致[:：]?|收件人|客户|甲方|乙方|姓名|先生|女士|编号|合同|订单/i

/** What a wrong encoding left of a word says nothing, neither for nor against. */
const DAMAGED_WORD = /[\p{Script=Latin}\p{N}]*(?:\ufffd|锟斤拷)[\p{Script=Latin}\p{N}\ufffd锟斤拷]*/gu

interface Segment {
  readonly text: string
  readonly words: readonly string[]
  readonly key: string
  readonly edge: boolean
  /** A short line at the very head or end. */
  readonly head: boolean
}

/** Compares two whole texts. Linear in their length but for sentences that differ, each of which meets a bounded number of others. */
export function compareTexts(a: string, b: string): Comparison {
  if (a === b || normalisedText(a) === normalisedText(b)) return { relation: 'equal', similarity: 1 }
  const left = segmentsOf(a)
  const right = segmentsOf(b)
  const [onlyLeft, onlyRight] = withoutCommon(left, right)
  const pairs = pairsOf(onlyLeft, onlyRight)
  const sizeLeft = sizeOf(left)
  const sizeRight = sizeOf(right)
  const common = sizeLeft - sizeOf(onlyLeft) + pairs.reduce((sum, { shared }) => sum + shared, 0)
  const similarity = sizeLeft + sizeRight ? (2 * common) / (sizeLeft + sizeRight) : 0
  if (common < OF_SHORTER * Math.min(sizeLeft, sizeRight) || common < OF_LONGER * Math.max(sizeLeft, sizeRight))
    return { relation: 'different', similarity, difference: 'wording' }

  if (!onlyLeft.length && !onlyRight.length) return { relation: 'near', similarity: 1 }
  const lower = lowerWords(b, lowerWords(a))
  const kinds = new Set<string>()
  for (const { left, right } of pairs) for (const kind of differenceOf(left, right, lower)) kinds.add(kind)
  const paired = new Set(pairs.flatMap(({ left, right }) => [left, right]))
  const extra = (own: readonly Segment[], other: string) => extraFacts(own.filter((segment) => !paired.has(segment)), new Set(wordsIn(other)), lower) // prettier-ignore
  const more = { a: extra(onlyLeft, b), b: extra(onlyRight, a) }
  if (more.a.body.size && more.b.body.size) for (const kind of [...more.a.body, ...more.b.body]) kinds.add(kind)
  if (more.a.head.size && more.b.head.size) for (const kind of [...more.a.head, ...more.b.head]) kinds.add(kind)
  const left0 = sizeOf(onlyLeft.filter((segment) => !paired.has(segment)))
  const right0 = sizeOf(onlyRight.filter((segment) => !paired.has(segment)))
  const clear = Math.max(LEFT_OUT, 0.02 * Math.max(sizeLeft, sizeRight))
  const fuller = left0 >= right0 + clear && !more.b.body.size ? 'a' : right0 >= left0 + clear && !more.a.body.size ? 'b' : undefined
  if (!kinds.size) return { relation: 'near', similarity, ...(fuller && { fuller }) }
  const difference = [...kinds].sort().join(', ')
  return { relation: kinds.has('names') ? 'different' : 'version', similarity, difference, ...(fuller && { fuller }) }
}

function segmentsOf(text: string): Segment[] {
  const sentences = sentencesOf(text).map(({ start, end }) => text.slice(start, end))
  return sentences.flatMap((sentence, index) => {
    const edge = index < HEAD || index >= sentences.length - TAIL
    if (isFurniture(sentence) && (edge || sentence.length < 12)) return []
    const whole = sentence.replace(DAMAGED_WORD, ' ')
    const said = edge && isAboutItself(sentence) ? withoutDates(whole) : whole
    const words = wordsIn(said)
    if (!words.length) return []
    const head = (index < HEAD - 2 || index >= sentences.length - TAIL + 2) && words.length <= RUNNING_HEAD
    return [{ text: said, words, key: words.join(' '), edge, head }]
  })
}

const sizeOf = (segments: readonly Segment[]): number => segments.reduce((sum, { words }) => sum + words.length, 0)

/** What of either stands not as it is in the other, wherever. */
function withoutCommon(left: readonly Segment[], right: readonly Segment[]): [Segment[], Segment[]] {
  const counts = new Map<string, number>()
  for (const { key } of right) counts.set(key, (counts.get(key) ?? 0) + 1)
  const taken = new Map<string, number>()
  const onlyLeft = left.filter(({ key }) => {
    const count = (counts.get(key) ?? 0) - (taken.get(key) ?? 0)
    if (count <= 0) return true
    taken.set(key, (taken.get(key) ?? 0) + 1)
    return false
  })
  const onlyRight = right.filter(({ key }) => {
    const count = taken.get(key) ?? 0
    if (count <= 0) return true
    taken.set(key, count - 1)
    return false
  })
  return [onlyLeft, onlyRight]
}

interface Pair {
  readonly left: Segment
  readonly right: Segment
  /** Words in common. */
  readonly shared: number
}

/** Sentences that speak of the same in other words or with other facts, the most alike first, each once. */
function pairsOf(left: readonly Segment[], right: readonly Segment[]): Pair[] {
  const holders = new Map<string, number[]>()
  right.forEach(({ words }, index) => {
    for (const word of new Set(words)) {
      const list = holders.get(word)
      if (list) list.push(index)
      else holders.set(word, [index])
    }
  })
  const pairs: (Pair & { readonly score: number })[] = []
  for (const segment of left) {
    const overlap = new Map<number, number>()
    const rarest = [...new Set(segment.words)].map((word) => holders.get(word) ?? []).sort((a, b) => a.length - b.length)
    for (const list of rarest)
      if (list.length <= MOST_ALIKE || !overlap.size) for (const index of list.slice(0, 4 * MOST_ALIKE)) overlap.set(index, (overlap.get(index) ?? 0) + 1)
    for (const [index] of [...overlap].sort((a, b) => b[1] - a[1]).slice(0, MOST_ALIKE)) {
      const other = right[index]!
      const shared = sharedWords(segment.words, other.words)
      const score = (2 * shared) / (segment.words.length + other.words.length)
      if (score >= SAME_SUBJECT) pairs.push({ left: segment, right: other, shared, score })
    }
  }
  pairs.sort((a, b) => b.score - a.score)
  const used = new Set<Segment>()
  return pairs.filter(({ left, right }) => {
    if (used.has(left) || used.has(right)) return false
    used.add(left)
    used.add(right)
    return true
  })
}

function sharedWords(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const word of right) counts.set(word, (counts.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of left) {
    const count = counts.get(word) ?? 0
    if (!count) continue
    shared++
    counts.set(word, count - 1)
  }
  return shared
}

/** Kinds of facts in which two sentences about the same contradict each other. */
function differenceOf(left: Segment, right: Segment, lower: ReadonlySet<string>): string[] {
  const [a, b] = [factsOf(left.text, lower), factsOf(right.text, lower)]
  const kinds: string[] = []
  const numbers = [without(a.numbers, b.numbers), without(b.numbers, a.numbers)] as const
  const names = [without(a.names, b.names), without(b.names, a.names)] as const
  // Each has something that the other lacks: said otherwise, not left out.
  if (names[0].length && names[1].length) kinds.push('names')
  if (numbers[0].length + names[0].length && numbers[1].length + names[1].length && numbers.some(({ length }) => length)) kinds.push('numbers')
  if (a.turns !== b.turns) kinds.push('rules')
  const replaced = replacements(left.words, right.words)
  for (const [from, to] of replaced) if (isHanFact(from, to, replaced.length)) kinds.push(isHanNumber(from) && isHanNumber(to) ? 'numbers' : 'names')
  return kinds
}

/** What the first has more often than the second. */
function without(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return words.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Runs of Chinese characters that stand in place of others, whole words around them. */
function replacements(left: readonly string[], right: readonly string[]): [string, string][] {
  if (left.length > 400 || right.length > 400 || !left.some((word) => word >= '\u2e80')) return []
  const found: [string, string][] = []
  const width = right.length + 1
  const table = new Uint16Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      table[i * width + j] = left[i] === right[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
  let from = ''
  let to = ''
  const flush = (next = '') => {
    if (from && to) found.push(/[国省市县区镇州路]/.test(next) ? [from + next, to + next] : [from, to])
    from = to = ''
  }
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      flush(left[i])
      i++
      j++
    } else if (j >= right.length || (i < left.length && table[(i + 1) * width + j]! >= table[i * width + j + 1]!)) from += left[i++]
    else to += right[j++]
  }
  flush()
  return found
}

/** Facts of sentences without a counterpart that stand nowhere in the other text, in the body and in the lines at its edges. */
function extraFacts(segments: readonly Segment[], others: ReadonlySet<string>, lower: ReadonlySet<string>): { body: Set<string>; head: Set<string> } {
  const found = { body: new Set<string>(), head: new Set<string>() }
  for (const segment of segments) {
    const facts = factsOf(segment.text, lower)
    const into = segment.head ? found.head : found.body
    if (segment.head && !facts.numbers.length && !ADDRESS.test(segment.text)) continue
    if (segment.head && /\p{Script=Han}/u.test(segment.text)) into.add('names')
    for (const kind of ['numbers', 'names'] as const satisfies readonly (keyof Facts)[]) if (facts[kind].some((fact) => !others.has(fact))) into.add(kind)
  }
  return found
}
