import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import type { Knowledge } from './context.ts'
import { LABELS } from './decode.ts'
import { FEATURE_COUNT } from './features.ts'
import { makeCharacters, makeLexicon } from './lexicon.ts'
import type { Lexicon } from './lexicon.ts'

/** What training leaves. */
export interface Model {
  readonly knowledge: Knowledge
  /** [feature, label − 1] in units of `scale`; the label "outside" weighs 0. */
  readonly weights: Int8Array
  readonly scale: number
  /** [from, to] */
  readonly transitions: Float64Array
}

/**
 * The file (deflated; little-endian): the lengths of its seven parts as Uint32, then transitions (Float64, scale last), variants of
 * characters (Uint16 pairs), four lexicons (each: steps between ascending hashes as LEB128, then Uint16 bits as two planes
 * of bytes), weights (four planes of Int8, one a label).
 */
export function readModel(packed: Uint8Array): Model {
  const bytes = new Uint8Array(inflateRawSync(packed)),
    lengths = new Uint32Array(bytes.slice(0, 28).buffer)
  let at = 28
  const parts = Array.from(lengths, (length) => bytes.slice(at, (at += length)))
  const numbers = new Float64Array(parts[0]!.buffer),
    planes = parts[6]!,
    weights = new Int8Array(FEATURE_COUNT * (LABELS - 1))
  for (let label = 0; label < LABELS - 1; label++)
    for (let feature = 0; feature < FEATURE_COUNT; feature++) weights[feature * (LABELS - 1) + label] = planes[label * FEATURE_COUNT + feature]!
  return {
    knowledge: {
      characters: makeCharacters(new Uint16Array(parts[1]!.buffer)),
      words: readLexicon(parts[2]!),
      zhWords: readLexicon(parts[3]!),
      zhCharacters: readLexicon(parts[4]!),
      zhNames: readLexicon(parts[5]!),
    },
    weights,
    scale: numbers[LABELS * LABELS]!,
    transitions: numbers.subarray(0, LABELS * LABELS),
  }
}

function readLexicon(bytes: Uint8Array): Lexicon {
  const count = new Uint32Array(bytes.slice(0, 4).buffer)[0]!,
    keys = new Int32Array(count),
    values = new Uint16Array(count)
  let at = 4,
    key = -(2 ** 31)
  for (let i = 0; i < count; i++) {
    let step = 0,
      factor = 1,
      byte
    do {
      byte = bytes[at++]!
      step += (byte & 127) * factor
      factor *= 128
    } while (byte > 127)
    key += step
    keys[i] = key
  }
  for (let i = 0; i < count; i++) values[i] = bytes[at + i]! | (bytes[at + count + i]! << 8)
  return makeLexicon(keys, values)
}

let loaded: Model | undefined

/** The committed weights, read on first use. */
export function loadModel(): Model {
  return (loaded ??= readModel(readFileSync(new URL('./weights.bin', import.meta.url))))
}
