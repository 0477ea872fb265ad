import type { Context } from './context.ts'
import { CITY, COUNTRY, hashWord, ZH_COMPOUND, ZH_KINDS, ZH_SURNAME_MASK } from './lexicon.ts'
import { HAN_CHARACTER, LOWER } from './tokens.ts'
import type { Tokens } from './tokens.ts'

// What the chain of labels cannot see: how long a name is, and whether all of it is plain words.

const MIDDLE_DOT = hashWord('·')

/**
 * The last token of a name that begins at `first`, or less than `first` where it can't be one. A name keeps to one script, and a
 * Chinese name has at most three characters unless its surname has two, a dot stands in it, or the dictionary knows it as foreign.
 */
export function endOfName({ shape, word }: Tokens, { bits, place }: Context, first: number, last: number): number {
  const han = shape[first] === HAN_CHARACTER
  let end = first
  while (end < last && (shape[end + 1] === HAN_CHARACTER) === han) end++
  if (end < last && han && word[end + 1] === MIDDLE_DOT) return last
  if (!han) return end
  const size = end - first + 1
  if (size <= 3 || ((place[first]! >> 2) & 15) === ZH_KINDS.foreignName) return end
  const surname = (i: number) => (bits[i]! & ZH_SURNAME_MASK) > 0
  if (bits[first]! & ZH_COMPOUND || (surname(first) && surname(first + 1))) return Math.min(end, first + 3)
  // the rarer surnames are words more often than names
  return (bits[first]! & ZH_SURNAME_MASK) > 1 ? first + 2 : first - 1
}

const LAW = /(?:定律|定理|公式|效应|效應|方程|原理|猜想|算法|变换|分布)$/
const ADDRESS_CHARACTER = /[路街道巷弄段号號村镇鎮乡鄉区區县縣市省里苑园園厦廈楼樓室栋幢座州邨]/
/** From here a single word is believed to be a name though it is a place as well. */
const SURE_OF_PLACE = 0.7
/** From here a Chinese name of two characters, or one without a surname, is believed without a label before it. */
const SURE_OF_SHORT = 0.8
const SURE_WITHOUT_SURNAME = 0.9
const NICKNAME = /^[小阿老]/

export function isPlausible(
  text: string,
  { count, shape, start, end }: Tokens,
  { bits, place, label }: Context,
  span: { first: number; last: number; score: number; person: boolean },
): boolean {
  const { first, last, score, person } = span
  if (shape[first] !== HAN_CHARACTER) {
    // a lower-case word in a Chinese sentence
    if (
      person &&
      first === last &&
      shape[first] === LOWER &&
      ((first > 0 && shape[first - 1] === HAN_CHARACTER) || (last + 1 < count && shape[last + 1] === HAN_CHARACTER))
    )
      return score >= SURE_WITHOUT_SURNAME
    return !(person && first === last && bits[first]! & (CITY | COUNTRY) && score < SURE_OF_PLACE && label[first] === 0)
  }
  const found = text.slice(start[first], end[last])
  if (!person) return ADDRESS_CHARACTER.test(found)
  if (LAW.test(found)) return false
  if (label[first] !== 0) return true
  const size = last - first + 1,
    foreign = found.includes('·') || ((place[first]! >> 2) & 15) === ZH_KINDS.foreignName,
    surname = (bits[first]! & (ZH_SURNAME_MASK | ZH_COMPOUND)) > 0 || NICKNAME.test(found)
  if (!surname && !foreign && (size > 2 || score < SURE_WITHOUT_SURNAME)) return false
  if (size === 2 && score < SURE_OF_SHORT) return false
  // nothing but common words of the dictionary, from the first to the last character
  let plain = (place[first]! & 3) === 1 && (place[last]! & 3) === 3
  for (let i = first; plain && i <= last; i++) plain = (place[i]! & 3) !== 0 && place[i]! >> 6 < 2 && ((place[i]! >> 2) & 15) !== ZH_KINDS.foreignName
  return !plain
}
