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
  return readChecked(join(folder, model, file), sha256Of(model, file), 'embedding')
}

/** The same for a file of any model; `what` names the model in errors. */
export async function readChecked(path: string, sha256: string | undefined, what: string): Promise<Buffer<ArrayBuffer>> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw missing(path, error, what)
  })
  return checked(path, bytes, sha256, what)
}

/** The same, for small files that are needed at once. */
export function readWeightsSync(folder: string, model: ModelName, file: string): Buffer<ArrayBuffer> {
  const path = join(folder, model, file)
  let bytes: Buffer<ArrayBuffer>
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw missing(path, error, 'embedding')
  }
  return checked(path, bytes, sha256Of(model, file), 'embedding')
}

const sha256Of = (model: ModelName, file: string): string | undefined => WEIGHTS[model].files.find((each) => each.name === file)?.sha256

function checked(path: string, bytes: Buffer<ArrayBuffer>, sha256: string | undefined, what: string): Buffer<ArrayBuffer> {
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
  throw new TilthError('weights-damaged', `the ${what} model's file ${path} is not the one that Tilth was made for: its sha256 differs`, remedy())
}

function missing(path: string, error: unknown, what: string): TilthError {
  return new TilthError('weights-missing', `cannot read the ${what} model's file ${path}: ${messageOf(error)}`, remedy())
}

function remedy(): string {
  const clone = existsSync(join(root, 'scripts', 'fetch-models.ts')) && !root.split(sep).includes('node_modules')
  return clone ? 'delete the file if there is one, and run: npm run prepare' : 'install tilth again: the models come inside the package'
}
