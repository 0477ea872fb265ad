import { TilthError, messageOf } from '../../common/errors.ts'
import type { OcrMode } from '../../contracts/extractor.ts'
import { pageLines } from '../ocr/page-lines.ts'
import { sharedOcr } from '../ocr/shared-ocr.ts'
import type { Line } from './layout.ts'
import type { ReadPdfOptions } from './pdfium.ts'

/** Fine enough for print of 6 points; finer costs memory and finds no more. */
const DPI = 200
/** A file of more pages without text is hardly a document: the rest of them stay without. */
const MAX_PAGES = 2000

export interface PictureReader {
  readonly look: NonNullable<ReadPdfOptions['look']>
  /** Why pages were not recognised: there are no models, or they cannot run. */
  failure(): TilthError | undefined
}

/** Reads the pages that have no text of their own (or all of them) in their pictures. */
export function pictureReader(mode: OcrMode, onProgress: () => void = () => {}): PictureReader {
  let failure: TilthError | undefined
  let read = 0
  return {
    failure: () => failure,
    async look(page, draw) {
      if (mode === 'never' || failure || page.unreadable || page.blank || read >= MAX_PAGES) return page
      if (mode === 'auto' && page.lines.length && !isBroken(page.lines)) return page
      const image = draw(DPI)
      if (!image) return page
      read++
      try {
        const seen = pageLines(await (await sharedOcr()).read(image, onProgress), (image.width / page.width) * 72)
        // `always` is a second opinion where there was text: nothing seen is none.
        return seen.lines.length ? { ...page, ...seen } : page
      } catch (error) {
        failure =
          error instanceof TilthError ? error : new TilthError('ocr-failed', `character recognition failed: ${messageOf(error)}`, 'run again with --ocr never')
        return page
      } finally {
        onProgress()
      }
    },
  }
}

/** Characters that no text has: a font without a table of what its glyphs mean gives these. */
const MEANINGLESS = /[\u0001-\u0008\u000e-\u001f\u0080-\u009f\ue000-\uf8ff\ufffd]/gu
const BROKEN = 0.3
const MIN_LETTERS = 20

/** Does the page have a text, but one that says nothing? Bullets alone do not make it so. */
export function isBroken(lines: readonly Pick<Line, 'text'>[]): boolean {
  const text = lines.map((line) => line.text.replace(/\s/g, '')).join('')
  return text.length >= MIN_LETTERS && (text.match(MEANINGLESS)?.length ?? 0) > BROKEN * text.length
}
