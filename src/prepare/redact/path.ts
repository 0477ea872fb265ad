import type { PersonalSpan } from '../../contracts/personal-data.ts'
import type { Protection } from './document.ts'
import { withoutOverlaps } from './matcher.ts'
import { replaced, treatedSpans, type TreatedSpan } from './redact.ts'

/**
 * A path whose parts show stand-ins where they hold values; "hr/Mary_Jones.pdf" is "hr/[PERSON_1].pdf". A name must tell files apart:
 * what would be masked or left out in a text becomes a label here. `known`: what was found in the file itself.
 */
export function protectPath(
  path: string,
  source: string,
  known: readonly PersonalSpan[],
  protection: Protection,
): { readonly path: string; readonly types: readonly string[] } {
  const types: string[] = []
  const parts = path.split('/').map((part) => {
    const spans = partSpans(part, source, known, protection)
    types.push(...spans.map(({ type }) => type))
    // A stand-in must not make a folder of its own.
    return replaced(part, spans, protection.standIns).text.replaceAll('/', '-')
  })
  return { path: parts.join('/'), types }
}

/**
 * Whether a name in the store, in which stand-ins may stand, can be that of a file: everything but labels is the same; of names
 * that are made up only the number of folders and the ending can be compared.
 */
export function mayStandFor(shown: string, path: string): boolean {
  const parts = shown.split(LABEL_IN_NAME)
  if (parts.length > 1) return new RegExp(`^${parts.map(escaped).join('[^/]+')}$`).test(path)
  const form = (text: string): string => `${text.split('/').length} ${/\.[^./]*$/.exec(text)?.[0] ?? ''}`
  return form(shown) === form(path)
}

const LABEL_IN_NAME = /\[[A-Z][A-Z0-9_]*_\d+\]/

function partSpans(part: string, source: string, known: readonly PersonalSpan[], protection: Protection): TreatedSpan[] {
  // "_" and "-" part words in a name; what follows the last dot says what kind of file it is.
  const stem = part.replace(/(?<=.)\.[A-Za-z\d]{1,5}$/, '')
  const find = (text: string) => {
    const own = text.slice(0, stem.length)
    const readable = own.replace(/[_+]|(?<=\p{L})[-.](?=\p{L})/gu, ' ')
    const found = [
      ...protection.find(own),
      ...(readable === own ? [] : protection.find(readable)),
      ...protection.find(text).filter(({ type }) => type === 'EMAIL'),
    ]
    return withoutOverlaps(found.map((span) => ({ ...span, text: text.slice(span.start, span.end) })))
  }
  const spans = treatedSpans(part, { ...protection, find, known, context: { source, keepStandIns: false } })
  return spans.map((span) => (span.treatment === 'synthetic' ? span : { ...span, treatment: 'label' }))
}

const escaped = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}/-]/g, String.raw`\$&`)
