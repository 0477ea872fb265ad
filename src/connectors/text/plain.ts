import { TilthError } from '../../common/errors.ts'
import type { FileContent } from '../../contracts/extractor.ts'
import type { Metadata } from '../../contracts/document.ts'
import { type DecodedText, decodeText } from './encoding.ts'

const SAMPLE = 65_536
/** Control characters that text has for a purpose: white space, and the bell, backspace and escape of terminal logs. */
const CONTROLS = /[\u0000-\u0006\u000e-\u001a\u001c-\u001f]/g

/** The text of a file that should be text, and what there is to say about its bytes. Throws when the bytes are no text. */
export function readText(file: FileContent): { readonly text: string; readonly metadata: Metadata } {
  const decoded = decodeText(file.bytes)
  const reason = binaryReason(decoded)
  if (reason) throw new TilthError('not-text', `${file.name} is not a text file: ${reason}`, 'give the file the extension of what it is, or leave it out')
  return {
    text: decoded.text,
    metadata: {
      ...(decoded.encoding === 'utf-8' ? {} : { encoding: decoded.encoding }),
      ...(decoded.replaced ? { replacedCharacters: decoded.replaced } : {}),
    },
  }
}

/** True when the first bytes of a file decode to something that a person or a program wrote as text. */
export function looksLikeText(head: Uint8Array): boolean {
  return head.length > 0 && !binaryReason(decodeText(head.subarray(0, 8192)))
}

/** Text for Markdown: no control characters but tab and line feed, no halves of characters. Plain text is left as it is instead. */
export const tidyText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/g, '')

/** Why a decoded text is none, or undefined. A few control characters are tolerated; noise and zero bytes are not. */
function binaryReason({ text, encoding, replaced }: DecodedText): string | undefined {
  const sample = text.slice(0, SAMPLE)
  if (!sample) return undefined
  if (sample.length >= 16 && /^\0+$/.test(sample)) return 'it holds only zero bytes'
  const controls = (sample.match(CONTROLS)?.length ?? 0) / sample.length
  const unreadable = (sample.match(/[\ufffd\u0080-\u009f\p{Co}]/gu)?.length ?? 0) / sample.length
  const valid = encoding === 'utf-8' && replaced === 0
  if (controls > (valid ? 0.1 : 0.02)) return `${percent(controls)} of its characters are control characters`
  if (unreadable > 0.25) return `${percent(unreadable)} of its bytes are no characters of any known encoding`
  return undefined
}

const percent = (share: number): string => `${Math.round(100 * share)} %`
