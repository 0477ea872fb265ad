import type { Context } from './context.ts'
import { CITY, COUNTRY, GIVEN, hashWord, TITLE, ZH_COMPOUND, ZH_KINDS, ZH_SURNAME_MASK } from './lexicon.ts'
import { THINGS } from './things.ts'
import { HAN_CHARACTER, LOWER, MARK } from './tokens.ts'
import type { Tokens } from './tokens.ts'

// What the chain of labels cannot see: how long a name is, whether all of it is plain words, and what is named after somebody.

const MIDDLE_DOT = hashWord('·')
const FULL_STOP = hashWord('.')
/** The longest word that is written short with a full stop within a name: "Thos. Smith". */
const LONGEST_SHORT_FORM = 4

/**
 * The last token of a name that begins at `first`, or less than `first` where it can't be one. A name keeps to one script and to
 * one sentence, and a Chinese name has at most three characters unless its surname has two, a dot stands in it, or the dictionary
 * knows it as foreign.
 */
export function endOfName({ shape, word, start, end: ends }: Tokens, { bits, place, name }: Context, first: number, last: number): number {
  const han = shape[first] === HAN_CHARACTER
  let end = first
  while (end < last && (shape[end + 1] === HAN_CHARACTER) === han) {
    if (!han && shape[end + 1] === MARK && word[end + 1] === FULL_STOP && ends[end]! - start[end]! > LONGEST_SHORT_FORM) return end
    end++
  }
  if (end < last && han && word[end + 1] === MIDDLE_DOT) return last
  if (!han) return end
  const size = end - first + 1
  if (size <= 3 || ((place[first]! >> 2) & 15) === ZH_KINDS.foreignName || (name[first]! & 7) === 2) return end
  const surname = (i: number) => (bits[i]! & ZH_SURNAME_MASK) > 0
  if (bits[first]! & ZH_COMPOUND || (surname(first) && surname(first + 1))) return Math.min(end, first + 3)
  // the rarer surnames are words more often than names
  return (bits[first]! & ZH_SURNAME_MASK) > 1 ? first + 2 : first - 1
}

const LAW = /(?:定律|定理|公式|效应|效應|方程|原理|猜想|算法|变换|分布)$/
const ADDRESS_CHARACTER = /[路街道巷弄段号號村镇鎮乡鄉区區县縣市省里苑园園厦廈楼樓室栋幢座州邨]/
/** From here a single word is believed to be a name though it is a place as well. */
const SURE_OF_PLACE = 0.8
/** From here a Chinese name of two characters, or one without a surname, is believed without a label before it. */
const SURE_OF_SHORT = 0.65
const SURE_WITHOUT_SURNAME = 0.65
/** From here a lower-case word among Chinese characters. */
const SURE_WITHOUT_LABEL = 0.9
const NICKNAME = /^[小阿老]/
/** From here a single word, and more than one, are believed in long prose, where names come with more around them than in a post. */
const SURE_IN_PROSE = 0.75
const SURE_OF_LONGER = 0.6
/** From here what the tagger finds is believed against the form of it. */
const SURE = 0.985

