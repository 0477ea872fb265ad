import type { Value } from './session.ts'

/** What would be read as something else in an address, cannot be seen in it, or stands for a folder. */
const RESERVED = /[/%?#\\\p{C}]|^\.{1,2}$|^\s|\s$/gu
/** An empty value: nothing else is written so. */
const EMPTY = '%'

/** The values of a row's key as its address: "42", "2024/7", "a%2Fb"; undefined where one of them is NULL. */
export function sourceOf(key: readonly Value[]): string | undefined {
  return key.includes(null) ? undefined : key.map((value) => (value === '' ? EMPTY : String(value).toWellFormed().replaceAll(RESERVED, encoded))).join('/')
}

/** `encodeURIComponent`, and the full stop too. */
const encoded = (text: string) => encodeURIComponent(text).replaceAll('.', '%2E')

/** The values again, as text. */
export function keyOf(source: string): string[] {
  return source.split('/').map((part) => (part === EMPTY ? '' : decodeURIComponent(part)))
}
