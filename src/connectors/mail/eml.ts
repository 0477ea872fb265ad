import PostalMime, { type Address, type Email } from 'postal-mime'
import { TilthError, messageOf } from '../../common/errors.ts'
import type { Extractor, FileContent } from '../../contracts/extractor.ts'
import { messageDocuments } from './message.ts'
import type { Message } from './message.ts'

/** An e-mail message (RFC 5322): subject as heading, people and date as lines, then its text; attachments are documents of their own. */
export const emlExtractor: Extractor = {
  kinds: ['eml'],
  extract: async (file, options) => messageDocuments(messageOfEmail(await parse(file)), options),
}

function messageOfEmail(email: Email): Message {
  const [date] = dateOf(email)
  return {
    subject: email.subject ?? '',
    from: people(email.from ? [email.from] : [])[0] ?? '',
    to: people(email.to),
    cc: people(email.cc),
    ...(date && { date }),
    ...(email.messageId && { messageId: email.messageId }),
    ...(email.inReplyTo && { inReplyTo: email.inReplyTo }),
    ...(email.text && { text: email.text }),
    ...(email.html && { html: email.html }),
    attachments: email.attachments
      .filter(({ related }) => !related)
      .map(({ filename, mimeType, content }) => ({ name: filename ?? nameFor(mimeType), bytes: bytesOf(content) })),
  }
}

/** Forwarded messages come without a name. */
const nameFor = (mimeType: string) => (mimeType === 'message/rfc822' ? 'message.eml' : mimeType)
const bytesOf = (content: ArrayBuffer | Uint8Array | string) => (typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content))

/** When it was sent, as the sender's clock showed it: "2024-03-05T09:30:00+01:00". Without a usable offset in UTC, or as it stands. */
function dateOf({ date, headers }: Email): string[] {
  if (!date) return []
  const written = headers.find(({ key }) => key === 'date')?.value ?? ''
  // RFC 5322, 3.3: "-0000" says that the sender's offset is not known.
  const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)\s*(?:\(.*\)\s*)?$/.exec(written) ?? []
  const time = Date.parse(date)
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  if (!Number.isFinite(time) || !offset || Math.abs(offset) > 14 * 60) return [date]
  return [`${new Date(time + offset * 60_000).toISOString().replace(/(\.000)?Z$/, '')}${sign}${hours}:${minutes}`]
}

async function parse(file: FileContent): Promise<Email> {
  const hint = 'export the message again as .eml'
  let email: Email
  try {
    email = await PostalMime.parse(file.bytes)
  } catch (error) {
    throw new TilthError('damaged', `${file.name} is not a readable e-mail message: ${messageOf(error)}`, hint, { cause: error })
  }
  if (!email.headers.some(({ key }) => KNOWN.has(key))) throw new TilthError('damaged', `${file.name} has no header of an e-mail message`, hint)
  return email
}

const KNOWN = new Set(['from', 'to', 'subject', 'date', 'received', 'message-id', 'mime-version', 'content-type', 'return-path', 'delivered-to'])

const people = (addresses: readonly Address[] = []): string[] =>
  addresses.flatMap(({ name, address, group }) =>
    group
      ? people(group.map((member) => ({ ...member, group: undefined })))
      : [name && address ? `${name} <${address}>` : name || address || ''].filter(Boolean),
  )
