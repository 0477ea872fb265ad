/** What `npm ci` does in a clone after the packages are there (the `prepare` script). */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
await import('./trim-modules.ts')
await import('./fetch-models.ts')
// `npm install FOLDER` and `npm pack` run this too; the build belongs to `prepack`.
if (!existsSync(join(root, 'src'))) throw new Error('this script is for a clone')
