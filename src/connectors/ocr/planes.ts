import type { Bitmap } from './bitmap.ts'
import type { Box } from './box.ts'

/** What a model's pixel is: (value ÷ 255 − mean) ÷ deviation, for blue, green, red. */
export interface Scale {
  readonly mean: readonly [number, number, number]
  readonly deviation: readonly [number, number, number]
}

/**
 * The part of an image inside a box, straight and `width × height` large, as planes `[3, height, stride]`; the columns from
 * `width` to `stride` stay 0. Bilinear; where the box is much larger than what is made of it, the mean of several samples.
 */
export function planesOf(
  image: Bitmap,
  box: Box,
  size: { readonly width: number; readonly height: number; readonly stride: number },
  scale: Scale,
): Float32Array {
  const { width, height, stride } = size
  const plane = height * stride
  const planes = new Float32Array(3 * plane)
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  const [stepX, stepY] = [box.width / width, box.height / height]
  const [samplesX, samplesY] = [samplesFor(stepX), samplesFor(stepY)]
  const count = samplesX * samplesY
  const [lastX, lastY] = [image.width - 1, image.height - 1]
  const { data } = image
  const factors = scale.deviation.map((deviation) => 1 / (255 * deviation * count)) as [number, number, number]
  const offsets = scale.mean.map((mean, channel) => mean / scale.deviation[channel]!) as [number, number, number]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [blue, green, red] = [0, 0, 0]
      for (let sy = 0; sy < samplesY; sy++) {
        const across = (y + (sy + 0.5) / samplesY) * stepY - box.height / 2
        for (let sx = 0; sx < samplesX; sx++) {
          const along = (x + (sx + 0.5) / samplesX) * stepX - box.width / 2
          const px = Math.min(lastX, Math.max(0, box.x + along * cos - across * sin - 0.5))
          const py = Math.min(lastY, Math.max(0, box.y + along * sin + across * cos - 0.5))
          const [ix, iy] = [px | 0, py | 0]
          const [fx, fy] = [px - ix, py - iy]
          const a = (iy * image.width + ix) * 4
          const b = ix < lastX ? a + 4 : a
          const down = iy < lastY ? image.width * 4 : 0
          const [wa, wb, wc, wd] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy]
          blue += data[a]! * wa + data[b]! * wb + data[a + down]! * wc + data[b + down]! * wd
          green += data[a + 1]! * wa + data[b + 1]! * wb + data[a + down + 1]! * wc + data[b + down + 1]! * wd
          red += data[a + 2]! * wa + data[b + 2]! * wb + data[a + down + 2]! * wc + data[b + down + 2]! * wd
        }
      }
      const at = y * stride + x
      planes[at] = blue * factors[0] - offsets[0]
      planes[at + plane] = green * factors[1] - offsets[1]
      planes[at + 2 * plane] = red * factors[2] - offsets[2]
    }
  }
  return planes
}

const samplesFor = (step: number): number => Math.min(4, Math.max(1, Math.round(step)))
