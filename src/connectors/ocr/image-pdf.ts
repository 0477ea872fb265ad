/** A piece of a picture, compressed in a way that PDF knows: PDFium then has the decoders. */
export interface Piece {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Entries of the image's dictionary: colour space, bits, filter and its parameters. */
  readonly entries: string
  readonly bytes: Uint8Array
}

export interface Picture {
  readonly width: number
  readonly height: number
  readonly pieces: readonly Piece[]
}

/** A PDF with one page a picture, one unit a pixel (ISO 32000-1, 8.9.5). */
export function pdfOf(pictures: readonly Picture[]): Uint8Array {
  const parts: Buffer[] = []
  const offsets: number[] = []
  let length = 0
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part.buffer, part.byteOffset, part.length)
    parts.push(bytes)
    length += bytes.length
  }
  /** Returns the object's number. */
  const object = (dictionary: string, stream?: Uint8Array): number => {
    offsets.push(length)
    write(`${offsets.length} 0 obj\n`)
    if (stream) {
      write(`<<${dictionary}/Length ${stream.length}>>\nstream\n`)
      write(stream)
      write('\nendstream')
    } else write(`<<${dictionary}>>`)
    write('\nendobj\n')
    return offsets.length
  }
  write('%PDF-1.7\n')
  // The page tree is object 2, written last; its pages name it before.
  const catalogue = object('/Type/Catalog/Pages 2 0 R')
  offsets.push(0)
  const pages = pictures.map(({ width, height, pieces }) => {
    const images = pieces.map((piece) => object(`/Type/XObject/Subtype/Image/Width ${piece.width}/Height ${piece.height}${piece.entries}`, piece.bytes))
    const drawn = pieces.map((piece, index) => `q ${piece.width} 0 0 ${piece.height} ${piece.x} ${height - piece.y - piece.height} cm /I${index} Do Q`)
    const content = object('', Buffer.from(drawn.join('\n')))
    const names = images.map((image, index) => `/I${index} ${image} 0 R`).join('')
    return object(`/Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</XObject<<${names}>>>>/Contents ${content} 0 R`)
  })
  offsets[1] = length
  write(`2 0 obj\n<</Type/Pages/Count ${pages.length}/Kids[${pages.map((page) => `${page} 0 R`).join(' ')}]>>\nendobj\n`)
  const start = length
  const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${offsets.map(row).join('')}`)
  write(`trailer\n<</Size ${offsets.length + 1}/Root ${catalogue} 0 R>>\nstartxref\n${start}\n%%EOF`)
  return Buffer.concat(parts)
}
