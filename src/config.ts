import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messageOf, TilthError, UsageError } from './common/errors.ts'
import type { OcrMode } from './contracts/extractor.ts'
import type { PlaceSetting } from './contracts/source.ts'
import type { PersonalDataPolicy, Treatment } from './contracts/personal-data.ts'

/** What can stand in `tilth.config.ts`; the names are those of the flags. Secrets come from the environment only. */
export interface TilthConfig {
  /** Folder of the store. */
  readonly store?: string
  /** Model spec, such as "quote". */
  readonly model?: string
  /** "auto" (by language), "minilm" or "bge-zh". */
  readonly embedder?: string
  /** What `prepare` reads where it is given nothing: folders, files, addresses of web pages, databases, buckets. */
  readonly places?: readonly PlaceSetting[]
  /** Of web places that say nothing themselves: clicks from the first page (3), pages at most (500). */
  readonly webDepth?: number
  readonly webPages?: number
  /** How often (s) `prepare --watch` lists places that are no folder again; default 300. */
  readonly watchSeconds?: number
  /** Globs over paths relative to a place: only these files, and none of those. */
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  /** Passages of a search. */
  readonly k?: number
  /** Least support (0…1) at which a question is answered; absent: the calibrated threshold. */
  readonly minSupport?: number
  readonly seed?: number
  /** Embedding threads; absent: one a core, at most 8. */
  readonly threads?: number
  /** Time (ms) and memory (MB) that reading one file may take. */
  readonly fileTimeoutMs?: number
  readonly fileMemoryMb?: number
  /** Reading the text in pictures and scans; default "auto": where a page has no text of its own. */
  readonly ocr?: OcrMode
  /** Copies: counted ("keep", the default), left out where the text is equal ("exact"), or also where it says the same ("near"). */
  readonly duplicates?: 'keep' | 'exact' | 'near'
  /** Earlier versions of documents that say by themselves which is newer: default "keep". */
  readonly outdated?: 'keep' | 'drop'
  /** Cleaning: all rules that are safe (true, the default), none, or those named, for plain text too. */
  readonly clean?: boolean | readonly string[]
  /** Only documents in these languages, such as ["en", "zh"]; what cannot be told is kept. */
  readonly languages?: readonly string[]
  /** The variable of the environment that holds the password of encrypted documents. */
  readonly passwordEnv?: string
  /** What is done with personal data: one treatment, or a policy by type and source. Default: "keep". */
  readonly pii?: Treatment | PersonalDataPolicy
  /** The variable of the environment that holds the vault's key (default: TILTH_VAULT_KEY), or a file that does. */
  readonly vaultKeyEnv?: string
  readonly vaultKeyFile?: string
}

export type Settings = Required<Pick<TilthConfig, 'store' | 'model' | 'embedder' | 'k' | 'seed'>> & TilthConfig

/** What holds where nothing is set. */
export const DEFAULTS = { store: '.tilth', model: 'quote', embedder: 'auto', k: 10, seed: 1 } as const

