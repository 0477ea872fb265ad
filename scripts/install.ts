/** What `npm ci` does in a clone after the packages are there (the `prepare` script). */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
await import('./trim-modules.ts')
await import('./fetch-models.ts')
// `npm pack` runs this too, after `prepack` has built what it packs.
if (!['pack', 'publish'].includes(process.env['npm_command'] ?? '')) await import('./link-sources.ts')
if (!existsSync(join(root, 'src'))) throw new Error('this script is for a clone')
