/** Finds many known texts in a text at once. */
export interface Found<T> {
  readonly start: number
  readonly end: number
  readonly item: T
}

export interface Index<T> {
  add(key: string, item: T): void
  find(text: string): Found<T>[]
}

const SPACED = /[\p{L}\p{N}\p{M}]/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Lower case of the same length: a letter whose lower case is longer stays. */
export function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return Array.from(text, (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter)).join('')
}

/** Texts in any case, as whole words where their writing has spaces; the longest wins. */
export function textIndex<T>(): Index<T> {
  const items = new Map<string, T>()
  /** By their first two characters: how long the texts are, longest first. Many have few lengths. */
  const lengths = new Map<string, number[]>()
  return {
    add(key, item) {
      const lower = lowered(key)
      if (!items.has(lower)) {
        const own = lengths.get(lower.slice(0, 2)) ?? []
        if (!own.includes(lower.length))
          lengths.set(
            lower.slice(0, 2),
            [...own, lower.length].sort((a, b) => b - a),
          )
      }
      items.set(lower, item)
    },
    find(text) {
      if (!items.size) return []
      const lower = lowered(text)
      const found: Found<T>[] = []
      for (let at = 0; at < lower.length; at++) {
        const length = lengths.get(lower.slice(at, at + 2))?.find((each) => items.has(lower.slice(at, at + each)) && isWhole(lower, at, at + each))
        if (length === undefined) continue
        found.push({ start: at, end: at + length, item: items.get(lower.slice(at, at + length)) as T })
        at += length - 1
      }
      return found
    },
  }
}

/** Whether a word does not go on at either end. */
export function isWhole(text: string, start: number, end: number): boolean {
  return !joins(text, start) && !joins(text, end)
}

function joins(text: string, at: number): boolean {
  const left = text[at - 1] ?? ''
  const right = text[at] ?? ''
  return SPACED.test(left) && SPACED.test(right) && !UNSPACED.test(left) && !UNSPACED.test(right) && isDigitLike(left) === isDigitLike(right)
}

const isDigitLike = (letter: string): boolean => /\p{N}/u.test(letter)

const LONGEST_GAP = 2

/**
 * Numbers and codes by their letters and digits (`compactOf`), however they are separated: at most two characters of punctuation or
 * space between groups. `inside`: one may start within a group, as a phone number does behind its country's.
 */
export function compactIndex<T>({ inside = false } = {}): Index<T> {
  const items = new Map<string, T>()
  const lengths = new Set<number>()
  let longest = 0
  return {
    add(key, item) {
      items.set(key, item)
      lengths.add(key.length)
      longest = Math.max(longest, key.length)
    },
    find(text) {
      if (!items.size) return []
      const found: Found<T>[] = []
      for (let at = 0; at < text.length; at++) {
        if (!isCompact(text, at) || (!inside && isCompact(text, at - 1)) || (inside && isCompact(text, at - 1) && !isDigit(text, at))) continue
        let key = ''
        let gap = 0
        let best: Found<T> | undefined
        for (let end = at; end < text.length && key.length < longest; end++) {
          if (!isCompact(text, end)) {
            if (++gap > LONGEST_GAP || text[end] === '\n') break
            continue
          }
          gap = 0
          key += folded(text, end)
          if (lengths.has(key.length) && !isCompact(text, end + 1) && items.has(key)) best = { start: at, end: end + 1, item: items.get(key) as T }
        }
        if (!best) continue
        found.push(best)
        at = best.end - 1
      }
      return found
    },
  }
}

function folded(text: string, at: number): string {
  const code = text.charCodeAt(at)
  return String.fromCharCode(code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code).toUpperCase()
}

function isCompact(text: string, at: number): boolean {
  let code = text.charCodeAt(at)
  if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

function isDigit(text: string, at: number): boolean {
  const folds = folded(text, at)
  return folds >= '0' && folds <= '9'
}

/** Drops what overlaps something longer, and sorts. */
export function withoutOverlaps<T extends { readonly start: number; readonly end: number }>(spans: readonly T[]): T[] {
  const kept: T[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1)
    if (!last || last.end <= span.start) kept.push(span)
    else if (span.end - span.start > last.end - last.start) kept[kept.length - 1] = span
  }
  return kept
}