type Kind =
  | { readonly kind: 'text' }
  | { readonly kind: 'list' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  /** On, off, or a list. */
  | { readonly kind: 'switch' }
  /** Looked into where it is used. */
  | { readonly kind: 'policy' }
  /** Texts, or objects with an address. */
  | { readonly kind: 'places' }
  /** Both ends belong to the range. */
  | { readonly kind: 'number'; readonly whole: boolean; readonly least: number; readonly most: number }

const whole = (least: number, most: number): Kind => ({ kind: 'number', whole: true, least, most })

/** What each setting may be, wherever it is set. */
const KINDS: Readonly<Record<keyof TilthConfig, Kind>> = {
  store: { kind: 'text' },
  model: { kind: 'text' },
  embedder: { kind: 'text' },
  places: { kind: 'places' },
  webDepth: whole(0, 1_000),
  webPages: whole(1, 10_000_000),
  watchSeconds: whole(1, 86_400),
  include: { kind: 'list' },
  exclude: { kind: 'list' },
  k: whole(1, 10_000),
  minSupport: { kind: 'number', whole: false, least: 0, most: 1 },
  seed: whole(0, 2 ** 32 - 1),
  threads: whole(1, 256),
  // A day, which a timer still holds.
  fileTimeoutMs: whole(1, 86_400_000),
  // A reader with nothing read takes about 60 MB.
  fileMemoryMb: whole(96, 1_048_576),
  ocr: { kind: 'choice', of: ['auto', 'always', 'never'] },
  passwordEnv: { kind: 'text' },
  duplicates: { kind: 'choice', of: ['keep', 'exact', 'near'] },
  outdated: { kind: 'choice', of: ['keep', 'drop'] },
  clean: { kind: 'switch' },
  languages: { kind: 'list' },
  pii: { kind: 'policy' },
  vaultKeyEnv: { kind: 'text' },
  vaultKeyFile: { kind: 'text' },
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
  const [written, set, flagged] = [check(file.values, file.path), fromEnvironment(environment), check(given, 'the flags')]
  const settings = { ...DEFAULTS, ...written, ...set, ...flagged }
  // A treatment given by itself changes what is done, not what is looked for.
  if (typeof settings.pii === 'string' && typeof written.pii === 'object' && written.pii.custom)
    return { ...settings, pii: { treatment: settings.pii, custom: written.pii.custom } }
  return settings
}

/** The words for what a setting may be: "a whole number from 1 to 256". */
export function rangeOf(name: keyof TilthConfig): string {
  const kind = KINDS[name]
  if (kind.kind === 'text') return 'a text that is not empty'
  if (kind.kind === 'list') return 'a list of texts'
  if (kind.kind === 'choice') return kind.of.join(', ').replace(/, (?=[^,]*$)/, ' or ')
  if (kind.kind === 'switch') return 'true, false, or a list of texts'
  if (kind.kind === 'places') return 'a list of paths and addresses, or of objects with a field web, s3 or sql'
  if (kind.kind === 'policy') return 'keep, label, mask, synthetic, drop, or a policy'
  return `a ${kind.whole ? 'whole ' : ''}number from ${kind.least.toLocaleString('en')} to ${kind.most.toLocaleString('en')}`
}

/** Whether a value is one that the setting may have. */
export function isAllowed(name: keyof TilthConfig, value: unknown): boolean {
  const kind = KINDS[name]
  if (kind.kind === 'text') return typeof value === 'string' && value.trim() !== ''
  if (kind.kind === 'switch' && typeof value === 'boolean') return true
  if (kind.kind === 'choice') return typeof value === 'string' && kind.of.includes(value)
  if (kind.kind === 'policy') return typeof value === 'string' ? ['keep', 'label', 'mask', 'synthetic', 'drop'].includes(value) : typeof value === 'object'
  if (kind.kind === 'places') return Array.isArray(value) && value.every(isPlace)
  if (kind.kind === 'list' || kind.kind === 'switch') return Array.isArray(value) && value.every((each) => typeof each === 'string')
  return typeof value === 'number' && value >= kind.least && value <= kind.most && (!kind.whole || Number.isInteger(value))
}

/** Fields of an object that names a place. */
const PLACE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  web: ['depth', 'pages', 'scope', 'robots', 'delayMs'],
  s3: ['anonymous', 'maxBytes'],
  sql: ['query', 'key', 'modified', 'template', 'title', 'name', 'timeoutMs'],
}

function isPlace(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== ''
  if (typeof value !== 'object' || value === null) return false
  const kinds = Object.keys(PLACE_FIELDS).filter((name) => Object.hasOwn(value, name))
  const [kind = ''] = kinds
  const fields = value as Readonly<Record<string, unknown>>
  const known = new Set([kind, ...(PLACE_FIELDS[kind] ?? [])])
  return (
    kinds.length === 1 &&
    typeof fields[kind] === 'string' &&
    Object.keys(value).every((name) => known.has(name)) &&
    (kind !== 'sql' || typeof fields['query'] === 'string')
  )
}

