import type { Bitmap } from './bitmap.ts'
import { type Box, scaled } from './box.ts'
import type { Engine } from './engine.ts'
import { planesOf } from './planes.ts'
import { textRegions } from './text-regions.ts'

/** Longest side of what the model sees, in pixels; its sides must be multiples of 32. Larger finds smaller print, and costs as its area does. */
const MAX_SIDE = 1280
const MULTIPLE = 32
/** The model sees the image in bands of about this area: its memory grows with it, 350 bytes a pixel. */
const BAND_PIXELS = 600_000
/** Rows that bands have in common: a line of text is seen whole by one of them at least. */
const COMMON = 96
/** ImageNet's, in the order in which PaddleOCR applies them to blue, green, red. */
const SCALE = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const

/** Boxes of the lines of text in an image, in its pixels. */
export async function detect({ detection, Tensor }: Engine, image: Bitmap): Promise<Box[]> {
  const ratio = Math.min(1, MAX_SIDE / Math.max(image.width, image.height))
  const side = (length: number) => Math.max(MULTIPLE, Math.round((length * ratio) / MULTIPLE) * MULTIPLE)
  const [width, height] = [side(image.width), side(image.height)]
  const map = new Float32Array(width * height)
  const rows = Math.max(3 * COMMON, Math.floor(BAND_PIXELS / width / MULTIPLE) * MULTIPLE)
  for (let top = 0; ; top += rows - COMMON) {
    const bottom = Math.min(height, top + rows)
    const band = await probabilities(image, top, bottom)
    // Each band's half of what is common.
    const skipped = top ? COMMON / 2 : 0
    map.set(band.subarray(skipped * width), (top + skipped) * width)
    if (bottom === height) break
  }
  // The map's pixels are points at their centres.
  const boxes = textRegions(map, width, height).map((box) => ({ ...box, x: box.x + 0.5, y: box.y + 0.5 }))
  return boxes.map((box) => scaled(box, image.width / width, image.height / height))

  /** `[bottom - top, width]`, rows of the map. */
  async function probabilities(image: Bitmap, top: number, bottom: number): Promise<Float32Array> {
    const size = { width, height: bottom - top, stride: width }
    const step = image.height / height
    const box = { x: image.width / 2, y: (step * (top + bottom)) / 2, width: image.width, height: step * size.height, angle: 0 }
    const input = new Tensor('float32', planesOf(image, box, size, SCALE), [1, 3, size.height, width])
    const results = await detection.run({ [detection.inputNames[0]!]: input })
    const output = results[detection.outputNames[0]!]!
    const data = Float32Array.from(output.data as Float32Array)
    output.dispose()
    return data
  }
}
