// How fast the store searches, opens and writes, and whether its vector search is exact.
//
//   node bench/search.ts [SIZE …] [--repeats 5] [--out bench/results/search.json]
//
// SIZE: chunks in the store (default 10000 50000 100000), of made-up text and clustered vectors of 384 dimensions.
// Each figure is the median of the repeats; each repeat is a new process, so that opening is cold (the file is in the
// system's cache). The embedding of the question is not counted.
//
// searchMs       nearest + matching (50 each, 8 words) + 10 chunks with their text, warm, one question after the other
// recall         share of the true ten nearest, of all vectors compared in full, that are found among the first ten
// openMs         opening and the first search
// memoryMB       resident memory above that of a process that has opened nothing
// addMs, replaceMs, deleteMs     one file of 20 chunks; growthExponent: of addMs over the sizes
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openSqliteStore } from '../src/connectors/store/sqlite-store.ts'
import type { SqliteStore } from '../src/connectors/store/sqlite-store.ts'
import { CHUNKS_PER_FILE, madeUp, PLACE, SPACE } from './made-up-store.ts'

const QUESTIONS = 40
const FILES_PER_PUT = 25
const OTHERS = 20

interface Question {
  readonly vector: readonly number[]
  readonly words: readonly string[]
  readonly nearest: readonly string[]
}

type Figures = Readonly<Record<string, number>>

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { repeats: { type: 'string', default: '5' }, out: { type: 'string' }, measure: { type: 'string' } },
})
if (values.measure) process.stdout.write(JSON.stringify(await measure(values.measure)))
else await main(positionals.length > 0 ? positionals.map(Number) : [10_000, 50_000, 100_000])

async function main(sizes: readonly number[]): Promise<void> {
  const results: Figures[] = []
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'tilth-bench-'))
    try {
      const buildSeconds = await build(folder, size)
      const runs = Array.from({ length: Number(values.repeats) }, () => {
        const output = execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--measure', folder], { encoding: 'utf8' })
        return JSON.parse(output) as Figures
      })
      const medians = Object.fromEntries(Object.keys(runs[0] ?? {}).map((name) => [name, round(median(runs.map((run) => run[name] ?? Number.NaN)))]))
      results.push({ chunks: size, buildSeconds: round(buildSeconds), fileMB: round(statSync(join(folder, 'tilth.db')).size / 1e6), ...medians })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  console.table(results)
  const exponent = growthExponent(results.map(({ chunks = 0, addMs = 0 }) => [chunks, addMs]))
  if (results.length > 1) console.log(`growth exponent of adding a file: ${exponent}`)
  // Above the number of cores, others were using the machine meanwhile.
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, platform: process.platform, load: round(loadavg()[0] ?? 0) }
  const report = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine,
    repeats: Number(values.repeats),
    growthExponent: exponent,
    results,
  }
  writeFileSync(values.out ?? fileURLToPath(new URL('results/search.json', import.meta.url)), `${JSON.stringify(report, null, 2)}\n`)
}

/** Fills a store, and writes questions with their true answers beside it. Returns seconds spent in the store. */
async function build(folder: string, size: number): Promise<number> {
  const source = madeUp(2)
  const asker = madeUp(3)
  const questions = Array.from({ length: QUESTIONS }, () => ({ ...asker.question(), best: [] as { readonly id: string; readonly score: number }[] }))
  const store = await openSqliteStore(folder, { create: true })
  let seconds = 0
  for (let done = 0; done < size;) {
    const count = Math.min(FILES_PER_PUT, (size - done) / CHUNKS_PER_FILE)
    const files = Array.from({ length: count }, (_, index) => source.file(`${done / CHUNKS_PER_FILE + index}.txt`))
    const started = performance.now()
    await store.put(files)
    seconds += (performance.now() - started) / 1000
    for (const { id, vector } of files.flatMap(({ documents }) => documents.flatMap(({ chunks }) => chunks))) {
      for (const question of questions) {
        const score = dot(question.vector, vector)
        if (question.best.length === 10 && score <= (question.best[9]?.score ?? 0)) continue
        question.best = [...question.best, { id, score }].sort((a, b) => b.score - a.score).slice(0, 10)
      }
    }
    done += count * CHUNKS_PER_FILE
  }
  await store.close()
  const saved = questions.map(({ vector, words, best }): Question => ({ vector: [...vector], words, nearest: best.map(({ id }) => id) }))
  writeFileSync(join(folder, 'questions.json'), JSON.stringify(saved))
  return seconds
}

