import type { PersonalSpan } from '../../../contracts/personal-data.ts'
import { describe, makeContext } from './context.ts'
import type { Context } from './context.ts'
import { ADDRESS_FIRST, ADDRESS_MORE, forwardBackward, LABELS, likeliest, makeChain, OUTSIDE, PERSON_FIRST, PERSON_MORE } from './decode.ts'
import type { Chain } from './decode.ts'
import { features, MOST_FEATURES } from './features.ts'
import { hashWord } from './lexicon.ts'
import { endOfName, isPlausible, isPost, isProse } from './plausible.ts'
import { repeated } from './repeat.ts'
import { HAN_CHARACTER, MARK, makeTokens, tokenize } from './tokens.ts'
import type { Tokens } from './tokens.ts'
import { loadModel } from './weights.ts'
import type { Model } from './weights.ts'

/** Longer texts are tagged in pieces of at most this many UTF-16 units, cut where a paragraph or a line ends. */
const PIECE = 16_384

/** What a name's beginning must have more, in nats, in long prose: the weights are set for posts, where names stand without cues. */
const PROSE_CAUTION = 0.5

/** Part of the doubt about a name that is left in a post: names there stand without cues, and who reads the score asks for as much as in prose. */
const DOUBT_IN_POSTS = 0.5

/** Arrays that every call uses again: nothing of a text outlives its call. */
interface Scratch {
  readonly tokens: Tokens
  readonly context: Context
  readonly chain: Chain
  readonly scores: Float32Array
  readonly labels: Uint8Array
  readonly list: Int32Array
}

let scratch: Scratch | undefined

function makeScratch(): Scratch {
  return {
    tokens: makeTokens(PIECE),
    context: makeContext(PIECE),
    chain: makeChain(PIECE),
    scores: new Float32Array(PIECE * LABELS),
    labels: new Uint8Array(PIECE),
    list: new Int32Array(MOST_FEATURES),
  }
}

/**
 * Names of people (PERSON) and postal addresses (ADDRESS) in an English or Chinese text, in order, without overlap; `score` is
 * the model's probability. Pure and synchronous; the weights are read at the first call.
 */
export function tagText(text: string): PersonalSpan[] {
  return tagWith(loadModel(), text)
}

export function tagWith(model: Model, text: string): PersonalSpan[] {
  const spans: PersonalSpan[] = []
  for (let from = 0; from < text.length;) {
    const to = endOfPiece(text, from)
    tagPiece(model, text, from, to, spans)
    from = to
  }
  return repeated(text, spans, (word) => model.knowledge.words.get(hashWord(word.toLowerCase())))
}

function endOfPiece(text: string, from: number): number {
  const most = from + PIECE
  if (text.length <= most) return text.length
  for (const mark of ['\n\n', '\n', '. ', '。', ' ']) {
    const at = text.lastIndexOf(mark, most - mark.length)
    if (at > from + PIECE / 2) return at + mark.length
  }
  // not within a surrogate pair
  return (text.charCodeAt(most - 1) & 0xfc00) === 0xd800 ? most - 1 : most
}

function tagPiece(model: Model, text: string, from: number, to: number, spans: PersonalSpan[]): void {
  const { tokens, context, chain, scores, labels, list } = (scratch ??= makeScratch())
  const { weights, scale, transitions, knowledge } = model
  tokenize(text, { from, to, characters: knowledge.characters, into: tokens })
  const n = tokens.count
  if (n === 0) return
  describe(text, tokens, { knowledge, into: context })
  const prose = isProse(text.slice(from, to)),
    post = isPost(text.slice(from, to)),
    caution = prose ? PROSE_CAUTION : 0
  for (let i = 0; i < n; i++) {
    const count = features(tokens, context, i, list, 0)
    let a = 0,
      b = 0,
      c = 0,
      d = 0
    for (let at = 0; at < count; at++) {
      const row = list[at]! * 4
      a += weights[row]!
      b += weights[row + 1]!
      c += weights[row + 2]!
      d += weights[row + 3]!
    }
    const row = i * LABELS
    scores[row] = 0
    scores[row + 1] = a * scale - caution
    scores[row + 2] = b * scale
    scores[row + 3] = c * scale
    scores[row + 4] = d * scale
  }
  likeliest(scores, n, transitions, labels)
  if (labels.indexOf(PERSON_FIRST) < 0 && labels.indexOf(ADDRESS_FIRST) < 0) return
  forwardBackward(scores, n, transitions.map(Math.exp), chain)
  for (let i = 0; i < n; i++) {
    const label = labels[i]!
    if (label !== PERSON_FIRST && label !== ADDRESS_FIRST) continue
    const more = label === PERSON_FIRST ? PERSON_MORE : ADDRESS_MORE
    let last = i,
      sum = inside(chain, i)
    while (last + 1 < n && labels[last + 1] === more) sum += inside(chain, ++last)
    const first = i,
      doubt = 1 - sum / (last - first + 1),
      score = 1 - (!post || tokens.shape[i] === HAN_CHARACTER || label !== PERSON_FIRST ? doubt : doubt * DOUBT_IN_POSTS)
    i = last
    if (label === PERSON_FIRST) last = endOfName(tokens, context, first, last)
    // what stands after the end of a sentence or in another script is a name of its own
    const rest = last + 1 + (last < i && tokens.shape[last + 1] === MARK ? 1 : 0)
    if (last >= first && last < i && rest <= i && tokens.shape[first] !== HAN_CHARACTER) {
      labels[rest] = PERSON_FIRST
      i = rest - 1
    }
    if (last < first || !isPlausible(text, tokens, context, { first, last, score, person: label === PERSON_FIRST, prose })) continue
    const start = tokens.start[first]!,
      end = tokens.end[last]!
    spans.push({ start, end, type: label === PERSON_FIRST ? 'PERSON' : 'ADDRESS', text: text.slice(start, end), score })
  }
}

/** The probability that a token is part of anything. */
function inside({ forward, backward }: Chain, i: number): number {
  let sum = 0
  for (let label = 0; label < LABELS; label++) sum += forward[i * LABELS + label]! * backward[i * LABELS + label]!
  return 1 - (forward[i * LABELS + OUTSIDE]! * backward[i * LABELS + OUTSIDE]!) / sum
}
