import type { EmbeddingKind, EmbeddingModel } from '../contracts/embedding-model.ts'

/** About 30 questions' sentences: 4 MB a model. */
const KEPT = 2000
const caches = new WeakMap<EmbeddingModel, Map<string, Promise<Float32Array>>>()

/** `model.embed` with a memory of the last texts: what reads the same sentences one after the other embeds them once. */
export async function embedCached(
  model: EmbeddingModel,
  texts: readonly string[],
  kind: EmbeddingKind,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Float32Array[]> {
  let cache = caches.get(model)
  if (!cache) caches.set(model, (cache = new Map()))
  const missing = [...new Set(texts)].filter((text) => !cache.has(kind + text))
  const made = missing.length ? model.embed(missing, kind, options) : Promise.resolve([])
  for (const [index, text] of missing.entries()) {
    const vector = made.then((vectors) => vectors[index] as Float32Array)
    // An interrupted or failed run is not remembered.
    vector.catch(() => cache.delete(kind + text))
    cache.set(kind + text, vector)
  }
  const vectors = await Promise.all(
    texts.map((text) => {
      const vector = cache.get(kind + text) as Promise<Float32Array>
      cache.delete(kind + text)
      cache.set(kind + text, vector)
      return vector
    }),
  )
  for (const key of cache.keys()) {
    if (cache.size <= KEPT) break
    cache.delete(key)
  }
  return vectors
}

/** Cosine of unit vectors. */
export function cosineOf(left: Float32Array, right: Float32Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] ?? 0) * (right[at] ?? 0)
  return sum
}
