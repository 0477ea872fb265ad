import { TilthError, messageOf } from '../../common/errors.ts'
import type { OcrMode } from '../../contracts/extractor.ts'
import { pageLines } from '../ocr/page-lines.ts'
import { sharedOcr } from '../ocr/shared-ocr.ts'
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
      if (mode === 'auto' && page.lines.length) return page
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
