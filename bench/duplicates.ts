/**
 * Near-duplicates: are copies found, and are look-alikes that differ in what matters left alone? And what does the search cost?
 *
 *   node bench/duplicates.ts FOLDER [--million] [--show]          FOLDER: xquad.en.json and xquad.zh.json
 *
 * The corpus: the passages, alone and as articles, and the texts of examples/handbook. Copies have other heads and feet, dates, order of
 * paragraphs, a sentence less, other words, other line ends, broken characters, or several of these. Look-alikes have another answer in
 * the place of one that the questions ask for, other prices, another addressee, other parties, or a "not". Every document passes the
 * same stage as in `prepare`, in a shuffled order. Precision: of those dropped, the share that says the same as what it was dropped for.
 * Recall: of the copies, the share dropped, or kept in the place of what they copy. Writes bench/results/duplicates.json.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sha256 } from '../src/common/hash.ts'
import { sentencesOf } from '../src/common/sentences.ts'
import { decodeText } from '../src/connectors/text/encoding.ts'
import type { Document } from '../src/contracts/document.ts'
import { compareTexts } from '../src/prepare/duplicates/compare.ts'
import { makeDuplicates } from '../src/prepare/duplicates/duplicates.ts'
import { NearIndex } from '../src/prepare/duplicates/near-index.ts'
import { HASHES, SIGNATURE_BYTES, signatureOf } from '../src/prepare/duplicates/signature.ts'
import { writeResult } from './report.ts'

interface Made {
  readonly text: string
  /** Documents of one group say the same. */
  readonly group: string
  readonly kind: string
}

interface Squad {
  readonly data: readonly {
    readonly paragraphs: readonly {
      readonly context: string
      readonly qas: readonly { readonly id: string; readonly answers: readonly { readonly text: string }[] }[]
    }[]
  }[]
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { million: { type: 'boolean' }, show: { type: 'boolean' } } })
const [folder] = positionals
if (!folder) throw new Error('usage: node bench/duplicates.ts FOLDER [--million]')

let seed = 7
const random = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
const shuffled = <T>(list: readonly T[]): T[] => list.map((value) => ({ value, at: random() })).sort((a, b) => a.at - b.at).map(({ value }) => value) // prettier-ignore

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\bhowever\b/g, 'yet'], [/\balso\b/g, 'too'], [/\bbecause\b/g, 'since'], [/\bmany\b/g, 'numerous'], [/\bshow(s|ed)?\b/g, 'demonstrate$1'],
  [/\bbegan\b/g, 'started'], [/\bmain\b/g, 'principal'], [/\bsuch as\b/g, 'for example'], [/\blarge\b/g, 'big'], [/\busually\b/g, 'normally'],
  [/\boften\b/g, 'frequently'], [/\bhelp(s|ed)?\b/g, 'assist$1'], [/\bimportant\b/g, 'significant'], [/\bneed(s|ed)?\b/g, 'require$1'], [/\bwas the\b/g, 'had been the'],
  [/因为/g, '由于'], [/但是|但/g, '然而'], [/例如/g, '比如'], [/重要/g, '关键'], [/通常/g, '一般'], [/开始/g, '着手'], [/需要/g, '须'], [/使用/g, '采用'], [/许多/g, '很多'], [/主要/g, '首要'],
] // prettier-ignore

const reworded = (text: string): string => WORDS.reduce((all, [from, to]) => all.replace(from, to), text)
const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text.slice(0, 200))
const day = (): number => 1 + Math.floor(random() * 28)

function printed(text: string): string {
  const year = 2019 + Math.floor(random() * 7)
  return isHan(text)
    ? `${pick(['内部资料', '云雀田仪器 · 人力资源部', '知识库导出'])}\n\n打印日期：${year}年${1 + Math.floor(random() * 12)}月${day()}日\n\n${text}\n\n第${day()}页`
    : `${pick(['Larkfield Intranet', 'HR Portal / Policies', 'Internal use only'])}\n\nPrinted on ${day()} ${pick(['May', 'June', 'March'])} ${year} at ${10 + (day() % 9)}:15\n\n${text}\n\nPage ${day()} of 30`
}

function dated(text: string): string {
  const date = isHan(text) ? `更新日期：202${day() % 7}年3月${day()}日` : `Last updated: 202${day() % 7}-0${1 + (day() % 9)}-1${day() % 9}`
  return `${date}\n\n${text}`
}

