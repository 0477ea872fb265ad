/** An image in memory. `data` `[height, width, 4]`: blue, green, red, and one byte without meaning, as PDFium draws. */
export interface Bitmap {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export type QuarterTurns = 0 | 1 | 2 | 3

/** The image turned clockwise by quarter turns. */
export function turned(image: Bitmap, turns: QuarterTurns): Bitmap {
  if (turns === 0) return image
  const { width, height } = image
  const from = new Uint32Array(image.data.buffer, image.data.byteOffset, width * height)
  const to = new Uint32Array(width * height)
  const newWidth = turns === 2 ? width : height
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const target = turns === 1 ? x * newWidth + (height - 1 - y) : turns === 2 ? to.length - 1 - at : (width - 1 - x) * newWidth + y
      to[target] = from[at]!
    }
  }
  return { width: newWidth, height: turns === 2 ? height : width, data: new Uint8Array(to.buffer) }
}

/** The image made smaller by an integer factor: each pixel the mean of `factor × factor`. */
export function shrunk(image: Bitmap, factor: number): Bitmap {
  if (factor <= 1) return image
  const width = Math.floor(image.width / factor)
  const height = Math.floor(image.height / factor)
  const data = new Uint8Array(width * height * 4)
  const count = factor * factor
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      let [blue, green, red] = [0, 0, 0]
      for (let dy = 0; dy < factor; dy++) {
        let at = ((y * factor + dy) * image.width + x * factor) * 4
        for (let dx = 0; dx < factor; dx++, at += 4) {
          blue += image.data[at]!
          green += image.data[at + 1]!
          red += image.data[at + 2]!
        }
      }
      data[to] = blue / count
      data[to + 1] = green / count
      data[to + 2] = red / count
    }
  }
  return { width, height, data }
}

/** Less difference between its brightest and darkest green than any print has. */
const PLAIN = 12

/** Is there nothing to be seen in it? */
export function isPlain({ data }: Bitmap): boolean {
  let [least, most] = [255, 0]
  for (let at = 1; at < data.length; at += 4) {
    const value = data[at]!
    if (value < least) least = value
    if (value > most) most = value
    if (most - least > PLAIN) return false
  }
  return true
}
