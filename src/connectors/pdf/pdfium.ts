import { TilthError } from '../../common/errors.ts'
import type { Bitmap } from '../ocr/bitmap.ts'
import type { Line, Page, PdfText } from './layout.ts'
import { type Pdfium, forgetPdfium, pdfium } from './pdfium-library.ts'
import { renderPage } from './render.ts'
import { rulesOn } from './rules.ts'

const HINT = 'open it in a PDF viewer; if that can, print it to a new PDF'
const PASSWORD_ERROR = 4
const SECURITY_ERROR = 5
/** Kinds of objects on a page: an image, and a group that holds objects of its own, as scanners wrap theirs. */
const PICTURES = new Set([3, 5])
/** A page with more drawing objects is a map or a plan: whether one of them is a picture is not looked for. */
const MAX_OBJECTS = 2000
const BUFFER_BYTES = 4096

/** Draws the page at so many dots per inch, or fewer, so that no side is longer than `maxSide` pixels. */
export type Draw = (dpi: number, maxSide?: number) => Bitmap | undefined

export interface ReadPdfOptions {
  readonly password?: string
  /** Sees each page, and may give it other lines: those that it reads in its picture, drawn at so many dots per inch. */
  readonly look?: (page: Page, draw: Draw) => Promise<Page>
}

/**
 * The text of a PDF, line by line in the order in which it was written, with the place and size of each line.
 * Throws a TilthError for files that are encrypted or no PDFs.
 */
export async function readPdf(bytes: Uint8Array, name: string, { password, look }: ReadPdfOptions = {}): Promise<PdfText> {
  const lib = await pdfium()
  const data = lib.malloc(Math.max(1, bytes.length))
  if (!data) throw new TilthError('too-much-memory', `${name} is too large to be opened`, 'split the file into smaller ones')
  const buffer = lib.malloc(BUFFER_BYTES)
  try {
    lib.memory().set(bytes, data)
    const secret = password ? textAt(lib, password) : 0
    const document = lib.FPDF_LoadMemDocument(data, bytes.length, secret)
    if (secret) lib.free(secret)
    if (!document) {
      const error = openError(lib.FPDF_GetLastError(), name, password !== undefined)
      lib.free(buffer)
      lib.free(data)
      throw error
    }
    const count = lib.FPDF_GetPageCount(document)
    const pages: Page[] = []
    for (let index = 0; index < count; index++) {
      const page = readPage(lib, document, index, buffer)
      pages.push(look ? await look(page, (dpi, maxSide) => draw(lib, document, index, dpi, maxSide)) : page)
    }
    const meta = (tag: string) => metaText(lib, document, tag, buffer)
    const text = { pages, title: meta('Title'), author: meta('Author'), created: meta('CreationDate') }
    lib.FPDF_CloseDocument(document)
    lib.free(buffer)
    lib.free(data)
    return text
  } catch (error) {
    if (error instanceof TilthError) throw error
    // What is left in the library's memory may be damaged too: the next file gets a new one.
    forgetPdfium()
    throw new TilthError('damaged', `${name}: the PDF is damaged in a way that stops its reader`, HINT, { cause: error })
  }
}

/** A string of C in the library's memory. */
function textAt(lib: Pdfium, text: string): number {
  const bytes = Buffer.from(`${text}\0`, 'utf8')
  const pointer = lib.malloc(bytes.length)
  lib.memory().set(bytes, pointer)
  return pointer
}

/** Of what is drawn, in pixels: 26 MB. */
const MAX_SIDE = 2600

function draw(lib: Pdfium, document: number, index: number, dpi: number, maxSide = MAX_SIDE): Bitmap | undefined {
  const page = lib.FPDF_LoadPage(document, index)
  if (!page) return undefined
  try {
    const [width, height] = [lib.FPDF_GetPageWidth(page), lib.FPDF_GetPageHeight(page)]
    const scale = Math.min(dpi / 72, maxSide / Math.max(width, height, 1))
    return renderPage(lib, page, Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)))
  } finally {
    lib.FPDF_ClosePage(page)
  }
}

