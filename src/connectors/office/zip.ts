import { crc32, inflateRawSync } from 'node:zlib'
import { Inflate } from 'fflate'
import { TilthError } from '../../common/errors.ts'

/** Entries of a zip archive, unpacked one by one when asked for. Nothing is ever written, so names can lead nowhere. */
export interface Archive {
  /** As they stand in the archive, with "/" between folders. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Bytes of an entry, checked against its CRC; undefined when there is none. Names are compared without case. */
  read(name: string): Uint8Array | undefined
  /** The same piece by piece, for entries larger than memory should hold; who stops early has not checked the CRC. */
  pieces(name: string): Iterable<Uint8Array> | undefined
}

/** Bytes are uncompressed: of one entry read whole, of one read in pieces, and of all that is read together. */
export interface ArchiveLimits {
  readonly entries: number
  readonly entryBytes: number
  readonly piecesBytes: number
  readonly totalBytes: number
}

/** Word's longest documents unpack to some 50 MB of XML, a sheet of a million rows to 500 MB. */
export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 20_000, entryBytes: 128 * 2 ** 20, piecesBytes: 600 * 2 ** 20, totalBytes: 800 * 2 ** 20 }

interface Entry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

// Signatures and field offsets: PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16.
const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const END_LENGTH = 22
const LONGEST_COMMENT = 0xffff
const STORED = 0
const DEFLATED = 8

/** Bytes that zlib is given room for at a time. */
const PIECE = 2 ** 20
/** Deflate packs at most 1032 times: 16 MB come of this much at once. */
const PACKED_PIECE = 2 ** 14

/** Reads the directory of an archive. Throws a `TilthError` ("archive-…") when it is damaged or past the limits. */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits = ARCHIVE_LIMITS): Archive {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map<string, Entry>()
  for (const entry of readDirectory(view, limits)) {
    const key = keyOf(entry.name)
    if (!entries.has(key)) entries.set(key, entry)
  }
  let unpacked = 0
  const find = (name: string, most: number) => {
    const entry = entries.get(keyOf(name))
    if (!entry) return undefined
    unpacked += entry.size
    if (entry.size > most || unpacked > limits.totalBytes) throw tooLarge(entry.name, Math.min(most, limits.totalBytes))
    return entry
  }
  return {
    names: [...entries.values()].map(({ name }) => name),
    has: (name) => entries.has(keyOf(name)),
    read(name) {
      const entry = find(name, limits.entryBytes)
      return entry && unpack(view, entry)
    },
    pieces(name) {
      const entry = find(name, limits.piecesBytes)
      return entry && unpackPieces(view, entry)
    },
  }
}

const keyOf = (name: string) => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

function* readDirectory(view: Buffer, limits: ArchiveLimits): Generator<Entry> {
  const { count, start } = findDirectory(view)
  if (count > limits.entries)
    throw new TilthError('archive-too-large', `it holds ${count} entries, more than the ${limits.entries} that are read`, 'unpack it and give its parts')
  let at = start
  for (let left = count; left > 0; left--) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== CENTRAL) throw damaged('its table of contents is cut off')
    const nameLength = view.readUInt16LE(at + 28)
    const extraLength = view.readUInt16LE(at + 30)
    const next = at + 46 + nameLength + extraLength + view.readUInt16LE(at + 32)
    if (next > view.length) throw damaged('its table of contents is cut off')
    const name = view.toString('utf8', at + 46, at + 46 + nameLength).replaceAll('\\', '/')
    const sizes = { size: view.readUInt32LE(at + 24), packedSize: view.readUInt32LE(at + 20), offset: view.readUInt32LE(at + 42) }
    const extra = view.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)
    if (!name.endsWith('/')) {
      yield { name, flags: view.readUInt16LE(at + 8), method: view.readUInt16LE(at + 10), crc: view.readUInt32LE(at + 16), ...largeSizes(extra, sizes) }
    }
    at = next
  }
}

