import { matchesGlob } from 'node:path'
import { UsageError } from '../../common/errors.ts'
import type { CustomRecogniser, PersonalDataPolicy, PersonalDataType, Treatment } from '../../contracts/personal-data.ts'
import { PERSONAL_DATA_TYPES } from './types.ts'

export const TREATMENTS = ['keep', 'label', 'mask', 'synthetic', 'drop'] as const satisfies readonly Treatment[]

/** What the configuration or the flag says, as one policy. Throws a `UsageError` that names what is wrong. */
export function readPolicy(given: Treatment | PersonalDataPolicy | undefined, known: readonly string[] = Object.keys(PERSONAL_DATA_TYPES)): PersonalDataPolicy {
  if (given === undefined) return { treatment: 'keep' }
  if (typeof given === 'string') return { treatment: treatmentOf(given, 'pii') }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw wrong('pii', `must be a treatment or an object, not ${JSON.stringify(given)}`)
  onlyKeys(given, ['treatment', 'types', 'sources', 'custom'], 'pii')
  const custom = listOf(given.custom, 'pii.custom').map((each, index) => customOf(each as CustomRecogniser, `pii.custom[${index}]`))
  const types = new Set<string>([...known, ...custom.map(({ type }) => type)])
  const sources = listOf(given.sources, 'pii.sources').map((each, index) => {
    const name = `pii.sources[${index}]`
    const rule = objectOf(each, name)
    onlyKeys(rule, ['match', 'treatment', 'types'], name)
    if (typeof rule['match'] !== 'string' || !rule['match']) throw wrong(`${name}.match`, 'must be a glob such as "hr/**"')
    return {
      match: rule['match'],
      ...(rule['treatment'] === undefined ? {} : { treatment: treatmentOf(rule['treatment'], `${name}.treatment`) }),
      ...(rule['types'] === undefined ? {} : { types: byType(rule['types'], `${name}.types`, types) }),
    }
  })
  return {
    treatment: treatmentOf(given.treatment ?? 'keep', 'pii.treatment'),
    ...(given.types === undefined ? {} : { types: byType(given.types, 'pii.types', types) }),
    ...(sources.length ? { sources } : {}),
    ...(custom.length ? { custom } : {}),
  }
}

/** What is done with a type in a file. */
export function treatmentFor({ treatment, types, sources }: PersonalDataPolicy, type: PersonalDataType, source: string | undefined): Treatment {
  const rule = source === undefined ? undefined : sources?.find(({ match }) => matchesGlob(source, match))
  return rule?.types?.[type] ?? rule?.treatment ?? types?.[type] ?? treatment
}

/** Whether nothing is ever changed: then nothing is looked for. */
export function keepsAll({ treatment, types = {}, sources = [] }: PersonalDataPolicy): boolean {
  const all = [treatment, ...Object.values(types), ...sources.flatMap((rule) => [rule.treatment ?? 'keep', ...Object.values(rule.types ?? {})])]
  return all.every((each) => each === 'keep')
}

/**
 * Names a policy for a fingerprint: files are prepared again when it changes. `digest` is keyed where there is a key; without one, words
 * of the configuration must not be told by a hash that anybody can try: only how many there are and how long counts then.
 */
export function policyName(policy: PersonalDataPolicy, digest: ((text: string) => string) | undefined): string {
  const { custom = [], ...rest } = policy
  if (digest) return digest(JSON.stringify(policy)).slice(0, 16)
  const shapes = custom.map(({ type, patterns = [], words = [] }) => [type, ...[patterns, words].map((list) => [list.length, list.join('').length])])
  return JSON.stringify([rest, shapes])
}

function treatmentOf(value: unknown, name: string): Treatment {
  const found = TREATMENTS.find((each) => each === value)
  if (!found) throw wrong(name, `is not a treatment: ${JSON.stringify(value)}`, `known are ${TREATMENTS.join(', ')}`)
  return found
}

function byType(value: unknown, name: string, known: ReadonlySet<string>): Record<PersonalDataType, Treatment> {
  return Object.fromEntries(
    Object.entries(objectOf(value, name)).map(([type, treatment]) => {
      if (!known.has(type)) throw wrong(name, `unknown type "${type}"`, `known are ${[...known].sort().join(', ')}; others are added by pii.custom`)
      return [type, treatmentOf(treatment, `${name}.${type}`)]
    }),
  )
}

function customOf(value: CustomRecogniser, name: string): CustomRecogniser {
  onlyKeys(objectOf(value, name), ['type', 'patterns', 'words'], name)
  const { type, patterns, words } = value
  if (typeof type !== 'string' || !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(type))
    throw wrong(`${name}.type`, 'must be upper case words joined by "_", such as "EMPLOYEE_ID"')
  for (const [key, list] of Object.entries({ patterns, words })) {
    if (list !== undefined && !(Array.isArray(list) && list.every((each) => typeof each === 'string' && each.trim() !== '')))
      throw wrong(`${name}.${key}`, 'must be a list of texts that are not empty')
  }
  if (!patterns?.length && !words?.length) throw wrong(name, 'needs patterns or words')
  for (const pattern of patterns ?? []) {
    try {
      void RegExp(pattern, 'u')
    } catch (error) {
      throw wrong(`${name}.patterns`, `${JSON.stringify(pattern)} is not a regular expression: ${(error as Error).message}`)
    }
  }
  return { type, ...(patterns ? { patterns } : {}), ...(words ? { words } : {}) }
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw wrong(name, 'must be a list')
  return value
}

function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(name, `must be an object, not ${JSON.stringify(value)}`)
  return value as Record<string, unknown>
}

function onlyKeys(value: object, known: readonly string[], name: string): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown !== undefined) throw wrong(name, `has an unknown entry "${unknown}"`, `known are ${known.join(', ')}`)
}

const wrong = (name: string, what: string, hint = 'docs/pii.md shows a whole policy'): UsageError =>
  new UsageError(`the policy for personal data: ${name} ${what}`, hint)
