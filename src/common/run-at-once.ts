/**
 * Runs `work` over items, taking the next one when fewer than `atOnce` are in the air, and hands over each result as soon as it is
 * there. The first error ends it: no further item is taken, `onFailure` may hurry those in the air, and once they have ended it is thrown.
 */
export async function runAtOnce<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  options: {
    readonly atOnce: number
    readonly signal?: AbortSignal
    readonly work: (item: T) => Promise<R>
    /** Nothing further is taken until it has come back. */
    readonly emit: (item: T, result: R) => Promise<void> | void
    readonly onFailure?: () => void
  },
): Promise<void> {
  const { atOnce, signal, work, emit, onFailure } = options
  const running = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | undefined
  const fail = (error: unknown) => {
    failure ??= { error }
    onFailure?.()
  }
  try {
    for await (const item of items) {
      if (failure || signal?.aborted) break
      const one = work(item)
        .then((result) => emit(item, result))
        .catch(fail)
        .finally(() => running.delete(one))
      running.add(one)
      if (running.size >= atOnce) await Promise.race(running)
    }
  } catch (error) {
    fail(error)
  }
  await Promise.all(running)
  if (failure) throw failure.error
}
