import { TilthError } from '../../common/errors.ts'

/**
 * A compound file ([MS-CFB]): a file system in a file, in which Office 97 to 2003 and Outlook keep their streams. Everything in it
 * is bounded by the file's own size, so that a ring of sectors ends.
 */
export interface CompoundFile {
  readonly root: Storage
}

export interface Storage {
  readonly name: string
  /** Bytes of a stream in this storage; names are compared without case. */
  stream(name: string): Buffer | undefined
  storage(name: string): Storage | undefined
  readonly streams: readonly string[]
  readonly storages: readonly Storage[]
}

const MAGIC = 'd0cf11e0a1b11ae1'
const HEADER_FAT_ENTRIES = 109
const LAST_REGULAR = 0xfffffffa
const NO_ENTRY = 0xffffffff
const ENTRY_SIZE = 128

interface Entry {
  readonly name: string
  /** 1 storage, 2 stream, 5 root. */
  readonly type: number
  readonly left: number
  readonly right: number
  readonly child: number
  readonly start: number
  readonly size: number
}

const damaged = (why: string) => new TilthError('file-damaged', `the file is damaged: ${why}`, 'open it in its own program and save it again')

export function openCompoundFile(bytes: Uint8Array): CompoundFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.length < 512 || file.toString('hex', 0, 8) !== MAGIC) throw damaged('it does not begin as such files do')
  const sectorSize = 2 ** file.readUInt16LE(30)
  const miniSize = 2 ** file.readUInt16LE(32)
  if (sectorSize < 512 || sectorSize > 4096 || miniSize < 16 || miniSize >= sectorSize) throw damaged('its sectors have an impossible size')
  const sectors = Math.ceil(file.length / sectorSize) - 1
  const sector = (index: number) => {
    if (index >= sectors) throw damaged('it is cut off')
    return file.subarray((index + 1) * sectorSize, (index + 2) * sectorSize)
  }
  const fat = readFat(file, sectorSize, sector)
  const chain = (start: number, table: readonly number[], most: number): number[] => {
    const indexes: number[] = []
    for (let at = start; at <= LAST_REGULAR; at = table[at] ?? NO_ENTRY) {
      if (indexes.push(at) > most) throw damaged('its sectors form a ring')
    }
    return indexes
  }
  const read = (start: number, size?: number) => {
    const joined = Buffer.concat(chain(start, fat, sectors).map(sector))
    if (size !== undefined && joined.length < size) throw damaged('a stream in it is cut off')
    return size === undefined ? joined : joined.subarray(0, size)
  }

  const entries = readEntries(read(file.readUInt32LE(48)))
  const root = entries[0]
  if (!root || root.type !== 5) throw damaged('it has no directory')
  const cutoff = file.readUInt32LE(56)
  const miniFat = toNumbers(read(file.readUInt32LE(60)))
  const mini = root.start <= LAST_REGULAR ? read(root.start) : Buffer.alloc(0)
  const readStream = ({ start, size }: Entry): Buffer => {
    if (size === 0) return Buffer.alloc(0)
    if (size > file.length) throw damaged('a stream in it says that it is larger than the file')
    if (size >= cutoff) return read(start, size)
    const parts = chain(start, miniFat, mini.length / miniSize + 1).map((index) => mini.subarray(index * miniSize, (index + 1) * miniSize))
    return Buffer.concat(parts).subarray(0, size)
  }
  return { root: storageOf(root, entries, readStream, new Set()) }
}

function storageOf(entry: Entry, entries: readonly Entry[], readStream: (entry: Entry) => Buffer, above: ReadonlySet<Entry>): Storage {
  const children: Entry[] = []
  const seen = new Set<number>()
  const waiting = [entry.child]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const child = entries[at]
    if (!child || seen.has(at)) continue
    seen.add(at)
    if (!above.has(child) && child !== entry) children.push(child)
    waiting.push(child.left, child.right)
  }
  const streams = children.filter(({ type }) => type === 2)
  const find = (list: readonly Entry[], name: string) => list.find((each) => each.name.toLowerCase() === name.toLowerCase())
  const inside = new Set([...above, entry])
  let storages: Storage[] | undefined
  const open = () => (storages ??= children.filter(({ type }) => type === 1).map((child) => storageOf(child, entries, readStream, inside)))
  return {
    name: entry.name,
    streams: streams.map(({ name }) => name),
    stream(name) {
      const found = find(streams, name)
      return found && readStream(found)
    },
    get storages() {
      return open()
    },
    storage: (name) => open().find((each) => each.name.toLowerCase() === name.toLowerCase()),
  }
}

function readFat(file: Buffer, sectorSize: number, sector: (index: number) => Buffer): number[] {
  const places: number[] = []
  for (let at = 0; at < HEADER_FAT_ENTRIES; at++) places.push(file.readUInt32LE(76 + 4 * at))
  let next = file.readUInt32LE(68)
  for (let left = Math.min(file.readUInt32LE(72), file.length / sectorSize); left > 0 && next <= LAST_REGULAR; left--) {
    const table = toNumbers(sector(next))
    places.push(...table.slice(0, -1))
    next = table.at(-1) ?? NO_ENTRY
  }
  return places.filter((place) => place <= LAST_REGULAR).flatMap((place) => toNumbers(sector(place)))
}

function toNumbers(bytes: Buffer): number[] {
  const numbers: number[] = []
  for (let at = 0; at + 4 <= bytes.length; at += 4) numbers.push(bytes.readUInt32LE(at))
  return numbers
}

function readEntries(directory: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY_SIZE <= directory.length; at += ENTRY_SIZE) {
    const length = Math.min(64, directory.readUInt16LE(at + 64))
    entries.push({
      name: directory.toString('utf16le', at, at + Math.max(0, length - 2)),
      type: directory[at + 66] ?? 0,
      left: directory.readUInt32LE(at + 68),
      right: directory.readUInt32LE(at + 72),
      child: directory.readUInt32LE(at + 76),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    })
  }
  return entries
}
