import { mkdtempSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PrepareEvent, PrepareResult } from '../src/contracts/prepare.ts'
import type { PlaceSetting } from '../src/contracts/source.ts'
import { openTilth, type TilthConfig } from '../src/index.ts'
import { KEY_ID, openBucket, SECRET } from './s3-bucket.ts'
import { openSite, page, tagged } from './web-site.ts'

let work: string
const ending: (() => Promise<void>)[] = []
beforeEach(() => void (work = mkdtempSync(join(tmpdir(), 'tilth-places-'))))
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
  rmSync(work, { recursive: true, force: true })
})

const FERRY = page('The ferry to the islands leaves at noon from pier four.', 'tickets.html')
const TICKETS = page('A ticket for the ferry costs three crowns on Sundays.')

interface Run {
  readonly result: PrepareResult
  readonly events: readonly PrepareEvent[]
}

async function prepare(places: readonly PlaceSetting[], config: TilthConfig = {}, dryRun = false): Promise<Run> {
  const tilth = openTilth({ store: join(work, 'store'), threads: 1, ...config })
  const events: PrepareEvent[] = []
  try {
    for await (const event of tilth.prepare(places, { dryRun })) events.push(event)
    const last = events.at(-1)
    if (last?.type !== 'prepare-end') throw new Error('the run never ended')
    return { result: last.result, events }
  } finally {
    await tilth.close()
  }
}

async function withTilth<T>(use: (tilth: ReturnType<typeof openTilth>) => Promise<T>): Promise<T> {
  const tilth = openTilth({ store: join(work, 'store'), threads: 1 })
  try {
    return await use(tilth)
  } finally {
    await tilth.close()
  }
}

const shown = ({ result }: Run) => Object.fromEntries(result.files.map(({ source, status }) => [source, status]))
const storeBytes = () => Buffer.concat(readdirSync(join(work, 'store')).map((name) => readFileSync(join(work, 'store', name)))).toString('latin1')

function database(): string {
  const path = join(work, 'kb.db')
  const opened = new DatabaseSync(path)
  opened.exec(`CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, body TEXT, changed TEXT);
    INSERT INTO article VALUES (1, 'Lighthouse', 'The lighthouse shines every nine seconds.', '2026-01-01'), (2, 'Mill', 'The mill grinds oats.', '2026-01-01')`)
  opened.close()
  return path
}

