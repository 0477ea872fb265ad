import { createHash } from 'node:crypto'

/** SHA-256 in hexadecimal; parts are separated so that ("ab","c") and ("a","bc") differ. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  parts.forEach((part, index) => {
    if (index > 0) hash.update('\0')
    hash.update(part)
  })
  return hash.digest('hex')
}
