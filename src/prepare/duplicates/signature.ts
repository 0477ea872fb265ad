/**
 * MinHash signatures (Broder 1997), a byte a hash (b-bit minwise hashing, Li and König 2010, with b = 8): two texts agree in a byte with
 * probability J + (1 − J) / 256, J being the Jaccard similarity of their shingles. Four bytes are a band, so a signature is its own band keys.
 */
import { createHash } from 'node:crypto'
import { wordsIn } from './tokens.ts'

/** Two texts of similarity J share a band with probability 1 − (1 − J⁴)³²: .988 at J = .6, .9998 at .7, .05 at .2. */
export const BANDS = 32
export const ROWS = 4
export const HASHES = BANDS * ROWS
/** Bytes: the hashes, and eight of the digest that equal texts have in common. */
export const SIGNATURE_BYTES = HASHES + 8

/** Changes when the same text gets another signature: what a store holds is then made anew. */
export const SIGNATURE_VERSION = 1

/** Words of a shingle; Chinese characters say less than words. */
const WORDS_A_SHINGLE = 3
const HAN_A_SHINGLE = 5
/** Texts of fewer shingles than this are compared as a whole only. */
const FEWEST_SHINGLES = 16

const FACTORS = new Int32Array(HASHES)
const OFFSETS = new Int32Array(HASHES)
let state = 0x9e3779b9
for (let index = 0; index < HASHES; index++) {
  FACTORS[index] = (state = mixed(state + 0x6d2b79f5)) | 1
  OFFSETS[index] = state = mixed(state + 0x6d2b79f5)
}

/** What a text is found by among near-duplicates; undefined for one without words. Pure; about 10 MB of text a second. */
export function signatureOf(text: string): Uint8Array | undefined {
  const words = wordsIn(text)
  if (!words.length) return undefined
  const signature = new Uint8Array(SIGNATURE_BYTES)
  const shingles = shinglesOf(words)
  signature.set(digestOf(text), HASHES)
  // Bands of their own: such a text meets only its equals.
  if (shingles.size < FEWEST_SHINGLES) for (let at = 0; at < HASHES; at += 4) signature.set(signature.subarray(HASHES, HASHES + 4), at)
  else minima(shingles, signature)
  return signature
}

/** Hashes of a text's shingles, each once. */
export function shinglesOf(words: readonly string[]): Set<number> {
  const shingles = new Set<number>()
  const hashes = new Int32Array(words.length)
  for (let index = 0; index < words.length; index++) hashes[index] = hashOf(words[index]!)
  for (let index = 0; index < words.length; index++) {
    const size = words[index]!.charCodeAt(0) >= 0x2e80 ? HAN_A_SHINGLE : WORDS_A_SHINGLE
    if (index + size > words.length) break
    let hash = size
    for (let at = index; at < index + size; at++) hash = Math.imul(hash ^ hashes[at]!, 0x01000193) + 0x5bd1e995
    shingles.add(mixed(hash))
  }
  return shingles
}

function minima(shingles: ReadonlySet<number>, into: Uint8Array): void {
  const least = new Uint32Array(HASHES).fill(0xffffffff)
  for (const shingle of shingles) {
    for (let index = 0; index < HASHES; index++) {
      const value = (Math.imul(shingle, FACTORS[index]!) + OFFSETS[index]!) >>> 0
      if (value < least[index]!) least[index] = value
    }
  }
  for (let index = 0; index < HASHES; index++) into[index] = mixed(least[index]!) & 0xff
}

/** The share of shingles that two texts have in common, 0…1; standard deviation at most .045. */
export function estimate(a: Uint8Array, b: Uint8Array): number {
  let equal = 0
  for (let index = 0; index < HASHES; index++) if (a[index] === b[index]) equal++
  return Math.max(0, (equal / HASHES - 1 / 256) / (1 - 1 / 256))
}

/** Texts that differ in white space, width of characters and typographic variants only are equal. */
export function normalisedText(text: string): string {
  return text.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\ufeff]/g, '').replace(/\s+/g, ' ').trim() // prettier-ignore
}

const digestOf = (text: string): Uint8Array => createHash('sha256').update(normalisedText(text)).digest().subarray(0, 8)

function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
  return mixed(hash)
}

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's. */
function mixed(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}
