import { messageOf } from '../../common/errors.ts'
import type { Metadata } from '../../contracts/document.ts'
import type { ExtractedDocument, Extraction, ExtractOptions } from '../../contracts/extractor.ts'
import { tidyText } from '../text/plain.ts'

/** An e-mail message, whatever program wrote it down. */
export interface Message {
  readonly subject: string
  /** "Name <address>". */
  readonly from: string
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly date?: string
  readonly messageId?: string
  readonly inReplyTo?: string
  /** Plain text; where there is none, the HTML is read. */
  readonly text?: string
  readonly html?: string
  readonly attachments: readonly { readonly name: string; readonly bytes?: Uint8Array | undefined }[]
}

/**
 * A message as documents: first itself (subject as heading, people and date as lines, its text), then each attachment that can be
 * read. One that cannot is named in the reason and spoils nothing.
 */
export async function messageDocuments(message: Message, { readInner }: ExtractOptions = {}): Promise<Extraction> {
  const subject = tidyText(message.subject).replace(/\s+/g, ' ').trim()
  const names = message.attachments.map(({ name }) => tidyText(name).replace(/\s+/g, ' ').trim())
  const lines: [string, readonly string[]][] = [
    ['From', message.from ? [message.from] : []],
    ['To', message.to],
    ['Cc', message.cc],
    ['Date', message.date ? [message.date] : []],
    ['Attachments', names],
  ]
  const present = lines.filter(([, values]) => values.length)
  const header = present.map(([name, values]) => tidyText(`- ${name}: ${values.join(', ')}`).replace(/\s+/g, ' '))
  const parts = [subject ? `# ${subject}` : '', header.join('\n'), await bodyOf(message)]
  const metadata: Metadata = Object.fromEntries([
    ...present.map(([name, values]) => [name.toLowerCase(), name === 'From' || name === 'Date' ? values[0]! : values]),
    ...(message.messageId ? [['messageId', message.messageId]] : []),
    ...(message.inReplyTo ? [['inReplyTo', message.inReplyTo]] : []),
  ])
  const documents: ExtractedDocument[] = [{ text: parts.filter(Boolean).join('\n\n'), format: 'markdown', ...(subject && { title: subject }), metadata }]
  const unread: string[] = []
  for (const [index, { bytes }] of message.attachments.entries()) {
    const name = names[index] ?? ''
    if (!readInner || !bytes?.length) continue
    try {
      const inner = await readInner({ name, bytes })
      for (const each of inner.documents)
        documents.push({ ...each, title: each.title ?? name, metadata: { ...each.metadata, part: partOf(name, each.metadata), message: subject } })
    } catch (error) {
      unread.push(`${name} (${messageOf(error)})`)
    }
  }
  return { documents, ...(unread.length && { reason: `attachments that cannot be read: ${unread.join('; ')}` }) }
}

/** The path of what stands inside a file that itself stands inside another. */
export const partOf = (name: string, metadata: Metadata): string => (typeof metadata['part'] === 'string' ? `${name}/${metadata['part']}` : name)

async function bodyOf({ text, html }: Message): Promise<string> {
  if (text?.trim()) return asMarkdown(tidy(text))
  if (!html?.trim()) return ''
  // Only messages without a plain part pay for the HTML reader.
  const [{ parsePage }, { markdownOf }] = await Promise.all([import('../html/parse.ts'), import('../html/markdown.ts')])
  const { body } = parsePage(html)
  return body ? tidy(markdownOf(body)) : ''
}

/** What somebody typed is no Markdown: a line that begins with "#" is no heading, and one of dashes makes none of the line above it. */
const asMarkdown = (text: string): string => text.replace(/^( {0,3})(#{1,6}[ \t])/gm, '$1\\$2').replace(/(?<=[^\n])\n(?=(?:-+|=+)[ \t]*(?:\n|$))/g, '\n\n')

const tidy = (text: string): string =>
  tidyText(text)
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