/** What is named after people: "Dijkstra's algorithm", "the Kalman filter", "Addison's disease", "Nobel laureates" are not they. */
const NAMED_AFTER =
  /^(?:['’]s?)?[\s-]+(?:(?:last|first|second|third|great|little|inverse|fast|bakery|sleeping|coma|rank|sum)\s+)?(?:algorithms?|theorems?|lemmas?|laws?|rules?|equations?|formulas?|identity|inequality|conjecture|hypothesis|paradox|principle|constants?|numbers?|distributions?|process|transforms?|filters?|trees?|tries|trie|codes?|distance|index|scale|score|test|tests|correction|methods?|models?|curves?|functions?|series|sequence|matrix|matrices|problem|machine|machines|effect|cycle|engine|counter|burner|manoeuvre|maneuver|catheter|disease|syndrome|palsy|fracture|reflex|sign|sarcoma|lymphoma|opening|defence|defense|gambit|attack|variation|prizes?|awards?|medals?|cup|trophy|scholarship|fellowship|foundation|institute|university|college|museum|library|hospital|clinic|stadium|arena|airport|bridge|tower|river|lake|falls|bay|strait|island|islands|mountains?|glacier|peninsula|county|township|street|avenue|road|boulevard|square|hotel|inc|corp|ltd|llc|plc|gmbh|& co|multiplication|fingerprint|integration|elimination|expansion|polynomials?|space|group|ring|algebra|geometry|diagram|plot|chart|coefficient|estimator|prior|sampling|optimi[sz]ation|vault|warbler|spruce)\b/i
const HYPHENATED = /^\p{Lu}\p{Ll}+(?:[-–]\p{Lu}\p{Ll}+)+$/u
const SPACES = /\s+/g

/** A thing by its name or by what stands around it, in a text of letters. */
function isThing(text: string, { start, end, word }: Tokens, { bits, label }: Context, { first, last, score }: { first: number; last: number; score: number }) {
  const found = text.slice(start[first], end[last]),
    plain = found.toLowerCase().replace(SPACES, ' ')
  if (label[first] !== 0) return false
  if (THINGS.has(plain)) return true
  if (NAMED_AFTER.test(text.slice(end[last], end[last]! + 32))) return true
  // "Edmonds-Karp" is an algorithm, "Jean-Luc" is somebody, "Mrs Smith-Jones" too
  const title = first > 0 && (bits[first - 1]! & TITLE || (word[first - 1] === FULL_STOP && first > 1 && bits[first - 2]! & TITLE))
  return HYPHENATED.test(found) && !(bits[first]! & bits[last]! & GIVEN) && !title && score < SURE
}

const LEAST_PROSE = 400
const CASUAL = /\p{Extended_Pictographic}|[!?]{2}|(?:^|[.!?]\s+)[a-z]|\bi\b|[:;]-?[)(DP]|\b(?:lol|omg|u|ur|pls|gonna|wanna)\b/gu

/** Whether a text is longer than a post and written with care: at most one mark of a chat in as many characters as prose has at least. */
export function isProse(text: string): boolean {
  return text.length >= LEAST_PROSE && (text.match(CASUAL)?.length ?? 0) <= text.length / LEAST_PROSE
}

/** The longest of posts; some have more, by their casual marks. */
const LONGEST_POST = 160

/** Whether a text is as short as a post, or not long and written as one. */
export function isPost(text: string): boolean {
  return text.length <= LONGEST_POST || (text.length < LEAST_PROSE && (text.match(CASUAL)?.length ?? 0) > 1)
}

export function isPlausible(
  text: string,
  tokens: Tokens,
  context: Context,
  span: { first: number; last: number; score: number; person: boolean; prose: boolean },
): boolean {
  const { count, shape, start, end } = tokens,
    { bits, place, label } = context,
    { first, last, score, person, prose } = span
  if (shape[first] !== HAN_CHARACTER) {
    // a lower-case word in a Chinese sentence
    if (
      person &&
      first === last &&
      shape[first] === LOWER &&
      ((first > 0 && shape[first - 1] === HAN_CHARACTER) || (last + 1 < count && shape[last + 1] === HAN_CHARACTER))
    )
      return score >= SURE_WITHOUT_LABEL
    if (!person) return true
    if (first === last && bits[first]! & (CITY | COUNTRY) && score < SURE_OF_PLACE && label[first] === 0) return false
    if (prose && label[first] === 0 && score < (first === last ? SURE_IN_PROSE : SURE_OF_LONGER)) return false
    return !isThing(text, tokens, context, span)
  }
  const found = text.slice(start[first], end[last])
  if (!person) return ADDRESS_CHARACTER.test(found)
  if (LAW.test(found)) return false
  if (label[first] !== 0) return true
  if (THINGS.has(found)) return false
  const size = last - first + 1,
    kind = (place[first]! >> 2) & 15,
    foreign = found.includes('·') || kind === ZH_KINDS.foreignName,
    surname = (bits[first]! & (ZH_SURNAME_MASK | ZH_COMPOUND)) > 0 || NICKNAME.test(found)
  if (!surname && !foreign && (size > 2 || score < SURE_WITHOUT_SURNAME) && (context.name[first]! & 7) !== 2) return false
  if (size === 2 && score < SURE_OF_SHORT) return false
  const wholeWords = (place[first]! & 3) === 1 && (place[last]! & 3) === 3
  // one word of the dictionary that is a place or an organisation
  if (wholeWords && (kind === ZH_KINDS.place || kind === ZH_KINDS.organisation) && isOneWord(place, first, last)) return false
  // nothing but common words of the dictionary, from the first to the last character
  let plain = wholeWords
  for (let i = first; plain && i <= last; i++) plain = (place[i]! & 3) !== 0 && place[i]! >> 6 < 2 && ((place[i]! >> 2) & 15) !== ZH_KINDS.foreignName
  return !plain
}

function isOneWord(place: Uint8Array, first: number, last: number): boolean {
  for (let i = first + 1; i < last; i++) if ((place[i]! & 3) !== 2) return false
  return true
}
