import { UsageError } from '../../common/errors.ts'
import type { ExtractedDocument } from '../../contracts/extractor.ts'
import type { MetadataValue } from '../../contracts/document.ts'
import type { Column, Value } from './session.ts'

/** Columns that usually hold what a row is called. */
const TITLES = ['title', 'name', 'subject']
/** Longer texts, or those of several lines, are no properties that one chooses documents by. */
const MOST_METADATA = 200

export interface RowTextOptions {
  readonly columns: readonly Column[]
  readonly template?: string
  readonly title?: string
}

/** Makes the document of a row. Throws a `UsageError` for a template that names a column which the query does not give. */
export function rowWriter({ columns, template, title }: RowTextOptions): (row: readonly Value[]) => ExtractedDocument {
  const usual = TITLES.map((name) => columns.find((column) => column.name.toLowerCase() === name)).find((column) => column && column.kind !== 'bytes')
  const titled = title === undefined ? usual && `{{${usual.name}}}` : title.includes('{{') ? title : `{{${title}}}`
  const body = template === undefined ? undefined : parseTemplate(template, columns, 'template')
  const heading = titled === undefined ? undefined : parseTemplate(titled, columns, 'title')
  const used = new Set([...(body?.columns ?? []), ...(heading?.columns ?? [])])
  const format = template !== undefined && /^ {0,3}#{1,6} |^\s*[-*] |\*\*|\|.*\|/m.test(template) ? 'markdown' : 'plain'
  return (row) => {
    const shown = columns.map(({ kind }, index) => printed(row[index] ?? null, kind))
    const name = heading?.fill(shown).replaceAll(/\s+/g, ' ').trim()
    const others = columns.flatMap(({ name: column, kind }, index) => {
      const value = used.has(index) ? undefined : metadataValue(row[index] ?? null, kind, shown[index] ?? '')
      return value === undefined ? [] : [[column, value] as const]
    })
    return {
      text: body ? body.fill(shown) : listed(columns, shown),
      format,
      ...(name ? { title: name } : {}),
      // Object.fromEntries: a column may be called __proto__.
      metadata: Object.fromEntries(others),
    }
  }
}

/** One line for each column that holds something; texts of several lines stand below their names. */
function listed(columns: readonly Column[], shown: readonly string[]): string {
  const parts = columns.map(({ name }, index) => {
    const text = (shown[index] ?? '').trim()
    return text === '' ? '' : text.includes('\n') ? `\n${name}:\n${text}\n\n` : `${name}: ${text}\n`
  })
  return parts
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

interface Template {
  readonly columns: readonly number[]
  fill(shown: readonly string[]): string
}

function parseTemplate(template: string, columns: readonly Column[], what: string): Template {
  const used: number[] = []
  const indexOf = (name: string): number => {
    const exact = columns.findIndex((column) => column.name === name)
    const index = exact >= 0 ? exact : columns.findIndex((column) => column.name.toLowerCase() === name.toLowerCase())
    if (index < 0) throw unknownColumn(what, name, columns)
    return index
  }
  // Every second part is a column's name.
  const parts = template.split(/\{\{\s*([^{}]*?)\s*\}\}/).map((part, index) => {
    if (index % 2 === 0) return part
    const column = indexOf(part)
    used.push(column)
    return column
  })
  return { columns: used, fill: (shown) => parts.map((part) => (typeof part === 'number' ? (shown[part] ?? '') : part)).join('') }
}

export function unknownColumn(what: string, name: string, columns: readonly Column[]): UsageError {
  return new UsageError(
    `the ${what} names a column "${name}", which the query does not give`,
    `its columns are ${columns.map((column) => column.name).join(', ')}`,
  )
}

function printed(value: Value, kind: Column['kind']): string {
  if (value === null || kind === 'bytes') return ''
  const text = String(value).toWellFormed()
  if (kind === 'datetime' || kind === 'instant') return isoTime(text, kind)
  return kind === 'json' ? prettyJson(text) : text
}

/** "2024-03-01 08:00:00.5" is 2024-03-01T08:00:00.5, with a Z where it is in UTC; what looks otherwise ("infinity") stays. */
function isoTime(text: string, kind: 'datetime' | 'instant'): string {
  const [, date, time] = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00(?::?00)?)?$/.exec(text) ?? []
  return date === undefined ? text : `${date}T${time}${kind === 'instant' ? 'Z' : ''}`
}

/** Numbers stay as they are written: an id of twenty digits is no double. */
function prettyJson(text: string): string {
  try {
    const { parse, rawJSON } = JSON as unknown as ExactJson
    const exact = parse(text, (_, value, { source }) =>
      typeof value === 'number' && source !== undefined && String(value) !== source ? rawJSON(source) : value,
    )
    return typeof exact === 'string' ? exact : JSON.stringify(exact, undefined, 2)
  } catch {
    return text
  }
}

/** What Node has and the library of types does not know yet. */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown
  rawJSON(text: string): unknown
}

function metadataValue(value: Value, kind: Column['kind'], shown: string): MetadataValue | undefined {
  if (value === null || kind === 'bytes' || kind === 'json' || shown.length > MOST_METADATA || shown.includes('\n')) return undefined
  if (typeof value !== 'string') return value
  // Only where the number is the same again: no money of thirty digits.
  return kind === 'number' && String(Number(value)) === value ? Number(value) : shown
}
