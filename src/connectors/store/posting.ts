/**
 * A posting: where a word stands within a block of 1,024 chunks. Two bytes for each chunk: its place in the block (10 bits) and
 * how often the word stands in it (6 bits, so at most 63: more hardly changes a BM25 score, by less than 1 %). In ascending
 * order, since chunks are numbered as they come: to add some is to append their bytes.
 * Little-endian, as every machine is that runs Node.
 */
export const BLOCK_BITS = 10
export const BLOCK_SIZE = 1 << BLOCK_BITS
const MAX_COUNT = 63

/** Chunks are numbered from 1 without an end; neighbours share a block. */
export const blockOf = (chunk: number): number => Math.floor(chunk / BLOCK_SIZE)
export const placeInBlock = (chunk: number): number => chunk % BLOCK_SIZE

export const packEntry = (place: number, count: number): number => place | (Math.min(count, MAX_COUNT) << BLOCK_BITS)
export const placeOf = (entry: number): number => entry & (BLOCK_SIZE - 1)
export const countOf = (entry: number): number => entry >> BLOCK_BITS

export const packPosting = (entries: Iterable<number>): Uint8Array => new Uint8Array(Uint16Array.from(entries).buffer)

/** Entries of a blob: a view where it is aligned, else a copy. */
export function unpackPosting(data: Uint8Array): Uint16Array {
  return data.byteOffset % 2 === 0 ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : new Uint16Array(data.slice().buffer)
}

/** In how many chunks of its block the word of this blob stands. */
export const chunksIn = (data: Uint8Array): number => data.byteLength / 2

const KEY_BYTES = 6

/** A chunk's distinct words, as ascending keys of six bytes each: what has to be taken out of the postings with the chunk. */
export function packKeys(keys: Iterable<number>): Uint8Array {
  const sorted = sortNumbers(keys)
  const bytes = Buffer.allocUnsafe(sorted.length * KEY_BYTES)
  sorted.forEach((key, index) => bytes.writeUIntLE(key, index * KEY_BYTES, KEY_BYTES))
  return bytes
}

export function unpackKeys(data: Uint8Array): number[] {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  return Array.from({ length: bytes.length / KEY_BYTES }, (_, index) => bytes.readUIntLE(index * KEY_BYTES, KEY_BYTES))
}

export const sortNumbers = (numbers: Iterable<number>): Float64Array => Float64Array.from(numbers).sort()
