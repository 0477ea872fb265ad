/**
 * A posting: where a word stands within a block of chunks. Two bytes for each chunk: its place in the block, and above it how
 * often the word stands there; an entry that is full is followed by another for the same chunk. In ascending order, since
 * chunks are numbered as they come: to add some is to append their bytes. Little-endian, as every machine is that runs Node.
 *
 * The larger the blocks, the fewer blobs a question reads (one for each word and block), and the more bytes a document writes
 * (what it changes stands within one block). At 100,000 chunks a question took 6.6 / 4.8 / 2.3 ms with blocks of 1,024 / 2,048 /
 * 4,096, and adding a document about the same with each.
 */
const BLOCK_BITS = 12
export const BLOCK_SIZE = 2 ** BLOCK_BITS
const MOST_PER_ENTRY = 2 ** (16 - BLOCK_BITS) - 1

/** Chunks are numbered from 1 without an end; neighbours share a block. */
export const blockOf = (chunk: number): number => Math.floor(chunk / BLOCK_SIZE)
export const placeInBlock = (chunk: number): number => chunk % BLOCK_SIZE

export function pushEntry(entries: number[], place: number, count: number): void {
  let rest = count
  for (; rest > MOST_PER_ENTRY; rest -= MOST_PER_ENTRY) entries.push(place | (MOST_PER_ENTRY << BLOCK_BITS))
  entries.push(place | (rest << BLOCK_BITS))
}

export const placeOf = (entry: number): number => entry & (BLOCK_SIZE - 1)
export const countOf = (entry: number): number => entry >> BLOCK_BITS

export const packPosting = (entries: Iterable<number>): Uint8Array => new Uint8Array(Uint16Array.from(entries).buffer)

/** Entries of a blob: a view where it is aligned, else a copy. */
export function unpackPosting(data: Uint8Array): Uint16Array {
  return data.byteOffset % 2 === 0 ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : new Uint16Array(data.slice().buffer)
}

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
