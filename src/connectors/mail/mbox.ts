import { messageOf } from '../../common/errors.ts'
import type { ExtractedDocument, Extractor } from '../../contracts/extractor.ts'
import { emlExtractor } from './eml.ts'

/** A mailbox (RFC 4155, mboxrd): each message a document, attachments too. A broken message is counted in the reason and costs itself. */
export const mboxExtractor: Extractor = {
  kinds: ['mbox'],
  async extract(file, options) {
    const documents: ExtractedDocument[] = []
    const broken: string[] = []
    let number = 0
    for (const bytes of messagesOf(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length))) {
      number++
      options?.onProgress?.()
      try {
        const { documents: read, reason } = await emlExtractor.extract({ name: `message ${number}`, bytes, kind: 'eml' }, options)
        for (const each of read) documents.push({ ...each, metadata: { ...each.metadata, messageNumber: number } })
        if (reason) broken.push(`message ${number}: ${reason}`)
      } catch (error) {
        broken.push(messageOf(error))
      }
    }
    const reason = broken.length ? `${broken.length} of ${number} messages cannot be read whole: ${broken.slice(0, 3).join('; ')}` : undefined
    if (!documents.length) return { documents, reason: reason ?? 'there is no message in it' }
    return { documents, ...(reason && { reason }) }
  },
}

const NEWLINE = 0x0a
const MARK = Buffer.from('From ')

/** Messages begin with a line "From …" at the start of the file or behind an empty line. Works on bytes: each message has encodings of its own. */
function* messagesOf(file: Buffer): Generator<Buffer> {
  let start = -1
  for (let line = 0; line < file.length;) {
    const end = file.indexOf(NEWLINE, line)
    const next = end < 0 ? file.length : end + 1
    if (file.compare(MARK, 0, 5, line, Math.min(line + 5, file.length)) === 0 && (line === 0 || isBlankBefore(file, line))) {
      if (start >= 0) yield unescaped(file.subarray(start, line))
      start = next
    }
    line = next
  }
  if (start >= 0) yield unescaped(file.subarray(start))
}

const isBlankBefore = (file: Buffer, at: number) => file[at - 2] === NEWLINE || (file[at - 2] === 0x0d && file[at - 3] === NEWLINE)

/** A line of the text that began with "From " was written as ">From ". */
const unescaped = (message: Buffer): Buffer =>
  message.includes('>From ') ? Buffer.from(message.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1') : message
