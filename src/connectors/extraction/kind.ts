import { extname } from 'node:path'
import { looksLikeText } from '../text/plain.ts'
import { KINDS, type Kind, type KnownKind } from './kinds.ts'
import { signatureOf } from './signatures.ts'

/** What a file is; with a reason where such files are not read. */
export interface KindGuess {
  readonly kind: Kind
  readonly reason?: string
}

const BY_EXTENSION: ReadonlyMap<string, Kind> = new Map(
  Object.entries(KINDS).flatMap(([kind, { extensions }]) => extensions.map((extension) => [extension, kind as Kind] as const)),
)

/**
 * What a file is: by its first bytes, then by its extension, then as text if it looks like that. Bytes overrule the extension.
 * `head` is best the whole file (a zip names its parts at its end, OLE files anywhere), else its first few thousand bytes.
 */
export function kindOf(name: string, head: Uint8Array): KindGuess {
  const named = BY_EXTENSION.get(extname(name).slice(1).toLowerCase())
  if (head.length > 0 && head.every((byte) => byte === 0)) return { kind: named ?? 'unknown', reason: 'the file holds only zero bytes' }
  const signature = signatureOf(head)
  // An archive that is named as a document is most likely a damaged one: its extractor can tell.
  const damaged = signature === 'archive' && (named === 'docx' || named === 'pptx' || named === 'xlsx')
  const kind = (damaged ? named : signature) ?? (head.length > 0 ? kindWithoutSignature(named, head) : (named ?? 'txt'))
  const { reason }: KnownKind = KINDS[kind]
  return reason ? { kind, reason } : { kind }
}

/** Text, or damaged at its start. */
function kindWithoutSignature(named: Kind | undefined, head: Uint8Array): Kind {
  const known: KnownKind | undefined = named && KINDS[named]
  // What is named as text is read as that, and its extractor says what is wrong when it is none; but web services answer with a
  // page of HTML where a table or JSON was asked for.
  if (named && known?.text) return (named === 'csv' || named === 'json' || named === 'jsonl' ? markupOf(head) : undefined) ?? named
  if (!looksLikeText(head)) return named ?? 'unknown'
  // A PDF may have a little text before it begins.
  if (named === 'pdf' && Buffer.from(head.subarray(0, 4096)).includes('%PDF-')) return 'pdf'
  return markupOf(head) ?? (named === 'xls' || named === 'xlsx' ? 'csv' : 'txt')
}

/** Kinds of text that show themselves, for files with a wrong extension or none. */
function markupOf(head: Uint8Array): Kind | undefined {
  const start = Buffer.from(head.subarray(0, 2048))
    .toString('latin1')
    .replace(/^(\xef\xbb\xbf)?\s*(<!--[\s\S]*?-->\s*|<\?xml[^>]*>\s*)*/, '')
  if (/^<(!doctype html|html|head|body)[\s>]/i.test(start)) return 'html'
  if (/^<svg[\s>]/i.test(start)) return 'image'
  if (/^From \S.*\d{4}\s*\r?\n/.test(start) && /^(From|Subject|Message-ID): /im.test(start)) return 'mbox'
  if (/^(Return-Path|Received|Delivered-To|Message-ID|MIME-Version|From|Date|Subject): .*\r?\n/i.test(start) && /^(From|Subject|Message-ID): /im.test(start))
    return 'eml'
  return undefined
}