async function readConfig(given: string | undefined): Promise<{ values: object; path: string }> {
  const path = resolve(given ?? 'tilth.config.ts')
  if (!existsSync(path)) {
    if (given !== undefined) throw new UsageError(`there is no configuration file ${given}`, 'check the path given with --config')
    return { values: {}, path }
  }
  try {
    const module = await quietly(() => import(pathToFileURL(path).href) as Promise<{ default?: unknown }>)
    if (typeof module.default !== 'object' || module.default === null) throw new Error('it has no default export that is an object')
    return { values: module.default, path }
  } catch (error) {
    throw new TilthError('bad-config', `${path} cannot be read: ${messageOf(error)}`, 'let it end with: export default { store: ".tilth" }', { cause: error })
  }
}

/** What a configuration file prints while it is loaded goes to standard error; that its folder has no package.json with a "type" is no matter. */
async function quietly<T>(load: () => Promise<T>): Promise<T> {
  const { write } = process.stdout
  const { emitWarning } = process
  process.stdout.write = process.stderr.write.bind(process.stderr) as typeof write
  process.emitWarning = ((...given: Parameters<typeof emitWarning>) => {
    const [, options] = given as readonly unknown[]
    const { code } = (typeof options === 'object' && options !== null ? options : {}) as { code?: unknown }
    if (code !== 'MODULE_TYPELESS_PACKAGE_JSON' && !given.includes('MODULE_TYPELESS_PACKAGE_JSON' as never)) Reflect.apply(emitWarning, process, given)
  }) as typeof emitWarning
  try {
    return await load()
  } finally {
    process.stdout.write = write
    process.emitWarning = emitWarning
  }
}

/** The environment variable of a setting: `minSupport` is `TILTH_MIN_SUPPORT`. */
const variableOf = (name: string) => `TILTH_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): TilthConfig {
  const values: Record<string, unknown> = {}
  for (const [name, { kind }] of Object.entries(KINDS)) {
    const text = environment[variableOf(name)]
    if (text === undefined || text === '') continue
    const value = kind === 'number' ? numberOf(text) : kind === 'list' || kind === 'places' ? text.split(',') : kind === 'switch' ? switchOf(text) : text
    if (!isAllowed(name as keyof TilthConfig, value)) throw wrongValue(`the environment: ${variableOf(name)}`, name as keyof TilthConfig, text)
    values[name] = value
  }
  return values
}

/** "true", "false", or names with commas. */
const switchOf = (text: string): boolean | string[] => (text === 'true' || text === 'false' ? text === 'true' : text.split(','))

/** A number as it is written; NaN for anything else, " " and "0x10" included. */
export function numberOf(text: string): number {
  return /^\s*[+-]?(\d+(_?\d+)*(\.\d+)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text.replaceAll('_', '')) : Number.NaN
}

function check(values: object, origin: string): TilthConfig {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue
    if (!Object.hasOwn(KINDS, name)) throw new UsageError(`${origin}: unknown setting "${name}"`, `known are ${Object.keys(KINDS).join(', ')}`)
    if (!isAllowed(name as keyof TilthConfig, value)) throw wrongValue(`${origin}: "${name}"`, name as keyof TilthConfig, value)
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

function wrongValue(what: string, name: keyof TilthConfig, value: unknown): UsageError {
  // JSON has no NaN and no Infinity; objects have no better text.
  const told = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value))
  return new UsageError(`${what} must be ${rangeOf(name)}, not ${told}`, 'docs/prepare.md says what each setting means')
}

/** The password of encrypted documents, from the variable that the settings name. */
export function passwordOf(variable: string | undefined, environment: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  if (variable === undefined) return undefined
  const password = environment[variable]
  if (password) return password
  throw new UsageError(`the environment has no ${variable}, which --password-env names`, `set it first: ${variable}=… tilth …`)
}
