import type { Extractor } from '../../contracts/extractor.ts'
import type { Kind } from './kinds.ts'

/** The extractor of each kind that is read, loaded when the first file of its kind comes: a text file must not wait for a PDF engine. */
const EXTRACTORS: { readonly [kind in Kind]?: () => Promise<Extractor> } = {
  txt: async () => (await import('../text/text.ts')).textExtractor,
  md: async () => (await import('../text/markdown.ts')).markdownExtractor,
  csv: async () => (await import('../text/csv.ts')).csvExtractor,
  json: async () => (await import('../text/json.ts')).jsonExtractor,
  jsonl: async () => (await import('../text/json.ts')).jsonExtractor,
  ipynb: async () => (await import('../text/notebook.ts')).notebookExtractor,
  srt: async () => (await import('../text/subtitles.ts')).subtitlesExtractor,
  vtt: async () => (await import('../text/subtitles.ts')).subtitlesExtractor,
  rtf: async () => (await import('../text/rtf.ts')).rtfExtractor,
  odt: async () => (await import('../open-document/open-document.ts')).openDocumentExtractor,
  ods: async () => (await import('../open-document/open-document.ts')).openDocumentExtractor,
  odp: async () => (await import('../open-document/open-document.ts')).openDocumentExtractor,
  epub: async () => (await import('../epub/epub.ts')).epubExtractor,
  doc: async () => (await import('../legacy-office/doc.ts')).docExtractor,
  xls: async () => (await import('../legacy-office/xls.ts')).xlsExtractor,
  ppt: async () => (await import('../legacy-office/ppt.ts')).pptExtractor,
  eml: async () => (await import('../mail/eml.ts')).emlExtractor,
  mbox: async () => (await import('../mail/mbox.ts')).mboxExtractor,
  msg: async () => (await import('../mail/msg.ts')).msgExtractor,
  archive: async () => (await import('../archive/archive.ts')).archiveExtractor,
  html: async () => (await import('../html/html.ts')).htmlExtractor,
  docx: async () => (await import('../office/docx.ts')).docxExtractor,
  pptx: async () => (await import('../office/pptx.ts')).pptxExtractor,
  xlsx: async () => (await import('../office/xlsx.ts')).xlsxExtractor,
  image: async () => (await import('../ocr/image.ts')).imageExtractor,
  pdf: async () => (await import('../pdf/pdf.ts')).pdfExtractor,
}

/** Undefined for a kind that is not read. */
export async function extractorFor(kind: string): Promise<Extractor | undefined> {
  return EXTRACTORS[kind as Kind]?.()
}