function openError(code: number, name: string, given: boolean): TilthError {
  if (code === PASSWORD_ERROR && given)
    return new TilthError(
      'encrypted',
      `${name}: the PDF is encrypted, and the password given is not the right one`,
      'give its own password, or save a copy without',
    )
  if (code === PASSWORD_ERROR) return new TilthError('encrypted', `${name}: the PDF is encrypted: a password is needed`, 'save a copy without the password')
  if (code === SECURITY_ERROR)
    return new TilthError('encrypted', `${name}: the PDF is encrypted in a way that is not supported`, 'save a copy without encryption')
  return new TilthError('damaged', `${name}: the PDF is damaged, cut off, or no PDF at all`, HINT)
}

function readPage(lib: Pdfium, document: number, index: number, buffer: number): Page {
  const page = lib.FPDF_LoadPage(document, index)
  if (!page) return { number: index + 1, width: 0, height: 0, lines: [], rules: [], pictures: 0, blank: true, unreadable: true }
  const text = lib.FPDFText_LoadPage(page)
  try {
    const width = lib.FPDF_GetPageWidth(page)
    const height = lib.FPDF_GetPageHeight(page)
    const placer = placerOf(lib, page, width, height, buffer)
    const lines = text ? readLines(lib, text, placer, buffer) : []
    const rules = lines.length ? rulesOn(lib, page, placer.place, buffer) : []
    return {
      number: index + 1,
      width,
      height,
      lines,
      rules,
      pictures: lines.length ? 0 : picturesOn(lib, page),
      blank: lib.FPDFPage_CountObjects(page) === 0,
      unreadable: !text,
    }
  } finally {
    if (text) lib.FPDFText_ClosePage(text)
    lib.FPDF_ClosePage(page)
  }
}

/** Turns a rectangle of the page's own space into one seen from the upper left corner, as the page is shown. */
interface Placer {
  readonly place: (left: number, top: number, right: number, bottom: number) => readonly [left: number, top: number, right: number, bottom: number]
  /** Angle of upright text on this page, in radians. */
  readonly upright: number
}

/** The map from page to screen is affine, so that three points tell it; the page may be rotated and its origin anywhere. */
function placerOf(lib: Pdfium, page: number, width: number, height: number, buffer: number): Placer {
  const SCALE = 16
  const point = (x: number, y: number): [number, number] => {
    lib.FPDF_PageToDevice(page, 0, 0, Math.round(width * SCALE), Math.round(height * SCALE), 0, x, y, buffer, buffer + 4)
    const view = new DataView(lib.memory().buffer, buffer, 8)
    return [view.getInt32(0, true) / SCALE, view.getInt32(4, true) / SCALE]
  }
  const FAR = 1000
  const [x0, y0] = point(0, 0)
  const [xx, xy] = point(FAR, 0)
  const [yx, yy] = point(0, FAR)
  const map = (x: number, y: number) => [x0 + (x * (xx - x0) + y * (yx - x0)) / FAR, y0 + (x * (xy - y0) + y * (yy - y0)) / FAR] as const
  return {
    place(left, top, right, bottom) {
      const [ax, ay] = map(left, top)
      const [bx, by] = map(right, bottom)
      return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
    },
    upright: (lib.FPDFPage_GetRotation(page) * Math.PI) / 2,
  }
}

