/**
 * Answers on question sets whose passages are known: are they right, how long are they, and are they refused when the documents lack them?
 *
 *   node bench/answers.ts DATA…          DATA: SQuAD-form .json files
 *
 * Passages are prepared by the product itself. Every question is asked three times: as it is, with its whole article left out of the search (easy to
 * refuse), and with its own passage alone left out (hard: the rest of the article stays). Articles that are one passage have no hard case of their own.
 * Writes bench/results/answers.json.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { answer } from '../src/answer/answer.ts'
import { quoteModel } from '../src/answer/quote.ts'
import { MIN_SUPPORT } from '../src/answer/support.ts'
import { isChinese } from '../src/common/language.ts'
import { openEmbedder } from '../src/connectors/embedder/embedder.ts'
import { openSqliteStore } from '../src/connectors/store/sqlite-store.ts'
import type { Answer } from '../src/contracts/answer.ts'
import type { ChunkFilter } from '../src/contracts/chunk-store.ts'
import { openTilth } from '../src/index.ts'
import { makeReranker } from '../src/retrieve/rerank.ts'
import { makeRetriever } from '../src/retrieve/retrieve.ts'
import { writeResult } from './report.ts'

interface Question {
  readonly text: string
  readonly answers: readonly string[]
  readonly file: string
  readonly article: number
}

interface Squad {
  readonly data: readonly {
    readonly paragraphs: readonly {
      readonly context: string
      readonly qas: readonly { readonly question: string; readonly answers: readonly { readonly text: string }[] }[]
    }[]
  }[]
}

interface Asked {
  readonly support: number
  readonly contained: boolean
  readonly citedRight: boolean
  readonly exact: boolean
  readonly words: number
  readonly characters: number
  readonly quotes: number
  /** Whether one of the marked words holds a right answer or is part of one; absent where nothing is marked. */
  readonly focus?: boolean
}

const TOKEN = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}_])+/gu
const tokensOf = (text: string): string => ` ${(text.normalize('NFKC').toLowerCase().match(TOKEN) ?? []).join(' ')} `
const share = <T>(all: readonly T[], test: (each: T) => boolean): number => round(all.filter(test).length / all.length)
const mean = <T>(all: readonly T[], of: (each: T) => number): number => Number((all.reduce((sum, each) => sum + of(each), 0) / all.length).toFixed(1))
const round = (value: number): number => Number(value.toFixed(4))

const embedder = openEmbedder()
const route = (text: string) => (isChinese(text) ? embedder.bgeZh : embedder.minilm)
const models = new Map(embedder.models.map((model) => [model.id, model]))
const figures: Record<string, object> = {}
try {
  for (const path of process.argv.slice(2)) figures[basename(path, '.json')] = await measure(path)
} finally {
  await embedder.close()
}
writeResult('answers', { note: 'refused: easy, the article is left out; hard, only the passage is', minSupport: MIN_SUPPORT, data: figures })

