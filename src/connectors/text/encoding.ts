import { isUtf8 } from 'node:buffer'
import { createRequire } from 'node:module'
import { plausibility } from './plausibility.ts'

export interface DecodedText {
  readonly text: string
  /** WHATWG name in lower case, as `TextDecoder` takes it: "utf-8", "gb18030", "windows-1252" … */
  readonly encoding: string
  /** Places where the bytes were not valid and U+FFFD stands instead. */
  readonly replaced: number
}

/** Multi-byte encodings and the two commonest families of single-byte ones; others are left to chardet. The order settles ties. */
const CANDIDATES = ['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252', 'windows-1251', 'koi8-r', 'utf-16le', 'utf-16be']
const SINGLE_BYTE = /^(windows|koi8|iso-8859)/
const SAMPLE_BYTES = 16_384
/** Below this nothing looks written by a person, so chardet or UTF-8 with replacements is the better guess. */
const PLAUSIBLE = -0.1
/** Any byte is some letter of a single-byte encoding, so noise reaches this there. */
const HANDICAP = 0.3

/**
 * Bytes as text, without the byte order mark. A mark decides, then valid UTF-8, then a declared charset (of an HTML page or a
 * mail part), then what looks most like written text: chardet alone is wrong on short Chinese and Japanese files.
 */
export function decodeText(bytes: Uint8Array, hint: { readonly charset?: string } = {}): DecodedText {
  const marked = markOf(bytes)
  if (marked) return decoded(bytes, marked)
  const declared = supported(hint.charset)
  const wide = wideOf(bytes)
  if (wide) return decoded(bytes, wide)
  // UTF-8 that is valid by accident is next to impossible, whatever a page declares; only 7-bit encodings look like ASCII.
  if (isUtf8(bytes)) return decoded(bytes, declared === 'iso-2022-jp' ? declared : 'utf-8')
  if (declared && declared !== 'utf-8') {
    const result = decoded(bytes, declared)
    if (result.replaced === 0) return result
  }
  if (mostlyUtf8(bytes)) return decoded(bytes, 'utf-8')
  return decoded(bytes, guessed(bytes, declared))
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function supported(charset: string | undefined): string | undefined {
  try {
    return charset ? new TextDecoder(charset.trim()).encoding : undefined
  } catch {
    return undefined
  }
}

function decoded(bytes: Uint8Array, encoding: string): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes)
  return { text, encoding, replaced: encoding === 'utf-8' && isUtf8(bytes) ? 0 : count(text, '\ufffd') }
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) found++
  return found
}

/** UTF-16 of an alphabet has zeros, or the few small numbers of its Unicode block, in every other byte. */
function wideOf(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1
  if (bytes.length % 2 || length < 4) return undefined
  const zeros = [0, 0]
  for (let i = 0; i < length; i++) if (bytes[i]! < 9) zeros[i % 2]!++
  const [even, odd] = zeros.map((number) => number / (length / 2)) as [number, number]
  if (odd > 0.3 && even < 0.05) return 'utf-16le'
  if (even > 0.3 && odd < 0.05) return 'utf-16be'
  return undefined
}

/** Valid sequences far outnumber the broken ones: a UTF-8 file with damage, or cut in the middle of a character. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 1 << 20))
  const broken = count(text, '\ufffd')
  let good = 0
  for (const character of text) if (character > '\u007f' && character !== '\ufffd') good++
  return good > 3 * broken
}

function guessed(bytes: Uint8Array, declared: string | undefined): string {
  const sample = sampleOf(bytes)
  let best = { encoding: 'utf-8', score: PLAUSIBLE }
  for (const encoding of declared && !CANDIDATES.includes(declared) ? [...CANDIDATES, declared] : CANDIDATES) {
    const wide = encoding.startsWith('utf-16')
    if (wide && bytes.length % 2) continue
    const text = new TextDecoder(encoding).decode(wide ? bytes.subarray(0, SAMPLE_BYTES) : sample)
    const score = plausibility(text, encoding) + (encoding === declared ? 0.2 : 0) - (SINGLE_BYTE.test(encoding) ? HANDICAP : 0)
    if (score > best.score) best = { encoding, score }
  }
  const single = best.encoding === 'utf-8' || SINGLE_BYTE.test(best.encoding)
  const other = single ? byTriples(sample) : undefined
  // The same letters under another name: the commoner name.
  const same = other && new TextDecoder(other).decode(sample) === new TextDecoder(best.encoding).decode(sample)
  // chardet rates western bytes highly that are noise to the eye.
  return other && !same && !(best.encoding === 'utf-8' && other === 'windows-1252') ? other : best.encoding
}

/** chardet's answer where it names a single-byte encoding: it tells Polish, Turkish, Greek … by letter triples. Loaded only when needed. */
function byTriples(sample: Uint8Array): string | undefined {
  const { analyse } = createRequire(import.meta.url)('chardet') as typeof import('chardet')
  const matches = analyse(sample)
  const [match] = matches
  if (!match || match.confidence < 30) return undefined
  // On few letters many encodings score alike; the commonest is then the likeliest.
  const western = matches.find(({ name }) => supported(name) === 'windows-1252')
  if (western && western.confidence >= match.confidence - 3) return 'windows-1252'
  return /^(iso-8859|windows-125|koi8|tis-620)/i.test(match.name) ? supported(match.name) : undefined
}

/** The lines that hold bytes beyond ASCII; a line feed is never part of a longer character in any candidate but UTF-16. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let size = 0
  let start = 0
  while (start < bytes.length && size < SAMPLE_BYTES) {
    let first = start
    while (first < bytes.length && bytes[first]! < 0x80) first++
    if (first === bytes.length) break
    const from = Math.max(bytes.lastIndexOf(0x0a, first), start)
    const feed = bytes.indexOf(0x0a, first)
    const part = bytes.subarray(Math.max(from, first - 64), Math.min(feed < 0 ? bytes.length : feed + 1, first + SAMPLE_BYTES - size))
    parts.push(part)
    size += part.length
    start = part.byteOffset - bytes.byteOffset + part.length
  }
  return Buffer.concat(parts)
}
