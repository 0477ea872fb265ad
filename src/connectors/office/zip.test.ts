import { crc32, deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { ARCHIVE_LIMITS, openArchive } from './zip.ts'

/** Says of its only entry, deflated, that it unpacks to `size` bytes. */
function archiveOf(packed: Uint8Array, { size, crc = 0, flags = 0 }: { readonly size: number; readonly crc?: number; readonly flags?: number }): Uint8Array {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(flags, 2)
  head.writeUInt16LE(8, 4)
  head.writeUInt32LE(crc, 10)
  head.writeUInt32LE(packed.length, 14)
  head.writeUInt32LE(size, 18)
  head.writeUInt16LE(1, 22)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), head, Buffer.from('a'), packed])
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002\0\0', 'latin1'), head, Buffer.alloc(14), Buffer.from('a')])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

const code = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return (error as { code?: unknown }).code
  }
  return undefined
}
const all = (pieces: Iterable<Uint8Array> | undefined) => Buffer.concat([...(pieces ?? [])])

describe('openArchive', () => {
  it('reads entries whole and in pieces, whatever the case of their names', () => {
    const long = Buffer.from('0123456789'.repeat(50_000))
    const archive = openArchive(zipSync({ 'word/A.xml': strToU8('text'), long, stored: [long, { level: 0 }], nothing: new Uint8Array() }))
    expect(Buffer.from(archive.read('/word/a.xml') ?? []).toString()).toBe('text')
    for (const name of ['long', 'stored']) {
      expect(Buffer.compare(archive.read(name) ?? Buffer.alloc(0), long)).toBe(0)
      expect(Buffer.compare(all(archive.pieces(name)), long)).toBe(0)
    }
    expect(archive.read('nothing')).toHaveLength(0)
    expect(archive.read('none')).toBeUndefined()
  })

  it('refuses what says that it is too large before unpacking it', () => {
    const archive = openArchive(archiveOf(deflateRawSync(Buffer.alloc(1000)), { size: 2 ** 30 }))
    expect(code(() => archive.read('a'))).toBe('archive-too-large')
    expect(code(() => all(archive.pieces('a')))).toBe('archive-too-large')
    expect(code(() => openArchive(zipSync({ a: strToU8('a'), b: strToU8('b') }), { ...ARCHIVE_LIMITS, entries: 1 }))).toBe('archive-too-large')
  })

  it('counts what is read together', () => {
    const archive = openArchive(zipSync({ a: new Uint8Array(600), b: new Uint8Array(600) }), { ...ARCHIVE_LIMITS, totalBytes: 1000 })
    expect(archive.read('a')).toHaveLength(600)
    expect(code(() => archive.read('b'))).toBe('archive-too-large')
  })

  it('stops at what unpacks to more than it says', () => {
    const archive = openArchive(archiveOf(deflateRawSync(Buffer.alloc(2 ** 22)), { size: 1000 }))
    expect(code(() => archive.read('a'))).toBe('archive-damaged')
    expect(code(() => all(archive.pieces('a')))).toBe('archive-damaged')
  })

  it('names encryption, and finds damage by the checksum', () => {
    const packed = deflateRawSync(Buffer.from('hello'))
    const right = { size: 5, crc: crc32('hello') }
    expect(Buffer.from(openArchive(archiveOf(packed, right)).read('a') ?? []).toString()).toBe('hello')
    expect(code(() => openArchive(archiveOf(packed, { ...right, flags: 1 })).read('a'))).toBe('archive-encrypted')
    expect(code(() => openArchive(archiveOf(packed, { ...right, crc: 1 })).read('a'))).toBe('archive-damaged')
    expect(code(() => all(openArchive(archiveOf(packed, { ...right, crc: 1 })).pieces('a')))).toBe('archive-damaged')
  })

  it('finds an archive cut anywhere', () => {
    const bytes = zipSync({ a: strToU8('text '.repeat(100)) })
    for (let length = 0; length < bytes.length; length++) expect(code(() => openArchive(bytes.subarray(0, length)).read('a'))).toBe('archive-damaged')
  })
})
