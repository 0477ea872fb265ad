/** Values pushed from anywhere, read by one loop: how concurrent work becomes one stream of events. */
export interface AsyncQueue<T> extends AsyncIterable<T> {
  push(value: T): void
  /** The loop ends after what was pushed; with an error it throws that then. */
  end(error?: unknown): void
}

export function asyncQueue<T>(): AsyncQueue<T> {
  const values: T[] = []
  let ended = false
  let failure: { error: unknown } | undefined
  let wake: (() => void) | undefined
  const rouse = () => {
    wake?.()
    wake = undefined
  }
  return {
    push(value) {
      values.push(value)
      rouse()
    },
    end(error) {
      ended = true
      if (error !== undefined) failure ??= { error }
      rouse()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (values.length) yield values.shift() as T
        if (failure) throw failure.error
        if (ended) return
        await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
