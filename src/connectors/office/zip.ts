import { constants, crc32, inflateRawSync } from 'node:zlib'
import { TilthError } from '../../common/errors.ts'

/** Entries of a zip archive, unpacked one by one when asked for. Nothing is ever written, so names can lead nowhere. */
export interface Archive {
  /** As they stand in the archive, with "/" between folders. */
  readonly names: readonly string[]
  has(name: string): boolean
  /** Bytes of an entry, checked against its CRC; undefined when there is none. Names are compared without case. */
  read(name: string): Uint8Array | undefined
}

/** Bytes are uncompressed; `totalBytes` bounds the sum of all that is read, not of all that is there. */
export interface ArchiveLimits {
  readonly entries: number
  readonly entryBytes: number
  readonly totalBytes: number
}

/** Word's longest documents unpack to some 50 MB of XML, a sheet of a million rows to 150 MB. */
export const ARCHIVE_LIMITS: ArchiveLimits = { entries: 20_000, entryBytes: 200 * 2 ** 20, totalBytes: 400 * 2 ** 20 }

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

/** Reads the directory of an archive. Throws a `TilthError` ("archive-…") when it is damaged or past the limits. */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits = ARCHIVE_LIMITS): Archive {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map<string, Entry>()
  for (const entry of readDirectory(view, limits)) {
    const key = keyOf(entry.name)
    if (!entries.has(key)) entries.set(key, entry)
  }
  let unpacked = 0
  return {
    names: [...entries.values()].map(({ name }) => name),
    has: (name) => entries.has(keyOf(name)),
    read(name) {
      const entry = entries.get(keyOf(name))
      if (!entry) return undefined
      unpacked += entry.size
      if (entry.size > limits.entryBytes || unpacked > limits.totalBytes) throw tooLarge(entry.name, limits)
      return unpack(view, entry)
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

function unpack(view: Buffer, entry: Entry): Uint8Array {
  const { name, offset, packedSize, size } = entry
  if (entry.flags & 1) throw new TilthError('archive-encrypted', `"${name}" in it is protected with a password`, 'save a copy without the password')
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== LOCAL) throw damaged(`"${name}" in it is not where it should be`)
  const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28)
  if (start + packedSize > view.length) throw damaged(`"${name}" in it is cut off`)
  const packed = view.subarray(start, start + packedSize)
  if (entry.method !== 0 && entry.method !== 8) throw damaged(`"${name}" in it is packed in an unknown way (method ${entry.method})`)
  const content = entry.method === 0 ? packed : inflate(packed, entry)
  if (content.length !== size || crc32(content) !== entry.crc) throw damaged(`"${name}" in it does not match its checksum`)
  return content
}

/** An entry that unpacks to more than it says stops there: the size that was checked against the limits is the most it gets. */
function inflate(packed: Buffer, { name, size }: Entry): Buffer {
  if (!size) return Buffer.alloc(0)
  try {
    return inflateRawSync(packed, { maxOutputLength: size, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    throw damaged(`"${name}" in it cannot be unpacked`, error)
  }
}

const damaged = (what: string, cause?: unknown) =>
  new TilthError('archive-damaged', `the file is damaged: ${what}`, 'open it in its own program, save it again, or fetch a new copy', { cause })

function tooLarge(name: string, { entryBytes, totalBytes }: ArchiveLimits): TilthError {
  const most = Math.round(Math.min(entryBytes, totalBytes) / 2 ** 20)
  return new TilthError('archive-too-large', `"${name}" in it unpacks to more than ${most} MB: too much to read`, 'split the document, or leave it out')
}
