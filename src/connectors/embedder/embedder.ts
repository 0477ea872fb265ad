import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { TilthError } from '../../common/errors.ts'
import type { EmbeddingModel } from '../../contracts/embedding-model.ts'
import { type ModelCard, MODELS } from './models.ts'
import { createPool, type Pool, type Slice } from './pool.ts'
import { INSTALL_NATIVE } from './runtime.ts'
import { createWordPiece, type WordPiece } from './word-piece.ts'
import { packagedModels, readWeightsSync } from './weight-files.ts'
import type { WorkerSetting } from './worker.ts'

export interface EmbedderOptions {
  /** Worker threads at most; as many as cores, but no more than 8, if nothing is said. One thread each is faster than one run on many threads. */
  readonly threads?: number
  /** `auto`: the native ONNX Runtime where it can be loaded, else the one in WebAssembly. */
  readonly backend?: 'auto' | 'native' | 'wasm'
  /** Folder with `minilm/` and `bge-zh/`, if not the package's. */
  readonly modelsFolder?: string
  /** Called once, with a line for the user, when the slower backend had to be taken. */
  readonly onNotice?: (line: string) => void
}

export interface Embedder {
  /** English: all-MiniLM-L6-v2, 384 dimensions. */
  readonly minilm: EmbeddingModel
  /** Chinese: bge-small-zh-v1.5, 512 dimensions. */
  readonly bgeZh: EmbeddingModel
  readonly models: readonly EmbeddingModel[]
  /** Loads models ("minilm", "bge-zh" or their ids) side by side, so that the first texts need not wait. */
  warm(names: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Texts that go to a worker together: little enough that all workers end at about the same time. */
const SLICE_TEXTS = 8
const SLICE_CHARACTERS = 2000

/** Each worker holds a model of its own, 55 MB: many cores must not take gigabytes unasked. */
export const defaultThreads = (cores: number): number => Math.min(8, cores)

/**
 * Opens the embedding models that come with Tilth. Nothing is loaded before it is needed; idle workers do not keep the
 * process alive. Errors of its models: `weights-missing`, `weights-damaged`, `no-runtime`, `embedder-crashed`.
 */
export function openEmbedder(options: EmbedderOptions = {}): Embedder {
  const { threads = defaultThreads(availableParallelism()), backend = 'auto', modelsFolder = packagedModels, onNotice } = options
  // Read by builds of ONNX Runtime from 1.29 on, in case that a user brings one: nothing here reports to anybody.
  process.env['ORT_DISABLE_TELEMETRY'] ??= '1'
  const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
  let noticed = false
  const pool = createPool({
    threads: Math.max(1, Math.floor(threads)),
    startWorker: (guard) => {
      const workerData: WorkerSetting = { backend, modelsFolder, guard }
      // A thread does not inherit the compile cache, and in a clone stripping the types takes longer than all else it does to start.
      const cache = getCompileCacheDir()
      const env = cache ? { ...process.env, NODE_COMPILE_CACHE: dirname(cache) } : process.env
      return new Worker(file, { workerData, env, execArgv: [], name: 'tilth-embedder' })
    },
    onStarted: ({ reason }) => {
      if (reason === undefined || noticed) return
      noticed = true
      onNotice?.(`embedding with WebAssembly (${reason}), about 5 times slower; for the fast one run: ${INSTALL_NATIVE}`)
    },
  })
  const opened = Object.values(MODELS).map((card) => openModel(card, pool, modelsFolder))
  const [minilm, bgeZh] = opened as [OpenModel, OpenModel]
  return {
    minilm: minilm.model,
    bgeZh: bgeZh.model,
    models: opened.map(({ model }) => model),
    async warm(names) {
      const wanted = names.map((name) => {
        const found = opened.find(({ card }) => card.name === name || card.id === name)
        if (!found) throw new TilthError('unknown-model', `there is no embedding model "${name}"`, `known are: ${opened.map(({ card }) => card.id).join(', ')}`)
        return found
      })
      const warm = pool.warm(wanted.map(({ card }) => card.name))
      // While the workers start.
      for (const { wordPiece } of wanted) wordPiece()
      await warm
    },
    close: () => pool.close(),
  }
}

interface OpenModel {
  readonly card: ModelCard
  readonly model: EmbeddingModel
  readonly wordPiece: () => WordPiece
}

function openModel(card: ModelCard, pool: Pool, modelsFolder: string): OpenModel {
  let loaded: WordPiece | undefined
  const wordPiece = () => (loaded ??= loadWordPiece(card, modelsFolder))
  const model: EmbeddingModel = {
    id: card.id,
    dimensions: card.dimensions,
    maxTokens: card.maxTokens,
    unrelatedCosine: card.unrelatedCosine,
    countTokens: (text) => wordPiece().count(text),
    async embed(texts, kind, { signal } = {}) {
      const prefix = kind === 'query' ? card.queryPrefix : ''
      const slices = slicesOf(texts).map((slice): Slice => ({
        model: card.name,
        ids: () => slice.map((text) => wordPiece().encode(prefix + text, card.maxTokens)),
      }))
      const flat = await pool.run(slices, { urgent: kind === 'query', signal })
      return flat.flatMap((vectors) => rowsOf(vectors, card.dimensions))
    },
    // The workers are shared by all models: `Embedder.close` ends them.
    close: () => Promise.resolve(),
  }
  return { card, model, wordPiece }
}

function loadWordPiece({ name, stripAccents }: ModelCard, modelsFolder: string): WordPiece {
  const tokenizer = JSON.parse(readWeightsSync(modelsFolder, name, 'tokenizer.json').toString('utf8')) as {
    readonly model: { readonly vocab: Readonly<Record<string, number>> }
  }
  return createWordPiece({ vocabulary: tokenizer.model.vocab, stripAccents })
}

function slicesOf(texts: readonly string[]): string[][] {
  const slices: string[][] = []
  let slice: string[] = []
  let characters = 0
  for (const text of texts) {
    if (slice.length === SLICE_TEXTS || (slice.length > 0 && characters + text.length > SLICE_CHARACTERS)) {
      slices.push(slice)
      slice = []
      characters = 0
    }
    slice.push(text)
    characters += text.length
  }
  if (slice.length > 0) slices.push(slice)
  return slices
}

/** Each row in memory of its own, so that keeping one vector does not keep its neighbours. */
function rowsOf(vectors: Float32Array, dimensions: number): Float32Array[] {
  return Array.from({ length: vectors.length / dimensions }, (_, row) => vectors.slice(row * dimensions, (row + 1) * dimensions))
}
