import { TilthError } from '../../common/errors.ts'

/** What the dictionary begins with ([MS-OXRTFCP] 2.1.2.1). */
const START =
  String.raw`{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` +
  '\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const SIZE = 4096
const PACKED = 0x75465a4c
const PLAIN = 0x414c454d
const MOST = 64 * 2 ** 20

/** Rich text as Outlook packs it ([MS-OXRTFCP]): runs of bytes, or references into the last 4096. */
export function unpackRtf(bytes: Buffer): Buffer {
  const damaged = () => new TilthError('damaged', 'the text of the message is damaged', 'export the message again as .msg or .eml')
  if (bytes.length < 16) throw damaged()
  const kind = bytes.readUInt32LE(8)
  if (kind === PLAIN) return bytes.subarray(16)
  if (kind !== PACKED) throw damaged()
  const dictionary = Buffer.alloc(SIZE)
  let write = dictionary.write(START, 'latin1')
  const out = Buffer.alloc(Math.min(MOST, bytes.readUInt32LE(4)))
  let length = 0
  const put = (value: number) => {
    if (length < out.length) out[length++] = value
    dictionary[write] = value
    write = (write + 1) % SIZE
  }
  for (let at = 16; at < bytes.length;) {
    const control = bytes[at++] ?? 0
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if (!(control & (1 << bit))) {
        put(bytes[at++] ?? 0)
        continue
      }
      if (at + 2 > bytes.length) return out.subarray(0, length)
      const reference = bytes.readUInt16BE(at)
      at += 2
      const from = reference >> 4
      if (from === write) return out.subarray(0, length)
      for (let each = 0; each < (reference & 15) + 2; each++) put(dictionary[(from + each) % SIZE] ?? 0)
    }
  }
  return out.subarray(0, length)
}
