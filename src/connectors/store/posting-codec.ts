/**
 * A posting: where a word stands within a block of chunks. For each chunk, in ascending order, a varint of
 * `2 · (distance from the one before) + (1 when the word stands there once)`, then, where it stands more often, a varint
 * of how often. A chunk's place within its block counts from 0; the first distance counts from −1.
 */
export interface Posting {
  /** Places within the block, ascending. */
  readonly places: readonly number[]
  /** How often the word stands in each. */
  readonly counts: readonly number[]
}

export function encodePosting({ places, counts }: Posting): Uint8Array {
  const bytes: number[] = []
  let previous = -1
  places.forEach((place, index) => {
    const count = counts[index] ?? 1
    pushVarint(bytes, 2 * (place - previous) + (count === 1 ? 1 : 0))
    if (count !== 1) pushVarint(bytes, count)
    previous = place
  })
  return Uint8Array.from(bytes)
}

/** Calls `visit` for each place of the posting, in ascending order. */
export function visitPosting(data: Uint8Array, visit: (place: number, count: number) => void): void {
  let at = 0
  let place = -1
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = data[at++] ?? 0
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < data.length) {
    const head = varint()
    place += head >> 1
    visit(place, head & 1 ? 1 : varint())
  }
}

export function decodePosting(data: Uint8Array): Posting {
  const places: number[] = []
  const counts: number[] = []
  visitPosting(data, (place, count) => {
    places.push(place)
    counts.push(count)
  })
  return { places, counts }
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80)
    rest >>>= 7
  }
  bytes.push(rest)
}

const KEY_BYTES = 6

/** A chunk's distinct words, as ascending keys of six bytes each: what has to be taken out of the postings with the chunk. */
export function packKeys(keys: Iterable<number>): Uint8Array {
  const sorted = [...keys].sort((a, b) => a - b)
  const bytes = Buffer.alloc(sorted.length * KEY_BYTES)
  sorted.forEach((key, index) => bytes.writeUIntLE(key, index * KEY_BYTES, KEY_BYTES))
  return bytes
}

export function unpackKeys(data: Uint8Array): number[] {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return Array.from({ length: bytes.length / KEY_BYTES }, (_, index) => bytes.readUIntLE(index * KEY_BYTES, KEY_BYTES))
}
