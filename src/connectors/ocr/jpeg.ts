import type { Picture } from './image-pdf.ts'

/** Start of frame, but DHT (C4), JPG (C8) and DAC (CC), which lie between. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** A JPEG file as a picture of a PDF; its pixels stay as they are. Layout: ITU-T T.81, annex B. Throws an Error for others. */
export function jpegPicture(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  // A scan of the data follows its start mark.
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.of(0xff, 0xda))) throw new Error('cut off before the picture')
  let adobe = false
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) throw new Error('no marker where one is due')
    const marker = bytes[at + 1]!
    if (marker === 0xff || (marker >= 0xd0 && marker <= 0xd8) || marker === 1) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === 0xee && Buffer.from(bytes.subarray(at + 4, at + 9)).toString('latin1') === 'Adobe') adobe = true
    if (isFrame(marker)) {
      const [height, width, channels] = [view.getUint16(at + 5), view.getUint16(at + 7), bytes[at + 9]!]
      if (!width || !height) throw new Error('a picture without a size')
      // Adobe's programs write the four inks inverted.
      const space = channels === 1 ? '/DeviceGray' : channels === 3 ? '/DeviceRGB' : `/DeviceCMYK${adobe ? '/Decode[1 0 1 0 1 0 1 0]' : ''}`
      return { width, height, pieces: [{ x: 0, y: 0, width, height, entries: `/ColorSpace${space}/BitsPerComponent 8/Filter/DCTDecode`, bytes }] }
    }
    if (marker === 0xda || marker === 0xd9) break
    at += 2 + view.getUint16(at + 2)
  }
  throw new Error('a JPEG without a picture')
}
