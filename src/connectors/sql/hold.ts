/** Bytes of rows that wait to be asked for. */
const MOST_HELD = 32 * 1024 * 1024

export interface Holder<T> {
  /** Keeps a value; names those that have to go for it, the oldest first. */
  put(name: string, value: T, bytes: number): string[]
  /** Gives a value away. */
  take(name: string): T | undefined
  clear(): void
}

/** Values by name within a bound of memory. The newest is always kept. */
export function holder<T>(): Holder<T> {
  const values = new Map<string, { readonly value: T; readonly bytes: number }>()
  let held = 0
  const take = (name: string) => {
    const found = values.get(name)
    if (found) held -= found.bytes
    values.delete(name)
    return found?.value
  }
  return {
    take,
    put: (name, value, bytes) => {
      take(name)
      const cost = bytes + 1_000
      values.set(name, { value, bytes: cost })
      held += cost
      const gone: string[] = []
      for (const oldest of values.keys()) {
        if (held <= MOST_HELD || oldest === name) break
        take(oldest)
        gone.push(oldest)
      }
      return gone
    },
    clear: () => {
      values.clear()
      held = 0
    },
  }
}
