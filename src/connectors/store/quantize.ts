/** A vector as int8: `vector[i] ≈ codes[i] · scale`, its largest component being ±127; `paddedLength(d)` codes, zeros at the end. */
export interface Quantized {
  readonly scale: number
  readonly codes: Int8Array
}

/** The kernel reads 16 codes at a time. */
export const paddedLength = (dimensions: number): number => Math.ceil(dimensions / 16) * 16

export function quantize(vector: Float32Array): Quantized {
  const largest = largestOf(vector)
  const codes = new Int8Array(paddedLength(vector.length))
  if (largest === 0) return { scale: 0, codes }
  for (let index = 0; index < vector.length; index++) codes[index] = Math.round(((vector[index] ?? 0) / largest) * 127)
  return { scale: largest / 127, codes }
}

/** As the store keeps it: the scale as float32 (little-endian), the codes as int8. */
export function packCodes(vector: Float32Array): { readonly scale: Uint8Array; readonly codes: Uint8Array } {
  const { scale, codes } = quantize(vector)
  return { scale: new Uint8Array(Float32Array.of(scale).buffer), codes: new Uint8Array(codes.buffer) }
}

/**
 * The question as int16: `vector[i] ≈ codes[i] · scale`. The kernel's sums must stay below 2^31; by Cauchy and Schwarz they
 * are at most |question| · 127 · √d, which bounds the question's length where its largest component would not.
 */
export function quantizeQuestion(vector: Float32Array): { readonly scale: number; readonly codes: Int16Array } {
  const codes = new Int16Array(paddedLength(vector.length))
  const largest = largestOf(vector)
  if (largest === 0) return { scale: 0, codes }
  const length = Math.hypot(...vector)
  const factor = Math.min(32_767 / largest, (0.99 * 2 ** 31) / (127 * Math.sqrt(vector.length) * length))
  for (let index = 0; index < vector.length; index++) codes[index] = Math.round((vector[index] ?? 0) * factor)
  return { scale: 1 / factor, codes }
}

/**
 * How far a score from codes may be from the true one. Rounding errors of the components are uniform in ±scale/2 and as good
 * as independent, so the error of the dot product with a unit vector is sub-Gaussian with σ = scale/√12; six of these are
 * passed with a probability below 2·e^−18.
 */
export const scoreErrorBound = (scale: number): number => (6 * scale) / Math.sqrt(12)

function largestOf(vector: Float32Array): number {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  return largest
}