async function measure(folder: string): Promise<Figures> {
  const questions = JSON.parse(readFileSync(join(folder, 'questions.json'), 'utf8')) as readonly Question[]
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const started = performance.now()
  const store = await openSqliteStore(folder)
  await search(store, questions[0])
  const openMs = performance.now() - started
  for (const question of questions) await search(store, question)
  const times: number[] = []
  const parts: Record<'nearest' | 'matching' | 'chunks', number>[] = []
  let found = 0
  for (const question of questions) {
    const { ids, ...part } = await search(store, question)
    times.push(part.nearest + part.matching + part.chunks)
    parts.push(part)
    found += ids.slice(0, 10).filter((id) => question.nearest.includes(id)).length
  }
  const memoryMB = (process.memoryUsage().rss - before) / 1e6
  const writes = await measureWrites(store)
  await store.close()
  return {
    searchMs: median(times),
    nearestMs: median(parts.map(({ nearest }) => nearest)),
    matchingMs: median(parts.map(({ matching }) => matching)),
    chunksMs: median(parts.map(({ chunks }) => chunks)),
    recall: found / (10 * questions.length),
    openMs,
    memoryMB,
    ...writes,
  }
}

async function search(store: SqliteStore, question: Question | undefined) {
  if (!question) throw new Error('there is a question')
  const vector = Float32Array.from(question.vector)
  const times = [performance.now()]
  const nearest = await store.nearest({ space: SPACE, vector, k: 50 })
  times.push(performance.now())
  const matching = await store.matching({ words: question.words, k: 50 })
  times.push(performance.now())
  const ids = [...nearest.slice(0, 5), ...matching.slice(0, 5)].map(({ chunkId }) => chunkId)
  await store.chunks(ids)
  times.push(performance.now())
  const [start = 0, afterNearest = 0, afterMatching = 0, end = 0] = times
  return { ids: nearest.map(({ chunkId }) => chunkId), nearest: afterNearest - start, matching: afterMatching - afterNearest, chunks: end - afterMatching }
}

/** Leaves the store as it was. */
async function measureWrites(store: SqliteStore): Promise<Figures> {
  const source = madeUp(4)
  const names = Array.from({ length: OTHERS }, (_, index) => `other-${index}.txt`)
  const [added, replaced] = [names.map((name) => source.file(name)), names.map((name) => source.file(name))]
  const timed = async (work: (index: number) => Promise<void>): Promise<number> => {
    const times: number[] = []
    for (let index = 0; index < OTHERS; index++) {
      const started = performance.now()
      await work(index)
      times.push(performance.now() - started)
    }
    return median(times)
  }
  const addMs = await timed((index) => store.put(added.slice(index, index + 1)))
  const replaceMs = await timed((index) => store.put(replaced.slice(index, index + 1)))
  const deleteMs = await timed((index) => store.delete([{ place: PLACE, source: names[index] ?? '' }]))
  return { addMs, replaceMs, deleteMs }
}

function dot(first: Float32Array, second: Float32Array): number {
  let sum = 0
  for (let index = 0; index < first.length; index++) sum += (first[index] ?? 0) * (second[index] ?? 0)
  return sum
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2
}

/** Slope of a straight line through the points in logarithms: 1 where the second grows like the first. */
function growthExponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (index: 0 | 1) => logs.reduce((sum, point) => sum + point[index], 0) / logs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return round(covariance / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0))
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