/** Where the directory starts and how many entries it has, from the record at the archive's end. */
function findDirectory(view: Buffer): { readonly count: number; readonly start: number } {
  let end = view.length - END_LENGTH
  const first = Math.max(0, end - LONGEST_COMMENT)
  while (end >= first && view.readUInt32LE(end) !== END) end--
  if (end < first) throw damaged('its end is missing, as if it was not copied to the end')
  const small = { count: view.readUInt16LE(end + 10), start: view.readUInt32LE(end + 16) }
  const locator = end - 20
  if (locator < 0 || view.readUInt32LE(locator) !== LOCATOR_64) return small
  const large = Number(view.readBigUInt64LE(locator + 8))
  if (large + 56 > view.length || view.readUInt32LE(large) !== END_64) throw damaged('its table of contents is not where it should be')
  return { count: Number(view.readBigUInt64LE(large + 32)), start: Number(view.readBigUInt64LE(large + 48)) }
}

type Sizes = Pick<Entry, 'size' | 'packedSize' | 'offset'>

/** The zip64 extra field (id 1) holds, in this order, those of the three that are all ones in the directory. */
function largeSizes(extra: Buffer, sizes: Sizes): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    let field = at + 4
    const large = (value: number) => {
      if (value !== 0xffffffff || field + 8 > extra.length) return value
      field += 8
      return Number(extra.readBigUInt64LE(field - 8))
    }
    return { size: large(sizes.size), packedSize: large(sizes.packedSize), offset: large(sizes.offset) }
  }
  return sizes
}

/** The bytes of an entry as they stand in the archive. */
function packedBytes(view: Buffer, { name, flags, method, offset, packedSize }: Entry): Buffer {
  if (flags & 1) throw new TilthError('archive-encrypted', `"${name}" in it is protected with a password`, 'save a copy without the password')
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== LOCAL) throw damaged(`"${name}" in it is not where it should be`)
  const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28)
  if (start + packedSize > view.length) throw damaged(`"${name}" in it is cut off`)
  if (method !== STORED && method !== DEFLATED) throw damaged(`"${name}" in it is packed in an unknown way (method ${method})`)
  return view.subarray(start, start + packedSize)
}

function unpack(view: Buffer, entry: Entry): Uint8Array {
  const packed = packedBytes(view, entry)
  let content: Uint8Array = packed
  if (entry.method === DEFLATED) {
    try {
      // What unpacks to more than it says stops there: the size that was checked against the limits is the most it gets.
      content = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size), chunkSize: Math.min(Math.max(1024, entry.size), PIECE) })
    } catch (error) {
      throw damaged(`"${entry.name}" in it cannot be unpacked`, error)
    }
  }
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw damaged(`"${entry.name}" in it does not match its checksum`)
  return content
}

function* unpackPieces(view: Buffer, entry: Entry): Generator<Uint8Array> {
  const packed = packedBytes(view, entry)
  let waiting: Uint8Array[] = []
  const inflate = new Inflate((piece) => waiting.push(piece))
  let size = 0
  let crc = 0
  for (let at = 0; at < packed.length; at += PACKED_PIECE) {
    const part = packed.subarray(at, at + PACKED_PIECE)
    try {
      if (entry.method === STORED) waiting.push(part)
      else inflate.push(part, at + PACKED_PIECE >= packed.length)
    } catch (error) {
      throw damaged(`"${entry.name}" in it cannot be unpacked`, error)
    }
    for (const piece of waiting) {
      size += piece.length
      if (size > entry.size) throw damaged(`"${entry.name}" in it unpacks to more than it says`)
      crc = crc32(piece, crc)
      yield piece
    }
    waiting = []
  }
  if (size !== entry.size || crc !== entry.crc) throw damaged(`"${entry.name}" in it does not match its checksum`)
}

const damaged = (what: string, cause?: unknown) =>
  new TilthError('archive-damaged', `the file is damaged: ${what}`, 'open it in its own program, save it again, or fetch a new copy', { cause })

function tooLarge(name: string, most: number): TilthError {
  return new TilthError(
    'archive-too-large',
    `"${name}" in it unpacks to more than ${Math.round(most / 2 ** 20)} MB: too much to read`,
    'split the document, or leave it out',
  )
}
