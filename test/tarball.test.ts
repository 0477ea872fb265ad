import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, root } from './command.ts'

const folder = emptyFolder()

/** npm as a user outside this project's scripts would call it. */
function npm(args: readonly string[], cwd: string): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(lifecycle|package|command|execpath|node_execpath|config_(prefix|local_prefix|global_prefix))/i.test(name),
    ),
  )
  return execFileSync('npm', args, {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  })
}

test('the packed tarball installs into an empty folder and answers there', { timeout: 240_000 }, () => {
  const listed = npm(['pack', '--json', '--pack-destination', folder], root)
  const [{ filename, files }] = JSON.parse(listed.slice(listed.indexOf('[\n'))) as [{ filename: string; files: { path: string }[] }]
  const paths = files.map(({ path }) => path)
  for (const wanted of [
    'bin/tilth.cjs',
    'dist/cli/main.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/testing/chunk-store-suite.js',
    'models/minilm/model.onnx',
    'models/bge-zh/model.onnx',
    'LICENSE',
    'NOTICE',
  ])
    expect(paths).toContain(wanted)
  expect(paths.filter((path) => /\.test\.|^src\/|^test\//.test(path))).toEqual([])

  const place = join(folder, 'empty')
  mkdirSync(join(place, 'docs'), { recursive: true })
  writeFileSync(join(place, 'docs', 'office.txt'), "The Halden office opens at nine o'clock.\n\nThe canteen serves soup on Thursdays.\n")
  // The package `node` beside it: the tests may run under a Node that the user's shell does not have.
  npm(['install', join(folder, filename), 'node@24', '--no-audit', '--no-fund'], place)
  const answer = (docs: string, env: Record<string, string> = {}) =>
    JSON.parse(
      execFileSync(process.execPath, [join(place, 'node_modules', 'tilth', 'bin', 'tilth.cjs'), 'ask', docs, 'When does the Halden office open?', '--json'], {
        cwd: place,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      }),
    ) as {
      answer: { text: string }
    }
  expect(answer('docs').answer.text).toContain('nine')
  writeFileSync(
    join(place, 'use.mjs'),
    "import { openTilth } from 'tilth'\nconst tilth = openTilth()\nconsole.log((await tilth.answer('When does the Halden office open?')).answer.text)\nawait tilth.close()\n",
  )
  expect(execFileSync(process.execPath, ['use.mjs'], { cwd: place, encoding: 'utf8' })).toContain('nine')
})
