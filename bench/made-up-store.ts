// Made-up files for the store's benchmark: clustered vectors, and words by Zipf's law without its head (stop words never reach a store).
import { seededRandom } from '../src/common/random.ts'
import type { IndexedChunk, IndexedFile } from '../src/contracts/chunk-store.ts'

export const DIMENSIONS = 384
export const SPACE = 'made-up:1'
export const PLACE = '/made-up'
export const CHUNKS_PER_FILE = 20
const WORDS_PER_CHUNK = 100
const VOCABULARY = 50_000
const HEAD = 40
const CLUSTERS = 500
/** Of the noise against the centre of its cluster: neighbours then have a cosine of about .8. */
const SPREAD = 0.5

export interface MadeUp {
  /** A file of twenty chunks. The same `random` state gives the same file. */
  file(name: string): IndexedFile
  question(): { readonly vector: Float32Array; readonly words: readonly string[] }
}

export function madeUp(seed: number): MadeUp {
  const centres = normals(seededRandom(1), CLUSTERS * DIMENSIONS)
  const random = seededRandom(seed)
  const word = () => `w${Math.floor(HEAD * (1 + VOCABULARY / HEAD) ** random() - HEAD)}`
  const words = (count: number) => Array.from({ length: count }, word)
  const vector = (): Float32Array => {
    const at = Math.floor(random() * CLUSTERS) * DIMENSIONS
    const values = normals(random, DIMENSIONS)
    values.forEach((value, index) => (values[index] = value * SPREAD + (centres[at + index] ?? 0)))
    const length = Math.hypot(...values)
    return values.map((value) => value / length)
  }

  return {
    file(name) {
      const id = `${name}-${Math.floor(random() * 2 ** 48).toString(16)}`
      const parts = Array.from({ length: CHUNKS_PER_FILE }, () => words(WORDS_PER_CHUNK))
      let next = 0
      const chunks = parts.map((part): IndexedChunk => {
        const text = part.join(' ')
        const start = next
        const end = start + text.length
        next = end + 2
        const embeddingHash = `${id}-${start}`.padEnd(64, '0')
        return { id: `${id}:${start}-${end}`, documentId: id, start, end, text, tokens: 200, space: SPACE, vector: vector(), words: part, embeddingHash }
      })
      const document = { id, text: parts.map((part) => part.join(' ')).join('\n\n'), format: 'plain', source: name, place: PLACE, metadata: {} } as const
      const counts = { documents: 1, chunks: chunks.length, redactions: {}, seconds: 0 }
      const file = { place: PLACE, source: name, kind: 'txt', status: 'indexed', fingerprint: id, modified: 0, size: document.text.length, ...counts } as const
      return { file, documents: [{ document, chunks }] }
    },
    question: () => ({ vector: vector(), words: words(8) }),
  }
}

/** Normally distributed numbers (Box and Muller). */
function normals(random: () => number, count: number): Float32Array {
  const values = new Float32Array(count)
  for (let index = 0; index < count; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    values[index] = radius * Math.cos(angle)
    if (index + 1 < count) values[index + 1] = radius * Math.sin(angle)
  }
  return values
}
