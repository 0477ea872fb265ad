import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openEmbedder } from '../connectors/embedder/embedder.ts'
import { openExtractionPool } from '../connectors/extraction/pool.ts'
import { openSqliteStore } from '../connectors/store/sqlite-store.ts'
import type { PrepareResult } from '../contracts/prepare.ts'
import { prepare } from './prepare.ts'
import { surveyPlaces } from './survey.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'tilth-large-files-')))
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

const write = (name: string, content: string, ago = 3_600_000) => {
  writeFileSync(join(place, name), content)
  utimesSync(join(place, name), new Date(Date.now() - ago), new Date(Date.now() - ago))
}
const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `Ship ${index + from} leaves the harbour at nine and ${index + from} minutes.\n`).join('')

/** `stopAfter`: interrupted once so many chunks are embedded. */
async function run({ stopAfter = Infinity } = {}): Promise<PrepareResult & { embedded: number }> {
  const store = await openSqliteStore(storeFolder, { create: true })
  const pool = openExtractionPool({ largeBytes: 4000, partBytes: 2000 })
  const stop = new AbortController()
  let embedded = 0
  try {
    const survey = await surveyPlaces({ places: [{ place }], unreached: [], selectionOf: () => ({}), skipFolders: [] })
    const options = { survey, extract: pool.extract, route: () => embedder.minilm, settings: 'one', store, signal: stop.signal }
    for await (const event of prepare(options)) {
      if (event.type === 'chunks-embedded' && (embedded += event.chunks) >= stopAfter) stop.abort()
      if (event.type === 'prepare-end') return { ...event.result, embedded }
    }
    throw new Error('the run never ended')
  } catch (error) {
    if (stop.signal.aborted) return { files: [], documents: 0, chunks: 0, seconds: 0, embedded }
    throw error
  } finally {
    await pool.close()
    await store.close()
  }
}

async function inStore<T>(ask: (store: Awaited<ReturnType<typeof openSqliteStore>>) => Promise<T>): Promise<T> {
  const store = await openSqliteStore(storeFolder, { readOnly: true })
  try {
    return await ask(store)
  } finally {
    await store.close()
  }
}

test('a large text is one file of many documents, found like any other, and unchanged the next time', async () => {
  write('ships.log', lines(90))
  write('small.txt', 'The mill opens at ten.')
  const first = await run()
  const [ships] = first.files
  expect(first.files).toMatchObject([
    { source: 'ships.log', status: 'indexed' },
    { source: 'small.txt', status: 'indexed', documents: 1 },
  ])
  // 90 lines of some 53 bytes, in parts of 2,000.
  expect(ships?.documents).toBe(3)
  expect(first.documents).toBe((ships?.documents ?? 0) + 1)
  const [hit] = await inStore((store) => store.matching({ words: ['80'], k: 1 }))
  expect(await inStore((store) => store.chunks([hit?.chunkId ?? '']))).toMatchObject([{ source: 'ships.log', place }])
  expect(await inStore((store) => store.check())).toMatchObject({ ok: true })
  expect(await run()).toMatchObject({ embedded: 0, documents: first.documents, files: [{ status: 'unchanged' }, { status: 'unchanged' }] })

  // Shorter by far: no part of what was there is left.
  write('ships.log', lines(55), 60_000)
  const shorter = await run()
  expect(shorter.files[0]).toMatchObject({ status: 'indexed' })
  expect(await inStore((store) => store.matching({ words: ['80'], k: 1 }))).toEqual([])
  rmSync(join(place, 'ships.log'))
  expect(await run()).toMatchObject({ documents: 1, chunks: 1 })
  expect(await inStore((store) => store.check())).toMatchObject({ ok: true })
})

test('a run that ends half way leaves the file failed; the next one embeds only what is missing', async () => {
  write('ships.log', lines(160))
  const stopped = await run({ stopAfter: 8 })
  expect(stopped.embedded).toBeGreaterThan(0)
  const [record] = await inStore((store) => store.files())
  expect(record).toMatchObject({ source: 'ships.log', status: 'failed', reason: expect.stringMatching(/not read to its end/) })
  const written = await inStore((store) => store.summary())
  expect(written.chunks).toBeGreaterThan(0)
  const resumed = await run()
  expect(resumed.files).toMatchObject([{ status: 'indexed' }])
  expect(resumed.embedded).toBeLessThanOrEqual(resumed.chunks - written.chunks)
  expect(await inStore((store) => store.check())).toMatchObject({ ok: true })
})
