/**
 * Every kind of file that Tilth knows, read or not. To read a new kind, take its `reason` away here and add its extractor in
 * `extractors.ts`; where its bytes need telling apart, see `signatures.ts`.
 */
export interface KnownKind {
  /** Extensions, lower case, without the dot; the bytes come first, where they tell. */
  readonly extensions: readonly string[]
  /** True when the file is text: then any text will do, and the extension says how to read it. */
  readonly text?: true
  /** Why it is not read, and what to do; absent when it is. */
  readonly reason?: string
}

const ARCHIVE = 'archives of this kind are not read: unpack it and give the folder'
const SOUND = 'audio and video are not read yet: give a transcript'
const PROGRAM = 'programs and other binary data hold no text to read'

export const KINDS = {
  txt: { extensions: ['txt', 'text', 'log'], text: true },
  md: { extensions: ['md', 'markdown', 'mdown', 'mkd', 'mdx', 'qmd', 'rmd'], text: true },
  csv: { extensions: ['csv', 'tsv', 'tab', 'psv'], text: true },
  json: { extensions: ['json', 'geojson', 'webmanifest'], text: true },
  jsonl: { extensions: ['jsonl', 'ndjson'], text: true },
  ipynb: { extensions: ['ipynb'], text: true },
  srt: { extensions: ['srt'], text: true },
  vtt: { extensions: ['vtt'], text: true },
  html: { extensions: ['html', 'htm', 'xhtml', 'xht'], text: true },
  eml: { extensions: ['eml'], text: true },
  mbox: { extensions: ['mbox', 'mbx'], text: true },
  pdf: { extensions: ['pdf'] },
  docx: { extensions: ['docx', 'docm', 'dotx', 'dotm'] },
  pptx: { extensions: ['pptx', 'pptm', 'ppsx', 'ppsm', 'potx', 'potm'] },
  xlsx: { extensions: ['xlsx', 'xlsm', 'xltx', 'xltm'] },
  doc: { extensions: ['doc', 'dot'] },
  xls: { extensions: ['xls', 'xlt'] },
  xlsb: { extensions: ['xlsb'], reason: 'binary Excel workbooks are not read: save it as .xlsx' },
  ppt: { extensions: ['ppt', 'pps', 'pot'] },
  msg: { extensions: ['msg'] },
  odt: { extensions: ['odt', 'ott'] },
  ods: { extensions: ['ods', 'ots'] },
  odp: { extensions: ['odp', 'otp'] },
  epub: { extensions: ['epub'] },
  rtf: { extensions: ['rtf'] },
  encrypted: { extensions: [], reason: 'the document is protected with a password: save it without one' },
  image: { extensions: ['png', 'jpg', 'jpeg', 'gif', 'bmp', 'tif', 'tiff', 'webp', 'ico', 'heic', 'heif', 'avif', 'svg', 'psd'] },
  sound: {
    extensions: ['mp3', 'wav', 'flac', 'ogg', 'oga', 'opus', 'm4a', 'aac', 'wma', 'mp4', 'm4v', 'mov', 'avi', 'mkv', 'webm', 'mpg', 'mpeg'],
    reason: SOUND,
  },
  archive: { extensions: ['zip', 'gz', 'tgz', 'tar', 'zst', 'jar'] },
  packed: { extensions: ['bz2', 'xz', '7z', 'rar'], reason: ARCHIVE },
  database: {
    extensions: ['sqlite', 'sqlite3', 'db', 'parquet', 'mdb'],
    reason: 'databases are read by a query: give sqlite:FILE?query=SELECT…&key=COLUMN as a place, or export the tables as CSV',
  },
  program: {
    extensions: ['exe', 'dll', 'so', 'dylib', 'o', 'a', 'class', 'wasm', 'pyc', 'bin', 'ttf', 'otf', 'woff', 'woff2', 'onnx', 'gguf'],
    reason: PROGRAM,
  },
  unknown: { extensions: [], reason: 'it is neither text nor of a kind that is known' },
} as const satisfies Record<string, KnownKind>

export type Kind = keyof typeof KINDS
