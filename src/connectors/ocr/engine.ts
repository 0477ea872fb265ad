import type { InferenceSession, TensorConstructor } from 'onnxruntime-common'

/** The parts that run: one session a model. */
export interface Engine {
  readonly detection: InferenceSession
  readonly recognition: InferenceSession
  readonly direction: InferenceSession
  readonly Tensor: TensorConstructor
  /** Of the recognition's classes. */
  readonly characters: readonly string[]
}
