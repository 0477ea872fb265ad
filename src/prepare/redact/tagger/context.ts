import { COMMON_SHIFT, COST_MASK, extendHash, GIVEN, HASH_START, KIND_SHIFT, RARE_GIVEN, SURNAME, ZH_COMPOUND, ZH_KINDS } from './lexicon.ts'
import type { Characters, Lexicon } from './lexicon.ts'
import { CAPITALISED, EMAIL, HAN_CHARACTER, LINE_END, LOWER, MARK, UPPER } from './tokens.ts'
import type { Tokens } from './tokens.ts'
import { nameCandidates } from './zh-names.ts'
import type { NamesInContext } from './zh-names.ts'

/** All the tagger knows before it learns: lexicons and tables of characters. */
export interface Knowledge {
  readonly characters: Characters
  readonly words: Lexicon
  readonly zhWords: Lexicon
  readonly zhCharacters: Lexicon
  /** What Chinese characters cost in names. */
  readonly zhNames: Lexicon
}

/** What is known of each token from its text and its place; parallel to the tokens. */
export interface Context extends NamesInContext {
  readonly bits: Uint16Array
  /** Chinese: where in a word of the dictionary a character stands (0 alone, 1 first, 2 middle, 3 last), its kind and length. */
  readonly place: Uint8Array
  /** Hash of the dictionary word that the character is part of. */
  readonly zhWord: Int32Array
  /** Hash of the label before it ("Name:", a table's heading), 0 for none, and how far away it is, 1…4. */
  readonly label: Int32Array
  readonly distance: Uint8Array
  /** 1 first of its line, 2 last, 4/8/12 the line is short/middling/long; 16 the line has no lower-case, 32 no upper-case letters. */
  readonly line: Uint8Array
  /** 1: the word is part of an e-mail address in the text. */
  readonly mail: Uint8Array
}

export function makeContext(capacity: number): Context {
  return {
    bits: new Uint16Array(capacity),
    place: new Uint8Array(capacity),
    zhWord: new Int32Array(capacity),
    label: new Int32Array(capacity),
    distance: new Uint8Array(capacity),
    line: new Uint8Array(capacity),
    mail: new Uint8Array(capacity),
    name: new Uint16Array(capacity),
    nameFirst: new Int32Array(capacity),
    nameLast: new Int32Array(capacity),
  }
}

/** Fills `into` for a tokenized text. `without(hash)` makes the lexicon forget a word's being a name: training needs names it does not know. */
export function describe(
  text: string,
  tokens: Tokens,
  { knowledge, into, without }: { knowledge: Knowledge; into: Context; without?: (hash: number) => boolean },
): void {
  const { count, shape, word } = tokens,
    { words, zhCharacters } = knowledge
  for (let i = 0; i < count; i++) {
    into.place[i] = 0
    into.zhWord[i] = 0
    into.mail[i] = 0
    into.name[i] = 0
    const kind = shape[i]!
    if (kind === HAN_CHARACTER) into.bits[i] = zhCharacters.get(word[i]!)
    else if (kind <= UPPER || kind === 3 || kind === 4) {
      let bits = words.get(word[i]!)
      if (without && bits & (GIVEN | SURNAME | RARE_GIVEN) && without(word[i]!)) bits &= ~(GIVEN | SURNAME | RARE_GIVEN)
      into.bits[i] = bits
    } else into.bits[i] = 0
  }
  segment(text, tokens, knowledge, into)
  lines(text, tokens, into)
  mails(text, tokens, knowledge, into)
}

const LONGEST_RUN = 4000
const best = new Float64Array(LONGEST_RUN + 1),
  back = new Uint8Array(LONGEST_RUN + 1),
  before = new Float64Array(LONGEST_RUN + 1),
  after = new Float64Array(LONGEST_RUN + 1),
  costs = new Float32Array(LONGEST_RUN * 4)

