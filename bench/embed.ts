/**
 * Tokens a second of the embedder against those of bare ONNX Runtime: the same texts, weights and number of threads, one text a
 * run. The bare side gets token ids that were made before; Tilth's side gets texts. Both are warm and take turns. Processor time
 * for a token is written too: it says more than the clock where the machine has other work.
 *
 *   node bench/embed.ts DATA… [--rounds 3] [--threads CORES] [--texts 500]
 *
 * DATA: files in SQuAD's form (their paragraphs), or folders of .txt and .md files; Chinese texts go to bge-small-zh, others to
 * MiniLM. Writes bench/results/embed.json.
 */
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { isChinese } from '../src/common/language.ts'
import { openEmbedder } from '../src/connectors/embedder/embedder.ts'
import { type ModelName, MODELS } from '../src/connectors/embedder/models.ts'
import { packagedModels, readWeightsSync } from '../src/connectors/embedder/weight-files.ts'
import { createWordPiece } from '../src/connectors/embedder/word-piece.ts'
import type { BareWork } from './embed-bare.ts'
import { median, writeResult } from './report.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    texts: { type: 'string', default: '500' },
  },
})
if (positionals.length === 0) throw new Error('usage: node bench/embed.ts DATA…')
const threads = Number(values.threads)
const all = [...new Set(positionals.flatMap(textsOf))]
const figures: Record<string, object> = {}
for (const name of ['minilm', 'bge-zh'] as const) {
  const texts = all.filter((text) => isChinese(text) === (name === 'bge-zh')).slice(0, Number(values.texts))
  if (texts.length > 0) figures[name] = await compare(name, texts)
}
console.table(figures)
writeResult('embed', { threads, rounds: Number(values.rounds), models: figures })

async function compare(name: ModelName, texts: readonly string[]): Promise<object> {
  const { model } = JSON.parse(readWeightsSync(packagedModels, name, 'tokenizer.json').toString('utf8')) as { model: { vocab: Record<string, number> } }
  const wordPiece = createWordPiece({ vocabulary: model.vocab, stripAccents: MODELS[name].stripAccents })
  const ids = texts.map((text) => wordPiece.encode(text, MODELS[name].maxTokens))
  const tokens = ids.reduce((sum, each) => sum + each.length, 0)

  const bare = await startBare(name, ids)
  const embedder = openEmbedder({ threads })
  const tilth = name === 'minilm' ? embedder.minilm : embedder.bgeZh
  const timed = async (run: () => Promise<unknown>) => {
    const started = performance.now()
    const before = process.cpuUsage()
    await run()
    const { user, system } = process.cpuUsage(before)
    return { speed: (tokens / (performance.now() - started)) * 1000, processor: (user + system) / tokens }
  }
  const rounds: Record<'bare' | 'tilth', { speed: number; processor: number }[]> = { bare: [], tilth: [] }
  await bare.run()
  await tilth.embed(texts, 'passage')
  for (let round = 0; round < Number(values.rounds); round++) {
    rounds.bare.push(await timed(bare.run))
    rounds.tilth.push(await timed(() => tilth.embed(texts, 'passage')))
    console.log(`${name}, round ${round + 1}: bare ${rounds.bare.at(-1)?.speed.toFixed(0)}, tilth ${rounds.tilth.at(-1)?.speed.toFixed(0)} tokens/s`)
  }
  await Promise.all([bare.close(), embedder.close()])
  const middle = (side: 'bare' | 'tilth', what: 'speed' | 'processor') => median(rounds[side].map((round) => round[what]))
  return {
    texts: texts.length,
    meanTokens: Math.round(tokens / texts.length),
    bareTokensPerSecond: Math.round(middle('bare', 'speed')),
    tilthTokensPerSecond: Math.round(middle('tilth', 'speed')),
    ratio: Number((middle('tilth', 'speed') / middle('bare', 'speed')).toFixed(3)),
    bareMicrosecondsOfProcessor: Number(middle('bare', 'processor').toFixed(1)),
    tilthMicrosecondsOfProcessor: Number(middle('tilth', 'processor').toFixed(1)),
  }
}

async function startBare(name: ModelName, texts: readonly Int32Array[]) {
  const counter = new Int32Array(new SharedArrayBuffer(4))
  const workerData: BareWork = { model: join(packagedModels, name, 'model.onnx'), texts, counter }
  const workers = Array.from({ length: threads }, () => new Worker(new URL('./embed-bare.ts', import.meta.url), { workerData }))
  await Promise.all(workers.map((worker) => once(worker, 'message')))
  return {
    async run() {
      counter[0] = 0
      const done = workers.map((worker) => once(worker, 'message'))
      for (const worker of workers) worker.postMessage('go')
      await Promise.all(done)
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  }
}

function textsOf(path: string): string[] {
  if (statSync(path).isDirectory()) {
    const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(txt|md)$/.test(file))
    return files.map((file) => readFileSync(join(path, file), 'utf8'))
  }
  const squad = JSON.parse(readFileSync(path, 'utf8')) as { data: { paragraphs: { context: string }[] }[] }
  return squad.data.flatMap(({ paragraphs }) => paragraphs.map(({ context }) => context))
}
