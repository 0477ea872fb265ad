import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, root } from './command.ts'

test("a clone that was never built: the README's library snippet runs to the letter, and its types hold", () => {
  const clone = join(emptyFolder(), 'clone')
  mkdirSync(clone)
  for (const name of ['src', 'scripts', 'examples', 'package.json', 'tsconfig.json', 'README.md'])
    cpSync(join(root, name), join(clone, name), { recursive: true })
  for (const name of ['node_modules', 'models']) symlinkSync(join(root, name), join(clone, name), 'junction')
  // What `npm ci` does at its end; the packages and the weights are there.
  execFileSync(process.execPath, [join(clone, 'scripts', 'link-sources.ts')])
  expect(existsSync(join(clone, 'dist', 'app.js'))).toBe(false)

  const snippet = /```ts\n(import \{ openTilth \}[\s\S]*?)```/.exec(readFileSync(join(clone, 'README.md'), 'utf8'))?.[1]
  writeFileSync(join(clone, 'try.mts'), snippet ?? '')
  const output = execFileSync(process.execPath, ['try.mts'], { cwd: clone, encoding: 'utf8' })
  expect(output).toMatch(/^\d+ documents\n.*80 working days/)

  writeFileSync(join(clone, 'tsconfig.try.json'), JSON.stringify({ extends: './tsconfig.json', include: ['try.mts'] }))
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.try.json'], { cwd: clone })
})
