/** A worker thread of the embedder: loads models as they are asked for and turns token ids into vectors, one text a run. */
import { flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf, TilthError } from '../../common/errors.ts'
import { MODELS, type ModelName } from './models.ts'
import { type Guard, guarded } from './native-guard.ts'
import { type Backend, type Embed, INSTALL_NATIVE, loadRuntime } from './runtime.ts'
import { readWeights } from './weight-files.ts'

export interface WorkerSetting {
  readonly backend: 'auto' | Backend
  readonly modelsFolder: string
  readonly guard: Guard
}

/** `texts` empty: only load the model. */
export interface WorkerTask {
  readonly task: number
  readonly model: ModelName
  readonly texts: readonly Int32Array[]
}

export type WorkerReply =
  | { readonly type: 'started'; readonly backend: Backend; readonly reason?: string }
  /** `vectors` `[texts.length × dimensions]`. */
  | { readonly type: 'done'; readonly task: number; readonly vectors: Float32Array<ArrayBuffer> }
  | { readonly type: 'failed'; readonly task: number; readonly code: string; readonly message: string; readonly hint: string }

const { backend, modelsFolder, guard } = workerData as WorkerSetting
const open = new Map<ModelName, Embed>()

// Begins before the first task is here. What goes wrong is reported with the task.
const runtime = guarded(guard, () => loadRuntime(backend))
runtime.then((loaded) => reply({ type: 'started', backend: loaded.backend, reason: loaded.reason })).catch(() => undefined)

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

async function load(model: ModelName): Promise<Embed> {
  // Both at once: reading waits for the disk, loading ONNX Runtime for the processor.
  const [bytes, { open }] = await Promise.all([readWeights(modelsFolder, model, 'model.onnx'), ready()])
  const embed = await guarded(guard, () => open(bytes, MODELS[model]))
  // ONNX Runtime has its own copy now; a quiet worker's collector would keep these 24 MB for long.
  bytes.buffer.transfer(0)
  // What was compiled here is there for the next process, however this thread ends.
  flushCompileCache()
  return embed
}

async function ready() {
  try {
    return await runtime
  } catch (error) {
    throw new TilthError('no-runtime', `ONNX Runtime cannot be loaded: ${messageOf(error)}`, `run: ${INSTALL_NATIVE}`, { cause: error })
  }
}

async function work({ task, model, texts }: WorkerTask): Promise<void> {
  const { dimensions } = MODELS[model]
  const run = open.get(model) ?? (await load(model))
  open.set(model, run)
  const vectors = new Float32Array(texts.length * dimensions)
  for (const [index, ids] of texts.entries()) vectors.set(await guarded(guard, () => run(ids)), index * dimensions)
  reply({ type: 'done', task, vectors }, [vectors.buffer])
}

let before = Promise.resolve()
parentPort?.on('message', (message: WorkerTask) => {
  before = before
    .then(() => work(message))
    .catch((error: unknown) => {
      const known = error instanceof TilthError ? error : new TilthError('embedder-failed', `embedding failed: ${String(error)}`, 'run the command again')
      reply({ type: 'failed', task: message.task, code: known.code, message: known.message, hint: known.hint })
    })
})
