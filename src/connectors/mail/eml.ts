import PostalMime, { type Address, type Email } from 'postal-mime'
import { TilthError, messageOf } from '../../common/errors.ts'
import type { Metadata } from '../../contracts/document.ts'
import type { Extractor, FileContent } from '../../contracts/extractor.ts'
import { tidyText } from '../text/plain.ts'

/** An e-mail message: subject as heading, people and date as lines, then its text; attachments are named, not read. */
export const emlExtractor: Extractor = {
  kinds: ['eml'],
  async extract(file) {
    const email = await parse(file)
    const subject = tidy(email.subject ?? '').replace(/\s+/g, ' ')
    const attachments = email.attachments.filter(({ related }) => !related).map((attachment) => attachment.filename ?? attachment.mimeType)
    const lines: [string, readonly string[]][] = [
      ['From', people(email.from ? [email.from] : [])],
      ['To', people(email.to)],
      ['Cc', people(email.cc)],
      ['Date', dateOf(email)],
      ['Attachments', attachments],
    ]
    const header = lines.filter(([, values]) => values.length).map(([name, values]) => `- ${name}: ${values.join(', ')}`)
    const parts = [subject ? `# ${subject}` : '', header.join('\n'), await bodyOf(email)]
    const metadata: Metadata = Object.fromEntries([
      ...lines.filter(([, values]) => values.length).map(([name, values]) => [name.toLowerCase(), name === 'From' || name === 'Date' ? values[0]! : values]),
      ...(email.messageId ? [['messageId', email.messageId]] : []),
    ])
    return { documents: [{ text: parts.filter(Boolean).join('\n\n'), format: 'markdown', ...(subject ? { title: subject } : {}), metadata }] }
  },
}

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

async function bodyOf({ text, html }: Email): Promise<string> {
  if (text?.trim()) return tidy(text)
  if (!html?.trim()) return ''
  // Only messages without a plain part pay for the HTML reader.
  const [{ parsePage }, { markdownOf }] = await Promise.all([import('../html/parse.ts'), import('../html/markdown.ts')])
  const { body } = parsePage(html)
  return body ? tidy(markdownOf(body)) : ''
}

const tidy = (text: string): string =>
  tidyText(text)
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()

const people = (addresses: readonly Address[] = []): string[] =>
  addresses.flatMap(({ name, address, group }) =>
    group
      ? people(group.map((member) => ({ ...member, group: undefined })))
      : [name && address ? `${name} <${address}>` : name || address || ''].filter(Boolean),
  )
