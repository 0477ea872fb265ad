import type { Bitmap } from '../ocr/bitmap.ts'
import type { Pdfium } from './pdfium-library.ts'

/** Blue, green, red and a byte that is not used. */
const FORMAT_BGRX = 3
const BYTES = 4
const WHITE = 0xffffffff

/** Draws a loaded page on white, `width × height` pixels. Its annotations are left out. Undefined when memory does not suffice. */
export function renderPage(lib: Pdfium, page: number, width: number, height: number): Bitmap | undefined {
  const pixels = lib.malloc(width * height * BYTES)
  if (!pixels) return undefined
  const bitmap = lib.FPDFBitmap_CreateEx(width, height, FORMAT_BGRX, pixels, width * BYTES)
  try {
    if (!bitmap) return undefined
    lib.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
    lib.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    return { width, height, data: lib.memory().slice(pixels, pixels + width * height * BYTES) }
  } finally {
    if (bitmap) lib.FPDFBitmap_Destroy(bitmap)
    lib.free(pixels)
  }
}
