import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Labelled } from './examples.ts'
import { given, person, readList } from './values.ts'
import type { Random } from './values.ts'

/** WNUT-17's training texts (CC BY 4.0) as `{ text, spans }` rows; only names of people are kept. */
export function readWnut(file: string): Labelled[] {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { text: string; spans: { start: number; end: number; type: string }[] }[]
  return rows.map(({ text, spans }) => ({
    text,
    spans: spans.filter(({ type }) => type === 'PERSON').map(({ start, end }) => ({ start, end, type: 'PERSON' as const })),
  }))
}

/** The same text with other people in it, written as the old names were (lower case, capitals, one word or two). */
export function swapNames(example: Labelled, random: Random): Labelled {
  let text = '',
    last = 0
  const spans: Labelled['spans'][number][] = []
  for (const span of [...example.spans].sort((a, b) => a.start - b.start)) {
    if (span.start < last) continue
    text += example.text.slice(last, span.start)
    const old = example.text.slice(span.start, span.end),
      words = old.split(' ').length
    let name = old
    if (/^[\p{L} .'’-]+$/u.test(old) && words <= 3) {
      const one = person(random)
      name = words === 1 ? (random() < 0.6 ? given(random) : one.last) : one.full
      if (old === old.toLowerCase()) name = name.toLowerCase()
      else if (old === old.toUpperCase() && old.length > 2) name = name.toUpperCase()
    }
    spans.push({ start: text.length, end: text.length + name.length, type: 'PERSON' })
    text += name
    last = span.end
  }
  return { text: text + example.text.slice(last), spans }
}

/**
 * Paragraphs of the documentation that the installed packages bring: real technical prose without personal data. What may
 * hold a name (a known given name before another capitalised word, a copyright, a mention) is left out.
 */
export function readDocumentation(folder: string, most = 4000): Labelled[] {
  const givenNames = new Set(readList('lists/names.txt').map((line) => line.split('\t')[0]!))
  const found: Labelled[] = []
  for (const file of globSync('**/*.md', { cwd: folder }).sort()) {
    if (!/^readme|^changelog|^usage|^api/i.test(basename(file))) continue
    const text = readFileSync(join(folder, file), 'utf8')
    let count = 0
    for (const paragraph of text.split(/\n\s*\n/)) {
      if (paragraph.length < 40 || paragraph.length > 900 || count > 60) continue
      if (/©|copyright|author|contribut|maintain|sponsor|thank|licen[sc]e|@|\bby \[|credit/i.test(paragraph)) continue
      const pairs = paragraph.matchAll(/(\p{Lu}[\p{L}'’-]+)\s+(?:\p{Lu}\.\s+)?\p{Lu}\p{Ll}+/gu)
      if ([...pairs].some(([, first = '']) => givenNames.has(first))) continue
      found.push({ text: paragraph, spans: [] })
      count++
    }
  }
  // evenly over the packages
  return found.length <= most ? found : found.filter((_, at) => Math.floor((at * most) / found.length) !== Math.floor(((at - 1) * most) / found.length))
}

/** "He said" with a name in the pronoun's place: more sentences in which somebody does something. */
export function nameThem(example: Labelled, random: Random): Labelled {
  if (example.spans.length > 0) return example
  let text = '',
    last = 0
  const spans: Labelled['spans'][number][] = []
  for (const match of example.text.matchAll(/\b(?:he|she|him|someone|everyone|my (?:mom|dad|friend|brother|sister|boss))\b/gi)) {
    const start = match.index,
      end = start + match[0].length
    if (random() < 0.3) continue
    text += example.text.slice(last, start)
    const one = person(random),
      name = random() < 0.5 ? given(random) : random() < 0.6 ? one.full : one.last
    const written = random() < 0.25 ? name.toLowerCase() : name
    spans.push({ start: text.length, end: text.length + written.length, type: 'PERSON' })
    text += written
    last = end
  }
  text += example.text.slice(last)
  return { text, spans }
}