async function measure(path: string): Promise<object> {
  const work = mkdtempSync(join(tmpdir(), 'tilth-bench-'))
  try {
    const { questions, articleOf } = readSquad(path, join(work, 'passages'))
    const tilth = openTilth({ store: join(work, 'store') })
    for await (const _ of tilth.prepare([join(work, 'passages')]));
    await tilth.close()
    const store = await openSqliteStore(join(work, 'store'), { create: false })
    const own = { store, models, route }
    const stages = { ...own, retriever: makeRetriever(own), reranker: makeReranker(own), model: quoteModel(own) }
    const place = (await store.files())[0]?.place ?? ''
    const files = [...articleOf.keys()]
    const without = (left: (file: string) => boolean): ChunkFilter => ({ places: files.filter((file) => !left(file)).map((source) => ({ place, source })) })
    const ask = async (question: Question, filter?: ChunkFilter): Promise<Asked> => {
      let given: Answer | undefined
      for await (const event of answer(question.text, { ...stages, minSupport: 0, filter })) if (event.type === 'answer-end') given = event.answer
      return judge(given as Answer, question)
    }
    const asked: { readonly answerable: Asked; readonly easy: Asked; readonly hard?: Asked }[] = []
    for (const question of questions) {
      const alone = files.filter((file) => articleOf.get(file) === question.article).length < 2
      asked.push({
        answerable: await ask(question),
        easy: await ask(
          question,
          without((file) => articleOf.get(file) === question.article),
        ),
        ...(!alone && {
          hard: await ask(
            question,
            without((file) => file === question.file),
          ),
        }),
      })
    }
    await store.close()
    return report(basename(path), asked)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Writes each distinct passage as a file; `articleOf`: file → number of its article. */
function readSquad(path: string, folder: string) {
  mkdirSync(folder)
  const questions: Question[] = []
  const articleOf = new Map<string, number>()
  const fileOf = new Map<string, string>()
  const { data } = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as Squad
  for (const [article, { paragraphs }] of data.entries()) {
    for (const { context, qas } of paragraphs) {
      const file = fileOf.get(context) ?? `passage-${String(fileOf.size).padStart(6, '0')}.txt`
      if (!fileOf.has(context)) writeFileSync(join(folder, file), context)
      fileOf.set(context, file)
      articleOf.set(file, article)
      for (const { question, answers } of qas) {
        const texts = answers.map(({ text }) => text).filter(Boolean)
        if (question.trim() && texts.length) questions.push({ text: question, answers: texts, file, article })
      }
    }
  }
  return { questions, articleOf }
}

function judge({ text, citations, support }: Answer, { answers, file }: Question): Asked {
  const whole = tokensOf(text)
  const marked = citations.flatMap(({ focus }) => (focus ? tokensOf(text.slice(focus.start, focus.end)) : []))
  return {
    support,
    contained: answers.some((each) => tokensOf(each).trim() !== '' && whole.includes(tokensOf(each))),
    citedRight: citations.some(({ source }) => source === file),
    exact: citations.every(({ start, end, quote }) => text.slice(start, end) === quote),
    words: whole.trim().split(' ').length,
    characters: text.length,
    quotes: citations.length,
    ...(marked.length && { focus: marked.some((mark) => answers.some((each) => mark.includes(tokensOf(each)) || tokensOf(each).includes(mark))) }),
  }
}

function report(name: string, asked: readonly { readonly answerable: Asked; readonly easy: Asked; readonly hard?: Asked }[]): object {
  const answerable = asked.map((each) => each.answerable)
  const easy = asked.map((each) => each.easy)
  const hard = asked.flatMap((each) => each.hard ?? [])
  const at = (least: number) => {
    const given = answerable.filter(({ support }) => support >= least)
    return {
      minSupport: round(least),
      answered: share(answerable, ({ support }) => support >= least),
      refusedEasy: share(easy, ({ support }) => support < least),
      ...(hard.length && { refusedHard: share(hard, ({ support }) => support < least) }),
      contained: share(answerable, ({ support, contained }) => contained && support >= least),
      words: mean(given, ({ words }) => words),
      characters: mean(given, ({ characters }) => characters),
    }
  }
  const sorted = answerable.map(({ support }) => support).sort((left, right) => right - left)
  const curve = [1, 0.99, 0.98, 0.97, 0.96, 0.95, 0.93, 0.9, 0.85, 0.8, 0.7].map((answered) => at(sorted[Math.ceil(answered * sorted.length) - 1] ?? 0))
  const given = answerable.filter(({ support }) => support >= MIN_SUPPORT)
  const atDefault = {
    ...at(MIN_SUPPORT),
    citedRight: share(given, ({ citedRight }) => citedRight),
    citationExact: share([...given, ...easy], ({ exact }) => exact),
    quotes: mean(given, ({ quotes }) => quotes),
    focus: share(given, ({ focus }) => focus !== undefined),
    focusRight: share(
      given.filter(({ focus }) => focus !== undefined),
      ({ focus }) => focus === true,
    ),
  }
  console.log(`${name}: ${asked.length} questions, at the default threshold`)
  console.table([atDefault])
  console.table(curve)
  return { questions: asked.length, atDefault, curve }
}
