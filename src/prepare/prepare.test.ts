import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openEmbedder, type Embedder } from '../connectors/embedder/embedder.ts'
import { openExtractionPool, type ExtractionPoolOptions } from '../connectors/extraction/pool.ts'
import { openSqliteStore } from '../connectors/store/sqlite-store.ts'
import type { PrepareResult } from '../contracts/prepare.ts'
import { prepare, type PrepareOptions } from './prepare.ts'
import { surveyPlaces } from './survey.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'tilth-prepare-')))
const embedder = openEmbedder({ threads: 1 })
afterAll(async () => {
  await embedder.close()
  rmSync(root, { recursive: true, force: true })
})

let place: string
let storeFolder: string
let runs = 0
beforeEach(() => {
  place = join(root, `place-${++runs}`)
  storeFolder = join(root, `store-${runs}`)
  mkdirSync(place)
})

const HOUR_AGO = new Date(Date.now() - 3_600_000)
const write = (name: string, content: string | Buffer, time = HOUR_AGO) => {
  writeFileSync(join(place, name), content)
  utimesSync(join(place, name), time, time)
}

interface Run extends Partial<Pick<PrepareOptions, 'fresh' | 'settings'>> {
  readonly embedder?: Embedder
  readonly pool?: ExtractionPoolOptions
}

/** One run over the place with the real parts; the chunks embedded and what the run gave. */
async function run({ embedder: used = embedder, pool: limits, ...more }: Run = {}): Promise<
  PrepareResult & { embedded: number; of: PrepareResult['files'][number][] }
> {
  const store = await openSqliteStore(storeFolder, { create: true })
  const pool = openExtractionPool(limits)
  let embedded = 0
  try {
    const survey = await surveyPlaces({ places: [{ place }], unreached: [], selectionOf: () => ({}), skipFolders: [] })
    for await (const event of prepare({ survey, extract: pool.extract, route: () => used.minilm, settings: 'one', store, ...more })) {
      if (event.type === 'chunks-embedded') embedded += event.chunks
      if (event.type === 'prepare-end') return { ...event.result, embedded, of: [...event.result.files] }
    }
    throw new Error('the run never ended')
  } finally {
    await pool.close()
    await store.close()
  }
}

async function holds(word: string): Promise<boolean> {
  const store = await openSqliteStore(storeFolder, { readOnly: true })
  const found = await store.matching({ words: [word], k: 5 })
  await store.close()
  return found.length > 0
}

test('missing weights end the run and cost nothing that was indexed', async () => {
  write('a.txt', 'The harbour opens at nine.')
  await run()
  write('a.txt', 'The granary closes at noon.', new Date(Date.now() - 60_000))
  const broken = openEmbedder({ threads: 1, modelsFolder: join(root, 'no-models') })
  await expect(run({ embedder: broken })).rejects.toMatchObject({ name: 'TilthError', code: 'weights-missing' })
  await broken.close()
  expect(await holds('harbour')).toBe(true)
  expect((await run()).of).toMatchObject([{ source: 'a.txt', status: 'indexed' }])
  expect(await holds('granari')).toBe(true)
  expect(await holds('harbour')).toBe(false)
})

test('a file that was not read to its end keeps its earlier version, each time with a failed row', async () => {
  write('a.txt', 'The harbour opens at nine.')
  await run()
  write('a.txt', 'The harbour opens at ten.', new Date(Date.now() - 60_000))
  for (let time = 0; time < 2; time++) {
    const { of, documents } = await run({ pool: { timeoutMs: 1 } })
    expect(of).toMatchObject([{ status: 'failed', documents: 1, reason: expect.stringMatching(/longer than .*; the version that was read before is kept$/) }])
    expect(documents).toBe(1)
  }
  expect(await holds('nine')).toBe(true)
  expect((await run()).of).toMatchObject([{ status: 'indexed' }])
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read any more keeps its earlier version', async () => {
  write('a.txt', 'The harbour opens at nine.')
  await run()
  write('a.txt', 'The harbour opens at ten.', new Date(Date.now() - 60_000))
  chmodSync(join(place, 'a.txt'), 0)
  expect((await run()).of).toMatchObject([{ status: 'failed', reason: expect.stringMatching(/may not be read .* is kept$/) }])
  expect(await holds('nine')).toBe(true)
})

test('a file that changed into something broken loses its text, and so does one that has none any more', async () => {
  write('a.txt', 'The harbour opens at nine.')
  write('b.txt', 'The granary closes at noon.')
  await run()
  write('a.txt', '%PDF-1.7\nnothing more', new Date(Date.now() - 60_000))
  write('b.txt', '', new Date(Date.now() - 60_000))
  expect((await run()).of).toMatchObject([
    { source: 'a.txt', status: 'failed', documents: 0 },
    { source: 'b.txt', status: 'dropped', documents: 0 },
  ])
  expect(await holds('harbour')).toBe(false)
  expect(await holds('granari')).toBe(false)
})

test('what could not be read of a file is said when it is indexed and when it is unchanged', async () => {
  write('a.jsonl', '{"text":"The harbour opens at nine."}\n{"text": broken\n{"text":"The mill opens at ten."}\n')
  const [first] = (await run()).of
  expect(first).toMatchObject({ status: 'indexed', reason: expect.stringMatching(/\w/) })
  expect((await run()).of).toMatchObject([{ status: 'unchanged', reason: first?.reason }])
})

test('fresh: every chunk is embedded again, where a second run of other settings takes the vectors from the store', async () => {
  write('a.txt', 'The harbour opens at nine.')
  write('b.txt', 'The granary closes at noon.')
  expect((await run()).embedded).toBe(2)
  expect(await run({ settings: 'two' })).toMatchObject({ embedded: 0, of: [{ status: 'indexed' }, { status: 'indexed' }] })
  expect(await run({ settings: 'two', fresh: true })).toMatchObject({ embedded: 2, of: [{ status: 'indexed' }, { status: 'indexed' }] })
})
