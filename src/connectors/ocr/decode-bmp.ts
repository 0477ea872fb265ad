import type { Bitmap } from './bitmap.ts'

/**
 * Windows bitmaps as programs write them: 1, 4, 8, 24 or 32 bits a pixel, not compressed. Layout: BITMAPFILEHEADER and
 * BITMAPINFOHEADER of the Windows SDK. Throws an Error for others.
 */
export function decodeBmp(bytes: Uint8Array): Bitmap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const start = view.getUint32(10, true)
  const headerSize = view.getUint32(14, true)
  const width = view.getInt32(18, true)
  const signedHeight = view.getInt32(22, true)
  const bits = view.getUint16(28, true)
  const compression = view.getUint32(30, true)
  const height = Math.abs(signedHeight)
  if (headerSize < 40 || width <= 0 || height === 0) throw new Error('not a bitmap that is known')
  // BI_BITFIELDS with 32 bits has the usual order of colours nearly always.
  if (compression !== 0 && !(compression === 3 && bits === 32)) throw new Error('a compressed bitmap')
  const stride = Math.ceil((width * bits) / 32) * 4
  if (start + stride * height > bytes.length) throw new Error('cut off')
  const data = new Uint8Array(width * height * 4)
  const palette = 14 + headerSize
  for (let y = 0; y < height; y++) {
    const row = start + stride * (signedHeight > 0 ? height - 1 - y : y)
    for (let x = 0, to = y * width * 4; x < width; x++, to += 4) {
      let from: number
      if (bits >= 24) from = row + (x * bits) / 8
      else {
        const perByte = 8 / bits
        const byte = bytes[row + Math.floor(x / perByte)]!
        from = palette + 4 * ((byte >> (8 - bits - bits * (x % perByte))) & ((1 << bits) - 1))
      }
      data[to] = bytes[from]!
      data[to + 1] = bytes[from + 1]!
      data[to + 2] = bytes[from + 2]!
    }
  }
  return { width, height, data }
}
