import { decode } from 'fast-png'
import type { Bitmap } from './bitmap.ts'

/** A PNG image on white. Throws an Error for damaged ones. */
export function decodePng(bytes: Uint8Array): Bitmap {
  const { width, height, depth, channels, palette, data } = decode(bytes)
  const pixels = new Uint8Array(width * height * 4)
  const colour = channels >= 3
  const alpha = channels === 2 || channels === 4
  // 16 bits to 8; fewer than 8 stand packed, row by row.
  const shift = depth === 16 ? 8 : 0
  const stride = Math.ceil((width * depth * channels) / 8)
  const most = depth < 8 ? 2 ** depth - 1 : 255
  const sample = (x: number, y: number, channel: number): number => {
    if (depth >= 8) return data[(y * width + x) * channels + channel]! >> shift
    const bit = x * depth
    return (data[y * stride + (bit >> 3)]! >> (8 - depth - (bit & 7))) & most
  }
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      let [red, green, blue, opacity] = [0, 0, 0, 255]
      if (palette) {
        const entry = palette[sample(x, y, 0)] ?? [0, 0, 0]
        ;[red, green, blue] = [entry[0]!, entry[1]!, entry[2]!]
        opacity = entry[3] ?? 255
      } else {
        red = sample(x, y, 0)
        if (depth < 8) red = (red * 255) / most
        green = colour ? sample(x, y, 1) : red
        blue = colour ? sample(x, y, 2) : red
        if (alpha) opacity = sample(x, y, channels - 1)
      }
      const white = 255 - opacity
      pixels[to] = white + (blue * opacity) / 255
      pixels[to + 1] = white + (green * opacity) / 255
      pixels[to + 2] = white + (red * opacity) / 255
    }
  }
  return { width, height, data: pixels }
}
