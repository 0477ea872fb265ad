import { type Ocr, openOcr } from './ocr.ts'

let opened: Promise<Ocr> | undefined

/** The models of this process, loaded when the first picture comes. Errors as `openOcr`'s. */
export function sharedOcr(): Promise<Ocr> {
  opened ??= openOcr()
  return opened
}
