// How well the tagger finds names of people and postal addresses, and how fast.
//
//   node bench/tagger.ts FOLDER [--weights FILE] [--errors N] [--min-score S]
//
// FOLDER holds ner/wnut17_dev.json, ner/weibo_dev.zh.json (names in posts; `ignore` ranges count neither way) and
// pii/presidio_synth.json (PERSON and STREET_ADDRESS; other labelled things count neither way). None of them is trained on.
// char: characters found against labelled. span: overlap at least half of both together. Without FOLDER, or in addition:
// false characters a thousand in texts that hold nobody's data (this repository's documents and test/fixtures), and MB/s.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { tagWith } from '../src/prepare/redact/tagger/tag.ts'
import { loadModel, readModel } from '../src/prepare/redact/tagger/weights.ts'

interface Row {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[]
  readonly ignore: readonly { readonly start: number; readonly end: number }[]
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { weights: { type: 'string' }, errors: { type: 'string', default: '0' }, 'min-score': { type: 'string', default: '0' } },
})
const model = values.weights ? readModel(readFileSync(values.weights)) : loadModel()
const folder = positionals[0],
  errors = Number(values.errors),
  minScore = Number(values['min-score'])
const find = (text: string) => tagWith(model, text).filter(({ score }) => score >= minScore)

if (folder) {
  const table: Record<string, Record<string, number>> = {}
  for (const [name, file, types] of [
    ['WNUT-17 dev', 'ner/wnut17_dev.json', ['PERSON']],
    ['Weibo dev', 'ner/weibo_dev.zh.json', ['PERSON']],
    ['presidio names', 'pii/presidio_synth.json', ['PERSON']],
    ['presidio addresses', 'pii/presidio_synth.json', ['ADDRESS']],
    ['presidio both', 'pii/presidio_synth.json', ['PERSON', 'ADDRESS']],
  ] as const)
    table[name] = measure(read(join(folder, file)), types)
  console.table(table)
}
falseFinds()
speed()

function read(file: string): Row[] {
  const rows = JSON.parse(readFileSync(file, 'utf8')) as {
    text?: string
    full_text?: string
    spans: { start?: number; end?: number; type?: string; entity_type?: string; start_position?: number; end_position?: number }[]
    ignore?: Row['ignore']
  }[]
  return rows.map(({ text, full_text = '', spans, ignore = [] }) => {
    if (text !== undefined) return { text, spans: spans as Row['spans'], ignore }
    const at = [0]
    for (const letter of full_text) at.push(at.at(-1)! + letter.length)
    const alias: Record<string, string> = { STREET_ADDRESS: 'ADDRESS', ZIP_CODE: 'ADDRESS' }
    return {
      text: full_text,
      ignore: [],
      spans: spans.map((span) => ({ start: at[span.start_position!]!, end: at[span.end_position!]!, type: alias[span.entity_type!] ?? span.entity_type! })),
    }
  })
}

