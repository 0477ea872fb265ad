/**
 * A word as a number of 47 bits, which SQLite keeps in 6 bytes: the store holds no words, only these. Two of a million
 * different words fall together with a probability of 0.4 %; they would then be counted as one word.
 * The mixing is that of MurmurHash3's 32-bit finalizer, twice, over UTF-16 code units.
 */
export function wordKey(word: string): number {
  let high = 0x9e37_79b9
  let low = 0x85eb_ca6b
  for (let index = 0; index < word.length; index++) {
    const unit = word.charCodeAt(index)
    high = Math.imul(high ^ unit, 0x9e37_79b1)
    low = Math.imul(low ^ unit, 0x5f35_6495)
    high ^= low >>> 15
    low ^= high >>> 13
  }
  return (mix(high ^ (low >>> 3)) & 0x7fff) * 2 ** 32 + mix(low ^ Math.imul(high, 0x27d4_eb2f))
}

/** Unsigned 32 bits. */
function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