/** The sentence that copies may lack; look-alikes differ elsewhere, or such a copy would be one of both. */
function spareSentence(text: string): { start: number; end: number } | undefined {
  const sentences = sentencesOf(text)
  return sentences.length < 5 ? undefined : sentences.slice(1).find(({ end, start }) => end - start < text.length * 0.3)
}

function withoutSentence(text: string): string | undefined {
  const spare = spareSentence(text)
  return spare && `${text.slice(0, spare.start)}${text.slice(spare.end)}`
}

function isSpare(text: string, at: number): boolean {
  const spare = spareSentence(text)
  return spare !== undefined && at >= spare.start && at < spare.end
}

const reordered = (text: string): string | undefined => {
  const parts = text.split('\n\n')
  return parts.length > 2 ? [...parts.slice(1), parts[0]!].join('\n\n') : undefined
}
const wrapped = (text: string): string | undefined => (isHan(text) ? undefined : text.replace(/(.{50,72}) /g, '$1\n'))
const damaged = (text: string): string => text.replaceAll(/(?<=\w{3})[aeo](?=\w{4})/g, (letter) => (random() < 0.02 ? '\ufffd' : letter)).replace(/的/g, (letter) => (random() < 0.1 ? '\ufffd' : letter)) // prettier-ignore

const COPIES: Readonly<Record<string, (text: string) => string | undefined>> = {
  'head and foot': printed,
  date: dated,
  order: reordered,
  'a sentence less': withoutSentence,
  'other words': reworded,
  'line ends': wrapped,
  damage: damaged,
  'head, date and words': (text) => printed(dated(reworded(text))),
  'head and a sentence less': (text) => printed(withoutSentence(text) ?? text),
  'order and words': (text) => reworded(reordered(text) ?? text),
  same: (text) => `${text.replaceAll('\n', '\r\n')}\n\n`,
}

const made: Made[] = []
const add = (text: string, group: string, kind: string): void => void made.push({ text, group, kind })

const squads = ['en', 'zh'].map((language) => JSON.parse(readFileSync(join(folder, `xquad.${language}.json`), 'utf8')) as Squad)
const [english] = squads as [Squad, Squad]
const answersById = new Map(
  english.data.flatMap(({ paragraphs }) => paragraphs.flatMap(({ qas }) => qas.map(({ id, answers }) => [id, answers[0]?.text ?? ''] as const))),
)
/** Numbers for numbers, names for names: what an answer is, its English form tells. */
const shapeOf = (id: string): 'number' | 'name' | undefined => {
  const answer = answersById.get(id) ?? ''
  if (/^[$£€]?\d[\d,.]*(?:%| \w+)?$/.test(answer)) return 'number'
  return /^(?:\p{Lu}[\p{L}.]+)(?: \p{Lu}[\p{L}.]+){0,2}$/u.test(answer) && !/^(?:The|A|In|It)\b/.test(answer) ? 'name' : undefined
}

for (const [language, squad] of squads.entries()) {
  const swaps = squad.data.flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ qas }) => qas.flatMap(({ id, answers }) => (shapeOf(id) ? [{ shape: shapeOf(id), text: answers[0]!.text }] : []))),
  )
  for (const [article, { paragraphs }] of squad.data.entries()) {
    const texts = [...paragraphs.map(({ context }) => context), paragraphs.slice(0, 4).map(({ context }) => context).join('\n\n')] // prettier-ignore
    for (const [index, text] of texts.entries()) {
      const group = `${language}-${article}-${index}`
      // The whole holds the passages; it says more than each of them.
      add(text, group, 'original')
      for (const [kind, copy] of shuffled(Object.entries(COPIES)).slice(0, 2)) {
        const copied = copy(text)
        if (copied && copied !== text) add(copied, group, kind)
      }
      for (const { id, answers } of shuffled(paragraphs[index]?.qas ?? []).slice(0, 2)) {
        const shape = shapeOf(id)
        const answer = answers[0]!.text
        const other = shape && pick(swaps.filter((swap) => swap.shape === shape && swap.text !== answer && swap.text.length < 25)).text
        if (
          shape &&
          answer.length < 30 &&
          !text.includes(other!) &&
          other!.replace(',', '') !== answer.replace(',', '') &&
          !isSpare(text, text.indexOf(answer))
        )
          add(text.replace(answer, other!), `${group}-${answer}-${other}`, `another ${shape}`)
      }
      const negated = text.replace(/\b(was|is|were|are|can|did)\b(?! not)/, '$1 not').replace(/(?<!不)(是|会|能)/, '不$1')
      const changed = Array.from(text, (_, at) => at).find((at) => text[at] !== negated[at]) ?? 0
      if (negated !== text && !isSpare(text, changed) && random() < 0.3) add(negated, `${group}-negated`, 'a "not"')
    }
  }
}

