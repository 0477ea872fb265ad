import { pipeTable } from './pipe-table.ts'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isScalar = (value: Json): value is string | number | boolean | null => typeof value !== 'object' || value === null

/** Two or more flat records of few, short fields, as a table; anything else is no table. */
export function tableOf(items: readonly Json[]): string | undefined {
  if (items.length < 2) return undefined
  const keys = new Set<string>()
  for (const item of items) {
    if (!isObject(item)) return undefined
    for (const [key, value] of Object.entries(item)) {
      if (!isScalar(value) || (typeof value === 'string' && value.length > 300)) return undefined
      keys.add(key)
    }
    if (keys.size > 24) return undefined
  }
  if (keys.size === 0) return undefined
  const columns = [...keys]
  return pipeTable([columns, ...items.map((item) => columns.map((key) => cellOf((item as JsonObject)[key])))])
}

const cellOf = (value: Json | undefined): string => (value === undefined || value === null ? '' : String(value))
