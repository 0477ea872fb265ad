// The bare embedder that bench/embed.ts compares with: one ONNX Runtime session on one thread, token ids in, nothing made of what comes out.
import { readFileSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { InferenceSession, Tensor } from 'onnxruntime-node'

export interface BareWork {
  readonly model: string
  readonly texts: readonly Int32Array[]
  /** `[next]`: the threads take texts from one counter, so that all end at the same time. */
  readonly counter: Int32Array
}

const { model, texts, counter } = workerData as BareWork
const session = await InferenceSession.create(readFileSync(model), {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
})
parentPort?.on('message', async () => {
  for (let index = Atomics.add(counter, 0, 1); index < texts.length; index = Atomics.add(counter, 0, 1)) {
    const ids = BigInt64Array.from(texts[index] ?? [], BigInt)
    const tensor = (data: BigInt64Array) => new Tensor('int64', data, [1, ids.length])
    await session.run({ input_ids: tensor(ids), attention_mask: tensor(ids.map(() => 1n)), token_type_ids: tensor(ids.map(() => 0n)) })
  }
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
