import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'

/** Extensions for what servers call their content; the bytes are looked at later, a name only helps. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'text/vtt': 'vtt',
  'application/json': 'json',
  'application/ld+json': 'json',
  'application/x-ndjson': 'jsonl',
  'application/pdf': 'pdf',
  'application/rtf': 'rtf',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.ms-outlook': 'msg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.presentation': 'odp',
  'application/epub+zip': 'epub',
  'application/zip': 'zip',
  'message/rfc822': 'eml',
}

/** Content that only dresses a page, or that holds nothing to read. */
const UNREADABLE = /^(?:image|audio|video|font)\/|^text\/(?:css|javascript)$|^application\/(?:(?:x-)?javascript|ecmascript|wasm|font-\w+|x-msdownload)$/
/** Links to such files are not followed: they dress the page, or hold nothing to read. */
const UNREADABLE_NAME =
  /\.(?:css|m?js|map|ico|svg|png|jpe?g|gif|webp|avif|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|m4[av]|mov|avi|mkv|web[mp]|ogg|wav|flac|exe|dll|dmg|iso|msi|apk|deb|rpm|whl|bin)$/i

export const contentType = (headers: IncomingHttpHeaders) => headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
export const charsetOf = (headers: IncomingHttpHeaders) => /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(headers['content-type'] ?? '')?.[1]
export const isUnreadable = (type: string) => UNREADABLE.test(type)
export const leadsNowhere = (url: URL) => UNREADABLE_NAME.test(url.pathname)

/** A page of HTML, whose links can be followed: by what the server says, or by its beginning where the server says nothing. */
export function isHtml(headers: IncomingHttpHeaders, bytes: Uint8Array): boolean {
  const type = contentType(headers)
  if (type && type !== 'application/octet-stream') return type === 'text/html' || type === 'application/xhtml+xml'
  return /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(Buffer.from(bytes.subarray(0, 512)).toString('latin1'))
}

/** A file name for what was read: the server's, else the last part of the path, with an extension that fits the content. */
export function fileName(url: URL, headers: IncomingHttpHeaders): string {
  const extension = EXTENSIONS[contentType(headers)]
  const given = dispositionName(headers['content-disposition']) ?? decoded(url.pathname.slice(url.pathname.lastIndexOf('/') + 1))
  const name = given.replace(/[\p{C}/\\]/gu, '').trim() || 'index'
  if (!extension) return name
  const suffix = /\.([a-z]{1,5}\d?)$/i.exec(name)?.[1]?.toLowerCase()
  // A script's name says nothing about what it gave, unless that is its source.
  const fits = extension === 'html' ? /^x?html?$/ : extension === 'txt' ? /./ : /^(?!php\d?$|aspx?$|jspx?$|cgi$|do$|x?html?$)/
  if (suffix !== undefined && fits.test(suffix)) return name
  return `${name}.${extension}`
}

function dispositionName(disposition: string | undefined): string | undefined {
  const [, encoded] = /filename\*\s*=\s*utf-8'[^']*'([^;]+)/i.exec(disposition ?? '') ?? []
  const [, quoted, bare] = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '') ?? []
  const name = encoded ? decoded(encoded) : utf8(quoted ?? bare ?? '')
  return name?.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1) || undefined
}

/** Headers are read as Latin-1; many servers write UTF-8 into them. */
export function utf8(header: string): string {
  const bytes = Buffer.from(header, 'latin1')
  return isUtf8(bytes) ? bytes.toString() : header
}

/** Without percent signs, where that is possible. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Text in the character set that only the HTTP header names, as UTF-8 with a mark, so that the bytes alone say what they are. */
export function selfDescribed(headers: IncomingHttpHeaders, bytes: Uint8Array): Uint8Array {
  const charset = charsetOf(headers)
  const marked = (bytes[0] === 0xef && bytes[1] === 0xbb) || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (!charset || marked || !/^text\/|xhtml|json|xml/.test(contentType(headers)) || isUtf8(bytes)) return bytes
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes)
    return Buffer.from(`\ufeff${text}`)
  } catch {
    // Not in that character set, or in none that is known: the extractor finds out.
    return bytes
  }
}
