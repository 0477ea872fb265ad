import type { Lexicon } from './lexicon.ts'

/**
 * Where a Chinese name may stand, by likelihood: a stretch of characters costs −log of its probability as a name (surname and
 * given name, transliteration, pet name) or as words of the dictionary; the advantage of the name is the difference, in nats.
 */

/** Kinds of candidates. */
export const FULL_NAME = 1
export const FOREIGN_NAME = 2
export const PET_NAME = 3
export const GIVEN_NAME = 4

/** Costs of a character in names, four bits each (nats, 0 for never): as surname, first and last of a given name, in a transliteration. */
export const SURNAME_SHIFT = 0
export const FIRST_SHIFT = 4
export const LAST_SHIFT = 8
export const FOREIGN_SHIFT = 12

/** The likeliest name that covers a character; parallel to the tokens. */
export interface NamesInContext {
  /** 0 for none, else kind | place in the name << 3 (0 first, 1 within, 2 last) | size << 5 (2…9) | advantage << 9 (0…7). */
  readonly name: Uint16Array
  /** The first and the last token of the candidate. */
  readonly nameFirst: Int32Array
  readonly nameLast: Int32Array
}

const NEVER = 40
/** Cost of a character that no known given name has. */
const UNKNOWN = 11
/** Costs of there being a name at all, by kind; further: of a given name of one character. */
const PRIOR = [0, 4, 5, 7, 8]
const ONE_CHARACTER = 3
const LEAST_ADVANTAGE = -5
const NATS_A_STEP = 2

/** Prefixes of pet names. */
const PET_PREFIXES = new Set([...'小阿老'].map((character) => character.charCodeAt(0)))

export interface Run {
  /** The run's first token and how many characters it has. */
  readonly from: number
  readonly length: number
  /** Least costs in words of the characters before, and from, each place. [length + 1] */
  readonly before: Float64Array
  readonly after: Float64Array
  /** The folded character at each place. */
  unit(at: number): number
}

const MOST = 4096
const advantages = new Float32Array(MOST),
  surname = new Uint8Array(MOST),
  first = new Uint8Array(MOST),
  last = new Uint8Array(MOST),
  foreign = new Uint8Array(MOST)

/** Fills `into` for a run of Chinese characters. `costs` are by the hashes in `word`. */
export function nameCandidates({ from, length, before, after, unit }: Run, word: Int32Array, costs: Lexicon, into: NamesInContext): void {
  const all = before[length]!
  for (let at = 0; at < length; at++) {
    const bits = costs.get(word[from + at]!)
    surname[at] = (bits >> SURNAME_SHIFT) & 15 || NEVER
    first[at] = (bits >> FIRST_SHIFT) & 15 || UNKNOWN
    last[at] = (bits >> LAST_SHIFT) & 15 || UNKNOWN
    foreign[at] = (bits >> FOREIGN_SHIFT) & 15 || NEVER
    advantages[at] = LEAST_ADVANTAGE
    into.name[from + at] = 0
  }
  const consider = (kind: number, at: number, size: number, cost: number): void => {
    if (cost >= NEVER) return
    const advantage = all - before[at]! - after[at + size]! - cost - PRIOR[kind]!
    if (advantage <= LEAST_ADVANTAGE) return
    const step = Math.max(0, Math.min(7, Math.floor((advantage - LEAST_ADVANTAGE) / NATS_A_STEP)))
    for (let i = 0; i < size; i++) {
      if (advantage <= advantages[at + i]!) continue
      advantages[at + i] = advantage
      into.name[from + at + i] = kind | ((i === 0 ? 0 : i === size - 1 ? 2 : 1) << 3) | (size << 5) | (step << 9)
      into.nameFirst[from + at + i] = from + at
      into.nameLast[from + at + i] = from + at + size - 1
    }
  }
  for (let at = 0; at + 1 < length; at++) {
    const two = at + 2 < length
    if (surname[at] !== NEVER) {
      consider(FULL_NAME, at, 2, surname[at]! + last[at + 1]! + ONE_CHARACTER)
      if (two) consider(FULL_NAME, at, 3, surname[at]! + first[at + 1]! + last[at + 2]!)
    }
    consider(GIVEN_NAME, at, 2, first[at]! + last[at + 1]!)
    if (PET_PREFIXES.has(unit(at))) consider(PET_NAME, at, 2, 2 + Math.min(surname[at + 1]!, last[at + 1]! + 1))
    let cost = foreign[at]!
    for (let size = 2; size <= 9 && at + size <= length && cost < NEVER; size++) {
      cost += foreign[at + size - 1]!
      // the longer, the surer that it is one word and not many
      if (foreign[at + size - 1] === NEVER) break
      consider(FOREIGN_NAME, at, size, Math.min(NEVER - 1, cost))
    }
  }
}
