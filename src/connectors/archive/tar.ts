import { TilthError } from '../../common/errors.ts'

/** One file in an archive. */
export interface Entry {
  /** Path in the archive, "/" between folders. It is only shown: nothing is written anywhere. */
  readonly name: string
  /** Its bytes, unpacked now. Throws where they are damaged or too many. */
  readonly read: () => Uint8Array
}

const BLOCK = 512
const MOST_ENTRIES = 20_000

/** Regular files of a tar archive (POSIX.1-2001 pax, ustar, GNU long names), in order. */
export function* tarEntries(file: Buffer): Generator<Entry> {
  const damaged = (why: string) => new TilthError('archive-damaged', `the archive is damaged: ${why}`, 'fetch or pack it again')
  let longName: string | undefined
  let count = 0
  let at = 0
  while (at + BLOCK <= file.length) {
    const head = file.subarray(at, at + BLOCK)
    if (head.every((byte) => byte === 0)) return
    if (!isSound(head)) throw damaged('the head of an entry is not what its checksum says')
    const size = numberOf(head.subarray(124, 136))
    const end = at + BLOCK + size
    if (!(size >= 0) || end > file.length) throw damaged('it is cut off')
    const data = file.subarray(at + BLOCK, end)
    const type = String.fromCharCode(head[156] || 0x30)
    if (type === 'L') longName = text(data)
    else if (type === 'x') longName = paxPath(data) ?? longName
    else {
      const prefix = text(head.subarray(345, 500))
      const name =
        longName ?? (prefix && text(head.subarray(257, 263)).startsWith('ustar') ? `${prefix}/${text(head.subarray(0, 100))}` : text(head.subarray(0, 100)))
      longName = undefined
      // Links and devices have no bytes here.
      if ((type === '0' || type === '7') && !name.endsWith('/')) {
        if (++count > MOST_ENTRIES) throw new TilthError('archive-too-large', `it holds more than ${MOST_ENTRIES} entries`, 'unpack it and give its parts')
        yield { name: name.replace(/^(\.?\/)+/, ''), read: () => data }
      }
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  // Some programs leave out the two empty blocks at the end.
  if (at !== file.length) throw damaged('it is cut off')
}

const text = (bytes: Buffer) => bytes.toString('utf8').replace(/\0[\s\S]*$/, '')

/** Octal digits; GNU writes large numbers in binary, the first bit set. */
function numberOf(field: Buffer): number {
  if ((field[0] ?? 0) & 0x80) return Number(field.subarray(4).readBigUInt64BE(0))
  return Number.parseInt(text(field).trim() || '0', 8)
}

/** The sum of the head's bytes, the field of the sum taken as spaces. */
function isSound(head: Buffer): boolean {
  let sum = 0
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (head[at] ?? 0)
  return sum === numberOf(head.subarray(148, 156))
}

/** "25 path=…\n" lines; the number counts the whole line's bytes. */
function paxPath(data: Buffer): string | undefined {
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(0x20, at)
    const length = Number(data.toString('latin1', at, space))
    if (space < 0 || !(length > 0)) return undefined
    const line = data.toString('utf8', space + 1, at + length - 1)
    if (line.startsWith('path=')) return line.slice(5)
    at += length
  }
  return undefined
}
