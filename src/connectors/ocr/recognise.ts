import type { Bitmap } from './bitmap.ts'
import type { Box } from './box.ts'
import type { Engine } from './engine.ts'
import { planesOf } from './planes.ts'
import { type Glyph, type Spaced, spaced } from './spaces.ts'

export interface Reading {
  readonly line: Spaced
  /** Mean probability of its characters, 0…1. */
  readonly confidence: number
}

const HEIGHT = 48
/** Shorter lines are padded to this, as in training. */
const MIN_WIDTH = 320
/** A longer line is read squeezed. */
const MAX_WIDTH = 3200
const SCALE = { mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5] } as const

/** Reads the line of text in a box. */
export async function recognise({ recognition: session, Tensor, characters }: Engine, image: Bitmap, box: Box): Promise<Reading> {
  const width = Math.min(MAX_WIDTH, Math.max(8, Math.round((HEIGHT * box.width) / box.height)))
  const stride = Math.max(MIN_WIDTH, Math.ceil(width / 8) * 8)
  const planes = planesOf(image, box, { width, height: HEIGHT, stride }, SCALE)
  const results = await session.run({ [session.inputNames[0]!]: new Tensor('float32', planes, [1, 3, HEIGHT, stride]) })
  const output = results[session.outputNames[0]!]!
  const { glyphs, confidence } = decode(output.data as Float32Array, characters, stride)
  output.dispose()
  return { line: spaced(glyphs, { plane: planes.subarray(0, HEIGHT * stride), width, height: HEIGHT, stride }), confidence }
}

/** Greedy decoding of connectionist temporal classification (Graves et al., 2006) over `[T, classes]`: the likeliest class of each step, repeats and blanks left out. */
function decode(probabilities: Float32Array, characters: readonly string[], width: number): { glyphs: Glyph[]; confidence: number } {
  const classes = characters.length
  const step = (width * classes) / probabilities.length
  const glyphs: { text: string; x: number }[] = []
  let [sum, last, first] = [0, 0, 0]
  for (let from = 0, index = 0; from < probabilities.length; from += classes, index++) {
    let best = 0
    let most = probabilities[from]!
    for (let at = 1; at < classes; at++) {
      const value = probabilities[from + at]!
      if (value > most) {
        most = value
        best = at
      }
    }
    if (best !== 0 && best === last) glyphs.at(-1)!.x = ((first + index + 1) / 2) * step
    else if (best !== 0) {
      first = index
      glyphs.push({ text: characters[best]!, x: (index + 0.5) * step })
      sum += most
    }
    last = best
  }
  return { glyphs, confidence: glyphs.length ? sum / glyphs.length : 0 }
}