const handbook = join(import.meta.dirname, '..', 'examples', 'handbook')
for (const name of readdirSync(handbook).filter((each) => /\.(?:md|txt)$/.test(each))) {
  const text = decodeText(readFileSync(join(handbook, name))).text.replaceAll('\r\n', '\n')
  add(text, name, 'original')
  for (const [kind, copy] of Object.entries(COPIES)) {
    const copied = copy(text)
    if (copied && copied !== text) add(copied, name, kind)
  }
  // The dates of the head are those of the copy.
  const numbers = [...text.matchAll(/(?<![\d.:])\d{1,4}(?![\d.:])/g)].filter(({ index }) => index > text.indexOf('\n##') && !isSpare(text, index))
  for (const match of shuffled(numbers).slice(0, 8))
    add(`${text.slice(0, match.index)}${Number(match[0]) + 1}${text.slice(match.index + match[0].length)}`, `${name}-${match.index}`, 'another number')
}

const PEOPLE = ['Anna Berg', 'Peter Lind', 'Maria Costa', 'John Smith', 'Olga Petrova', 'Samuel Okoro', 'Lena Fischer', 'Tom Baker'] as const
const CHINESE = ['张伟', '李娜', '王芳', '刘洋', '陈静', '杨勇', '赵敏', '黄磊'] as const
const FIRMS = ['Northgate Ltd', 'Halden Works', 'Orchard Systems', 'Bluewater GmbH', 'Carrick Foods', 'Delmar Inc', 'Elmwood AG', 'Fenwick plc'] as const
for (const [index, person] of PEOPLE.entries()) {
  const sum = 1200 + index * 75
  const templates = {
    'another addressee': `Dear ${person},\n\nThank you for your application. We were pleased to read about your work and would like to meet you in our office in Norwich.\n\nPlease bring your papers and a sample of your work. The talk takes about an hour, after which you will see the laboratory and meet the team.\n\nYours sincerely,\nThe People team`,
    'other parties': `# Service contract\n\nBetween Larkfield Instruments Ltd and ${FIRMS[index]}.\n\nThe supplier maintains the machines that are listed in the annex. Visits are announced two weeks ahead and last no longer than a day.\n\nThe fee is ${sum} euros a month, payable within thirty days. The contract ends with a notice of three months, in writing, by either side.`,
    'other prices': `# Price list\n\n| Part | Price |\n|---|---|\n${Array.from({ length: 25 }, (_, row) => `| Sensor ${row} with cable and housing | ${(row + 3) * (10 + index)} |`).join('\n')}\n\nPrices are without tax and hold until the next list.`,
    'another addressee, Chinese': `尊敬的${CHINESE[index]}：\n\n感谢您申请我公司的职位。我们对您的工作经历很感兴趣，希望邀请您到苏州办公室面谈。\n\n请携带相关证件和作品。面谈约需一小时，之后将带您参观实验室并与团队成员见面。\n\n此致\n敬礼\n人力资源部`,
    'other sums, Chinese': `服务合同\n\n甲方委托乙方维护附件所列设备。乙方须提前两周通知上门时间，每次维护不超过一天。\n\n服务费为每月${sum}元，甲方应在三十天内支付。任何一方可提前三个月书面通知对方终止本合同。`,
  }
  for (const [kind, text] of Object.entries(templates)) {
    add(text, `${kind}-${index}`, kind)
    add(printed(text), `${kind}-${index}`, 'head and foot')
    add(reworded(dated(text)), `${kind}-${index}`, 'date')
  }
}

const stream = shuffled(made).map((each, index) => ({ ...each, index }))
const documents: Document[] = stream.map(({ text, index }) => ({
  id: sha256(String(index), text).slice(0, 32),
  text,
  format: 'markdown',
  source: String(index),
  place: '/bench',
  metadata: {},
}))
const characters = documents.reduce((sum, { text }) => sum + text.length, 0)
const megabytes = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6

