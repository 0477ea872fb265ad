import { TilthError } from '../../common/errors.ts'
import type { Extraction, Extractor, ExtractOptions, FileContent } from '../../contracts/extractor.ts'
import { openCompoundFile } from '../legacy-office/compound.ts'
import type { Storage } from '../legacy-office/compound.ts'
import { decoderOf, timeOf } from '../legacy-office/summary.ts'
import { messageDocuments } from './message.ts'
import type { Message } from './message.ts'
import { unpackRtf } from './packed-rtf.ts'

/** Messages saved by Outlook ([MS-OXMSG]), in the same form as those of other mail programs. */
export const msgExtractor: Extractor = { kinds: ['msg'], extract: extractMsg }

/** Property ids, [MS-OXPROPS]. */
const SUBJECT = 0x0037
const SENT = 0x0039
const HEADERS = 0x007d
const SENDER_NAME = 0x0c1a
const SENDER_ADDRESS = 0x0c1f
const SENDER_SMTP = 0x5d01
const TO = 0x0e04
const CC = 0x0e03
const RECEIVED = 0x0e06
const BODY = 0x1000
const PACKED_RTF = 0x1009
const HTML = 0x1013
const MESSAGE_ID = 0x1035
const ATTACHMENT_NAME = 0x3707
const ATTACHMENT_SHORT_NAME = 0x3704
const ATTACHMENT_DATA = 0x3701
const HIDDEN = 0x7ffe
const NAME = 0x3001
const ADDRESS = 0x3003
const SMTP = 0x39fe
const RECIPIENT_TYPE = 0x0c15
const CODE_PAGE = 0x3fde
const CODE_PAGE_8 = 0x3ffd

async function extractMsg(file: FileContent, options?: ExtractOptions): Promise<Extraction> {
  const { root } = openCompoundFile(file.bytes)
  const fixed = fixedOf(root, 32)
  if (!fixed.size && !root.streams.some((name) => name.startsWith('__substg1.0_')))
    throw new TilthError('damaged', `${file.name} is no Outlook message`, 'export the message again as .msg or .eml')
  const codePage = Number(fixed.get(CODE_PAGE_8) ?? fixed.get(CODE_PAGE) ?? 1252)
  const text = (storage: Storage, id: number) => textOf(storage, id, codePage)
  const recipients = root.storages
    .filter(({ name }) => name.startsWith('__recip_version1.0_'))
    .map((storage) => {
      const address = text(storage, SMTP) || text(storage, ADDRESS)
      return { type: Number(fixedOf(storage, 8).get(RECIPIENT_TYPE) ?? 1), person: person(text(storage, NAME), address) }
    })
  const listed = (type: number, shown: number) => {
    const people = recipients.filter((each) => each.type === type).flatMap((each) => each.person || [])
    return people.length
      ? people
      : text(root, shown)
          .split(';')
          .map((each) => each.trim())
          .filter(Boolean)
  }
  const sent = fixed.get(SENT) ?? fixed.get(RECEIVED)
  const date = /^Date: (.+)$/im.exec(text(root, HEADERS))?.[1]?.trim() ?? (sent === undefined ? undefined : timeOf(sent))
  const message: Message = {
    subject: text(root, SUBJECT),
    from: person(text(root, SENDER_NAME), text(root, SENDER_SMTP) || text(root, SENDER_ADDRESS)),
    to: listed(1, TO),
    cc: listed(2, CC),
    ...(date && { date }),
    messageId: text(root, MESSAGE_ID),
    ...(await bodyOf(root, text(root, BODY), codePage)),
    attachments: root.storages
      .filter(({ name }) => name.startsWith('__attach_version1.0_'))
      .filter((storage) => !fixedOf(storage, 8).get(HIDDEN))
      .map((storage) => ({
        name: text(storage, ATTACHMENT_NAME) || text(storage, ATTACHMENT_SHORT_NAME) || 'attachment',
        bytes: storage.stream(streamName(ATTACHMENT_DATA, 0x0102)),
      })),
  }
  return messageDocuments(message, options)
}

/** Plain text first; else HTML; else the packed rich text that Outlook itself writes. */
async function bodyOf(root: Storage, plain: string, codePage: number): Promise<Pick<Message, 'text' | 'html'>> {
  if (plain.trim()) return { text: plain }
  const html = textOf(root, HTML, codePage) || decoderOf(codePage).decode(root.stream(streamName(HTML, 0x0102)) ?? Buffer.alloc(0))
  if (html.trim()) return { html }
  const packed = root.stream(streamName(PACKED_RTF, 0x0102))
  if (!packed) return {}
  const { rtfExtractor } = await import('../text/rtf.ts')
  const { documents } = await rtfExtractor.extract({ name: 'message.rtf', kind: 'rtf', bytes: unpackRtf(packed) })
  return { text: documents[0]?.text ?? '' }
}

const person = (name: string, address: string) => {
  const mail = /@/.test(address) ? address : ''
  return name && mail && name !== mail ? `${name} <${mail}>` : name || mail
}

const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')
const streamName = (id: number, type: number) => `__substg1.0_${hex(id)}${hex(type)}`

function textOf(storage: Storage, id: number, codePage: number): string {
  const wide = storage.stream(streamName(id, 0x001f))
  const text = wide ? wide.toString('utf16le') : decoderOf(codePage).decode(storage.stream(streamName(id, 0x001e)) ?? Buffer.alloc(0))
  return text.replace(/\0+$/, '')
}

/** Properties of fixed length by their ids: entries of 16 bytes behind a head of `head` ([MS-OXMSG] 2.4). */
function fixedOf(storage: Storage, head: number): Map<number, bigint> {
  const stream = storage.stream('__properties_version1.0') ?? Buffer.alloc(0)
  const values = new Map<number, bigint>()
  for (let at = head; at + 16 <= stream.length; at += 16) {
    const type = stream.readUInt16LE(at)
    const short = type === 0x0003 || type === 0x000b || type === 0x0002
    values.set(
      stream.readUInt16LE(at + 2),
      short ? BigInt(type === 0x0003 ? stream.readUInt32LE(at + 8) : stream.readUInt16LE(at + 8)) : stream.readBigUInt64LE(at + 8),
    )
  }
  return values
}
