/** A storage of a compound file to be made: streams by name, and storages in it. */
export interface MadeStorage {
  readonly [name: string]: Uint8Array | MadeStorage
}

const SECTOR = 512
const FREE = 0xffffffff
const END = 0xfffffffe
const FAT = 0xfffffffd

/** Bytes of a compound file ([MS-CFB]) as Outlook writes its messages in; all streams stand in whole sectors. For tests. */
export function makeCompoundFile(root: MadeStorage): Uint8Array {
  const entries: { name: string; type: number; right: number; child: number; start: number; size: number }[] = []
  const sectors: Buffer[] = []
  const fat: number[] = []
  const append = (bytes: Uint8Array): number => {
    const count = Math.ceil(bytes.length / SECTOR)
    const start = sectors.length
    for (let at = 0; at < count; at++) {
      const sector = Buffer.alloc(SECTOR)
      sector.set(bytes.subarray(at * SECTOR, (at + 1) * SECTOR))
      sectors.push(sector)
      fat.push(at === count - 1 ? END : start + at + 1)
    }
    return count ? start : END
  }
  const add = (name: string, what: Uint8Array | MadeStorage, type: number): number => {
    const index = entries.length
    if (what instanceof Uint8Array) {
      entries.push({ name, type: 2, right: FREE, child: FREE, start: append(what), size: what.length })
      return index
    }
    const entry = { name, type, right: FREE, child: FREE, start: type === 5 ? END : 0, size: 0 }
    entries.push(entry)
    // A list to the right is a tree too.
    let before: { right: number; child: number } | undefined
    for (const [inner, value] of Object.entries(what as MadeStorage)) {
      const at = add(inner, value, 1)
      if (before) before.right = at
      else entry.child = at
      before = entries[at]
    }
    return index
  }
  add('Root Entry', root, 5)
  const directory = Buffer.alloc(Math.ceil((entries.length * 128) / SECTOR) * SECTOR)
  entries.forEach(({ name, type, right, child, start, size }, index) => {
    const at = index * 128
    directory.write(name, at, 'utf16le')
    directory.writeUInt16LE(2 * name.length + 2, at + 64)
    directory[at + 66] = type
    directory[at + 67] = 1
    directory.writeUInt32LE(FREE, at + 68)
    directory.writeUInt32LE(right, at + 72)
    directory.writeUInt32LE(child, at + 76)
    directory.writeUInt32LE(start, at + 116)
    directory.writeUInt32LE(size, at + 120)
  })
  const directoryStart = append(directory)
  const fatSectors = Math.ceil((fat.length + 16) / (SECTOR / 4))
  const fatStart = sectors.length
  const table = Buffer.alloc(fatSectors * SECTOR, 0xff)
  for (let at = 0; at < fatSectors; at++) fat.push(FAT)
  fat.forEach((next, at) => table.writeUInt32LE(next, 4 * at))
  append(table)

  const head = Buffer.alloc(SECTOR, 0)
  head.write('d0cf11e0a1b11ae1', 0, 'hex')
  head.writeUInt16LE(0x3e, 24)
  head.writeUInt16LE(3, 26)
  head.writeUInt16LE(0xfffe, 28)
  head.writeUInt16LE(9, 30)
  head.writeUInt16LE(6, 32)
  head.writeUInt32LE(fatSectors, 44)
  head.writeUInt32LE(directoryStart, 48)
  // No stream is small enough for the mini stream.
  head.writeUInt32LE(0, 56)
  head.writeUInt32LE(END, 60)
  head.writeUInt32LE(END, 68)
  for (let at = 0; at < 109; at++) head.writeUInt32LE(at < fatSectors ? fatStart + at : FREE, 76 + 4 * at)
  return new Uint8Array(Buffer.concat([head, ...sectors]))
}