/** Chinese words by the cheapest path through the dictionary (Viterbi over words of one to four characters). */
function segment(text: string, { count, shape, start, word }: Tokens, knowledge: Knowledge, into: Context): void {
  const {
    characters: { fold },
    zhWords,
    zhCharacters,
  } = knowledge
  for (let from = 0; from < count; from++) {
    if (shape[from] !== HAN_CHARACTER) continue
    let to = from + 1
    while (to < count && shape[to] === HAN_CHARACTER && to - from < LONGEST_RUN && start[to] === start[to - 1]! + 1) to++
    const length = to - from
    best[0] = before[0] = after[length] = 0
    for (let at = 1; at <= length; at++) best[at] = before[at] = Infinity
    for (let at = 0; at < length; at++) {
      let hash = HASH_START
      for (let size = 1; size <= 4 && at + size <= length; size++) {
        hash = extendHash(hash, fold[text.charCodeAt(start[from + at + size - 1]!)]!)
        const bits = zhWords.get(hash)
        let cost = bits === 0 ? (size > 1 ? Infinity : 14) : (bits & COST_MASK) + 0.5
        if (best[at]! + cost < best[at + size]!) {
          best[at + size] = best[at]! + cost
          back[at + size] = size
        }
        // what the dictionary has of foreign names is no word against a name
        if (size > 1 && ((bits >> KIND_SHIFT) & 15) === ZH_KINDS.foreignName) cost = Infinity
        costs[at * 4 + size - 1] = cost
        if (before[at]! + cost < before[at + size]!) before[at + size] = before[at]! + cost
      }
    }
    for (let at = length - 1; at >= 0; at--) {
      after[at] = Infinity
      for (let size = 1; size <= 4 && at + size <= length; size++) after[at] = Math.min(after[at]!, costs[at * 4 + size - 1]! + after[at + size]!)
    }
    const unit = (at: number): number => fold[text.charCodeAt(start[from + at]!)]!
    nameCandidates({ from, length, before, after, unit }, word, knowledge.zhNames, into)
    for (let at = length; at > 0;) {
      const size = back[at]!,
        first = from + at - size
      let hash = HASH_START
      for (let i = 0; i < size; i++) hash = extendHash(hash, fold[text.charCodeAt(start[first + i]!)]!)
      const bits = zhWords.get(hash),
        kind = (bits >> KIND_SHIFT) & 15
      const cost = bits === 0 ? 3 : (bits & COST_MASK) < 8 ? 0 : (bits & COST_MASK) < 11 ? 1 : 2
      for (let i = 0; i < size; i++) {
        into.place[first + i] = (size === 1 ? 0 : i === 0 ? 1 : i === size - 1 ? 3 : 2) | (kind << 2) | (cost << 6)
        into.zhWord[first + i] = hash
      }
      at -= size
    }
    // a surname of two characters
    for (let i = from; i + 1 < to; i++) {
      if (zhCharacters.get(extendHash(word[i]!, fold[text.charCodeAt(start[i + 1]!)]!)) & ZH_COMPOUND) {
        into.bits[i] = into.bits[i]! | ZH_COMPOUND
        into.bits[i + 1] = into.bits[i + 1]! | (ZH_COMPOUND << 1)
      }
    }
    from = to - 1
  }
}

const COLON = new Set([58, 0xff1a, 61])
const DELIMITERS = [44, 9, 124, 59, 0xff0c]
const TAB = 1
const counts = new Int32Array(DELIMITERS.length)
const MOST_COLUMNS = 40

