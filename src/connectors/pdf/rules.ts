import type { Area } from './layout.ts'
import type { Pdfium } from './pdfium-library.ts'

const PATH = 2
const FORM = 5
const MOVE_TO = 2
const LINE_TO = 0
/** More objects or corners than this are a map or a plan, not the rules of a table. */
const MAX_OBJECTS = 6000
const MAX_SEGMENTS = 40_000
const MAX_DEPTH = 4
/** Shorter strokes, in points, are parts of letters and arrows. */
const MIN_LENGTH = 3
const STRAIGHT = 0.6

/** `[a, b, c, d, e, f]`: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [number, number, number, number, number, number]
type Place = (left: number, top: number, right: number, bottom: number) => readonly [left: number, top: number, right: number, bottom: number]

/**
 * The straight level and upright lines that are drawn on a page, edges of filled areas included, as areas without height or
 * width, seen from the upper left corner. `buffer`: 64 bytes of the library's memory.
 */
export function rulesOn(lib: Pdfium, page: number, place: Place, buffer: number): Area[] {
  const rules: Area[] = []
  let [objects, segments] = [0, 0]
  const floats = (at: number, count: number) => [...new Float32Array(lib.memory().buffer, buffer + at, count)]
  read(lib.FPDFPage_CountObjects(page), (index) => lib.FPDFPage_GetObject(page, index), [1, 0, 0, 1, 0, 0], 0)
  return rules

  function read(count: number, get: (index: number) => number, outer: Matrix, depth: number): void {
    for (let index = 0; index < count && objects < MAX_OBJECTS; index++, objects++) {
      const object = get(index)
      const type = lib.FPDFPageObj_GetType(object)
      if (type !== PATH && type !== FORM) continue
      if (!lib.FPDFPageObj_GetMatrix(object, buffer)) continue
      const matrix = product(floats(0, 6) as unknown as Matrix, outer)
      if (type === PATH) readPath(object, matrix)
      else if (depth < MAX_DEPTH) read(lib.FPDFFormObj_CountObjects(object), (at) => lib.FPDFFormObj_GetObject(object, at), matrix, depth + 1)
    }
  }

  function readPath(path: number, [a, b, c, d, e, f]: Matrix): void {
    const count = lib.FPDFPath_CountSegments(path)
    segments += count
    if (segments > MAX_SEGMENTS) return
    let from: readonly [number, number] | undefined
    let start: readonly [number, number] | undefined
    for (let index = 0; index < count; index++) {
      const segment = lib.FPDFPath_GetPathSegment(path, index)
      lib.FPDFPathSegment_GetPoint(segment, buffer, buffer + 4)
      const [x = 0, y = 0] = floats(0, 2)
      const to = [a * x + c * y + e, b * x + d * y + f] as const
      const type = lib.FPDFPathSegment_GetType(segment)
      if (type === MOVE_TO) start = to
      else if (type === LINE_TO && from) add(from, to)
      if (lib.FPDFPathSegment_GetClose(segment) && start) add(to, start)
      from = to
    }
  }

  function add([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number]): void {
    const [dx, dy] = [Math.abs(x1 - x0), Math.abs(y1 - y0)]
    if (Math.min(dx, dy) > STRAIGHT || Math.max(dx, dy) < MIN_LENGTH) return
    const [left, top, right, bottom] = place(Math.min(x0, x1), Math.max(y0, y1), Math.max(x0, x1), Math.min(y0, y1))
    if (Number.isFinite(left + top + right + bottom)) rules.push({ left, top, right, bottom })
  }
}

/** First `inner`, then `outer`. */
function product([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix {
  return [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F]
}
