import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, scryptSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { TilthError } from '../../common/errors.ts'
import type { VaultKey } from '../../contracts/vault.ts'

/** What a store keeps so that a key can be tried: how it is made from the secret, and a text sealed with it. */
export interface KeyRecord {
  readonly version: 1
  /** "raw": the secret is 32 random bytes; "scrypt": it is a passphrase, made expensive to guess. */
  readonly derivation: 'raw' | 'scrypt'
  /** Of scrypt, hexadecimal. */
  readonly salt?: string
  /** Hexadecimal. */
  readonly check: string
}

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Sealed texts are filled up to a multiple of this, so that their length tells little of a value's. */
const PADDED_TO = 64
const CHECK = 'tilth-vault-check'
const SHORTEST_PASSPHRASE = 12
/** 64 MB and about 200 ms a guess. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 27 }

/** A key that lasts as long as the process: stand-ins are the same within one run, and nobody can say later what they stand for. */
export function randomKey(): VaultKey {
  return keyOf(randomBytes(32))
}

/** The key of a secret and, for a store that has none yet, the record to keep. Throws `wrong-vault-key`, `weak-vault-key`. */
export function openKey(secret: string, given: string | undefined): { readonly key: VaultKey; readonly record: string } {
  const record = given === undefined ? undefined : (JSON.parse(given) as KeyRecord)
  const raw = rawBytes(secret)
  if (!raw && secret.length < SHORTEST_PASSPHRASE) {
    throw new TilthError(
      'weak-vault-key',
      `the vault's key is too short (${secret.length} characters)`,
      `give 64 hexadecimal digits, as "openssl rand -hex 32" makes them, or a passphrase of at least ${SHORTEST_PASSPHRASE} characters`,
    )
  }
  const derivation = raw ? 'raw' : 'scrypt'
  if (record && record.derivation !== derivation) throw wrongKey()
  const salt = record?.salt ?? randomBytes(16).toString('hex')
  const key = keyOf(raw ?? scryptSync(secret.normalize('NFC'), Buffer.from(salt, 'hex'), 32, SCRYPT))
  if (record) {
    try {
      key.open({ id: CHECK, sealed: Buffer.from(record.check, 'hex') })
    } catch {
      throw wrongKey()
    }
    return { key, record: given! }
  }
  const check = Buffer.from(key.seal(CHECK, CHECK).sealed).toString('hex')
  const made: KeyRecord = { version: 1, derivation, ...(raw ? {} : { salt }), check }
  return { key, record: JSON.stringify(made) }
}

/** 32 bytes written as hexadecimal or base64. */
function rawBytes(secret: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(secret)) return Buffer.from(secret, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(secret)) return Buffer.from(secret, 'base64')
  return undefined
}

/** HKDF-SHA-256 separates what hashes from what encrypts; AES-256-GCM with a fresh nonce each time binds an entry to its id. */
function keyOf(master: Uint8Array): VaultKey {
  const part = (name: string) => Buffer.from(hkdfSync('sha256', master, '', `tilth vault ${name}`, 32))
  const hashing = part('hashing')
  const sealing = part('sealing')
  const derive = (purpose: string, text: string): Buffer => createHmac('sha256', hashing).update(`${purpose}\0${text}`).digest()
  return {
    derive,
    digest: (purpose, text) => derive(purpose, text).toString('hex'),
    seal(id, text) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(id))
      const plain = Buffer.from(text)
      const padded = Buffer.alloc(Math.ceil((plain.length + 1) / PADDED_TO) * PADDED_TO, ' ')
      plain.copy(padded)
      return { id, sealed: Buffer.concat([nonce, cipher.update(padded), cipher.final(), cipher.getAuthTag()]) }
    },
    open({ id, sealed }) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
        decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-TAG_BYTES))
        return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
          .toString()
          .trimEnd()
      } catch (error) {
        throw new TilthError(
          'damaged-vault',
          'an entry of the vault cannot be opened: it was changed, or another key sealed it',
          'restore the store from a backup',
          {
            cause: error,
          },
        )
      }
    },
  }
}

const wrongKey = (): TilthError =>
  new TilthError(
    'wrong-vault-key',
    "this is not the key of the store's vault",
    'give the key with which the store was prepared, or name another store with --store DIR',
  )

/** The secret in a variable of the environment or in a file; undefined where neither is named and the usual variable is empty. */
export function readSecret({ variable, file }: { readonly variable?: string; readonly file?: string }): string | undefined {
  if (file !== undefined) {
    try {
      return readFileSync(file, 'utf8').trim()
    } catch (error) {
      throw new TilthError(
        'no-vault-key',
        `the vault's key cannot be read from ${file} (${(error as NodeJS.ErrnoException).code})`,
        'check the path given as vaultKeyFile',
        { cause: error },
      )
    }
  }
  const secret = process.env[variable ?? USUAL_VARIABLE]?.trim()
  if (variable !== undefined && !secret)
    throw new TilthError(
      'no-vault-key',
      `the variable ${variable} is not set or is empty`,
      `set it to the vault's key: export ${variable}="$(openssl rand -hex 32)" makes a new one`,
    )
  return secret || undefined
}

const USUAL_VARIABLE = 'TILTH_VAULT_KEY'
