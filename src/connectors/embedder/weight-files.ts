import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { messageOf, TilthError } from '../../common/errors.ts'
import type { ModelName } from './models.ts'
import { WEIGHTS } from './weights.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** `models/` of the package, whether this runs from `src/` or from `dist/`. */
export const packagedModels = join(root, 'models')

/** Reads a file of a model and checks that it is the one that was meant. Throws `weights-missing` or `weights-damaged`. */
export async function readWeights(folder: string, model: ModelName, file: string): Promise<Buffer<ArrayBuffer>> {
  const path = join(folder, model, file)
  const bytes = await readFile(path).catch((error: unknown) => {
    throw missing(path, error)
  })
  return checked(path, bytes, model, file)
}

/** The same, for small files that are needed at once. */
export function readWeightsSync(folder: string, model: ModelName, file: string): Buffer<ArrayBuffer> {
  const path = join(folder, model, file)
  let bytes: Buffer<ArrayBuffer>
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw missing(path, error)
  }
  return checked(path, bytes, model, file)
}

function checked(path: string, bytes: Buffer<ArrayBuffer>, model: ModelName, file: string): Buffer<ArrayBuffer> {
  const expected = WEIGHTS[model].files.find((each) => each.name === file)?.sha256
  if (createHash('sha256').update(bytes).digest('hex') === expected) return bytes
  throw new TilthError('weights-damaged', `the embedding model's file ${path} is not the one that Tilth was made for: its sha256 differs`, remedy())
}

function missing(path: string, error: unknown): TilthError {
  return new TilthError('weights-missing', `cannot read the embedding model's file ${path}: ${messageOf(error)}`, remedy())
}

function remedy(): string {
  const clone = existsSync(join(root, 'scripts', 'fetch-models.ts')) && !root.split(sep).includes('node_modules')
  return clone ? 'delete the file if there is one, and run: npm run prepare' : 'install tilth again: the models come inside the package'
}
