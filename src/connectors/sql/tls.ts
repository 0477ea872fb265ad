import { UsageError } from '../../common/errors.ts'
import type { Address } from './address.ts'

/** `unverified` encrypts, and asks nobody who the server is. */
export type Tls = 'none' | 'unverified' | 'verified'

/** A socket, or this machine: nobody listens in between. */
export const isLocal = (host: string | undefined) => host === undefined || host.startsWith('/') || /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)

/** How to connect, and how otherwise where the server does not do that. As libpq: encrypted if the server can, unless it is asked for more. */
export function tlsModes({ sslMode, sslRootCert }: Address, local: boolean): [Tls, Tls?] {
  const mode = sslMode ?? process.env['PGSSLMODE'] ?? (sslRootCert ? 'verify-full' : local ? 'disable' : 'prefer')
  if (mode === 'disable' || mode === 'allow') return ['none']
  if (mode === 'prefer') return ['unverified', 'none']
  if (mode === 'require') return ['unverified']
  if (mode === 'verify-full' || mode === 'verify-ca') return ['verified']
  throw new UsageError(`PGSSLMODE is not known: ${mode}`, 'known are disable, prefer, require, verify-full')
}
