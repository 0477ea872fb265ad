/** Draws numbers: a whole number from 0 to below `count`. The same key and value always give the same row of them. */
export type Draw = (count: number) => number

/** Numbers from 32-byte blocks, as a keyed hash gives them for 0, 1, 2 … */
export function drawsFrom(block: (index: number) => Uint8Array): Draw {
  let bytes = new Uint8Array(0)
  let at = 0
  let blocks = 0
  return (count) => {
    if (at + 4 > bytes.length) {
      bytes = new Uint8Array(block(blocks++))
      at = 0
    }
    const number = new DataView(bytes.buffer).getUint32(at)
    at += 4
    // The bias is below count / 2^32.
    return number % count
  }
}

export const pick = <T>(draw: Draw, list: ArrayLike<T>): T => list[draw(list.length)] as T
export const digits = (draw: Draw, count: number): string => Array.from({ length: count }, () => draw(10)).join('')
