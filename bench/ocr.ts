/**
 * Character recognition on pages whose text is known: passages are set in several fonts and sizes, drawn at 150 dots per inch,
 * and read by the product as PNG images and, turned and askew, again.
 *
 *   node bench/ocr.ts DATA… [--folder FOLDER] [--font FILE[,NAME]]
 *
 * DATA: SQuAD-form .json files, whose names end in .zh.json where they are Chinese: then a font with Chinese characters is needed,
 * one of Debian's (`apt install fonts-wqy-microhei`) or --font. FOLDER: scans and photos that only have to be read.
 * Error rate: edits ÷ characters, with runs of spaces as one (and without any in Chinese). Writes bench/results/ocr.json.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { encode } from 'fast-png'
import Pdf from 'pdfkit'
import { type Bitmap, type QuarterTurns, turned } from '../src/connectors/ocr/bitmap.ts'
import { imageExtractor } from '../src/connectors/ocr/image.ts'
import { planesOf } from '../src/connectors/ocr/planes.ts'
import { pdfExtractor } from '../src/connectors/pdf/pdf.ts'
import { readPdf } from '../src/connectors/pdf/pdfium.ts'
import { median, writeResult } from './report.ts'

const DPI = 150
const PASSAGES = 2
const ENGLISH = ['Helvetica', 'Times-Roman', 'Courier']
const CHINESE = [
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc,WenQuanYiMicroHei',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc,NotoSansCJKsc-Regular',
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
]

const { values, positionals } = parseArgs({ options: { folder: { type: 'string' }, font: { type: 'string' } }, allowPositionals: true })
const figures: Record<string, object> = {}
for (const data of positionals) {
  const chinese = data.endsWith('.zh.json')
  const fonts = chinese ? [values.font, ...CHINESE].filter((font) => font && existsSync(font.split(',')[0]!)).slice(0, 1) : ENGLISH
  if (!fonts.length) console.log(`${basename(data)}: no font with Chinese characters: give one with --font`)
  const passages = passagesOf(data)
  const rows: Record<string, { errors: number[]; seconds: number[] }> = {}
  for (const [index, font] of fonts.entries()) {
    for (const size of [8, 10, 12]) {
      const from = (index * 7 + size) % Math.max(1, passages.length - PASSAGES)
      const wanted = passages.slice(from, from + PASSAGES)
      const image = await pageOf(wanted, font!, size)
      await read(`${size} pt`, wanted, image)
      if (size !== 10 || index) continue
      for (const turns of [1, 2, 3] as const) await read(`10 pt, turned by ${turns * 90}°`, wanted, turned(image, turns as QuarterTurns))
      await read('10 pt, askew by 1.5°', wanted, askew(image, 1.5))
    }
  }
  const table = Object.fromEntries(
    Object.entries(rows).map(([name, { errors, seconds }]) => [
      name,
      { pages: errors.length, errorRate: rounded(mean(errors)), secondsAPage: rounded(median(seconds)) },
    ]),
  )
  console.log(basename(data))
  console.table(table)
  figures[basename(data, '.json')] = table

  async function read(name: string, wanted: readonly string[], image: Bitmap): Promise<void> {
    const start = performance.now()
    const { documents } = await imageExtractor.extract({ name: 'page.png', kind: 'image', bytes: pngOf(image) })
    const row = (rows[name] ??= { errors: [], seconds: [] })
    row.seconds.push((performance.now() - start) / 1000)
    row.errors.push(errorRate(wanted.join('\n'), documents[0]?.text ?? '', chinese))
  }
}
if (values.folder) {
  const rows: Record<string, object> = {}
  for (const name of readdirSync(values.folder)) {
    const kind = name.endsWith('.pdf') ? 'pdf' : 'image'
    const start = performance.now()
    const { documents, reason } = await (kind === 'pdf' ? pdfExtractor : imageExtractor).extract({ name, kind, bytes: readFileSync(join(values.folder, name)) })
    const { metadata, text } = documents[0] ?? {}
    rows[name] = { characters: text?.length ?? 0, confidence: metadata?.['ocrConfidence'] ?? reason, seconds: rounded((performance.now() - start) / 1000) }
  }
  console.table(rows)
  figures['folder'] = rows
}
writeResult('ocr', figures)

function passagesOf(data: string): string[] {
  const squad = JSON.parse(readFileSync(data, 'utf8')) as { data: { paragraphs: { context: string }[] }[] }
  // What the fonts and the models' alphabet lack is another matter.
  return squad.data
    .flatMap(({ paragraphs }) => paragraphs.map(({ context }) => context))
    .filter((text) => text.length < 900 && /^[\p{Script=Han}\p{P}\p{N}\p{Sc}a-zA-Z\s%+=~]*$/u.test(text))
}

async function pageOf(paragraphs: readonly string[], font: string, size: number): Promise<Bitmap> {
  const bytes = await new Promise<Uint8Array>((resolve) => {
    const doc = new Pdf({ size: 'A4', margin: 70 })
    const parts: Buffer[] = []
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    const [file, name] = font.split(',')
    if (name) doc.font(file!, name)
    else doc.font(file!)
    doc.fontSize(size)
    for (const paragraph of paragraphs) doc.text(paragraph).moveDown(0.7)
    doc.end()
  })
  let image: Bitmap | undefined
  await readPdf(bytes, 'page', {
    look: (page, draw) => {
      image ??= draw(DPI)
      return Promise.resolve(page)
    },
  })
  return image!
}

function askew({ width, height, data }: Bitmap, degrees: number): Bitmap {
  const box = { x: width / 2, y: height / 2, width, height, angle: (degrees * Math.PI) / 180 }
  const planes = planesOf({ width, height, data }, box, { width, height, stride: width }, { mean: [0, 0, 0], deviation: [1, 1, 1] })
  const pixels = new Uint8Array(4 * width * height)
  for (let at = 0; at < width * height; at++)
    for (let channel = 0; channel < 3; channel++) pixels[4 * at + channel] = 255 * planes[channel * width * height + at]!
  return { width, height, data: pixels }
}

function pngOf({ width, height, data }: Bitmap): Uint8Array {
  const pixels = new Uint8Array(3 * width * height)
  for (let at = 0; at < width * height; at++) for (let channel = 0; channel < 3; channel++) pixels[3 * at + channel] = data[4 * at + 2 - channel]!
  return encode({ width, height, data: pixels, depth: 8, channels: 3 })
}

function errorRate(wanted: string, got: string, chinese: boolean): number {
  // Markdown's marks at the start of a line are ours.
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .replace(/^(?:#+|-|\d+\.) /gm, chinese ? '' : '$&')
      .replace(/^#+ /gm, '')
      .replace(/\s+/g, chinese ? '' : ' ')
      .trim()
  const [a, b] = [plain(wanted), plain(got)]
  let row = Uint32Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = new Uint32Array(b.length + 1)
    next[0] = i
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]! / Math.max(1, a.length)
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / Math.max(1, list.length)
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
