import { type Edit, NOTHING, type Rule } from './rule.ts'

/** Characters that Windows-1252 has for the bytes 80–9F, in order; U+FFFD where it has none. */
const WINDOWS = '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ'
const BYTES = new Map<string, number>([...WINDOWS].flatMap((character, index) => (character === '\ufffd' ? [] : [[character, 0x80 + index] as const])))
const RUN = new RegExp(`[\\u00c2-\\u00f4][\\u0080-\\u00ff${WINDOWS.replace(/\ufffd/g, '')}]+`, 'g')
/** What stands for a right quotation mark whose last byte, 9D, is none in Windows-1252 and was dropped. */
const CUT_QUOTE = /â€(?=[\s.,;:!?)]|$)/g
/** Characters that GBK writes in two bytes, and the euro sign for its single 80. */
const CHINESE_RUN = /[\u2010-\u266f\u3000-\u33ff\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\uff00-\uffef\u0391-\u0451€]{3,}/g
const DAMAGE = /\ufffd+|(?:锟斤拷)+|(?:烫){3,}|(?:屯){3,}/g

/**
 * UTF-8 that was read as Windows-1252, Latin-1 or GBK and written again, such as "Ã©" for "é", "â€™" for "’" or "浣犲ソ" for "你好".
 * Only what decodes to the last byte is changed, so a text that means these characters keeps them unless they happen to be valid UTF-8.
 */
export const mojibake: Rule = ({ text }) => {
  const western = repaired(text, RUN, westernBytes)
  const quotes = western.length ? [...text.matchAll(CUT_QUOTE)].map(({ index }) => ({ start: index, end: index + 2, text: '”' })) : []
  const chinese = /\p{Script=Han}/u.test(text) ? repaired(text, CHINESE_RUN, gbkBytes, 2) : []
  const edits = [...western, ...chinese]
  for (const quote of quotes) if (!edits.some(({ start, end }) => quote.start < end && quote.end > start)) edits.push(quote)
  return edits.length ? { edits: edits.sort((a, b) => a.start - b.start) } : NOTHING
}

/** Places where characters were lost for good: U+FFFD, and what it becomes in GBK. */
export function damagedPlaces(text: string): number {
  return text.match(DAMAGE)?.length ?? 0
}

function repaired(text: string, runs: RegExp, bytesOf: (run: string) => Uint8Array | undefined, fewest = 1): Edit[] {
  const edits: Edit[] = []
  for (const { 0: run, index } of text.matchAll(runs)) {
    // Text that was broken twice is mended twice.
    let better = run
    let last = run
    for (let times = 0; times < 3; times++) {
      const bytes = bytesOf(last)
      const decoded = bytes && utf8(bytes)
      if (!decoded || decoded.length >= last.length || decoded.length < fewest) break
      last = decoded
      // In between there may be what Windows-1252 has no character for.
      if (!/[\u0080-\u009f]/.test(decoded)) better = decoded
    }
    // A no-break space that nobody meant: it came from "Â " of a web page.
    if (better !== run) edits.push({ start: index, end: index + run.length, text: better.replaceAll('\u00a0', ' ') })
  }
  return edits
}

function westernBytes(run: string): Uint8Array | undefined {
  const bytes = new Uint8Array(run.length)
  for (let index = 0; index < run.length; index++) {
    const code = run.charCodeAt(index)
    const byte = code < 0x100 ? code : BYTES.get(run[index]!)
    if (byte === undefined) return undefined
    bytes[index] = byte
  }
  return bytes
}

let gbk: Map<string, number> | undefined

function gbkBytes(run: string): Uint8Array | undefined {
  gbk ??= gbkTable()
  // UTF-8 of Chinese begins with E2 to E9 or EF, so most Chinese is done here.
  const lead = (gbk.get(run[0]!) ?? 0) >> 8
  if (lead !== 0xef && (lead < 0xe2 || lead > 0xe9)) return undefined
  const bytes: number[] = []
  for (const character of run) {
    const code = gbk.get(character)
    if (code === undefined) return undefined
    if (code > 0xff) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Uint8Array.from(bytes)
}

/** The decoder turned round: two bytes a character. */
function gbkTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, number>([['€', 0x80]])
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if ([...character].length === 1 && character !== '\ufffd' && !table.has(character)) table.set(character, (lead << 8) | trail)
    }
  }
  return table
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf8(bytes: Uint8Array): string | undefined {
  try {
    const text = strict.decode(bytes)
    return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}
