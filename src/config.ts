import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, TilthError, UsageError } from './common/errors.ts'

/** What can stand in `tilth.config.ts`; the names are those of the flags. Secrets come from the environment only. */
export interface TilthConfig {
  /** Folder of the store. */
  readonly store?: string
  /** Model spec, such as "quote". */
  readonly model?: string
  /** "auto" (by language), "minilm" or "bge-zh". */
  readonly embedder?: string
  /** Globs over paths relative to a place: only these files, and none of those. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  /** Passages of a search. */
  readonly k?: number
  /** Least support (0…1) at which a question is answered; absent: the calibrated threshold. */
  readonly minSupport?: number
  readonly seed?: number
  /** Embedding threads; absent: one a core. */
  readonly threads?: number
  /** Time (ms) and memory (MB) that reading one file may take. */
  readonly fileTimeoutMs?: number
  readonly fileMemoryMb?: number
}

export type Settings = Required<Pick<TilthConfig, 'store' | 'model' | 'embedder' | 'k' | 'seed'>> & TilthConfig

/** What holds where nothing is set. */
export const DEFAULTS = { store: '.tilth', model: 'quote', embedder: 'auto', k: 10, seed: 1 } as const

type Kind = 'text' | 'number' | 'list'
const KINDS: Readonly<Record<keyof TilthConfig, Kind>> = {
  store: 'text',
  model: 'text',
  embedder: 'text',
  include: 'list',
  exclude: 'list',
  k: 'number',
  minSupport: 'number',
  seed: 'number',
  threads: 'number',
  fileTimeoutMs: 'number',
  fileMemoryMb: 'number',
}

/** Types the object of a `tilth.config.ts`. */
export function defineConfig(config: TilthConfig): TilthConfig {
  return config
}

/** Defaults < configuration file < environment (`TILTH_STORE`, `TILTH_MIN_SUPPORT`, …) < flags. */
export async function loadSettings(
  flags: TilthConfig & { readonly config?: string } = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Settings> {
  const { config, ...given } = flags
  const file = await readConfig(config)
  return { ...DEFAULTS, ...check(file.values, file.path), ...fromEnvironment(environment), ...check(given, 'the flags') }
}

async function readConfig(given: string | undefined): Promise<{ values: object; path: string }> {
  const path = resolve(given ?? 'tilth.config.ts')
  if (!existsSync(path)) {
    if (given !== undefined) throw new UsageError(`there is no configuration file ${given}`, 'check the path given with --config')
    return { values: {}, path }
  }
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown }
    if (typeof module.default !== 'object' || module.default === null) throw new Error('it has no default export that is an object')
    return { values: module.default, path }
  } catch (error) {
    throw new TilthError('bad-config', `${path} cannot be read: ${messageOf(error)}`, 'let it end with: export default { store: ".tilth" }', { cause: error })
  }
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): TilthConfig {
  const values: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(KINDS)) {
    const variable = `TILTH_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
    const text = environment[variable]
    if (text === undefined || text === '') continue
    values[name] = kind === 'number' ? Number(text) : kind === 'list' ? text.split(',') : text
  }
  return check(values, 'the environment')
}

function check(values: object, origin: string): TilthConfig {
  const checked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    const kind = KINDS[name as keyof TilthConfig]
    if (!kind) throw new UsageError(`${origin}: unknown setting "${name}"`, `known are ${Object.keys(KINDS).join(', ')}`)
    const right =
      kind === 'text'
        ? typeof value === 'string'
        : kind === 'number'
          ? typeof value === 'number' && Number.isFinite(value)
          : Array.isArray(value) && value.every((each) => typeof each === 'string')
    if (!right) throw new UsageError(`${origin}: "${name}" must be a ${kind}, not ${JSON.stringify(value)}`, 'see docs/prepare.md for what each setting means')
    checked[name] = value
  }
  return checked
}
