import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { TilthError } from '../../common/errors.ts'
import { decodeText } from '../text/encoding.ts'
import { kindOf } from './kind.ts'
import { cutOf } from './part-ends.ts'
import { openRegularFile } from './read-file.ts'

/** Where a part of a large text begins, and what is known of the file; it travels between processes. */
export interface PartCursor {
  readonly kind: string
  /** Offset in bytes, and the number of the part, from 1. */
  readonly start: number
  readonly number: number
  /** Of the whole file, when it was hashed: it must not change while its parts are read. */
  readonly size: number
  readonly modified: number
  readonly partBytes: number
  /** WHATWG name; undefined as long as all was ASCII. */
  readonly encoding?: string
  /** The first record of a table, which each part begins with. */
  readonly header?: string
}

export interface LargeText {
  readonly sha256: string
  readonly bytes: number
  readonly first: PartCursor
}

export interface TextPart {
  /** UTF-8. */
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly encoding?: string
  readonly next?: PartCursor
}

/** Kinds that can be cut: they are made of lines, records or messages. */
const KINDS: ReadonlySet<string> = new Set(['txt', 'md', 'csv', 'jsonl', 'mbox'])
const HEAD_BYTES = 65_536
const READ_BYTES = 4 * 2 ** 20
/** A record may be so many times longer than a part is meant to be. */
const LONGEST_RECORD = 4

/** Hashes a file that is too large to be read at once. Undefined where its kind cannot be cut into parts. */
export async function openLargeText(path: string, partBytes: number, onProgress: () => void): Promise<LargeText | undefined> {
  const handle = await openRegularFile(path)
  try {
    const { size, mtimeMs } = await handle.stat()
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES)
    const head = buffer.subarray(0, (await handle.read(buffer, 0, HEAD_BYTES, 0)).bytesRead)
    const { kind, reason } = kindOf(basename(path), head)
    if (reason || !KINDS.has(kind)) return undefined
    const hash = createHash('sha256')
    let bytes = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes)
      if (!bytesRead) break
      hash.update(buffer.subarray(0, bytesRead))
      bytes += bytesRead
      onProgress()
    }
    return { sha256: hash.digest('hex'), bytes, first: { kind, start: 0, number: 1, size, modified: mtimeMs, partBytes } }
  } finally {
    await handle.close()
  }
}

/** Throws `vanished` where the file is no longer the one that was hashed. */
export async function readPart(path: string, cursor: PartCursor): Promise<TextPart> {
  const { kind, start, number, size, modified, partBytes } = cursor
  const handle = await openRegularFile(path)
  try {
    const now = await handle.stat()
    if (now.size !== size || now.mtimeMs !== modified)
      throw new TilthError('vanished', `${basename(path)} changed while it was read`, 'run again when it is written to its end')
    let encoding = cursor.encoding
    for (let length = partBytes; ; length *= 2) {
      const read = await readAt(handle, start, Math.min(length, size - start))
      const last = start + read.length >= size
      encoding ??= encodingOf(read)
      const end = last ? read.length : cutOf(read, kind, encoding)
      // One record longer than a part: more is read, up to a limit.
      if (end === undefined && length < partBytes * LONGEST_RECORD) continue
      const cut = end ?? wholeCharacters(read, encoding)
      const text = decoded(read.subarray(0, cut), encoding)
      const header = kind === 'csv' ? (cursor.header ?? firstRecord(text)) : undefined
      return {
        bytes: Buffer.from(header !== undefined && number > 1 ? `${header}${text}` : text),
        start,
        end: start + cut,
        ...(encoding && { encoding }),
        ...(start + cut < size && {
          next: {
            kind,
            start: start + cut,
            number: number + 1,
            size,
            modified,
            partBytes,
            ...(encoding && { encoding }),
            ...(header !== undefined && { header }),
          },
        }),
      }
    }
  } finally {
    await handle.close()
  }
}

async function readAt(handle: Awaited<ReturnType<typeof openRegularFile>>, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await handle.read(buffer, read, length - read, start + read)
    if (!bytesRead) break
    read += bytesRead
  }
  return buffer.subarray(0, read)
}

function encodingOf(bytes: Buffer): string | undefined {
  if (isAscii(bytes)) return undefined
  // The window may end within a character, which would be no valid UTF-8.
  return decodeText(bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1 || bytes.length - 4)).encoding
}

const decoded = (bytes: Buffer, encoding: string | undefined): string => new TextDecoder(encoding ?? 'utf-8').decode(bytes)

/** Up to where bytes are whole characters, where nothing better ends in them. */
function wholeCharacters(bytes: Buffer, encoding = 'utf-8'): number {
  if (encoding.startsWith('utf-16')) return bytes.length & ~1
  if (encoding !== 'utf-8') return bytes.length
  let end = bytes.length
  while (end > bytes.length - 4 && (bytes[end - 1]! & 0xc0) === 0x80) end--
  return (bytes[end - 1] ?? 0) >= 0xc0 ? end - 1 : bytes.length
}

/** A header of a table may hold line breaks in quotes. */
function firstRecord(text: string): string {
  let quotes = 0
  for (let at = 0; at < Math.min(text.length, HEAD_BYTES); at++) {
    if (text[at] === '"') quotes++
    else if (text[at] === '\n' && quotes % 2 === 0) return text.slice(0, at + 1)
  }
  const end = text.indexOf('\n')
  return end < 0 ? '' : text.slice(0, end + 1)
}
