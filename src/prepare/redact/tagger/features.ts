import { COMMON_SHIFT, GIVEN, RARE_GIVEN, SURNAME, ZH_COMPOUND, ZH_GIVEN_SHIFT, ZH_SURNAME_MASK } from './lexicon.ts'
import type { Context } from './context.ts'
import { HAN_CHARACTER } from './tokens.ts'
import type { Tokens } from './tokens.ts'

/** Features are numbers below this: hashes, so that no table of their names is needed. */
export const FEATURE_BITS = 18
export const FEATURE_COUNT = 1 << FEATURE_BITS
/** At most so many for one token. */
export const MOST_FEATURES = 56

function mix(template: number, a: number, b: number): number {
  let hash = Math.imul(template, 0x9e3779b1) ^ a
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b) ^ b
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> (32 - FEATURE_BITS)
}

const NONE = 0x5bd1e995
const NAME = GIVEN | SURNAME | RARE_GIVEN

/**
 * Writes the features of token `i` into `out` from `at`; returns where they end. The first ones are about the identity of
 * words; `lexical` false leaves them out (training does that at times, so that the others carry their weight).
 */
export function features(tokens: Tokens, context: Context, i: number, out: Int32Array, at: number, lexical = true): number {
  const { count, shape, word } = tokens,
    { bits, label, distance, line, mail } = context
  const s0 = shape[i]!,
    s1 = i + 1 < count ? shape[i + 1]! : 31,
    s2 = i + 2 < count ? shape[i + 2]! : 31
  const p1 = i > 0 ? shape[i - 1]! : 31,
    p2 = i > 1 ? shape[i - 2]! : 31
  const w0 = word[i]!,
    wn = i + 1 < count ? word[i + 1]! : NONE,
    wp = i > 0 ? word[i - 1]! : NONE
  const wn2 = i + 2 < count ? word[i + 2]! : NONE,
    wp2 = i > 1 ? word[i - 2]! : NONE
  const b0 = bits[i]!,
    bn = i + 1 < count ? bits[i + 1]! : 0,
    bp = i > 0 ? bits[i - 1]! : 0
  const lineFlags = line[i]!
  out[at++] = mix(1, s0, 0)
  if (label[i] !== 0) {
    out[at++] = mix(2, label[i]!, s0)
    out[at++] = mix(3, label[i]!, distance[i]!)
  }
  out[at++] = mix(4, s0, lineFlags)
  out[at++] = mix(5, (p2 << 8) | p1, (s0 << 16) | (s1 << 8) | s2)
  if (s0 === HAN_CHARACTER) return hanFeatures(tokens, context, i, out, at, lexical)

  const name0 = b0 & NAME,
    common0 = b0 >> COMMON_SHIFT
  const coarse0 = (name0 ? 1 : 0) | (common0 << 1)
  if (lexical) {
    out[at++] = mix(10, w0, 0)
    out[at++] = mix(11, w0, s0)
    out[at++] = mix(12, w0, wp)
    out[at++] = mix(13, w0, wn)
  }
  out[at++] = mix(14, wp, s0)
  out[at++] = mix(15, wn, s0)
  out[at++] = mix(16, wp2, s0)
  out[at++] = mix(17, wn2, s0)
  out[at++] = mix(18, wp, wp2 ^ s0)
  out[at++] = mix(19, wn, wn2 ^ s0)
  out[at++] = mix(20, wp, (coarse0 << 5) | s0)
  out[at++] = mix(21, wn, (coarse0 << 5) | s0)
  out[at++] = mix(22, wp, wn ^ ((coarse0 << 5) | s0))
  out[at++] = mix(23, b0, s0)
  out[at++] = mix(24, (b0 << 16) | bp, (s0 << 8) | p1)
  out[at++] = mix(25, (b0 << 16) | bn, (s0 << 8) | s1)
  out[at++] = mix(26, (coarse(bp, p1) << 10) | coarse(bn, s1), (coarse(b0, s0) << 16) | (p2 << 8) | s2)
  out[at++] = mix(27, (p1 << 8) | s0, 0)
  out[at++] = mix(28, (s0 << 8) | s1, 0)
  out[at++] = mix(29, (p1 << 16) | (s0 << 8) | s1, coarse0)
  if (s0 <= 4) {
    out[at++] = mix(30, tokens.suffix3[i]!, s0)
    out[at++] = mix(31, tokens.suffix2[i]!, (s0 << 8) | coarse0)
    out[at++] = mix(32, tokens.prefix[i]!, s0)
    if (mail[i] === 1) out[at++] = mix(33, s0, coarse0)
    out[at++] = mix(34, (lineFlags << 16) | b0, s0)
    if (i > 1) out[at++] = mix(35, coarse(bits[i - 2]!, p2), (coarse(bp, p1) << 16) | (coarse(b0, s0) << 5) | s0)
    if (i + 2 < count) out[at++] = mix(36, coarse(bits[i + 2]!, s2), (coarse(bn, s1) << 16) | (coarse(b0, s0) << 5) | s0)
  } else {
    out[at++] = mix(37, (lineFlags << 16) | s0, w0)
    out[at++] = mix(38, bn, (p1 << 8) | s0)
    if (i + 2 < count) out[at++] = mix(39, bits[i + 2]!, (s1 << 8) | s0)
    if (i > 1) out[at++] = mix(40, bits[i - 2]!, (p1 << 8) | s0)
    out[at++] = mix(41, wn, w0)
    out[at++] = mix(42, wp, w0)
  }
  return at
}

