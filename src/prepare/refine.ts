import { UsageError } from '../common/errors.ts'
import type { ChunkStore } from '../contracts/chunk-store.ts'
import { CLEANING_RULES, CLEANING_VERSION, type CleaningRule } from './clean/clean.ts'
import { makeCleaning } from './clean/cleaning.ts'
import { KNOWN_LANGUAGES } from './clean/languages.ts'
import type { DuplicateMode, OutdatedMode } from './duplicates/duplicates.ts'
import { openRunDuplicates } from './duplicates/run-duplicates.ts'
import { SIGNATURE_VERSION } from './duplicates/signature.ts'

export interface RefineSettings {
  readonly duplicates?: DuplicateMode
  readonly outdated?: OutdatedMode
  readonly clean?: boolean | readonly string[]
  readonly languages?: readonly string[]
}

/** What is done with texts between reading and cutting: cleaning, and copies. Throws for a cleaning rule or a language that is none. */
export function readRefinement({ duplicates = 'keep', outdated = 'keep', clean = true, languages }: RefineSettings) {
  const known: readonly string[] = CLEANING_RULES
  const unknown = typeof clean === 'boolean' ? undefined : clean.find((rule) => !known.includes(rule))
  if (unknown !== undefined) throw new UsageError(`unknown cleaning rule "${unknown}"`, `known are ${known.join(', ')}`)
  const strange = languages?.find((tag) => !KNOWN_LANGUAGES.includes(tag.toLowerCase().split(/[-_]/)[0] ?? ''))
  if (strange !== undefined) throw new UsageError(`unknown language "${strange}"`, `languages that can be told are ${KNOWN_LANGUAGES.join(', ')}`)
  const rules = clean as boolean | readonly CleaningRule[]
  return {
    /** Names all that shapes a file's result. */
    name: JSON.stringify([duplicates, outdated, rules, languages ?? null, CLEANING_VERSION, SIGNATURE_VERSION]),
    /** For one run. */
    open: async (store: ChunkStore) => ({
      cleaning: makeCleaning({ rules, ...(languages?.length && { languages }) }),
      duplicates: await openRunDuplicates({ duplicates, outdated, store }),
    }),
  }
}
