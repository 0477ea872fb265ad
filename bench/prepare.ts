/**
 * Preparing a folder of texts: Tilth against LangChain.js with the same MiniLM weights, side by side in one run.
 *
 *   node bench/prepare.ts FOLDER --peer FOLDER [--rounds 3] [--batch 16,1]
 *
 * FOLDER holds English .txt files; the peer folder holds an `ingest.mjs` that prints { chunks, seconds, peak_rss_mb } and its
 * installed modules. Whole processes are timed, in turn; the ratio is that of the medians. Writes bench/results/prepare.json.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { median, writeResult } from './report.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { peer: { type: 'string' }, rounds: { type: 'string', default: '3' }, batch: { type: 'string', default: '16,1' } },
})
const [folder] = positionals
if (!folder || !values.peer) throw new Error('usage: node bench/prepare.ts FOLDER --peer FOLDER')
const documents = resolve(folder)
const peer = resolve(values.peer)
const work = mkdtempSync(join(tmpdir(), 'tilth-bench-'))
const launcher = join(import.meta.dirname, '..', 'bin', 'tilth.cjs')

const timed = (run: () => string) => {
  const started = performance.now()
  const output = run()
  return { seconds: (performance.now() - started) / 1000, output }
}
const runs: Record<string, { seconds: number[]; chunks: number }> = {}
const record = (name: string, seconds: number, chunks: number) => {
  const run = (runs[name] ??= { seconds: [], chunks })
  run.seconds.push(seconds)
  console.log(`${name}: ${seconds.toFixed(1)} s, ${chunks} chunks`)
}
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    const store = join(work, `store-${round}`)
    const ours = timed(() =>
      execFileSync(process.execPath, [launcher, 'prepare', documents, '--store', store, '--json'], { encoding: 'utf8', maxBuffer: 2 ** 30 }),
    )
    record('tilth', ours.seconds, (JSON.parse(ours.output) as { chunks: number }).chunks)
    for (const batch of values.batch.split(',')) {
      const theirs = timed(() =>
        execFileSync(process.execPath, ['ingest.mjs', documents, '--store', `json:${join(work, 'peer.json')}`, '--batch', batch], {
          cwd: peer,
          encoding: 'utf8',
          maxBuffer: 2 ** 30,
        }),
      )
      record(`langchain, batch ${batch}`, theirs.seconds, (JSON.parse(theirs.output) as { chunks: number }).chunks)
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
const files = readdirSync(documents).filter((name) => name.endsWith('.txt'))
const megabytes = files.reduce((sum, name) => sum + statSync(join(documents, name)).size, 0) / 2 ** 20
const own = median(runs['tilth']?.seconds ?? [])
writeResult('prepare', {
  files: files.length,
  megabytes: Number(megabytes.toFixed(2)),
  runs: Object.fromEntries(
    Object.entries(runs).map(([name, { seconds, chunks }]) => [
      name,
      { medianSeconds: Number(median(seconds).toFixed(2)), chunks, timesAsLongAsTilth: Number((median(seconds) / own).toFixed(2)) },
    ]),
  ),
})
