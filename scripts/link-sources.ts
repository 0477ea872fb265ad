/**
 * Lets `import … from 'tilth'` work in a clone, whose scripts would look for the package's built files: each entry of `dist/`
 * passes on to the sources, so that nothing is built and nothing goes stale. `npm pack` builds in its place (prepack) and
 * brings this back (postpack).
 */
import { globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
for (const source of ['src/index.ts', ...globSync('src/testing/*.ts', { cwd: root })]) {
  const target = join(
    dist,
    source
      .replaceAll('\\', '/')
      .replace(/^src\//, '')
      .replace(/\.ts$/, ''),
  )
  mkdirSync(dirname(target), { recursive: true })
  const path = relative(dirname(target), join(root, source)).replaceAll('\\', '/')
  writeFileSync(`${target}.js`, `export * from '${path}'\n`)
  writeFileSync(`${target}.d.ts`, `export * from '${path}'\n`)
}
