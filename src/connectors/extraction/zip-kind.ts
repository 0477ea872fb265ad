import type { Kind } from './kinds.ts'

/** What a zip file is: an office document by the parts it holds, or an archive. */
export function officeKindOf(bytes: Uint8Array): Kind {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const first = file.length > 30 ? file.toString('latin1', 30, 30 + file.readUInt16LE(26)) : ''
  if (first === 'mimetype') {
    const type = file.toString('latin1', 38, 38 + 100)
    if (type.startsWith('application/epub+zip')) return 'epub'
    const open = /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)/.exec(type)?.[1]
    if (open) return open === 'text' ? 'odt' : open === 'spreadsheet' ? 'ods' : 'odp'
  }
  const names = centralNames(file) ?? localNames(file)
  if (!names.some((name) => name === '[Content_Types].xml' || name.startsWith('_rels/'))) return 'archive'
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix))
  if (has('word/')) return 'docx'
  if (has('ppt/')) return 'pptx'
  if (has('xl/workbook.bin')) return 'xlsb'
  return has('xl/') ? 'xlsx' : 'archive'
}

const MAX_NAMES = 10_000

/** Names in the central directory, or undefined where the file is cut off. Layout: PKWARE APPNOTE 4.3.12 and 4.3.16. */
function centralNames(file: Buffer): string[] | undefined {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > file.length) return undefined
  const names: string[] = []
  let at = file.readUInt32LE(end + 16)
  while (at + 46 <= file.length && file.readUInt32LE(at) === 0x02014b50 && names.length < MAX_NAMES) {
    const length = file.readUInt16LE(at + 28)
    names.push(file.toString('latin1', at + 46, at + 46 + length))
    at += 46 + length + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return names.length ? names : undefined
}

/** Names in the local headers, wherever one seems to begin: for a file without its end (APPNOTE 4.3.7). */
function localNames(file: Buffer): string[] {
  const mark = Buffer.from('PK\x03\x04', 'latin1')
  const names: string[] = []
  for (let at = file.indexOf(mark); at >= 0 && at + 30 <= file.length && names.length < MAX_NAMES; at = file.indexOf(mark, at + 4)) {
    names.push(file.toString('latin1', at + 30, at + 30 + file.readUInt16LE(at + 26)))
  }
  return names
}
