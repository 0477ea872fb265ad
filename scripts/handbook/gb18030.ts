/**
 * Node decodes GB18030 but does not encode it: this turns the decoder's two-byte table round. Characters outside the
 * two-byte area throw; everyday Chinese text has none.
 */
export function encodeGb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, readonly [number, number]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue
      const character = decoder.decode(Uint8Array.of(high, low))
      if (character.length === 1 && character !== '\ufffd' && !codes.has(character)) codes.set(character, [high, low])
    }
  }
  const bytes: number[] = []
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) {
      bytes.push(character.charCodeAt(0))
      continue
    }
    const code = codes.get(character)
    if (!code) throw new Error(`"${character}" has no two-byte GB18030 code`)
    bytes.push(...code)
  }
  return Uint8Array.from(bytes)
}