/** A word's part in names and addresses, and how common it is, in few classes. */
function coarse(bits: number, shape: number): number {
  const part = bits & GIVEN ? (bits & SURNAME ? 3 : 1) : bits & SURNAME ? 2 : bits & RARE_GIVEN ? 4 : 0
  const place = bits & 0x18 ? 1 : bits & 0x60 ? 2 : bits & 0x80 ? 3 : 0
  return (part << 8) | (place << 6) | ((bits >> COMMON_SHIFT) << 4) | (shape > 4 ? 5 + (shape >> 1) : shape)
}

function hanFeatures(tokens: Tokens, context: Context, i: number, out: Int32Array, at: number, lexical: boolean): number {
  const { count, shape, word } = tokens,
    { bits, place, zhWord } = context
  const w0 = word[i]!,
    wn = i + 1 < count ? word[i + 1]! : NONE,
    wp = i > 0 ? word[i - 1]! : NONE
  const wn2 = i + 2 < count ? word[i + 2]! : NONE,
    wp2 = i > 1 ? word[i - 2]! : NONE
  const n1 = zhClass(bits, shape, i - 1, count),
    n0 = zhClass(bits, shape, i, count),
    n2 = zhClass(bits, shape, i + 1, count)
  const n3 = zhClass(bits, shape, i + 2, count),
    n4 = zhClass(bits, shape, i - 2, count)
  const q0 = place[i]!,
    qn = i + 1 < count ? place[i + 1]! : 0,
    qp = i > 0 ? place[i - 1]! : 0
  if (lexical) {
    out[at++] = mix(50, w0, 0)
    out[at++] = mix(51, w0, wp)
    out[at++] = mix(52, w0, wn)
    out[at++] = mix(53, w0, wp ^ Math.imul(wn, 31))
    out[at++] = mix(54, zhWord[i]!, q0 & 3)
  }
  out[at++] = mix(55, wp, n0)
  out[at++] = mix(56, wn, n0)
  out[at++] = mix(57, wp2, n0)
  out[at++] = mix(58, wn2, n0)
  out[at++] = mix(59, wp, wp2 ^ n0)
  out[at++] = mix(60, wn, wn2 ^ n0)
  out[at++] = mix(61, q0, 0)
  out[at++] = mix(62, (qp << 8) | q0, qn)
  out[at++] = mix(63, (n0 << 8) | (q0 & 3), (n2 << 8) | (qn & 3))
  out[at++] = mix(64, (n1 << 8) | (qp & 3), (n0 << 8) | (q0 & 3))
  out[at++] = mix(65, (n1 << 16) | (n0 << 8) | n2, 0)
  out[at++] = mix(66, (n0 << 16) | (n2 << 8) | n3, 0)
  out[at++] = mix(67, (n4 << 16) | (n1 << 8) | n0, 0)
  out[at++] = mix(68, (n4 << 24) | (n1 << 16) | (n0 << 8) | n2, 1)
  out[at++] = mix(69, (n1 << 24) | (n0 << 16) | (n2 << 8) | n3, (q0 & 3) | ((qn & 3) << 2) | ((qp & 3) << 4))
  // the dictionary's words around the one that the character is in
  const before = previousWord(tokens, context, i),
    after = nextWord(tokens, context, i)
  out[at++] = mix(70, before, n0)
  out[at++] = mix(71, after, n0)
  out[at++] = mix(72, before, (n0 << 8) | (q0 & 3))
  out[at++] = mix(73, before ^ Math.imul(after, 17), n0)
  out[at++] = mix(74, n0 & 7, n2 & 56)
  return nameFeatures(tokens, context, i, out, at)
}