test('pages, rows, objects and files in one run; the next one fetches only what changed, and takes out what is no longer listed', async () => {
  const site = await openSite({ '/docs/': tagged(FERRY, '"one"'), '/docs/tickets.html': tagged(TICKETS, '"two"') })
  ending.push(site.close)
  const bucket = await openBucket(new Map([['notes/a.md', { body: '# Harbour\n\nThe harbour opens at nine.' }]]))
  ending.push(bucket.close)
  const environment = { AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET, AWS_ENDPOINT_URL_S3: bucket.endpoint, AWS_REGION: 'us-east-1' }
  Object.assign(process.env, environment)
  ending.push(async () => Object.keys(environment).forEach((name) => delete process.env[name]))
  const path = database()
  mkdirSync(join(work, 'papers'))
  writeFileSync(join(work, 'papers', 'b.txt'), 'The weaver lives above the smithy.')
  const web = `${site.origin.replace('//', '//anna:hunter2hunter2@')}/docs/`
  const sql = { sql: `sqlite:${path}`, query: 'SELECT id, title, body, changed FROM article', modified: 'changed' }
  const places: PlaceSetting[] = [join(work, 'papers'), { web, delayMs: 0 }, 's3://files/notes/', sql]

  const first = await prepare(places)
  expect(shown(first)).toEqual({ 'b.txt': 'indexed', './': 'indexed', 'tickets.html': 'indexed', 'a.md': 'indexed', '1': 'indexed', '2': 'indexed' })
  expect(new Set(first.events.flatMap((event) => (event.type === 'file-state' ? [event.state] : [])))).toEqual(
    new Set(['queued', 'extracting', 'cleaning', 'embedding', 'writing']),
  )
  for (const secret of ['hunter2', SECRET]) {
    expect(JSON.stringify(first.events)).not.toContain(secret)
    expect(storeBytes()).not.toContain(secret)
  }
  expect((await prepare([], { places })).result.files.map(({ status }) => status)).toEqual(Array(6).fill('unchanged'))
  expect(bucket.asked.filter((each) => /a\.md/.test(each))).toHaveLength(1)

  site.routes.set('/docs/', tagged(page('The ferry leaves at one.'), '"three"'))
  site.routes.delete('/docs/tickets.html')
  const opened = new DatabaseSync(path)
  opened.exec(`UPDATE article SET body = 'The lighthouse is dark.', changed = '2026-02-02' WHERE id = 1; DELETE FROM article WHERE id = 2`)
  opened.close()
  const third = await prepare(places)
  expect(shown(third)).toEqual({ 'b.txt': 'unchanged', './': 'indexed', 'tickets.html': 'removed', 'a.md': 'unchanged', '1': 'indexed', '2': 'removed' })

  await withTilth(async (tilth) => {
    const { passages } = await tilth.search('When does the ferry leave?', { places: [web] })
    expect(passages.map(({ source }) => source)).toEqual(['./'])
    const listed = await tilth.sources()
    expect(listed.places.map(({ reachable }) => reachable)).toEqual([true, true, true, true])
    const lineage = await tilth.explain(passages[0]?.chunkId ?? '')
    expect(lineage).toMatchObject({
      source: './',
      place: `${site.origin}/docs/`,
      kind: 'html',
      version: expect.stringContaining('"three"'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect((await tilth.forget([web])).files).toMatchObject([{ source: './', status: 'removed' }])
  })
})

test('a place that cannot be listed to its end, or opened, costs itself and loses nothing', async () => {
  const site = await openSite({ '/docs/': page('The ferry leaves at noon.') })
  ending.push(site.close)
  const path = database()
  const sql = `sqlite:${path}?query=SELECT id, body FROM article`
  const places: PlaceSetting[] = [{ web: `${site.origin}/docs/`, delayMs: 0 }, sql]
  await prepare(places)
  site.routes.set('/docs/', (_, response) => response.writeHead(403).end())
  const second = await prepare(places)
  expect(shown(second)).toEqual({ '': 'failed', '1': 'unchanged', '2': 'unchanged' })
  expect(second.result.files[0]).toMatchObject({ place: `${site.origin}/docs/`, reason: expect.stringContaining('403') })
  expect(second.result.documents).toBe(3)
  const third = await prepare([
    sql,
    'sqlite:/nowhere/none.db?query=SELECT 1 AS id&key=id',
    'postgres://eve:topsecret9@127.0.0.1:1/kb?query=SELECT 1 AS id&key=id',
  ])
  expect(third.result.files.filter(({ status }) => status === 'failed')).toHaveLength(2)
  expect(JSON.stringify(third.events)).not.toContain('topsecret9')
})

test('a dry run tells what would happen and writes nothing', async () => {
  mkdirSync(join(work, 'papers'))
  writeFileSync(join(work, 'papers', 'a.txt'), 'Anna Larsen lives above the smithy; write to anna.larsen@example.org.')
  writeFileSync(join(work, 'papers', 'empty.txt'), '')
  const { result, events } = await prepare([join(work, 'papers')], { pii: 'label' }, true)
  expect(result).toMatchObject({
    dryRun: true,
    documents: 1,
    chunks: 1,
    files: [{ status: 'indexed', chunks: 1, redactions: { EMAIL: 1 } }, { status: 'dropped' }],
  })
  expect(events.some(({ type }) => type === 'chunks-embedded')).toBe(false)
  expect(existsSync(join(work, 'store'))).toBe(false)
  await prepare([join(work, 'papers')])
  // Reading makes the files that processes share for locking; what is stored stands in this one and in the log of changes, which stays empty.
  const stored = () =>
    Buffer.concat(
      ['tilth.db', 'tilth.db-wal']
        .map((name) => join(work, 'store', name))
        .filter(existsSync)
        .map((path) => readFileSync(path)),
    )
  const before = stored()
  writeFileSync(join(work, 'papers', 'b.txt'), 'The mill grinds oats.')
  rmSync(join(work, 'papers', 'a.txt'))
  expect(shown(await prepare([join(work, 'papers')], {}, true))).toEqual({ 'a.txt': 'removed', 'b.txt': 'indexed', 'empty.txt': 'dropped' })
  expect(Buffer.compare(stored(), before)).toBe(0)
})
