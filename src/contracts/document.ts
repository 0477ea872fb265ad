/** What a value of a document's metadata may be: plain data that JSON and SQL can hold. */
export type MetadataValue = string | number | boolean | null | readonly string[]
export type Metadata = Readonly<Record<string, MetadataValue>>

/** `text.slice(start, end)` of a document is what stands on page `number` (1-based). */
export interface PageSpan {
  readonly number: number
  readonly start: number
  readonly end: number
}

/** A whole text. Offsets into it are UTF-16 code units, end exclusive, everywhere in Tilth. */
export interface Document {
  /** Hash of place, source, position within the file and text: unique in a store, and changed when the text changes. */
  readonly id: string
  readonly text: string
  /** Markdown is cut along its structure; plain text passes character by character. */
  readonly format: TextFormat
  /** Path or address relative to `place`; `(place, source)` names a file once in a store. */
  readonly source: string
  readonly place: string
  readonly title?: string
  /** BCP 47, as far as known. */
  readonly language?: string
  readonly pages?: readonly PageSpan[]
  readonly metadata: Metadata
}

export type TextFormat = 'plain' | 'markdown'

/** A slice of a document: `chunk.text === document.text.slice(chunk.start, chunk.end)`, always. */
export interface Chunk {
  /** `documentId` and the offsets: `${documentId}:${start}-${end}`. */
  readonly id: string
  readonly documentId: string
  readonly start: number
  readonly end: number
  readonly text: string
  /** Headings above it, outermost first, joined by " › ". */
  readonly heading?: string
  /** The header row of the table it is part of, as a slice of the document, where the chunk itself lacks it. */
  readonly tableHeader?: { readonly start: number; readonly end: number; readonly text: string }
  /** Page its first character stands on. */
  readonly page?: number
  /** Length of `text` in the embedder's tokens. */
  readonly tokens: number
}

/** A chunk as a store returns it: with what is needed to show and cite it. */
export interface StoredChunk extends Chunk {
  readonly source: string
  readonly place: string
  /** Kind of the file it came from: "pdf", "docx", "md" … */
  readonly kind: string
  readonly title?: string
}

/** A chunk returned by a search. Scores are comparable within one search, and higher is better. */
export interface Passage {
  readonly chunk: StoredChunk
  readonly score: number
}
