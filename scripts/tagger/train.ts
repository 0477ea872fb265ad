import { deflateRawSync } from 'node:zlib'
import { describe, makeContext } from '../../src/prepare/redact/tagger/context.ts'
import type { Knowledge } from '../../src/prepare/redact/tagger/context.ts'
import { forwardBackward, LABELS, makeChain, mayFollow, PERSON_FIRST } from '../../src/prepare/redact/tagger/decode.ts'
import { FEATURE_COUNT, features, MOST_FEATURES } from '../../src/prepare/redact/tagger/features.ts'
import { makeCharacters, makeLexicon } from '../../src/prepare/redact/tagger/lexicon.ts'
import { makeTokens, tokenize } from '../../src/prepare/redact/tagger/tokens.ts'
import type { Labelled } from './examples.ts'
import { buildWords, buildZhCharacters, buildZhNames, buildZhWords, variants } from './lists.ts'
import type { Packed } from './lists.ts'
import type { Random } from './values.ts'

// A linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), trained by AdaGrad (Duchi, Hazan, Singer 2011)
// on one text after the other, over hashed features. "Outside" has no weights: its score is 0.

export interface Lists {
  readonly words: Packed
  readonly zhWords: Packed
  readonly zhCharacters: Packed
  readonly zhNames: Packed
  readonly variants: Uint16Array
}

export const buildLists = (): Lists => ({
  words: buildWords(),
  zhWords: buildZhWords(),
  zhCharacters: buildZhCharacters(),
  zhNames: buildZhNames(),
  variants: variants(),
})

export const knowledgeOf = (lists: Lists): Knowledge => ({
  characters: makeCharacters(lists.variants),
  words: makeLexicon(lists.words.keys, lists.words.values),
  zhWords: makeLexicon(lists.zhWords.keys, lists.zhWords.values),
  zhCharacters: makeLexicon(lists.zhCharacters.keys, lists.zhCharacters.values),
  zhNames: makeLexicon(lists.zhNames.keys, lists.zhNames.values),
})

export interface Trained {
  /** [feature, 4] */
  readonly weights: Float32Array
  readonly transitions: Float64Array
}

const MOST_TOKENS = 4096

export interface Training {
  readonly knowledge: Knowledge
  readonly random: Random
  /** Makes the next text. */
  readonly next: () => Labelled
  readonly count: number
  readonly rate?: number
  /** Told after every 2,000 texts: texts so far, mean loss in nats per token since last time. */
  readonly progress?: (texts: number, loss: number) => void
  /** Added to the score of each beginning of a name, in nats: > 0 finds more. */
  readonly nameBias?: number
}

