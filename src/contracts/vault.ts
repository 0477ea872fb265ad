/** An encrypted entry of a vault. Without the key neither part tells anything but its length. */
export interface SealedEntry {
  /** Keyed hash of what it is looked up by, hexadecimal. */
  readonly id: string
  /** Nonce, ciphertext and tag. */
  readonly sealed: Uint8Array
}

/** Where a store keeps what stands behind its stand-ins. */
export interface VaultStore {
  entries(): Promise<SealedEntry[]>
  /** Adds entries that belong to no file and stay until the store goes. */
  put(entries: readonly SealedEntry[]): Promise<void>
}

/** What a key can do: derive, seal and open. Handed to the stages, which know no cryptography. */
export interface VaultKey {
  /** 32 bytes that depend on the key, the purpose and the text alone. */
  derive(purpose: string, text: string): Uint8Array
  /** `derive` in hexadecimal, as ids and fingerprints need it. */
  digest(purpose: string, text: string): string
  seal(id: string, text: string): SealedEntry
  /** Throws `damaged-vault` for an entry that this key did not seal. */
  open(entry: SealedEntry): string
}
