import { TilthError } from '../../common/errors.ts'
import { decoderOf } from './summary.ts'

/** A run of text: characters from `position`, at `offset` of the stream, one byte each (Windows-1252) or two (UTF-16). */
export interface Piece {
  readonly position: number
  readonly length: number
  readonly offset: number
  readonly wide: boolean
}

export interface DocParagraph {
  /** Of its first character. */
  readonly position: number
  readonly text: string
  readonly end: 'paragraph' | 'cell' | 'page'
  readonly inTable: boolean
  /** Ends a row instead of a cell. */
  readonly rowEnd: boolean
  /** 0 for a title, 1 … 9. */
  readonly heading?: number
  readonly listLevel?: number
}

const damaged = (why: string) => new TilthError('file-damaged', `the file is damaged: ${why}`, 'open it in Word and save it again')

/** The piece table ([MS-DOC] 2.9.38, 2.8.35). */
export function readPieces(stream: Buffer, table: Buffer): Piece[] {
  const start = stream.readUInt32LE(0x1a2)
  const end = start + stream.readUInt32LE(0x1a6)
  if (end > table.length) throw damaged('its table of pieces is cut off')
  let at = start
  while (at < end && table[at] === 1) at += 3 + table.readUInt16LE(at + 1)
  if (at + 5 > end || table[at] !== 2) throw damaged('it has no table of pieces')
  const plc = table.subarray(at + 5, at + 5 + table.readUInt32LE(at + 1))
  const count = Math.floor((plc.length - 4) / 12)
  return Array.from({ length: count }, (_, index) => {
    const position = plc.readUInt32LE(4 * index)
    const length = plc.readUInt32LE(4 * index + 4) - position
    const fc = plc.readUInt32LE(4 * (count + 1) + 8 * index + 2)
    const wide = (fc & 0x40000000) === 0
    const offset = wide ? fc : (fc & 0x3fffffff) / 2
    if (length < 0 || offset + length * (wide ? 2 : 1) > stream.length) throw damaged('a piece of its text is missing')
    return { position, length, offset, wide }
  })
}

interface Properties {
  readonly style: number
  readonly inTable: boolean
  readonly rowEnd: boolean
  readonly listed: boolean
  readonly level: number
  readonly outline?: number
}

const PLAIN: Properties = { style: 0, inTable: false, rowEnd: false, listed: false, level: 0 }

export function readParagraphs(stream: Buffer, table: Buffer, pieces: readonly Piece[]): DocParagraph[] {
  const propertiesAt = readProperties(stream, table)
  const decoder = decoderOf(1252)
  const paragraphs: DocParagraph[] = []
  let text = ''
  let first: number | undefined
  for (const { position, length, offset, wide } of pieces) {
    const width = wide ? 2 : 1
    const bytes = stream.subarray(offset, offset + length * width)
    const characters = wide ? bytes.toString('utf16le') : decoder.decode(bytes)
    let from = 0
    for (let at = 0; at < characters.length; at++) {
      const code = characters.charCodeAt(at)
      if (code !== 13 && code !== 7 && code !== 12) continue
      text += characters.slice(from, at)
      from = at + 1
      const { style, inTable, rowEnd, listed, level, outline } = propertiesAt(offset + at * width)
      // Styles 1 … 9 are the headings, 62 the title, whatever they are called ([MS-DOC] 2.9.271).
      const heading = style >= 1 && style <= 9 ? style : style === 62 ? 0 : outline !== undefined && outline < 9 ? outline + 1 : undefined
      paragraphs.push({
        position: first ?? position + at,
        text,
        end: code === 13 ? 'paragraph' : code === 7 ? 'cell' : 'page',
        inTable,
        rowEnd,
        ...(heading !== undefined && { heading }),
        ...(listed && { listLevel: level }),
      })
      text = ''
      first = undefined
    }
    if (from < characters.length) {
      first ??= position + from
      text += characters.slice(from)
    }
  }
  if (text) paragraphs.push({ position: first ?? 0, text, end: 'paragraph', inTable: false, rowEnd: false })
  return paragraphs
}

const PAGE = 512

/** What holds for the paragraph whose mark stands at a byte of the stream: from the pages of PlcBtePapx ([MS-DOC] 2.8.6, 2.9.175). */
function readProperties(stream: Buffer, table: Buffer): (offset: number) => Properties {
  const start = stream.readUInt32LE(0x102)
  const plc = table.subarray(start, start + stream.readUInt32LE(0x106))
  const count = Math.max(0, Math.floor((plc.length - 4) / 8))
  const starts = Array.from({ length: count }, (_, at) => plc.readUInt32LE(4 * at))
  const pages = Array.from({ length: count }, (_, at) => plc.readUInt32LE(4 * (count + 1) + 4 * at) & 0x3fffff)
  return (offset) => {
    const index = lastAtMost(starts, offset)
    const page = index < 0 ? undefined : stream.subarray((pages[index] ?? 0) * PAGE, ((pages[index] ?? 0) + 1) * PAGE)
    if (!page || page.length < PAGE) return PLAIN
    const runs = page[PAGE - 1] ?? 0
    if (4 * (runs + 1) + 13 * runs > PAGE) return PLAIN
    const run = lastAtMost(
      Array.from({ length: runs }, (_, at) => page.readUInt32LE(4 * at)),
      offset,
    )
    const place = run < 0 ? 0 : 2 * (page[4 * (runs + 1) + 13 * run] ?? 0)
    if (!place) return PLAIN
    const short = page[place] ?? 0
    const [from, size] = short ? [place + 1, 2 * short - 1] : [place + 2, 2 * (page[place + 1] ?? 0)]
    return propertiesOf(page.subarray(from, Math.min(PAGE, from + size)))
  }
}

/** Index of a style and changes to it: sprmPFInTable, sprmPFTtp, sprmPIlfo, sprmPIlvl, sprmPOutLvl ([MS-DOC] 2.6.2). */
function propertiesOf(bytes: Buffer): Properties {
  if (bytes.length < 2) return PLAIN
  const found = { ...PLAIN, style: bytes.readUInt16LE(0) } as { -readonly [name in keyof Properties]: Properties[name] }
  for (let at = 2; at + 2 < bytes.length;) {
    const sprm = bytes.readUInt16LE(at)
    const value = bytes[at + 2] ?? 0
    if (sprm === 0x2416) found.inTable = value === 1
    else if (sprm === 0x2417) found.rowEnd = value === 1
    else if (sprm === 0x460b && at + 4 <= bytes.length) found.listed = ![0, 0xf801].includes(bytes.readUInt16LE(at + 2))
    else if (sprm === 0x260a) found.level = Math.min(8, value)
    else if (sprm === 0x2640) found.outline = value
    at += 2 + operandSize(sprm, bytes, at + 2)
  }
  return found
}

function operandSize(sprm: number, bytes: Buffer, at: number): number {
  const sizes = [1, 1, 2, 4, 2, 2, 0, 3]
  const kind = sprm >> 13
  if (kind !== 6) return sizes[kind] ?? 1
  // sprmTDefTable says its length in two bytes, sprmPChgTabs 255 for "work it out".
  if (sprm === 0xd608 && at + 2 <= bytes.length) return 1 + bytes.readUInt16LE(at)
  return 1 + (bytes[at] ?? 0)
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
