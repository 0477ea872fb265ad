import { createHash } from 'node:crypto'
import type { FileRecord, IndexedChunk, IndexedDocument, IndexedFile } from '../contracts/chunk-store.ts'
import type { Document } from '../contracts/document.ts'

/** Of the vectors made here: not a multiple of 16, as a kernel would like it. */
export const SAMPLE_DIMENSIONS = 20
export const SAMPLE_SPACE = 'sample:1'

/** A file as `prepare` would hand it to a store, with what is not given made up. */
export interface Sample {
  readonly source: string
  /** One document each; a blank line parts chunks. */
  readonly texts: readonly string[]
  readonly place?: string
  readonly kind?: string
  readonly space?: string
  readonly dimensions?: number
  readonly file?: Partial<FileRecord>
  readonly document?: Partial<Document>
  readonly chunk?: Partial<IndexedChunk>
}

export function sampleFile({ source, texts, place = '/docs', kind = 'txt', ...rest }: Sample): IndexedFile {
  const documents = texts.map((text, position): IndexedDocument => {
    const id = hash(`${place}\0${source}\0${position}\0${text}`)
    const document: Document = { id, text, format: 'plain', source, place, metadata: {}, ...rest.document }
    return { document, chunks: sampleChunks(document, rest) }
  })
  const chunks = documents.reduce((sum, document) => sum + document.chunks.length, 0)
  const file: FileRecord = {
    place,
    source,
    kind,
    status: 'indexed',
    fingerprint: hash(texts.join('\0')),
    documents: documents.length,
    chunks,
    redactions: {},
    seconds: 0.01,
    ...rest.file,
  }
  return { file, documents }
}

function sampleChunks({ id, text }: Document, { space = SAMPLE_SPACE, dimensions = SAMPLE_DIMENSIONS, chunk }: Partial<Sample>): IndexedChunk[] {
  let next = 0
  const chunks = text.split('\n\n').map((part): IndexedChunk => {
    const start = next
    const end = start + part.length
    next = end + 2
    const made = { start, end, id: `${id}:${start}-${end}`, documentId: id, text: part, tokens: Math.ceil(part.length / 4) }
    const found = { space, vector: sampleVector(part, dimensions), words: sampleWords(part), embeddingHash: hash(`${space}\0${part}`) }
    return Object.assign(made, found, chunk)
  })
  return chunks.filter(({ start, end }) => end > start)
}

export const sampleWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** A unit vector that depends on the words of the text; texts with words in common are near each other. */
export function sampleVector(text: string, dimensions = SAMPLE_DIMENSIONS): Float32Array {
  const sums = new Float64Array(dimensions)
  for (const word of [...sampleWords(text), '']) {
    const bytes = createHash('shake256', { outputLength: dimensions }).update(word).digest()
    bytes.forEach((byte, index) => (sums[index] = (sums[index] ?? 0) + byte - 127.5))
  }
  return toUnit(sums)
}

export function toUnit(values: Iterable<number>): Float32Array {
  const vector = Float64Array.from(values)
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, (value) => value / length)
}

/** Every chunk of some files, with its file. */
export const chunksOf = (files: readonly IndexedFile[]): { readonly chunk: IndexedChunk; readonly file: FileRecord }[] =>
  files.flatMap(({ file, documents }) => documents.flatMap(({ chunks }) => chunks.map((chunk) => ({ chunk, file }))))

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
