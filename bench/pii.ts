// Personal data: what the finder gets right on labelled texts, and how much text it reads a second on one core.
//
//   node bench/pii.ts PLACE… [--without TYPE,TYPE] [--rules] [--errors] [--save]
//
// PLACE: a file or folder of .txt marked as test/marked.ts says, .json or .jsonl of { id, text, spans: [{ start, end, type }] }
// or presidio-research's form. By character, whatever the type; --without leaves types out on both sides, --rules the tagger.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { countSpans, fBeta, type SpanCounts, type TypedSpan } from '../src/evaluate/metrics/spans.ts'
import { personalDataFinder } from '../src/prepare/redact/find.ts'
import { readMarked, type MarkedText } from '../test/marked.ts'
import { median, writeResult } from './report.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    without: { type: 'string', default: '' },
    errors: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
  },
})
const without = new Set(values.without.split(','))
const find = personalDataFinder(values.rules ? { tag: () => [] } : {})
// What presidio-research labels and is not personal by itself counts neither way.
const NEUTRAL = new Set(['ORGANIZATION', 'TITLE', 'NRP', 'AGE', 'DATE_TIME', 'DOMAIN_NAME', 'GPE'])

interface PresidioRow {
  readonly full_text: string
  readonly spans: readonly { readonly entity_type: string; readonly start_position: number; readonly end_position: number }[]
}

function read(file: string): MarkedText[] {
  const content = readFileSync(file, 'utf8')
  if (file.endsWith('.txt')) return readMarked(content)
  const rows = (
    content.trimStart().startsWith('[')
      ? JSON.parse(content)
      : content
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line))
  ) as (MarkedText | PresidioRow)[]
  return rows.map((row, index) => {
    if (!('full_text' in row)) return row
    const at = [0]
    for (const letter of row.full_text) at.push((at.at(-1) ?? 0) + letter.length)
    return {
      id: String(index),
      text: row.full_text,
      spans: row.spans.map((span) => ({ type: span.entity_type, start: at[span.start_position] ?? 0, end: at[span.end_position] ?? 0 })),
    }
  })
}

function measure(file: string): Record<string, number | null> {
  const texts = read(file)
  const total = { hits: 0, extra: 0, missed: 0, covered: 0, labelled: 0 }
  const free = { characters: 0, found: 0 }
  const byType = new Map<string, SpanCounts>()
  for (const { id, text, spans } of texts) {
    const neutral = spans.filter(({ type }) => NEUTRAL.has(type) || without.has(type))
    const bare = blank(text, neutral)
    const gold = spans.filter(({ type }) => !NEUTRAL.has(type) && !without.has(type))
    const found = find(text)
      .filter(({ type }) => !without.has(type))
      .flatMap((span) => outside(span, neutral))
    const counts = countSpans(bare, gold, found)
    add(total, counts)
    if (!gold.length) {
      free.characters += text.length
      free.found += counts.extra
    }
    for (const type of new Set(gold.map((span) => span.type))) {
      const sum = byType.get(type) ?? { hits: 0, extra: 0, missed: 0, covered: 0, labelled: 0 }
      byType.set(type, sum)
      add(
        sum,
        countSpans(
          bare,
          gold.filter((span) => span.type === type),
          found,
        ),
      )
    }
    if (values.errors) {
      for (const span of gold)
        if (!countSpans(bare, [span], found).covered) console.log(`- ${id} ${span.type}: ${JSON.stringify(text.slice(span.start, span.end))}`)
      for (const span of found)
        if (countSpans(bare, gold, [span]).extra > 1) console.log(`+ ${id} ${span.type}: ${JSON.stringify(text.slice(span.start, span.end))}`)
    }
  }
  const figures = {
    texts: texts.length,
    precision: fBeta(total, 0),
    recall: total.hits / (total.hits + total.missed),
    f2: fBeta(total, 2),
    covered: total.covered / total.labelled,
    falseCharactersPer1000: free.characters ? (1000 * free.found) / free.characters : null,
    megabytesPerSecond: speed(texts.map(({ text }) => text)),
  }
  console.log(file)
  console.table([Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value === null ? null : Number(value.toFixed(3))]))])
  console.table(
    Object.fromEntries(
      [...byType].map(([type, { hits, missed, covered, labelled }]) => [
        type,
        { labelled, 'by character': (hits / (hits + missed)).toFixed(3), covered: (covered / labelled).toFixed(3) },
      ]),
    ),
  )
  return figures
}

function add(sum: { -readonly [K in keyof SpanCounts]: SpanCounts[K] }, counts: SpanCounts): void {
  for (const name of Object.keys(counts) as (keyof SpanCounts)[]) sum[name] += counts[name]
}

/** Neutral stretches as spaces, which need not be found. */
function blank(text: string, spans: readonly TypedSpan[]): string {
  return spans.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text)
}

function outside(span: TypedSpan, neutral: readonly TypedSpan[]): TypedSpan[] {
  return neutral.reduce(
    (pieces: TypedSpan[], { start, end }) =>
      pieces.flatMap((piece) =>
        end <= piece.start || start >= piece.end
          ? [piece]
          : [
              { ...piece, end: start },
              { ...piece, start: end },
            ].filter((part) => part.start < part.end),
      ),
    [span],
  )
}

/** UTF-8 megabytes a second, median of 5 runs over about a megabyte in texts of some 4,000 characters. */
function speed(texts: readonly string[]): number {
  const page = texts.join('\n\n')
  const chunks = Array.from({ length: Math.ceil(page.length / 4000) }, (_, at) => page.slice(at * 4000, at * 4000 + 4000))
  const size = Buffer.byteLength(page)
  const rounds = Math.max(1, Math.ceil(500_000 / size))
  return median(
    Array.from({ length: 5 }, () => {
      const start = performance.now()
      for (let round = 0; round < rounds; round++) for (const chunk of chunks) find(chunk)
      return (size * rounds) / 1000 / (performance.now() - start)
    }),
  )
}

const files = positionals
  .flatMap((place) =>
    statSync(place).isDirectory()
      ? readdirSync(place)
          .toSorted()
          .map((name) => join(place, name))
      : [place],
  )
  .filter((file) => /\.(?:txt|jsonl?)$/.test(file))
const results = Object.fromEntries(files.map((file) => [file.split(/[/\\]/).at(-1) ?? file, measure(file)]))
if (values.save) writeResult('pii', { results })
