/** Builds `dist/` for the package that is published: JavaScript and declarations from `src/`, without tests. */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'

const root = join(import.meta.dirname, '..')
rmSync(join(root, 'dist'), { recursive: true, force: true })
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit', cwd: root })
for (const file of globSync('src/**/*.{wasm,sql,bin}', { cwd: root })) {
  const target = join(root, 'dist', file.slice(4))
  mkdirSync(dirname(target), { recursive: true })
  cpSync(join(root, file), target)
}
await import('./fetch-models.ts')
