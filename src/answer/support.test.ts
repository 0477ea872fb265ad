import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isChinese } from '../common/language.ts'
import { type Embedder, openEmbedder } from '../connectors/embedder/embedder.ts'
import { openSqliteStore } from '../connectors/store/sqlite-store.ts'
import { makeReranker } from '../retrieve/rerank.ts'
import { makeRetriever } from '../retrieve/retrieve.ts'
import { indexTexts } from '../testing/indexed-texts.ts'
import { MIN_SUPPORT, supportOf } from './support.ts'

/**
 * Small documents, each with questions that it answers ("- question => answer") and that it all but answers ("- question"): another name, year,
 * article or attribute. The weights were fitted on "tune-…" among other data; "check-…" was only ever looked at as a whole.
 */
const FOLDER = join(import.meta.dirname, 'near-misses')

interface NearMiss {
  readonly name: string
  readonly text: string
  readonly questions: readonly { readonly text: string; readonly answer?: string }[]
}

function readNearMiss(name: string): NearMiss {
  const [text = '', list = ''] = readFileSync(join(FOLDER, name), 'utf8').split('\n## Questions\n')
  const questions = [...list.matchAll(/^- (.+?)(?: => (.+))?$/gm)].map(([, question = '', answer]) => ({ text: question, answer }))
  return { name, text: text.trim(), questions }
}

const documents = readdirSync(FOLDER).map(readNearMiss)

let embedder: Embedder
beforeAll(() => {
  embedder = openEmbedder({ threads: 1 })
})
afterAll(() => embedder.close())

/** Shares of the questions that are answered where they can be, and refused where they can't; each document in a store of its own. */
async function sharesOf(chosen: readonly NearMiss[]): Promise<{ answered: number; refused: number }> {
  const route = (text: string) => (isChinese(text) ? embedder.bgeZh : embedder.minilm)
  const models = new Map(embedder.models.map((model) => [model.id, model]))
  const right = { answered: 0, refused: 0 }
  for (const { name, text, questions } of chosen) {
    const folder = mkdtempSync(join(tmpdir(), 'tilth-'))
    const store = await openSqliteStore(folder, { create: true })
    await indexTexts(store, route, [{ source: name, text }])
    const stages = { store, route, models }
    for (const { text: question, answer } of questions) {
      const found = await makeRetriever(stages).retrieve(question, { k: 10 })
      const support = await supportOf(question, await makeReranker(stages).rerank(question, found), stages)
      if (answer !== undefined && support >= MIN_SUPPORT) right.answered++
      if (answer === undefined && support < MIN_SUPPORT) right.refused++
    }
    await store.close()
    rmSync(folder, { recursive: true })
  }
  const answerable = chosen.flatMap(({ questions }) => questions).filter(({ answer }) => answer !== undefined).length
  const all = chosen.flatMap(({ questions }) => questions).length
  return { answered: right.answered / answerable, refused: right.refused / (all - answerable) }
}

describe('support', () => {
  test('every answer of the near misses stands in its document', () => {
    for (const { text, questions } of documents) for (const { answer } of questions) if (answer) expect(text).toContain(answer)
    expect(documents.length).toBeGreaterThanOrEqual(16)
  })

  test.each(['tune', 'check'])('is low where a small document answers all but the question: %s', async (half) => {
    const shares = await sharesOf(documents.filter(({ name }) => name.startsWith(half)))
    expect(shares.answered).toBeGreaterThanOrEqual(0.85)
    expect(shares.refused).toBeGreaterThanOrEqual(0.42)
  })
})