function lines(text: string, tokens: Tokens, into: Context): void {
  const { count, shape, start, end, word } = tokens
  const header = new Int32Array(MOST_COLUMNS)
  let headerDelimiter = 0,
    headerColumns = 0,
    headerTokens = 0
  for (let from = 0; from < count;) {
    let to = from,
      lower = 0,
      upper = 0
    while (to < count && shape[to] !== LINE_END) {
      if (shape[to] === LOWER) lower++
      else if (shape[to] === CAPITALISED || shape[to] === UPPER) upper += shape[to] === UPPER ? 2 : 1
      to++
    }
    const size = to - from,
      mode = (size <= 6 ? 4 : size <= 25 ? 8 : 12) | (lower === 0 && upper >= 4 ? 16 : 0) | (upper === 0 ? 32 : 0)
    // the columns of a table: a line with the delimiters of the lines after it names them
    let delimiter = 0,
      columns = 0
    if (size > 2) {
      counts.fill(0)
      for (let i = from, inQuotes = false; i < to; i++) {
        if (i > from && isTab(text, end[i - 1]!, start[i]!)) counts[TAB]!++
        if (shape[i] !== MARK) continue
        const unit = text.charCodeAt(start[i]!)
        if (unit === 34) inQuotes = !inQuotes
        const which = inQuotes ? -1 : DELIMITERS.indexOf(unit)
        if (which >= 0) counts[which]!++
      }
      for (let which = 0; which < DELIMITERS.length; which++) if (counts[which]! > columns) [delimiter, columns] = [DELIMITERS[which]!, counts[which]!]
    }
    const isHeader = columns > 0 && columns < MOST_COLUMNS && size <= columns * 4 + 4
    const inTable = columns > 0 && delimiter === headerDelimiter && columns === headerColumns
    if (!inTable) {
      headerDelimiter = isHeader ? delimiter : 0
      headerColumns = columns
      headerTokens = 0
    }
    let column = 0,
      label = 0,
      labelAt = 0,
      quoted = false
    for (let i = from; i < to; i++) {
      const unit = text.charCodeAt(start[i]!)
      into.line[i] = mode | (i === from ? 1 : 0) | (i === to - 1 ? 2 : 0)
      if (unit === 34) quoted = !quoted
      // tabs are spaces to the tokenizer: look between the tokens
      const cut =
        headerDelimiter !== 0 && !quoted && (headerDelimiter === 9 ? i > from && isTab(text, end[i - 1]!, start[i]!) : shape[i] === MARK && unit === delimiter)
      if (cut) {
        column++
        label = 0
      }
      if (shape[i] === MARK && COLON.has(unit) && i > from && i - from <= 40) {
        label = shape[i - 1] === HAN_CHARACTER && i - 2 >= from ? extendHash(into.zhWord[i - 1]!, 58) : labelOf(word, shape, i, from)
        labelAt = i
      }
      if (label !== 0 && i - labelAt <= 14) {
        into.label[i] = label
        into.distance[i] = i - labelAt <= 1 ? 1 : i - labelAt <= 3 ? 2 : i - labelAt <= 6 ? 3 : 4
      } else if (inTable && headerTokens > 0 && column < MOST_COLUMNS) {
        into.label[i] = header[column]!
        into.distance[i] = 1
      } else {
        into.label[i] = 0
        into.distance[i] = 0
      }
      if (!inTable && isHeader && shape[i] !== MARK && column < MOST_COLUMNS) {
        header[column] = shape[i] === HAN_CHARACTER ? extendHash(into.zhWord[i]!, 58) : extendHash(word[i]!, 58)
        headerTokens++
      }
    }
    if (to < count) {
      into.line[to] = 0
      into.label[to] = 0
      into.distance[to] = 0
      if (word[to] === 99) headerDelimiter = 0
    }
    from = to + 1
  }
}

/** The last word before a colon, whatever quotes stand between. */
function labelOf(word: Int32Array, shape: Uint8Array, colon: number, from: number): number {
  let at = colon - 1
  while (at > from && shape[at] === MARK) at--
  return extendHash(word[at]!, 58)
}

/** Tabs are spaces to the tokenizer: they are looked for between two tokens. */
function isTab(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) === 9) return true
  return false
}

/** Words that also stand in the local part of an e-mail address of the text: "jane.doe@…" vouches for "Jane Doe". */
function mails(text: string, { count, shape, start, end, word }: Tokens, { characters: { fold, kind } }: Knowledge, into: Context): void {
  let parts: Set<number> | null = null
  for (let i = 0; i < count; i++) {
    if (shape[i] !== EMAIL) continue
    parts ??= new Set()
    let hash = HASH_START,
      length = 0
    for (let at = start[i]!; at < end[i]!; at++) {
      const unit = text.charCodeAt(at)
      if (kind[unit] === 2) {
        hash = extendHash(hash, fold[unit]!)
        length++
        continue
      }
      if (length > 2) parts.add(hash)
      hash = HASH_START
      length = 0
      if (unit === 64) break
    }
  }
  if (parts && parts.size > 0)
    for (let i = 0; i < count; i++) if (shape[i]! <= UPPER && into.bits[i]! >> COMMON_SHIFT < 3 && parts.has(word[i]!)) into.mail[i] = 1
}
