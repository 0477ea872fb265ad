import { type Box, smallestBox } from './box.ts'

/** Settings of PP-OCRv4's own pipeline (PaddleOCR, `DBPostProcess`). */
const PIXEL_LIMIT = 0.3
const BOX_LIMIT = 0.6
const UNCLIP = 1.5
const MIN_SIDE = 3

/**
 * Boxes of the lines in a map of probabilities `[height, width]`, "differentiable binarisation" (Liao et al., 2020, arXiv
 * 1911.08947, §3.5): pixels over a limit, joined to regions; the smallest rectangle around each, which is the text's kernel,
 * made wider by area × ratio ÷ circumference. Departs from it: for a rectangle the offset polygon's smallest rectangle is just
 * the rectangle with the offset on each side, so nothing is clipped.
 */
export function textRegions(map: Float32Array, width: number, height: number): Box[] {
  const seen = new Uint8Array(width * height)
  const stack: number[] = []
  const boxes: Box[] = []
  for (let start = 0; start < map.length; start++) {
    if (seen[start] || map[start]! <= PIXEL_LIMIT) continue
    const rows = new Map<number, [left: number, right: number]>()
    stack.push(start)
    seen[start] = 1
    while (stack.length) {
      const at = stack.pop()!
      const y = (at / width) | 0
      const x = at - y * width
      const row = rows.get(y)
      if (!row) rows.set(y, [x, x])
      else if (x < row[0]) row[0] = x
      else if (x > row[1]) row[1] = x
      for (let ny = Math.max(0, y - 1); ny <= y + 1 && ny < height; ny++) {
        for (let nx = Math.max(0, x - 1); nx <= x + 1 && nx < width; nx++) {
          const next = ny * width + nx
          if (seen[next] || map[next]! <= PIXEL_LIMIT) continue
          seen[next] = 1
          stack.push(next)
        }
      }
    }
    // The outermost pixels of each row are all that a hull can touch.
    const points: number[] = []
    for (const [y, [left, right]] of rows) points.push(left, y, right, y)
    const box = smallestBox(points)
    if (!box || Math.min(box.width, box.height) < MIN_SIDE || meanInside(map, width, height, box) < BOX_LIMIT) continue
    const offset = (box.width * box.height * UNCLIP) / (2 * (box.width + box.height))
    boxes.push({ ...box, width: box.width + 2 * offset, height: box.height + 2 * offset })
  }
  return boxes
}

function meanInside(map: Float32Array, width: number, height: number, box: Box): number {
  const [cos, sin] = [Math.cos(box.angle), Math.sin(box.angle)]
  const reachX = (Math.abs(box.width * cos) + Math.abs(box.height * sin)) / 2
  const reachY = (Math.abs(box.width * sin) + Math.abs(box.height * cos)) / 2
  let [sum, count] = [0, 0]
  for (let y = Math.max(0, Math.ceil(box.y - reachY)); y <= Math.min(height - 1, box.y + reachY); y++) {
    for (let x = Math.max(0, Math.ceil(box.x - reachX)); x <= Math.min(width - 1, box.x + reachX); x++) {
      const [dx, dy] = [x - box.x, y - box.y]
      if (Math.abs(dx * cos + dy * sin) * 2 > box.width || Math.abs(dy * cos - dx * sin) * 2 > box.height) continue
      sum += map[y * width + x]!
      count++
    }
  }
  return count ? sum / count : 0
}