const duplicates = makeDuplicates({ duplicates: 'near', outdated: 'keep', load: async () => undefined })
const kept = new Map<string, Set<string>>()
const wrong: string[] = []
const dropped = { all: 0, right: 0 }
const missed = new Map<string, number>()
const started = performance.now()
for (const [index, document] of documents.entries()) {
  const { keep, of, replaces } = await duplicates.judge(document)
  const { group, kind } = stream[index]!
  const settle = (loser: number, winner: number) => {
    dropped.all++
    const right = stream[loser]!.group === stream[winner]!.group
    dropped.right += Number(right)
    if (!right) wrong.push(`${stream[loser]!.kind} for ${stream[winner]!.kind}: ${stream[loser]!.group} | ${stream[winner]!.group}`)
  }
  const there = kept.get(group) ?? new Set<string>()
  for (const other of replaces) {
    settle(Number(other.source), index)
    kept.get(stream[Number(other.source)]!.group)?.delete(other.source)
  }
  if (!keep) settle(index, Number(of!.source))
  else if (there.size) {
    missed.set(kind, (missed.get(kind) ?? 0) + 1)
    if (values.show) console.log([...there].map((each) => compareTexts(documents[Number(each)]!.text, document.text)))
    if (values.show) console.log(`missed ${kind} of ${[...there].map((each) => stream[Number(each)]!.kind).join(', ')} in ${group}`)
  }
  if (keep) kept.set(group, new Set([...there, String(index)]))
}
const seconds = (performance.now() - started) / 1000
const groups = new Set(stream.map(({ group }) => group)).size
const copies = stream.length - groups
const left = [...kept.values()].reduce((sum, { size }) => sum + Math.max(0, size - 1), 0)
if (values.show) for (const line of wrong) console.log(`wrong: ${line}`)

const signing = performance.now()
for (const { text } of documents) signatureOf(text)
const signed = (performance.now() - signing) / 1000
// What a folder costs that holds few copies.
const ordinary = documents.filter((_, index) => stream[index]!.kind === 'original')
const plain = makeDuplicates({ duplicates: 'near', outdated: 'keep', load: async () => undefined })
const judging = performance.now()
for (const document of ordinary) await plain.judge(document)
const judgedSeconds = (performance.now() - judging) / 1000
const figures = {
  documents: stream.length,
  copies,
  lookAlikes: stream.filter(({ kind }) => /^(?:an)?other (?:number|name|addressee|parties|prices|sums)|"not"/.test(kind)).length,
  precision: round(dropped.right / dropped.all),
  recall: round((copies - left) / copies),
  missed: Object.fromEntries(missed),
  characters,
  documentsPerSecond: Math.round(stream.length / seconds),
  megabytesPerSecond: round(megabytes / seconds),
  withoutCopiesMegabytesPerSecond: round(ordinary.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6 / judgedSeconds),
  megabytesSignedPerSecond: round(megabytes / signed),
}
console.log(figures)
const million = values.million ? aMillion() : undefined
writeResult('duplicates', { ...figures, ...(million && { million }) })

/** Signatures as of a million documents, every tenth a near-duplicate of one before it. */
function aMillion(): object {
  const index = new NearIndex()
  const signature = new Uint8Array(SIGNATURE_BYTES)
  const earlier: Uint8Array[] = []
  let found = 0
  let wanted = 0
  let looked = 0
  const filling = performance.now()
  for (let number = 0; number < 1_000_000; number++) {
    for (let at = 0; at < SIGNATURE_BYTES; at++) signature[at] = Math.floor(random() * 256)
    const original = number % 10 === 9 ? pick(earlier) : undefined
    // Similarity .7: three of ten hashes are other ones.
    if (original) for (let at = 0; at < HASHES; at++) if (random() < 0.7) signature[at] = original[at]!
    if (number % 1000 < 20) earlier.push(signature.slice())
    if (original) {
      wanted++
      const now = performance.now()
      found += Number(index.candidates(signature, { atLeast: 0.3, atMost: 12 }).length > 0)
      looked += performance.now() - now
    }
    index.add(number.toString(16).padStart(32, '0'), signature)
  }
  const result = {
    seconds: round((performance.now() - filling) / 1000),
    bytesPerDocument: Math.round(index.bytes / index.size),
    megabytes: Math.round(index.bytes / 1e6),
    residentMegabytes: Math.round(process.memoryUsage().rss / 1e6),
    microsecondsPerSearch: Math.round((1000 * looked) / wanted),
    found: round(found / wanted),
  }
  console.log(result)
  return result
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
