import type { Properties } from '../office/package.ts'
import type { Storage } from './compound.ts'

const TITLE = 2
const AUTHOR = 4
const CREATED = 12
const SAVED = 13

/** Title, author and times from the property set "SummaryInformation" ([MS-OLEPS]). They are an extra: what cannot be read is left out. */
export function readSummary(root: Storage): Properties {
  try {
    const stream = root.stream('\u0005SummaryInformation')
    if (!stream) return { metadata: {} }
    const values = propertiesOf(stream)
    const [title, author, created, modified] = [TITLE, AUTHOR, CREATED, SAVED].map((id) => values.get(id))
    return { ...(title && { title }), metadata: { ...(author && { author }), ...(created && { created }), ...(modified && { modified }) } }
  } catch {
    return { metadata: {} }
  }
}

function propertiesOf(stream: Buffer): Map<number, string> {
  const set = stream.readUInt32LE(44)
  const count = Math.min(200, stream.readUInt32LE(set + 4))
  const places = Array.from({ length: count }, (_, at) => [stream.readUInt32LE(set + 8 + 8 * at), set + stream.readUInt32LE(set + 12 + 8 * at)] as const)
  const page = places.find(([id]) => id === 1)
  const codePage = page ? stream.readUInt16LE(page[1] + 4) : 1252
  const values = new Map<number, string>()
  for (const [id, at] of places) {
    const type = stream.readUInt32LE(at)
    let text: string | undefined
    if (type === 0x1e) text = decoderOf(codePage).decode(stream.subarray(at + 8, at + 8 + stream.readUInt32LE(at + 4)))
    else if (type === 0x1f) text = stream.toString('utf16le', at + 8, at + 8 + 2 * stream.readUInt32LE(at + 4))
    else if (type === 0x40) text = timeOf(stream.readBigUInt64LE(at + 4))
    const tidy = text
      ?.replace(/\0[\s\S]*$/, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (tidy) values.set(id, tidy)
  }
  return values
}

/** Windows counts in 100 ns since 1601. */
export function timeOf(filetime: bigint): string | undefined {
  const milliseconds = Number(filetime / 10_000n) - 11_644_473_600_000
  const date = new Date(milliseconds)
  return milliseconds > 0 && !Number.isNaN(date.getTime()) ? date.toISOString().replace('.000Z', 'Z') : undefined
}

const PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10000: 'macintosh',
  20127: 'utf-8',
  28591: 'windows-1252',
  65001: 'utf-8',
}

/** Of a Windows code page by its number. */
export function decoderOf(codePage: number): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(PAGES[codePage] ?? `windows-${codePage}`)
  } catch {
    return new TextDecoder('windows-1252')
  }
}