export function train({ knowledge, random, next, count, rate = 0.1, progress, nameBias = 0.5 }: Training): Trained {
  const weights = new Float32Array(FEATURE_COUNT * 4),
    squares = new Float32Array(FEATURE_COUNT * 4).fill(1e-2)
  const sums = new Float32Array(FEATURE_COUNT * 4)
  const transitions = new Float64Array(LABELS * LABELS),
    transitionSquares = new Float64Array(LABELS * LABELS).fill(1)
  for (let from = 0; from < LABELS; from++) for (let to = 0; to < LABELS; to++) if (!mayFollow(from, to)) transitions[from * LABELS + to] = -Infinity
  const tokens = makeTokens(MOST_TOKENS),
    context = makeContext(MOST_TOKENS),
    chain = makeChain(MOST_TOKENS)
  const scores = new Float32Array(MOST_TOKENS * LABELS),
    list = new Int32Array(MOST_TOKENS * MOST_FEATURES),
    ends = new Int32Array(MOST_TOKENS)
  let loss = 0,
    lossTokens = 0,
    averaged = 0
  for (let done = 1; done <= count; done++) {
    const { text, spans } = next()
    if (text.length >= MOST_TOKENS || text.length === 0) continue
    tokenize(text, { from: 0, to: text.length, characters: knowledge.characters, into: tokens })
    const n = tokens.count
    if (n === 0) continue
    // names that the lists don't have, other ones in each text; and texts where words' identity does not count
    const salt = Math.floor(random() * 2 ** 30),
      forgotten = random() < 0.5 ? 0.35 : 0.08,
      plainTexts = random() < 0.3
    describe(text, tokens, { knowledge, into: context, without: (hash) => ((Math.imul(hash ^ salt, 0x9e3779b1) >>> 8) & 1023) / 1024 < forgotten })
    const gold = goldLabels(tokens, spans)
    for (let i = 0, at = 0; i < n; i++) {
      const from = at
      at = features(tokens, context, i, list, at, !plainTexts || random() < 0.4)
      ends[i] = at
      const row = i * LABELS
      scores[row] = 0
      for (let label = 1; label < LABELS; label++) scores[row + label] = 0
      for (let k = from; k < at; k++)
        for (let label = 0; label < 4; label++) scores[row + 1 + label] = scores[row + 1 + label]! + weights[list[k]! * 4 + label]!
    }
    const exp = transitions.map(Math.exp)
    forwardBackward(scores, n, exp, chain)
    const { forward, backward, potentials } = chain
    for (let i = 0; i < n; i++) {
      const row = i * LABELS
      let sum = 0
      for (let label = 0; label < LABELS; label++) sum += forward[row + label]! * backward[row + label]!
      const probability = (label: number) => (forward[row + label]! * backward[row + label]!) / sum
      loss -= Math.log(Math.max(1e-9, probability(gold[i]!)))
      for (let label = 1; label < LABELS; label++) {
        const gradient = probability(label) - (gold[i] === label ? 1 : 0)
        if (Math.abs(gradient) < 1e-4) continue
        for (let k = i === 0 ? 0 : ends[i - 1]!; k < ends[i]!; k++) {
          const at = list[k]! * 4 + label - 1
          const square = (squares[at] = squares[at]! + gradient * gradient)
          weights[at] = weights[at]! - (rate * gradient) / Math.sqrt(square)
        }
      }
      if (i > 0) {
        let pairs = 0
        for (let from = 0; from < LABELS; from++)
          for (let to = 0; to < LABELS; to++) pairs += forward[row - LABELS + from]! * exp[from * LABELS + to]! * potentials[row + to]! * backward[row + to]!
        for (let from = 0; from < LABELS; from++)
          for (let to = 0; to < LABELS; to++) {
            const at = from * LABELS + to
            if (!mayFollow(from, to)) continue
            const gradient =
              (forward[row - LABELS + from]! * exp[at]! * potentials[row + to]! * backward[row + to]!) / pairs -
              (gold[i - 1] === from && gold[i] === to ? 1 : 0)
            const square = (transitionSquares[at] = transitionSquares[at]! + gradient * gradient)
            transitions[at] = transitions[at]! - (rate * gradient) / Math.sqrt(square)
          }
      }
    }
    lossTokens += n
    // the mean of the weights over the last half of training is steadier than its last state
    if (done > count / 2 && done % Math.max(1, Math.floor(count / 40)) === 0) {
      averaged++
      for (let at = 0; at < sums.length; at++) sums[at] = sums[at]! + weights[at]!
    }
    if (done % 2000 === 0) {
      progress?.(done, loss / lossTokens)
      loss = lossTokens = 0
    }
  }
  for (let from = 0; from < LABELS; from++) transitions[from * LABELS + PERSON_FIRST] = transitions[from * LABELS + PERSON_FIRST]! + nameBias
  return { weights: averaged > 0 ? sums.map((sum) => sum / averaged) : weights, transitions }
}

export function goldLabels({ count, start, end }: { count: number; start: Int32Array; end: Int32Array }, spans: Labelled['spans']): Uint8Array {
  const labels = new Uint8Array(count)
  for (const span of spans) {
    let first = true
    for (let i = 0; i < count; i++) {
      if (end[i]! <= span.start || start[i]! >= span.end) continue
      labels[i] = (span.type === 'PERSON' ? 1 : 3) + (first ? 0 : 1)
      first = false
    }
  }
  return labels
}

/** The file that `readModel` reads. */
export function packModel({ weights, transitions }: Trained, lists: Lists): Uint8Array {
  const largest = 6,
    scale = largest / 127
  const planes = new Uint8Array(FEATURE_COUNT * 4)
  for (let feature = 0; feature < FEATURE_COUNT; feature++)
    for (let label = 0; label < 4; label++) {
      const value = weights[feature * 4 + label]!
      planes[label * FEATURE_COUNT + feature] = Math.max(-127, Math.min(127, Math.round(value / scale)))
    }
  const numbers = Float64Array.from([...transitions, scale])
  const parts = [
    bytesOf(numbers),
    bytesOf(lists.variants),
    packLexicon(lists.words),
    packLexicon(lists.zhWords),
    packLexicon(lists.zhCharacters),
    packLexicon(lists.zhNames),
    planes,
  ]
  return deflateRawSync(Buffer.concat([bytesOf(Uint32Array.from(parts, ({ length }) => length)), ...parts]), { level: 9 })
}

const bytesOf = (array: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

function packLexicon({ keys, values }: Packed): Uint8Array {
  const bytes: number[] = []
  let before = -(2 ** 31)
  for (const key of keys) {
    let step = key - before
    before = key
    while (step > 127) {
      bytes.push((step % 128) | 128)
      step = Math.floor(step / 128)
    }
    bytes.push(step)
  }
  return Buffer.concat([
    bytesOf(Uint32Array.of(keys.length)),
    Uint8Array.from(bytes),
    Uint8Array.from(values, (value) => value & 255),
    Uint8Array.from(values, (value) => value >> 8),
  ])
}
