import type { Metadata, PageSpan, TextFormat } from './document.ts'

/** The bytes of one file and what is known of them before they are read. */
export interface FileContent {
  /** File name without folders; its extension is a hint, not a promise. */
  readonly name: string
  readonly bytes: Uint8Array
  /** What the bytes are, lower case, as `connectors/extraction/kind.ts` names them: "pdf", "docx", "html" … */
  readonly kind: string
}

/** One text that a file holds, before it gets an id and a source. */
export interface ExtractedDocument {
  readonly text: string
  readonly format: TextFormat
  readonly title?: string
  readonly language?: string
  readonly pages?: readonly PageSpan[]
  /** `part` in it is the path of what stands inside the file: "reports/2024.docx" of an archive, an attachment's name. */
  readonly metadata: Metadata
}

/** A file without text (a scan, an empty sheet) gives no documents and a `reason`; a damaged one throws. */
export interface Extraction {
  readonly documents: readonly ExtractedDocument[]
  readonly reason?: string
}

/** What the user wants of character recognition: `auto`, where there is no text otherwise. */
export type OcrMode = 'auto' | 'always' | 'never'

export interface ExtractOptions {
  /** `auto` by default. */
  readonly ocr?: OcrMode
  /** Opens encrypted documents. */
  readonly password?: string
  /** Called after each part of long work, such as a page that was recognised: the time limit starts anew. */
  readonly onProgress?: () => void
  /** Reads a file that stands inside this one (an attachment, an entry of an archive). Throws like an extractor. */
  readonly readInner?: (file: Pick<FileContent, 'name' | 'bytes'>) => Promise<Extraction>
}

/**
 * Reads text out of one kind of file. Pure with regard to its input: same bytes, same text.
 * Throws a `TilthError` with a reason that a user understands when the file is damaged, encrypted or hostile.
 */
export interface Extractor {
  /** Kinds that it reads, as in `FileContent.kind`. */
  readonly kinds: readonly string[]
  extract(file: FileContent, options?: ExtractOptions): Promise<Extraction>
}
