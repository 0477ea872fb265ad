import { kernelBase64 } from './kernel-bytes.ts'

/** All but `factor` are byte offsets or counts; see kernel.wat. */
export type Scan = (rows: number, count: number, stride: number, query: number, scales: number, mask: number, scores: number, factor: number) => void

/** Types of the part of WebAssembly that is used here: Node's own types leave it to the DOM's. */
interface Memory {
  readonly buffer: ArrayBuffer
  /** By a number of pages; throws a RangeError when there is no room. */
  grow(pages: number): number
}

interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => Memory
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> }
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }

export interface Kernel {
  readonly memory: Memory
  readonly scan: Scan
}

/** WebAssembly counts memory in pages of 64 KiB, and can address 65,536 of them. */
export const PAGE_BYTES = 65_536
export const MAX_PAGES = 65_536

let compiled: object | undefined

/** One kernel with a memory of its own, one page long. */
export function createKernel(): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(kernelBase64, 'base64'))
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES })
  const { exports } = new WebAssembly.Instance(compiled, { tilth: { memory } })
  return { memory, scan: exports['scan'] as Scan }
}