/** Found spans of the wanted types against labelled ones; what is labelled as something else counts neither way in presidio, as wrong in the others. */
function measure(rows: readonly Row[], types: readonly string[]): Record<string, number> {
  const char = [0, 0, 0],
    span = [0, 0, 0]
  let covered = 0,
    wanted = 0
  for (const { text, spans, ignore } of rows) {
    const gold = spans.filter(({ type }) => types.includes(type)),
      presidio = spans.some(({ type }) => type === 'ADDRESS' || type === 'GPE')
    const neutral = new Uint8Array(text.length),
      isGold = new Uint8Array(text.length),
      isFound = new Uint8Array(text.length)
    for (const { start, end } of ignore) neutral.fill(1, start, end)
    for (const one of spans)
      if (!types.includes(one.type) && (presidio || types.includes('ADDRESS') || one.type === 'ADDRESS')) neutral.fill(1, one.start, one.end)
    const size = (one: { start: number; end: number }) => neutral.subarray(one.start, one.end).reduce((sum, bit) => sum + 1 - bit, 0)
    const found = find(text).filter((one) => types.includes(one.type) && size(one) > 0)
    const real = gold.filter((one) => size(one) > 0)
    for (const { start, end } of real) isGold.fill(1, start, end)
    for (const { start, end } of found) isFound.fill(1, start, end)
    for (let at = 0; at < text.length; at++) if (!neutral[at]) char[isGold[at] ? (isFound[at] ? 0 : 2) : isFound[at] ? 1 : 3]! += 1
    const used = new Set<number>()
    for (const one of real) {
      wanted++
      if (isFound.subarray(one.start, one.end).every((bit, at) => bit === 1 || /\s/.test(text[one.start + at]!))) covered++
      const match = found.findIndex((other, at) => {
        const both = Math.min(one.end, other.end) - Math.max(one.start, other.start)
        return !used.has(at) && both > 0 && both / (one.end - one.start + other.end - other.start - both) >= 0.5
      })
      if (match >= 0) {
        used.add(match)
        span[0]! += 1
      } else {
        span[2]! += 1
        if (errors > 0) process.stdout.write(`missed  ${around(text, one)}\n`)
      }
    }
    found.forEach((one, at) => {
      if (used.has(at)) return
      span[1]! += 1
      if (errors > 0) process.stdout.write(`extra ${one.score.toFixed(2)} ${one.type[0]} ${around(text, one)}\n`)
    })
  }
  const figures = ([tp = 0, fp = 0, fn = 0]: number[]) =>
    [tp / (tp + fp), tp / (tp + fn), (2 * tp) / (2 * tp + fp + fn), (5 * tp) / (5 * tp + fp + 4 * fn)].map((value) => Math.round(value * 1000) / 1000)
  const [precision = 0, recall = 0, f1 = 0, f2 = 0] = figures(char),
    [spanPrecision = 0, spanRecall = 0, spanF1 = 0] = figures(span)
  return {
    precision,
    recall,
    'char F1': f1,
    'char F2': f2,
    'span P': spanPrecision,
    'span R': spanRecall,
    'span F1': spanF1,
    covered: Math.round((covered / wanted) * 1000) / 1000,
  }
}

function around(text: string, { start, end }: { start: number; end: number }): string {
  return JSON.stringify(`${text.slice(Math.max(0, start - 30), start)}[[${text.slice(start, end)}]]${text.slice(end, end + 25)}`)
}

function falseFinds(): void {
  const root = join(import.meta.dirname, '..')
  let sumHits = 0,
    sumSize = 0
  for (const file of globSync(['bench/tagger-none/*.txt', '*.md', 'docs/**/*.md', 'examples/handbook/*.md'], { cwd: root }).sort()) {
    const text = readFileSync(join(root, file), 'utf8'),
      spans = find(text)
    const hits = spans.reduce((sum, { start, end }) => sum + end - start, 0)
    if (!file.startsWith('bench/')) {
      if (spans.length > 0)
        process.stdout.write(
          `${file}: ${((hits / text.length) * 1000).toFixed(2)} characters a thousand: ${spans
            .slice(0, 8)
            .map((span) => span.text.replaceAll('\n', '⏎'))
            .join(' | ')}\n`,
        )
      continue
    }
    sumHits += hits
    sumSize += text.length
    process.stdout.write(`${file}: ${((hits / text.length) * 1000).toFixed(2)} false characters a thousand (${text.length})\n`)
    if (errors > 0) for (const span of spans) process.stdout.write(`   ${span.score.toFixed(2)} ${span.type[0]} ${around(text, span)}\n`)
  }
  if (sumSize > 0) process.stdout.write(`together ${((sumHits / sumSize) * 1000).toFixed(2)} false characters a thousand\n`)
}

function speed(): void {
  const root = join(import.meta.dirname, '..'),
    docs = globSync(['*.md', 'docs/**/*.md'], { cwd: root })
      .sort()
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n')
  for (const [name, text] of [
    ['English', docs],
    ['Chinese', readFileSync(join(root, 'scripts/tagger/templates/zh.txt'), 'utf8').repeat(20)],
  ] as const) {
    const whole = text.repeat(Math.ceil(1_000_000 / text.length)),
      bytes = Buffer.byteLength(whole)
    find(text)
    let best = Infinity
    for (let round = 0; round < 3; round++) {
      const start = performance.now()
      find(whole)
      best = Math.min(best, performance.now() - start)
    }
    process.stdout.write(`${name}: ${(bytes / 1000 / best).toFixed(2)} MB a second\n`)
  }
}
