import type { Metadata } from '../../contracts/document.ts'
import type { Line, Page } from '../pdf/layout.ts'
import { median } from '../pdf/layout.ts'
import type { OcrLine, OcrPage } from './ocr.ts'

/** Heights of boxes vary with the letters in them: within this factor of the usual one they are taken for the same size. */
const SAME_SIZE = 1.35
const POINTS = 72

/** What was read in an image of `dpi` dots per inch, as lines of a page: straightened, sized alike, from top to bottom. */
export function pageLines(read: OcrPage, dpi: number): Pick<Page, 'width' | 'height' | 'lines' | 'recognised'> {
  const scale = POINTS / dpi
  const skew = median(read.lines.filter(({ box }) => box.width > 3 * box.height).map(({ box }) => box.angle))
  const usual = median(read.lines.map(heightOf))
  const lines = inRows(read.lines.map((line) => placed(line, scale, skew, usual)))
  const letters = read.lines.reduce((sum, { text }) => sum + text.length, 0)
  const confidence = read.lines.reduce((sum, line) => sum + line.confidence * line.text.length, 0) / Math.max(1, letters)
  return { width: read.width * scale, height: read.height * scale, lines, recognised: { confidence } }
}

const heightOf = ({ box, sideways }: OcrLine): number => (sideways ? box.width : box.height)

function placed(line: OcrLine, scale: number, skew: number, usual: number): Line {
  const { text, box, sideways } = line
  const [cos, sin] = [Math.cos(skew), Math.sin(skew)]
  const [x, y] = [box.x * cos + box.y * sin, box.y * cos - box.x * sin]
  const height = heightOf(line)
  const size = height < usual * SAME_SIZE && height * SAME_SIZE > usual ? usual : height
  const [width, high] = sideways ? [size, box.height] : [box.width, size]
  return {
    text,
    left: (x - width / 2) * scale,
    right: (x + width / 2) * scale,
    top: (y - high / 2) * scale,
    bottom: (y + high / 2) * scale,
    size: size * scale,
    bold: false,
    mono: false,
    turned: sideways,
    hyphen: false,
    places: Array.from({ length: text.length }, (_, at) => (x + (box.width * (at + 0.5)) / text.length - box.width / 2) * scale),
    feet: Array.from({ length: text.length }, () => (y + high / 2) * scale),
    gaps: [],
  }
}

/** From top to bottom, and from left to right where lines stand beside each other. */
function inRows(lines: readonly Line[]): Line[] {
  const rows: Line[][] = []
  for (const line of lines.toSorted((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const last = rows.at(-1)
    const middle = (of: Line) => (of.top + of.bottom) / 2
    if (last && Math.abs(middle(last[0]!) - middle(line)) < 0.5 * Math.min(last[0]!.size, line.size)) last.push(line)
    else rows.push([line])
  }
  return rows.flatMap((row) => row.toSorted((a, b) => a.left - b.left))
}

/** What a document says about its pages that were recognised: how many, and with what mean confidence. */
export function ocrMetadata(pages: readonly Page[]): Metadata {
  const recognised = pages.filter((page) => page.recognised && page.lines.length)
  if (!recognised.length) return {}
  const mean = recognised.reduce((sum, page) => sum + page.recognised!.confidence, 0) / recognised.length
  return { ocrPages: recognised.length, ocrConfidence: Math.round(mean * 1000) / 1000 }
}
