const FEED = 0x0a
const QUOTE = 0x22

/**
 * Where a part of a large text is best cut: behind the last record, message, paragraph or line that ends in it. Undefined where none
 * does. The bytes begin at the start of a record.
 */
export function cutOf(bytes: Buffer, kind: string, encoding: string | undefined): number | undefined {
  if (encoding?.startsWith('utf-16')) return wideLineEnd(bytes, encoding)
  if (kind === 'csv') return recordEnd(bytes) ?? lineEnd(bytes)
  if (kind === 'mbox') return messageEnd(bytes)
  if (kind === 'txt' || kind === 'md') return paragraphEnd(bytes) ?? lineEnd(bytes) ?? wordEnd(bytes)
  return lineEnd(bytes)
}

const lineEnd = (bytes: Buffer): number | undefined => bytes.lastIndexOf(FEED) + 1 || undefined
const wordEnd = (bytes: Buffer): number | undefined => bytes.lastIndexOf(0x20) + 1 || undefined

/** In its last quarter: a paragraph that ends long before makes the part too small. */
function paragraphEnd(bytes: Buffer): number | undefined {
  const from = Math.floor(bytes.length * 0.75)
  for (const [mark, length] of [
    ['\n\n', 2],
    ['\r\n\r\n', 4],
  ] as const) {
    const at = bytes.lastIndexOf(mark)
    if (at >= from) return at + length
  }
  return undefined
}

/** Line breaks in quotes belong to a field; a quote that is never closed makes the parity meaningless. */
function recordEnd(bytes: Buffer): number | undefined {
  let even = true
  let end: number | undefined
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) even = !even
    else if (byte === FEED && even) end = at + 1
  }
  return end !== undefined && end > bytes.length / 2 ? end : undefined
}

function messageEnd(bytes: Buffer): number | undefined {
  const at = Math.max(bytes.lastIndexOf('\n\nFrom '), bytes.lastIndexOf('\r\n\r\nFrom '))
  return at <= 0 ? undefined : bytes.indexOf('From ', at)
}

function wideLineEnd(bytes: Buffer, encoding: string): number | undefined {
  const low = encoding === 'utf-16le' ? 0 : 1
  for (let at = (bytes.length & ~1) - 2; at >= 0; at -= 2) if (bytes[at + low] === FEED && bytes[at + 1 - low] === 0) return at + 2
  return undefined
}
