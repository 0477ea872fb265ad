import { TilthError } from '../../common/errors.ts'
import { createKernel, MAX_PAGES, PAGE_BYTES } from './kernel.ts'
import { paddedLength, quantizeQuestion } from './quantize.ts'
import type { Top } from './top.ts'

/** Rows of one segment. Memory grows by segments, so that no row ever moves. */
const SEGMENT_ROWS = 4096
const SCALE_BYTES = 4

/** The int8 rows of one vector space in WebAssembly memory, each tied to an entry of the catalogue. */
export interface Matrix {
  readonly dimensions: number
  readonly rows: number
  /** The largest scale of any row: what the error of an approximate score depends on. */
  readonly largestScale: number
  /** Whether rows have the lengths that their number asks for, which `append` takes for granted. */
  fits(rows: Rows): boolean
  append(rows: Rows): void
  /** Adds approximate scores of the rows whose entry is allowed (`allowed[entry]` ≠ 0) to `top`. */
  scan(question: Float32Array, allowed: Uint8Array, top: Top): void
  /** After a scan: the entries whose approximate score was at least `floor`. */
  atLeast(floor: number): number[]
}

/** Packed rows (`packCodes`), one after the other, and the entries that they belong to, in the same order. */
export interface Rows {
  readonly entries: readonly number[]
  readonly scales: Uint8Array
  readonly codes: Uint8Array
}

interface Segment {
  readonly entries: Int32Array
  count: number
  /** Byte offsets into the memory. */
  readonly codes: number
  readonly scales: number
  readonly mask: number
  readonly scores: number
}

export function createMatrix(dimensions: number): Matrix {
  const stride = paddedLength(dimensions)
  const kernel = createKernel()
  const segments: Segment[] = []
  const segmentPages = Math.ceil((SEGMENT_ROWS * (stride + 4 + 4 + 1)) / PAGE_BYTES)
  const questionPages = Math.ceil((2 * stride) / PAGE_BYTES)
  if (questionPages > 1) kernel.memory.grow(questionPages - 1)
  let rows = 0
  let largestScale = 0

  function addSegment(): Segment {
    const codes = kernel.memory.buffer.byteLength
    if (codes / PAGE_BYTES + segmentPages > MAX_PAGES) throw tooMany(rows)
    try {
      kernel.memory.grow(segmentPages)
    } catch (error) {
      throw tooMany(rows, error)
    }
    const scales = codes + SEGMENT_ROWS * stride
    const scores = scales + SEGMENT_ROWS * 4
    const segment = { entries: new Int32Array(SEGMENT_ROWS), count: 0, codes, scales, scores, mask: scores + SEGMENT_ROWS * 4 }
    segments.push(segment)
    return segment
  }

  return {
    dimensions,
    get rows() {
      return rows
    },
    get largestScale() {
      return largestScale
    },
    fits: ({ entries, scales, codes }) => scales.length === entries.length * SCALE_BYTES && codes.length === entries.length * stride,
    append({ entries, scales, codes }) {
      for (let from = 0; from < entries.length;) {
        const last = segments.at(-1)
        const segment = last && last.count < SEGMENT_ROWS ? last : addSegment()
        const to = Math.min(entries.length, from + SEGMENT_ROWS - segment.count)
        const memory = new Uint8Array(kernel.memory.buffer)
        memory.set(codes.subarray(from * stride, to * stride), segment.codes + segment.count * stride)
        memory.set(scales.subarray(from * SCALE_BYTES, to * SCALE_BYTES), segment.scales + segment.count * SCALE_BYTES)
        segment.entries.set(entries.slice(from, to), segment.count)
        for (const scale of new Float32Array(kernel.memory.buffer, segment.scales + segment.count * SCALE_BYTES, to - from)) {
          largestScale = Math.max(largestScale, scale)
        }
        segment.count += to - from
        rows += to - from
        from = to
      }
    },
    scan(question, allowed, top) {
      const { scale, codes } = quantizeQuestion(question)
      new Int16Array(kernel.memory.buffer, 0, stride).set(codes)
      for (const { entries, count, codes: at, scales, mask, scores } of segments) {
        const passes = new Uint8Array(kernel.memory.buffer, mask, count)
        for (let row = 0; row < count; row++) passes[row] = allowed[entries[row] ?? 0] ?? 0
        kernel.scan(at, count, stride, 0, scales, mask, scores, scale)
        const results = new Float32Array(kernel.memory.buffer, scores, count)
        let { floor } = top
        for (let row = 0; row < count; row++) {
          const score = results[row] ?? 0
          if (score < floor || passes[row] === 0) continue
          top.add(entries[row] ?? 0, score)
          floor = top.floor
        }
      }
    },
    atLeast(floor) {
      const found: number[] = []
      for (const { entries, count, mask, scores } of segments) {
        const results = new Float32Array(kernel.memory.buffer, scores, count)
        const passes = new Uint8Array(kernel.memory.buffer, mask, count)
        for (let row = 0; row < count; row++) if ((results[row] ?? 0) >= floor && passes[row] !== 0) found.push(entries[row] ?? 0)
      }
      return found
    },
  }
}

function tooMany(rows: number, cause?: unknown): TilthError {
  return new TilthError('store-too-large', `more than ${rows.toLocaleString('en')} vectors do not fit into memory`, 'split the documents over several stores', {
    cause,
  })
}
