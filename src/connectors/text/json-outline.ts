import { fieldsOf, lineOf } from './json-fields.ts'
import { type Json, type JsonObject, isObject, isScalar, tableOf } from './json-table.ts'
import { tidyText } from './plain.ts'

/** Objects deeper than this have no heading of their own: their fields are named by their path. */
const MAX_LEVEL = 4
const NAMES = ['title', 'name', 'label', 'subject', 'heading', 'id', 'key']

/** The name that a record gives itself, if any. */
export function nameOf(record: Json): string | undefined {
  if (!isObject(record)) return undefined
  const value = NAMES.map((key) => record[key]).find((value) => (typeof value === 'string' && value.trim()) || typeof value === 'number')
  return value === undefined ? undefined : tidyText(String(value)).trim().replace(/\s+/g, ' ').slice(0, 200).toWellFormed()
}

/**
 * A JSON value as Markdown that holds all its strings and numbers: short fields as a list, long texts and nested objects under
 * headings, lists of records as tables. Within an object the plain fields come first, so that each heading's section holds what
 * belongs to it.
 */
export function outlineOf(value: Json, level = 1): string {
  if (isScalar(value)) return String(value ?? '').trim()
  if (level > MAX_LEVEL) return fieldsOf(value).map(itemOf).join('\n')
  return (isObject(value) ? objectOutline(value, level) : listOutline(value, level)).filter(Boolean).join('\n\n')
}

function objectOutline(object: JsonObject, level: number): string[] {
  const short: string[] = []
  const sections: string[] = []
  for (const [key, value] of Object.entries(object)) {
    const text = shortText(value)
    if (text !== undefined) short.push(`- ${key}: ${text}`.trimEnd())
    else sections.push(section(key, value, level))
  }
  return [short.join('\n'), ...sections]
}

function listOutline(list: readonly Json[], level: number): string[] {
  const table = tableOf(list)
  if (table) return [table]
  if (list.every(isScalar)) return [list.map((item) => `- ${String(item ?? '')}`).join('\n')]
  return list.map((item, index) => (isScalar(item) ? String(item ?? '') : section([index + 1, nameOf(item)].filter(Boolean).join('. '), item, level)))
}

const section = (heading: string, value: Json, level: number): string =>
  [`${'#'.repeat(level + 1)} ${heading.replace(/\s+/g, ' ')}`, outlineOf(value, level + 1)].filter(Boolean).join('\n\n')

const itemOf = (field: { readonly path: string; readonly value: string }): string => `- ${lineOf(field).replaceAll('\n', '\n  ')}`

/** What fits behind a key on one line: a scalar without line breaks, or a few of them. */
function shortText(value: Json): string | undefined {
  if (isScalar(value)) {
    const text = String(value)
    return text.length <= 300 && !/[\r\n]/.test(text) ? text : undefined
  }
  if (!Array.isArray(value) || !value.every(isScalar)) return value && Object.keys(value).length === 0 ? '' : undefined
  const text = value.join(', ')
  return text.length <= 200 && !/[\r\n]/.test(text) ? text : undefined
}
