import type { Piece, Picture } from './image-pdf.ts'

const TAGS = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  t4Options: 292,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  jpegTables: 347,
} as const
/** Bytes of a value by its type: BYTE, ASCII, SHORT, LONG, …, UNDEFINED. */
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 7: 1 }
const MAX_PAGES = 2000
const MAX_VALUES = 1_000_000

type Directory = (tag: keyof typeof TAGS) => number[]

/**
 * The pages of a TIFF file as pictures of a PDF: their strips and tiles stay compressed as they are, since PDF has the same
 * ways (fax groups 3 and 4, LZW, deflate, PackBits, JPEG). Layout: TIFF 6.0. Throws an Error for what PDF does not have.
 */
export function tiffPictures(bytes: Uint8Array): Picture[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const little = bytes[0] === 0x49
  const short = (at: number) => view.getUint16(at, little)
  const long = (at: number) => view.getUint32(at, little)
  const pictures: Picture[] = []
  const seen = new Set<number>()
  for (let at = long(4); at && !seen.has(at) && pictures.length < MAX_PAGES;) {
    seen.add(at)
    const count = short(at)
    const entries = new Map<number, number[]>()
    for (let entry = at + 2; entry < at + 2 + 12 * count; entry += 12) {
      const [tag, type, values] = [short(entry), short(entry + 2), long(entry + 4)]
      const size = SIZES[type]
      if (!size || values > MAX_VALUES) continue
      const from = size * values <= 4 ? entry + 8 : long(entry + 8)
      const read = size === 1 ? (place: number) => view.getUint8(place) : size === 2 ? short : long
      entries.set(
        tag,
        Array.from({ length: values }, (_, index) => read(from + size * index)),
      )
    }
    pictures.push(pictureOf((tag) => entries.get(TAGS[tag]) ?? [], bytes))
    at = long(at + 2 + 12 * count)
  }
  return pictures
}

function pictureOf(get: Directory, bytes: Uint8Array): Picture {
  const [width = 0, height = 0] = [get('width')[0], get('height')[0]]
  const samples = get('samples')[0] ?? 1
  if (!width || !height) throw new Error('a page without a size')
  if ((get('planar')[0] ?? 1) !== 1 && samples > 1) throw new Error('colours stored apart')
  const tiled = get('tileOffsets').length > 0
  const [partWidth, partHeight] = tiled ? [get('tileWidth')[0]!, get('tileHeight')[0]!] : [width, Math.min(height, get('rowsPerStrip')[0] ?? height)]
  const lengths = get(tiled ? 'tileBytes' : 'stripBytes')
  const across = Math.ceil(width / partWidth)
  const pieces = get(tiled ? 'tileOffsets' : 'stripOffsets').map((offset, index): Piece => {
    const [x, y] = [(index % across) * partWidth, Math.floor(index / across) * partHeight]
    const high = tiled ? partHeight : Math.min(partHeight, height - y)
    const data = bytes.subarray(offset, offset + (lengths[index] ?? bytes.length))
    return { x, y, width: partWidth, height: high, ...encoded(get, data, partWidth, high) }
  })
  return { width, height, pieces }
}

function encoded(get: Directory, data: Uint8Array, width: number, height: number): { entries: string; bytes: Uint8Array } {
  const compression = get('compression')[0] ?? 1
  const [photometric = 1, samples = 1, bits = 1] = [get('photometric')[0], get('samples')[0], get('bits')[0]]
  const bytes = get('fillOrder')[0] === 2 ? data.map(mirrored) : data
  const inverted = photometric === 0
  if (compression >= 2 && compression <= 4) {
    const options = get('t4Options')[0] ?? 0
    const k = compression === 4 ? -1 : compression === 3 && options & 1 ? 1 : 0
    const aligned = compression === 2 || options & 4
    const parameters = `/K ${k}/Columns ${width}/Rows ${height}${aligned ? '/EncodedByteAlign true' : ''}${inverted ? '' : '/BlackIs1 true'}`
    return { entries: `/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<<${parameters}>>`, bytes }
  }
  if (compression === 7) {
    const space = samples === 1 ? '/DeviceGray' : samples === 3 ? '/DeviceRGB' : '/DeviceCMYK'
    return { entries: `/ColorSpace${space}/BitsPerComponent 8/Filter/DCTDecode`, bytes: withTables(Uint8Array.from(get('jpegTables')), bytes) }
  }
  const filter = { 1: '', 5: '/LZWDecode', 8: '/FlateDecode', 32946: '/FlateDecode', 32773: '/RunLengthDecode' }[compression]
  if (filter === undefined) throw new Error(`compressed in way ${compression}`)
  const predictor = get('predictor')[0] === 2 ? `/DecodeParms<</Predictor 2/Colors ${samples}/BitsPerComponent ${bits}/Columns ${width}>>` : ''
  const depth = `/BitsPerComponent ${bits}${inverted ? '/Decode[1 0]' : ''}${filter ? `/Filter${filter}${predictor}` : ''}`
  return { entries: `/ColorSpace${spaceOf(photometric, samples, bits, get('colourMap'))}${depth}`, bytes }
}

function spaceOf(photometric: number, samples: number, bits: number, map: readonly number[]): string {
  if (photometric <= 1 && samples === 1) return '/DeviceGray'
  if (photometric === 2 && samples === 3) return '/DeviceRGB'
  if (photometric === 5 && samples === 4) return '/DeviceCMYK'
  if (photometric !== 3 || samples !== 1) throw new Error(`colours of kind ${photometric} with ${samples} parts`)
  const size = 2 ** bits
  const colours = Array.from({ length: size }, (_, index) => [map[index]!, map[index + size]!, map[index + 2 * size]!]).flat()
  return `[/Indexed/DeviceRGB ${size - 1}<${colours.map((value) => (value >> 8).toString(16).padStart(2, '0')).join('')}>]`
}

/** The tables that all strips share, put into one of them: between its start mark and the rest. */
function withTables(tables: Uint8Array, bytes: Uint8Array): Uint8Array {
  return tables.length > 4 ? Buffer.concat([tables.subarray(0, tables.length - 2), bytes.subarray(2)]) : bytes
}

/** Bits in the other order. */
const mirrored = (byte: number): number => {
  let result = 0
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) result |= 128 >> bit
  return result
}
