/** A rectangle that may be askew, in pixels. `angle` in radians, clockwise as seen, of the side that is `width` long. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
}

type Point = readonly [x: number, y: number]

/** The smallest rectangle around points (`[x0, y0, x1, y1, …]`), with its angle within ±45°. */
export function smallestBox(points: readonly number[]): Box | undefined {
  const hull = hullOf(points)
  if (hull.length < 3) return undefined
  let best: Box | undefined
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length]!
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
    const box = boxAt(hull, angle)
    if (!best || box.width * box.height < best.width * best.height) best = box
  }
  return best && upright(best)
}

function boxAt(points: readonly Point[], angle: number): Box {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [x, y] of points) {
    const along = x * cos + y * sin
    const across = y * cos - x * sin
    left = Math.min(left, along)
    right = Math.max(right, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2]
  return { x: along * cos - across * sin, y: along * sin + across * cos, width: right - left, height: bottom - top, angle }
}

/** The same rectangle, described by the side that lies flatter. */
function upright({ x, y, width, height, angle }: Box): Box {
  const turns = Math.round(angle / (Math.PI / 2))
  const flat = angle - (turns * Math.PI) / 2
  return turns % 2 ? { x, y, width: height, height: width, angle: flat } : { x, y, width, height, angle: flat }
}

/** Convex hull (Andrew's monotone chain). */
function hullOf(flat: readonly number[]): Point[] {
  const points: Point[] = []
  for (let at = 0; at < flat.length; at += 2) points.push([flat[at]!, flat[at + 1]!])
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const half = (list: readonly Point[]) => {
    const chain: Point[] = []
    for (const point of list) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    return chain.slice(0, -1)
  }
  return [...half(points), ...half(points.toReversed())]
}

const turn = (a: Point, b: Point, c: Point): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

/** The place of a box in an image that is turned clockwise by quarter turns, once it is turned back by as many. */
export function scaled(box: Box, x: number, y: number): Box {
  if (Math.abs(x - y) < 1e-3 * x) return { x: box.x * x, y: box.y * x, width: box.width * x, height: box.height * x, angle: box.angle }
  // Factors differ by the rounding of sides only: the box stays a rectangle as far as matters.
  const angle = Math.atan2(Math.sin(box.angle) * y, Math.cos(box.angle) * x)
  return { x: box.x * x, y: box.y * y, width: box.width * x, height: box.height * y, angle }
}