/** The likeliest name that covers the character, and what stands around that name. */
function nameFeatures({ count, shape, word }: Tokens, { name, nameFirst, nameLast, label }: Context, i: number, out: Int32Array, at: number): number {
  const candidate = name[i]!,
    coarse = coarseName(candidate)
  out[at++] = mix(75, candidate, 0)
  out[at++] = mix(76, candidate, i > 0 ? coarseName(name[i - 1]!) : 127)
  out[at++] = mix(77, candidate, i + 1 < count ? coarseName(name[i + 1]!) : 127)
  if (candidate === 0) return at
  const before = nameFirst[i]! - 1,
    after = nameLast[i]! + 1
  const wordBefore = before < 0 ? NONE : word[before]!,
    wordAfter = after >= count ? NONE : word[after]!
  out[at++] = mix(78, wordBefore, coarse)
  out[at++] = mix(79, wordAfter, coarse)
  out[at++] = mix(80, wordAfter ^ Math.imul(after + 1 < count ? word[after + 1]! : NONE, 31), coarse)
  out[at++] = mix(81, wordBefore ^ Math.imul(before > 0 ? word[before - 1]! : NONE, 31), coarse)
  out[at++] = mix(82, (before < 0 ? 31 : shape[before]!) | ((after >= count ? 31 : shape[after]!) << 5), candidate)
  out[at++] = mix(83, wordBefore ^ Math.imul(wordAfter, 31), coarse)
  if (label[i] !== 0) out[at++] = mix(84, label[i]!, coarse)
  return at
}

const coarseName = (candidate: number): number => (candidate === 0 ? 0 : (candidate & 31) | (((candidate >> 10) & 3) << 5))

/** A Chinese character's part in names (surname class, given-name class, compound surname), other tokens by their shape. */
function zhClass(bits: Uint16Array, shape: Uint8Array, i: number, count: number): number {
  if (i < 0 || i >= count) return 127
  if (shape[i] !== HAN_CHARACTER) return 96 + shape[i]!
  const b = bits[i]!
  return (b & ZH_SURNAME_MASK) | (((b >> ZH_GIVEN_SHIFT) & 3) << 2) | (b & ZH_COMPOUND ? 16 : 0) | (b & (ZH_COMPOUND << 1) ? 32 : 0)
}

function previousWord({ shape, word }: Tokens, { place, zhWord }: Context, i: number): number {
  let at = i
  while (at > 0 && shape[at] === HAN_CHARACTER && (place[at]! & 3) > 1) at--
  at--
  return at < 0 ? NONE : shape[at] === HAN_CHARACTER ? zhWord[at]! : word[at]!
}

function nextWord({ count, shape, word }: Tokens, { place, zhWord }: Context, i: number): number {
  let at = i
  while (at + 1 < count && shape[at] === HAN_CHARACTER && ((place[at]! & 3) === 1 || (place[at]! & 3) === 2)) at++
  at++
  return at >= count ? NONE : shape[at] === HAN_CHARACTER ? zhWord[at]! : word[at]!
}
