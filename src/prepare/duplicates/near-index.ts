import { BANDS, estimate, HASHES, SIGNATURE_BYTES } from './signature.ts'

/** Documents of a block: signatures are never copied as the index grows. */
const BLOCK = 1 << 14
/** Band keys and one more: the digest that equal texts share. */
const KEYS = BANDS + 1
/** Places in a bucket on average, at most: a wrong one costs one comparison of 32 bits. */
const LOAD = 4
/** Documents looked at for one band: of a template in thousands of letters not all are. */
const LONGEST_CHAIN = 1024

export interface Candidate {
  readonly id: string
  /** Estimated similarity of the shingles, 0…1. */
  readonly estimate: number
  /** Equal but for white space and width. */
  readonly equal: boolean
}

interface Block {
  readonly signatures: Uint8Array
  readonly words: Uint32Array
  readonly next: Uint32Array
  readonly ids: Uint8Array
}

/**
 * Finds documents with a similar signature: locality-sensitive hashing with bands (Indyk and Motwani 1998), all tables in one. A document
 * takes 136 bytes for its signature, 132 for its chains, 33 to 66 for buckets and 16 for its id: at most 350 bytes.
 */
export class NearIndex {
  readonly #blocks: Block[] = []
  #heads = new Uint32Array(1 << 12)
  #count = 0

  get size(): number {
    return this.#count
  }

  /** Bytes that the index holds. */
  get bytes(): number {
    return this.#heads.byteLength + this.#blocks.length * BLOCK * (SIGNATURE_BYTES + KEYS * 4 + 16)
  }

  /** `id`: 32 hexadecimal digits. */
  add(id: string, signature: Uint8Array): void {
    const slot = this.#count++
    if (slot % BLOCK === 0) {
      const signatures = new Uint8Array(BLOCK * SIGNATURE_BYTES)
      this.#blocks.push({ signatures, words: new Uint32Array(signatures.buffer), next: new Uint32Array(BLOCK * KEYS), ids: new Uint8Array(BLOCK * 16) })
    }
    const { signatures, ids } = this.#blockOf(slot)
    signatures.set(signature, (slot % BLOCK) * SIGNATURE_BYTES)
    ids.set(Buffer.from(id, 'hex'), (slot % BLOCK) * 16)
    if (this.#count * KEYS > this.#heads.length * LOAD) this.#grow()
    else this.#link(slot)
  }

  /** Documents that share a band or are equal, likeliest first. */
  candidates(signature: Uint8Array, options: { readonly atLeast: number; readonly atMost: number }): Candidate[] {
    const wanted = new Uint32Array(signature.slice().buffer)
    const seen = new Set<number>()
    const found: Candidate[] = []
    for (let band = 0; band < KEYS; band++) {
      const key = wanted[band]!
      let steps = 0
      for (let entry = this.#heads[this.#bucketOf(band, key)]!; entry && steps < LONGEST_CHAIN;) {
        const slot = Math.floor((entry - 1) / KEYS)
        const { words, next } = this.#blockOf(slot)
        const at = slot % BLOCK
        if ((entry - 1) % KEYS === band && words[(at * SIGNATURE_BYTES) / 4 + band] === key) {
          steps++
          if (!seen.has(slot)) {
            seen.add(slot)
            const candidate = this.#candidate(slot, signature, wanted)
            if (candidate.equal || candidate.estimate >= options.atLeast) found.push(candidate)
          }
        }
        entry = next[at * KEYS + ((entry - 1) % KEYS)]!
      }
    }
    return found.sort((a, b) => Number(b.equal) - Number(a.equal) || b.estimate - a.estimate).slice(0, options.atMost)
  }

  #candidate(slot: number, signature: Uint8Array, wanted: Uint32Array): Candidate {
    const { signatures, words, ids } = this.#blockOf(slot)
    const at = slot % BLOCK
    const base = (at * SIGNATURE_BYTES) / 4
    return {
      id: Buffer.from(ids.subarray(at * 16, at * 16 + 16)).toString('hex'),
      estimate: estimate(signature, signatures.subarray(at * SIGNATURE_BYTES, at * SIGNATURE_BYTES + HASHES)),
      equal: words[base + BANDS] === wanted[BANDS] && words[base + BANDS + 1] === wanted[BANDS + 1],
    }
  }

  #link(slot: number): void {
    const { words, next } = this.#blockOf(slot)
    const at = slot % BLOCK
    for (let band = 0; band < KEYS; band++) {
      const bucket = this.#bucketOf(band, words[(at * SIGNATURE_BYTES) / 4 + band]!)
      next[at * KEYS + band] = this.#heads[bucket]!
      // 0 is the end of a chain.
      this.#heads[bucket] = slot * KEYS + band + 1
    }
  }

  #grow(): void {
    this.#heads = new Uint32Array(this.#heads.length * 2)
    for (let slot = 0; slot < this.#count; slot++) this.#link(slot)
  }

  #blockOf = (slot: number): Block => this.#blocks[Math.floor(slot / BLOCK)]!

  #bucketOf(band: number, key: number): number {
    const hash = Math.imul(key ^ Math.imul(band + 1, 0x9e3779b1), 0x85ebca6b)
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1)
  }
}
