/** ONNX Runtime behind one function: the native build where it can be loaded, else the one in WebAssembly, which runs anywhere. */
import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-common'
import { messageOf } from '../../common/errors.ts'
import type { ModelCard } from './models.ts'

/** Its install script fetches what no CPU needs, from a host of its own; the program itself is in the package. */
export const INSTALL_NATIVE = 'npm install onnxruntime-node@1.27.0 --ignore-scripts'

export type Backend = 'native' | 'wasm'

export interface Runtime {
  readonly backend: Backend
  /** Why the native build was not taken, when `auto` fell back. */
  readonly reason?: string
  open(model: Uint8Array, card: ModelCard): Promise<Embed>
}

/** `ids` `[T]` → unit vector `[dimensions]`. One text a run: q8 activations share one scale a run, so that neighbours would change a vector. */
export type Embed = (ids: Int32Array) => Promise<Float32Array>

/** What both builds of ONNX Runtime have. */
export interface Ort {
  readonly InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> }
  readonly Tensor: TensorConstructor
}

export interface LoadedOrt extends Pick<Runtime, 'backend' | 'reason'> {
  readonly ort: Ort
}

export async function loadRuntime(wanted: 'auto' | Backend): Promise<Runtime> {
  const { ort, ...loaded } = await loadOrt(wanted)
  return { ...loaded, open: opener(ort, loaded.backend) }
}

export async function loadOrt(wanted: 'auto' | Backend): Promise<LoadedOrt> {
  if (wanted === 'wasm') return { backend: 'wasm', ort: await loadWasm() }
  try {
    return { backend: 'native', ort: await loadNative() }
  } catch (error) {
    if (wanted === 'native') throw error
    return { backend: 'wasm', reason: messageOf(error).replace(/ imported from .*/, ''), ort: await loadWasm() }
  }
}

async function loadNative(): Promise<Ort> {
  const ort = await import('onnxruntime-node')
  ort.env.logLevel = 'error'
  return ort
}

async function loadWasm(): Promise<Ort> {
  const ort = await import('onnxruntime-web/wasm')
  ort.env.logLevel = 'error'
  ort.env.wasm.numThreads = 1
  return ort
}

function opener(ort: Ort, backend: Backend): Runtime['open'] {
  return async (model, card) => {
    const session = await ort.InferenceSession.create(model, sessionOptions(backend, 1))
    return embedWith(session, ort.Tensor, card)
  }
}

export function sessionOptions(backend: Backend, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: [backend === 'native' ? 'cpu' : 'wasm'],
    graphOptimizationLevel: 'extended',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    // Plans made for each length that comes by: 50 MB more a worker, and no faster.
    enableMemPattern: false,
    // Idle threads of ONNX Runtime spin otherwise, and take the cores from the other workers.
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  }
}

function embedWith(session: InferenceSession, Tensor: TensorConstructor, { dimensions, maxTokens, pooling }: ModelCard): Embed {
  const wide = new BigInt64Array(maxTokens)
  const ones = new BigInt64Array(maxTokens).fill(1n)
  const zeros = new BigInt64Array(maxTokens)
  const output = session.outputNames[0] ?? 'last_hidden_state'
  return async (ids) => {
    const length = ids.length
    for (let at = 0; at < length; at++) wide[at] = BigInt(ids[at] ?? 0)
    const tensor = (data: BigInt64Array): Tensor => new Tensor('int64', data.subarray(0, length), [1, length])
    const results = await session.run({ input_ids: tensor(wide), attention_mask: tensor(ones), token_type_ids: tensor(zeros) })
    const states = results[output]
    if (!(states?.data instanceof Float32Array)) throw new Error(`the model gave no ${output}`)
    const vector = pool(states.data, pooling === 'mean' ? length : 1, dimensions)
    states.dispose()
    return vector
  }
}

/** Unit vector of the sum of the first `rows` rows of `states` `[T, dimensions]` (the mean's direction). */
function pool(states: Float32Array, rows: number, dimensions: number): Float32Array {
  const sum = new Float64Array(dimensions)
  for (let row = 0, at = 0; row < rows; row++) for (let column = 0; column < dimensions; column++, at++) sum[column] = (sum[column] ?? 0) + (states[at] ?? 0)
  let square = 0
  for (const value of sum) square += value * value
  const vector = new Float32Array(dimensions)
  // Never met, but a vector without a direction must not become NaN in a store.
  if (!(square > 0) || square === Infinity) vector[0] = 1
  else for (let column = 0; column < dimensions; column++) vector[column] = (sum[column] ?? 0) / Math.sqrt(square)
  return vector
}
