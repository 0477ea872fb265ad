/** Draws numbers: a whole number from 0 to below `count`. The same key and value always give the same row of them. */
export type Draw = (count: number) => number

/**
 * Numbers from a seed of at least 16 bytes, as a keyed hash of a value gives it: another row for each attempt. Who has not the key
 * cannot tell the seed from a guess, so the generator may be a quick one: sfc32 (Chris Doty-Humphrey, PractRand, public domain).
 */
export function drawsFrom(seed: Uint8Array, attempt: number): Draw {
  const view = new DataView(seed.buffer, seed.byteOffset)
  let [a, b, c, counter] = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12) ^ Math.imul(attempt, 0x9e37_79b9)]
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 15; round++) next()
  // The bias is below count / 2^32.
  return (count) => next() % count
}

export const pick = <T>(draw: Draw, list: ArrayLike<T>): T => list[draw(list.length)] as T
export const digits = (draw: Draw, count: number): string => Array.from({ length: count }, () => draw(10)).join('')
