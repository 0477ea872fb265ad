import { TilthError } from '../../common/errors.ts'

export interface XlsRecord {
  readonly type: number
  readonly data: Buffer
  /** The data and that of the records that continue it. */
  readonly pieces: () => Buffer[]
}

const CONTINUE = 0x3c

/** Records of a BIFF8 stream from `position`; what is cut off ends it. */
export function* recordsOf(stream: Buffer, position: number): Generator<XlsRecord> {
  let at = position
  while (at + 4 <= stream.length) {
    const [type, data, next] = recordAt(stream, at)
    yield {
      type,
      data,
      pieces() {
        const all = [data]
        for (let more = next; more + 4 <= stream.length;) {
          const [kind, piece, after] = recordAt(stream, more)
          if (kind !== CONTINUE) break
          all.push(piece)
          more = after
        }
        return all
      },
    }
    at = next
  }
}

function recordAt(stream: Buffer, at: number): [type: number, data: Buffer, next: number] {
  const next = at + 4 + stream.readUInt16LE(at + 2)
  if (next > stream.length) throw new TilthError('file-damaged', 'the workbook is cut off', 'open it in its own program and save it again')
  return [stream.readUInt16LE(at), stream.subarray(at + 4, next), next]
}

/** `length` characters behind the byte of flags at `at`; bit 0: two bytes each, else Latin-1. */
export function readText(data: Buffer, at: number, length: number, flags: number): { readonly text: string; readonly end: number } {
  const wide = (flags & 1) === 1
  const end = at + 1 + length * (wide ? 2 : 1)
  return { text: data.toString(wide ? 'utf16le' : 'latin1', at + 1, end), end }
}

/**
 * The table of strings that cells share ([MS-XLS] 2.4.265). A string may go on in the next record, where a byte of flags
 * stands again before the rest of its characters, but not before formats or pronunciation.
 */
export function stringsOf(pieces: readonly Buffer[]): string[] {
  const strings: string[] = []
  let [piece, at] = [0, 8]
  const current = () => pieces[piece] ?? Buffer.alloc(0)
  const settle = () => {
    while (piece < pieces.length && at >= current().length) {
      at -= current().length
      piece++
    }
    return piece < pieces.length
  }
  const skip = (bytes: number) => {
    at += bytes
    settle()
  }
  const total = pieces[0] && pieces[0].length >= 8 ? pieces[0].readUInt32LE(4) : 0
  while (strings.length < total && settle() && at + 3 <= current().length) {
    let left = current().readUInt16LE(at)
    let flags = current()[at + 2] ?? 0
    at += 3
    let after = 0
    if (flags & 8 && at + 2 <= current().length) {
      after += 4 * current().readUInt16LE(at)
      at += 2
    }
    if (flags & 4 && at + 4 <= current().length) {
      after += current().readUInt32LE(at)
      at += 4
    }
    let text = ''
    while (left > 0) {
      if (at >= current().length) {
        if (!settle()) break
        flags = (flags & ~1) | ((current()[at] ?? 0) & 1)
        at++
      }
      const width = flags & 1 ? 2 : 1
      const take = Math.min(left, Math.floor((current().length - at) / width))
      if (take <= 0) {
        at = current().length
        continue
      }
      text += current().toString(width === 2 ? 'utf16le' : 'latin1', at, at + take * width)
      at += take * width
      left -= take
    }
    strings.push(text)
    skip(after)
  }
  return strings
}
