/** `first` before `second` where their scores are equal. */
export type Before = (first: number, second: number) => boolean

export interface Scored {
  readonly item: number
  readonly score: number
}

/** The best `size` of what was added, in a heap whose root is the worst of them. */
export interface Top {
  /** A score below this one need not be added: −∞ until the list is full. */
  readonly floor: number
  add(item: number, score: number): void
  /** Best first. */
  list(): Scored[]
}

export function createTop(size: number, before: Before): Top {
  const items = new Int32Array(size)
  const scores = new Float64Array(size)
  let count = 0
  let floor = size > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const item = (at: number): number => items[at] ?? 0
  const score = (at: number): number => scores[at] ?? 0
  /** Is the entry at `first` worse than the one at `second`? */
  const worse = (first: number, second: number): boolean =>
    score(first) < score(second) || (score(first) === score(second) && before(item(second), item(first)))
  const swap = (first: number, second: number): void => {
    const [heldItem, heldScore] = [item(first), score(first)]
    items[first] = item(second)
    scores[first] = score(second)
    items[second] = heldItem
    scores[second] = heldScore
  }
  const rise = (from: number): void => {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1
      if (!worse(at, parent)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = (): void => {
    for (let at = 0; ;) {
      const left = 2 * at + 1
      if (left >= count) return
      const child = left + 1 < count && worse(left + 1, left) ? left + 1 : left
      if (!worse(child, at)) return
      swap(child, at)
      at = child
    }
  }
  return {
    get floor() {
      return floor
    },
    add(added, value) {
      if (count < size) {
        items[count] = added
        scores[count] = value
        count++
        rise(count - 1)
      } else if (value > floor || (value === floor && size > 0 && before(added, item(0)))) {
        items[0] = added
        scores[0] = value
        sink()
      } else return
      if (count === size) floor = score(0)
    },
    list() {
      const order = Array.from({ length: count }, (_, at) => at)
      order.sort((first, second) => (worse(first, second) ? 1 : worse(second, first) ? -1 : 0))
      return order.map((at) => ({ item: item(at), score: score(at) }))
    },
  }
}
