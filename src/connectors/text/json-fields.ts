import { type Json, isScalar } from './json-table.ts'

/** One scalar of a nested value and the way to it: "address.city", "items.2.name". */
export interface Field {
  readonly path: string
  readonly value: string
}

/**
 * All scalars of a value in the order in which they stand there; lists of scalars are one field each. Empty values are left
 * out. Walks with its own stack: files nest deeper than calls may.
 */
export function fieldsOf(value: Json, path = ''): Field[] {
  const fields: Field[] = []
  const stack: [string, Json][] = [[path, value]]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [path, value] = next
    if (isScalar(value)) {
      const text = String(value ?? '').trim()
      if (text) fields.push({ path, value: text })
    } else if (Array.isArray(value) && value.every(isScalar)) {
      const text = value.filter((item) => item !== null && item !== '').join(value.some((item) => String(item).length > 80) ? '\n' : ', ')
      if (text) fields.push({ path, value: text })
    } else {
      const entries = Array.isArray(value) ? value.map((item, index): [string, Json] => [String(index + 1), item]) : Object.entries(value)
      for (const [key, item] of entries.toReversed()) stack.push([path ? `${shortened(path)}.${key}` : key, item])
    }
  }
  return fields
}

/** A path 10,000 levels deep would take the square of that in text. */
const shortened = (path: string): string => (path.length > 200 ? `…${path.slice(-100)}` : path)

/** "key: value"; a value of several lines starts on a line of its own. */
export const lineOf = ({ path, value }: Field): string => (!path ? value : value.includes('\n') ? `${path}:\n${value}` : `${path}: ${value}`)
