/**
 * Keeps README.md true: runs the commands that it quotes and puts their output and the figures of bench/results/ into it.
 *
 *   node scripts/readme.ts            writes README.md
 *   node scripts/readme.ts --check    exits with 1 when README.md would change
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { figures } from './figures.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'README.md')
const store = mkdtempSync(join(tmpdir(), 'tilth-readme-'))

/** The shell words of a quoted command. */
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')

function outputOf(command: string): string {
  const env = { ...process.env, NO_COLOR: '1' }
  const output = execFileSync(process.execPath, [join(root, 'bin', 'tilth.cjs'), ...words(command), '--store', store], {
    cwd: root,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return `$ npx tilth ${command}\n${output.trimEnd()}`
}

try {
  const before = readFileSync(file, 'utf8')
  const after = before
    .replace(/<!-- output: (.+?) -->\s*```\n[\s\S]*?```/g, (_, command: string) => `<!-- output: ${command} -->\n\n\`\`\`\n${outputOf(command)}\n\`\`\``)
    .replace(/<!-- figures -->[\s\S]*?<!-- \/figures -->/, () => `<!-- figures -->\n\n${figures((name) => readResult(name))}\n\n<!-- /figures -->`)
  if (!process.argv.includes('--check')) writeFileSync(file, after)
  else if (after !== before) {
    console.error('README.md is not what its commands print now: run node scripts/readme.ts')
    process.exitCode = 1
  }
} finally {
  rmSync(store, { recursive: true, force: true })
}

function readResult(name: string): unknown {
  const path = join(root, 'bench', 'results', `${name}.json`)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
