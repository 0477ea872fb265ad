/** Labels of tokens: outside, first and further tokens of a person's name, of an address. */
export const LABELS = 5
export const OUTSIDE = 0
export const PERSON_FIRST = 1
export const PERSON_MORE = 2
export const ADDRESS_FIRST = 3
export const ADDRESS_MORE = 4

/** Which label may follow which: what continues must have begun. */
export function mayFollow(before: number, after: number): boolean {
  return after === PERSON_MORE
    ? before === PERSON_FIRST || before === PERSON_MORE
    : after === ADDRESS_MORE
      ? before === ADDRESS_FIRST || before === ADDRESS_MORE
      : true
}

/** The likeliest labels of a linear chain (Viterbi). `scores`: [n, 5]; `transitions`: [from, to], −∞ where forbidden. */
export function likeliest(scores: Float32Array, n: number, transitions: Float64Array, out: Uint8Array): void {
  const back = new Uint8Array(n * LABELS)
  let best = new Float64Array(LABELS),
    next = new Float64Array(LABELS)
  for (let label = 0; label < LABELS; label++) best[label] = mayFollow(OUTSIDE, label) ? scores[label]! : -Infinity
  for (let i = 1; i < n; i++) {
    for (let to = 0; to < LABELS; to++) {
      let top = -Infinity,
        from = 0
      for (let label = 0; label < LABELS; label++) {
        const value = best[label]! + transitions[label * LABELS + to]!
        if (value > top) [top, from] = [value, label]
      }
      next[to] = top + scores[i * LABELS + to]!
      back[i * LABELS + to] = from
    }
    ;[best, next] = [next, best]
  }
  let label = 0
  for (let other = 1; other < LABELS; other++) if (best[other]! > best[label]!) label = other
  for (let i = n - 1; i >= 0; i--) {
    out[i] = label
    label = back[i * LABELS + label]!
  }
}

export interface Chain {
  /** [n, 5], each row scaled to sum to 1 (forward) or by the same factor (backward). */
  readonly forward: Float64Array
  readonly backward: Float64Array
  /** exp(scores − their row's greatest). */
  readonly potentials: Float64Array
}

export function makeChain(capacity: number): Chain {
  return { forward: new Float64Array(capacity * LABELS), backward: new Float64Array(capacity * LABELS), potentials: new Float64Array(capacity * LABELS) }
}

/** Forward and backward passes, scaled; the probability of label y at i is forward·backward of the row, scaled to sum to 1. `weights` = exp(transitions). */
export function forwardBackward(scores: Float32Array, n: number, weights: Float64Array, { forward, backward, potentials }: Chain): void {
  for (let i = 0; i < n; i++) {
    const row = i * LABELS
    let top = scores[row]!
    for (let label = 1; label < LABELS; label++) if (scores[row + label]! > top) top = scores[row + label]!
    for (let label = 0; label < LABELS; label++) potentials[row + label] = Math.exp(scores[row + label]! - top)
    let sum = 0
    for (let to = 0; to < LABELS; to++) {
      let value = 0
      if (i === 0) value = mayFollow(OUTSIDE, to) ? 1 : 0
      else for (let from = 0; from < LABELS; from++) value += forward[row - LABELS + from]! * weights[from * LABELS + to]!
      sum += forward[row + to] = value * potentials[row + to]!
    }
    for (let to = 0; to < LABELS; to++) forward[row + to] = forward[row + to]! / sum
  }
  for (let label = 0; label < LABELS; label++) backward[(n - 1) * LABELS + label] = 1
  for (let i = n - 2; i >= 0; i--) {
    const row = i * LABELS
    let sum = 0
    for (let from = 0; from < LABELS; from++) {
      let value = 0
      for (let to = 0; to < LABELS; to++) value += weights[from * LABELS + to]! * potentials[row + LABELS + to]! * backward[row + LABELS + to]!
      sum += backward[row + from] = value
    }
    for (let from = 0; from < LABELS; from++) backward[row + from] = backward[row + from]! / sum
  }
}
