import type { Bitmap } from './bitmap.ts'
import type { Box } from './box.ts'
import type { Engine } from './engine.ts'
import { planesOf } from './planes.ts'
import { recognise } from './recognise.ts'

const SIZE = { width: 192, height: 48, stride: 192 } as const
const SCALE = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const
/** Lines that are asked, the longest ones. */
const ASKED = 8
/** Where the classifier's mean is nearer to the middle, a few lines are read both ways. */
const SURE = 0.9
const READ = 3

/** Most of the text stands in boxes that are much higher than wide: the page was scanned on its side. */
export function liesOnItsSide(boxes: readonly Box[]): boolean {
  let [high, wide] = [0, 0]
  for (const { width, height } of boxes) {
    if (height > 1.5 * width) high += width * height
    else if (width > 1.5 * height) wide += width * height
  }
  return high > wide
}

/** Does the text stand on its head? */
export async function isUpsideDown(engine: Engine, image: Bitmap, boxes: readonly Box[]): Promise<boolean> {
  const lines = boxes.filter(({ width, height }) => width > 1.5 * height).toSorted((a, b) => b.width / b.height - a.width / a.height)
  const asked = lines.slice(0, ASKED)
  if (!asked.length) return false
  let sum = 0
  for (const box of asked) sum += await turnedShare(engine, image, box)
  const mean = sum / asked.length
  if (mean < 1 - SURE) return false
  if (mean > SURE) return true
  let upright = 0
  for (const box of asked.slice(0, READ)) {
    const [right, head] = [await recognise(engine, image, box), await recognise(engine, image, { ...box, angle: box.angle + Math.PI })]
    upright += right.confidence - head.confidence
  }
  return upright < 0
}

/** The classifier's probability that a line stands on its head; of a long line the middle, in its proportions. */
async function turnedShare({ direction, Tensor }: Engine, image: Bitmap, box: Box): Promise<number> {
  const middle = { ...box, width: Math.min(box.width, (box.height * SIZE.width) / SIZE.height) }
  const width = Math.min(SIZE.width, Math.round((SIZE.height * middle.width) / middle.height))
  const input = new Tensor('float32', planesOf(image, middle, { ...SIZE, width }, SCALE), [1, 3, SIZE.height, SIZE.stride])
  const results = await direction.run({ [direction.inputNames[0]!]: input })
  const share = (results[direction.outputNames[0]!]!.data as Float32Array)[1] ?? 0
  return share
}
