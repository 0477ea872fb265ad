import { TilthError, messageOf } from '../../common/errors.ts'
import type { ExtractOptions, Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { composed } from '../pdf/compose.ts'
import type { Page } from '../pdf/layout.ts'
import { readPdf } from '../pdf/pdfium.ts'
import { type Bitmap, shrunk } from './bitmap.ts'
import { decodeBmp } from './decode-bmp.ts'
import { decodePng } from './decode-png.ts'
import { pdfOf } from './image-pdf.ts'
import { jpegPicture } from './jpeg.ts'
import { ocrMetadata, pageLines } from './page-lines.ts'
import { sharedOcr } from './shared-ocr.ts'
import { tiffPictures } from './tiff.ts'

/** Reads the text in photos and scans: PNG, JPEG, TIFF (all its pages), BMP and WebP. */
export const imageExtractor: Extractor = { kinds: ['image'], extract: extractImage }

/** Larger pictures are made smaller: print of a page is readable at this size. */
const MAX_SIDE = 3200
/** What a picture's longer side is taken for, in points: that of a page of A4. */
const PAGE_POINTS = 842

async function extractImage(file: FileContent, { ocr = 'auto', onProgress }: ExtractOptions = {}): Promise<Extraction> {
  if (ocr === 'never') return { documents: [], reason: 'an image, and character recognition (OCR) is switched off' }
  const format = formatOf(file.bytes)
  if (!format) return { documents: [], reason: 'images of this kind are not read: convert it to PNG or JPEG' }
  const reader = await sharedOcr()
  const pages: Page[] = []
  const read = async (image: Bitmap) => {
    const lines = pageLines(await reader.read(image, onProgress), (Math.max(image.width, image.height) / PAGE_POINTS) * 72)
    pages.push({ number: pages.length + 1, rules: [], pictures: 1, blank: false, unreadable: false, ...lines })
  }
  try {
    await eachBitmap(format, file, read)
  } catch (error) {
    if (error instanceof TilthError) throw error
    throw new TilthError(
      'damaged',
      `${file.name}: the image is damaged, or of a form that is not read (${messageOf(error)})`,
      'open it in a viewer and save it as PNG or JPEG',
      {
        cause: error,
      },
    )
  }
  const { text, pages: spans, heading } = composed(pages, new Map(), { furniture: true })
  if (!text) return { documents: [], reason: 'no text was recognised in the image' }
  const metadata = { ...(pages.length > 1 ? { pages: pages.length } : {}), ...ocrMetadata(pages) }
  return { documents: [{ text, format: 'markdown', ...(heading ? { title: heading } : {}), ...(pages.length > 1 ? { pages: spans } : {}), metadata }] }
}

type Format = 'png' | 'jpeg' | 'tiff' | 'bmp' | 'webp'

function formatOf(bytes: Uint8Array): Format | undefined {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('\x89PNG')) return 'png'
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return 'tiff'
  if (head.startsWith('BM')) return 'bmp'
  return head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP' ? 'webp' : undefined
}

async function eachBitmap(format: Format, { bytes, name }: FileContent, use: (image: Bitmap) => Promise<void>): Promise<void> {
  if (format === 'jpeg' || format === 'tiff') {
    const pdf = pdfOf(format === 'jpeg' ? [jpegPicture(bytes)] : tiffPictures(bytes))
    await readPdf(pdf, name, {
      look: async (page, draw) => {
        // One unit of these pages is a pixel.
        const image = draw(72, MAX_SIDE)
        if (image) await use(image)
        return page
      },
    })
    return
  }
  const image = format === 'png' ? decodePng(bytes) : format === 'bmp' ? decodeBmp(bytes) : await decodeWebp(bytes)
  await use(shrunk(image, Math.ceil(Math.max(image.width, image.height) / MAX_SIDE)))
}

/** On white. */
async function decodeWebp(bytes: Uint8Array): Promise<Bitmap> {
  const { decode } = await import('@cwasm/webp')
  const { width, height, data } = decode(bytes)
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) {
    const opacity = data[at + 3]! / 255
    for (let channel = 0; channel < 3; channel++) pixels[at + channel] = data[at + 2 - channel]! * opacity + 255 * (1 - opacity)
  }
  return { width, height, data: pixels }
}
