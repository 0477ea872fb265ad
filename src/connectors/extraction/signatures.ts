import type { Kind } from './kinds.ts'
import { officeKindOf } from './zip-kind.ts'

/** Bytes at the start of a file, as Latin-1 text, or at `at`. Sources: the formats' specifications; the list of `file(1)`. */
const SIGNATURES: readonly { readonly kind: Kind; readonly bytes: string; readonly at?: number }[] = [
  { kind: 'pdf', bytes: '%PDF-' },
  { kind: 'rtf', bytes: '{\\rtf' },
  { kind: 'image', bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'image', bytes: '\xff\xd8\xff' },
  { kind: 'image', bytes: 'GIF87a' },
  { kind: 'image', bytes: 'GIF89a' },
  { kind: 'image', bytes: 'II*\0' },
  { kind: 'image', bytes: 'MM\0*' },
  { kind: 'image', bytes: '\0\0\x01\0' },
  { kind: 'image', bytes: '8BPS' },
  { kind: 'image', bytes: 'WEBP', at: 8 },
  { kind: 'image', bytes: 'ftyphei', at: 4 },
  { kind: 'image', bytes: 'ftypavif', at: 4 },
  { kind: 'image', bytes: 'ftypmif1', at: 4 },
  { kind: 'sound', bytes: 'ftyp', at: 4 },
  { kind: 'sound', bytes: 'WAVE', at: 8 },
  { kind: 'sound', bytes: 'AVI ', at: 8 },
  { kind: 'sound', bytes: 'ID3' },
  { kind: 'sound', bytes: '\xff\xfb' },
  { kind: 'sound', bytes: 'OggS' },
  { kind: 'sound', bytes: 'fLaC' },
  { kind: 'sound', bytes: '\x1a\x45\xdf\xa3' },
  { kind: 'archive', bytes: '\x1f\x8b' },
  { kind: 'packed', bytes: 'BZh' },
  { kind: 'packed', bytes: '\xfd7zXZ\0' },
  { kind: 'archive', bytes: '\x28\xb5\x2f\xfd' },
  { kind: 'packed', bytes: '7z\xbc\xaf\x27\x1c' },
  { kind: 'packed', bytes: 'Rar!\x1a\x07' },
  { kind: 'archive', bytes: 'ustar', at: 257 },
  { kind: 'database', bytes: 'SQLite format 3\0' },
  { kind: 'database', bytes: 'PAR1' },
  { kind: 'program', bytes: '\x7fELF' },
  { kind: 'program', bytes: '\xca\xfe\xba\xbe' },
  { kind: 'program', bytes: '\xcf\xfa\xed\xfe' },
  { kind: 'program', bytes: '\0asm' },
  { kind: 'program', bytes: 'wOF2' },
  { kind: 'program', bytes: 'wOFF' },
  { kind: 'program', bytes: 'GGUF' },
]

/** What the bytes say, or undefined: they say nothing of text. `bytes` is the file, or at least its first few thousand bytes. */
export function signatureOf(bytes: Uint8Array): Kind | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  if (/^PK(\x03\x04|\x05\x06|\x07\x08)/.test(head)) return officeKindOf(bytes)
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return oleKindOf(bytes)
  if (/^\s*%PDF-\d/.test(head)) return 'pdf'
  // "BM" and "MZ" begin words too: a bitmap has zeros in its reserved field, a program has a zero somewhere near.
  if (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0') return 'image'
  if (head.startsWith('MZ') && head.slice(0, 64).includes('\0')) return 'program'
  return SIGNATURES.find(({ bytes, at = 0 }) => head.startsWith(bytes, at))?.kind
}

/** OLE compound files name their streams in UTF-16: the old Office formats, Outlook messages, and encrypted new documents. */
function oleKindOf(bytes: Uint8Array): Kind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const has = (name: string) => file.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) return 'encrypted'
  if (has('__substg1.0')) return 'msg'
  if (has('WordDocument')) return 'doc'
  if (has('PowerPoint Document')) return 'ppt'
  return has('Workbook') || has('Book') ? 'xls' : 'unknown'
}
