/**
 * How long a command takes from its start to its end, without npx: help, version, a cold search and a second question on the handbook.
 *
 *   node bench/start.ts [--rounds 7] [--node PATH]     PATH: the Node that starts the launcher, such as an older one
 *
 * Writes bench/results/start.json.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { median, writeResult } from './report.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' }, node: { type: 'string', default: process.execPath } } })
const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'tilth-bench-'))
const handbook = join(root, 'examples', 'handbook')
const question = 'How many days of parental leave do I get?'
const run = (...args: string[]) => {
  const started = performance.now()
  execFileSync(values.node, [join(root, 'bin', 'tilth.cjs'), ...args], { stdio: 'pipe', cwd: work })
  return performance.now() - started
}
const first = run('ask', handbook, question)
const commands: Record<string, string[]> = {
  help: ['--help'],
  version: ['--version'],
  'search, cold': ['search', question],
  'ask again': ['ask', handbook, question],
}
const figures: Record<string, number> = { 'first ask, with preparing': Math.round(first) }
for (const [name, args] of Object.entries(commands)) {
  run(...args)
  figures[name] = Math.round(median(Array.from({ length: Number(values.rounds) }, () => run(...args))))
}
rmSync(work, { recursive: true, force: true })
console.table(figures)
writeResult('start', { startedBy: execFileSync(values.node, ['--version'], { encoding: 'utf8' }).trim(), medianMs: figures })