function readLines(lib: Pdfium, text: number, placer: Placer, buffer: number): Line[] {
  const lines: Line[] = []
  const count = lib.FPDFText_CountChars(text)
  let line = newLine()
  for (let index = 0; index < count; index++) {
    const code = lib.FPDFText_GetUnicode(text, index)
    if (code === 13 || code === 10) finish(false)
    // PDFium sees that a word goes on in the next line, and puts this in place of both hyphen and line end.
    else if (code === SOFT_HYPHEN || code === 2) finish(true)
    else if (code !== 0) {
      const character = String.fromCodePoint(code)
      line.text += character
      if (character.trim() && lib.FPDFText_GetLooseCharBox(text, index, buffer)) {
        const view = new DataView(lib.memory().buffer, buffer, 16)
        const [left, top, right, bottom] = placer.place(view.getFloat32(0, true), view.getFloat32(4, true), view.getFloat32(8, true), view.getFloat32(12, true))
        if (line.indices.length && left > line.right + GAP * (bottom - top))
          line.gaps.push({ at: line.text.length - character.length, left: line.right, right: left })
        for (let unit = line.text.length - character.length; unit < line.text.length; unit++) {
          line.places[unit] = (left + right) / 2
          line.feet[unit] = bottom
        }
        line.indices.push(index)
        line.sizes.push(bottom - top)
        line.left = Math.min(line.left, left)
        line.right = Math.max(line.right, right)
        line.top = Math.min(line.top, top)
        line.bottom = Math.max(line.bottom, bottom)
      }
    }
  }
  finish(false)
  return lines

  function finish(hyphen: boolean): void {
    const { left, right, top, bottom, indices, sizes } = line
    if (line.text.trim() && indices.length) {
      const samples = [indices[0]!, indices[indices.length >> 1]!, indices.at(-1)!].map((index) => fontOf(lib, text, index, buffer))
      const angle = lib.FPDFText_GetCharAngle(text, indices[indices.length >> 1]!) - placer.upright
      lines.push({
        text: line.text,
        left,
        right,
        top,
        bottom,
        size: sizes.sort((a, b) => a - b)[sizes.length >> 1]!,
        bold: samples.every((font) => BOLD.test(font)),
        mono: samples.every((font) => MONO.test(font)),
        turned: Math.abs(Math.sin(angle)) > 0.3,
        hyphen,
        places: Array.from({ length: line.text.length }, (_, at) => line.places[at] ?? line.places[at - 1] ?? left),
        feet: Array.from({ length: line.text.length }, (_, at) => line.feet[at] ?? line.feet[at - 1] ?? bottom),
        gaps: line.gaps,
      })
    }
    line = newLine()
  }
}

const SOFT_HYPHEN = 0xfffe
/** Empty space as wide as this part of the letters' height is more than a space between words. */
const GAP = 0.7
const BOLD = /bold|black|heavy|demi|CMBX|SFBX|-Medi\b|Bd$/i
const MONO = /courier|mono|consol|menlo|typewriter|CMTT|SFTT|NimbusMonL/i

const newLine = () => ({
  text: '',
  left: Infinity,
  right: -Infinity,
  top: Infinity,
  bottom: -Infinity,
  indices: [] as number[],
  sizes: [] as number[],
  places: [] as number[],
  feet: [] as number[],
  gaps: [] as Line['gaps'][number][],
})

function fontOf(lib: Pdfium, text: number, index: number, buffer: number): string {
  const length = lib.FPDFText_GetFontInfo(text, index, buffer + 8, BUFFER_BYTES - 8, buffer)
  return length > 1 ? Buffer.from(lib.memory().buffer, buffer + 8, Math.min(length, BUFFER_BYTES - 8) - 1).toString('latin1') : ''
}

function picturesOn(lib: Pdfium, page: number): number {
  const count = Math.min(lib.FPDFPage_CountObjects(page), MAX_OBJECTS)
  let pictures = 0
  for (let index = 0; index < count; index++) if (PICTURES.has(lib.FPDFPageObj_GetType(lib.FPDFPage_GetObject(page, index)))) pictures++
  return pictures
}

function metaText(lib: Pdfium, document: number, tag: string, buffer: number): string {
  lib.memory().set([...Buffer.from(tag, 'latin1'), 0], buffer)
  const length = lib.FPDF_GetMetaText(document, buffer, buffer + 64, BUFFER_BYTES - 64)
  if (length <= 2 || length > BUFFER_BYTES - 64) return ''
  return Buffer.from(lib.memory().slice(buffer + 64, buffer + 64 + length - 2))
    .toString('utf16le')
    .replaceAll('\0', '')
    .trim()
}
