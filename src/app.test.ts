import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openTilth, type PrepareRunOptions, type Tilth } from './app.ts'
import type { TilthConfig } from './config.ts'
import type { PrepareResult } from './contracts/prepare.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'tilth-app-')))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
let store: string
let notices: string[] = []
let runs = 0
beforeEach(() => {
  folder = join(root, String(++runs))
  store = join(folder, 'store')
  notices = []
  mkdirSync(folder)
})

/** A folder with a file for each name. */
function place(name: string, ...files: readonly string[]): string {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  for (const file of files) {
    mkdirSync(join(path, file, '..'), { recursive: true })
    writeFileSync(join(path, file), `The ${name} log of ${file}.\n`)
  }
  return path
}

async function withTilth<T>(work: (tilth: Tilth) => Promise<T>, config: TilthConfig = {}): Promise<T> {
  const tilth = openTilth({ store, threads: 1, ...config }, { onNotice: (line) => notices.push(line) })
  try {
    return await work(tilth)
  } finally {
    await tilth.close()
  }
}

async function run(places: readonly string[], { reembed, ...config }: TilthConfig & PrepareRunOptions = {}): Promise<PrepareResult & { embedded: number }> {
  return withTilth(async (tilth) => {
    let embedded = 0
    for await (const event of tilth.prepare(places, { reembed })) {
      if (event.type === 'chunks-embedded') embedded += event.chunks
      if (event.type === 'prepare-end') return { ...event.result, embedded }
    }
    throw new Error('the run never ended')
  }, config)
}

const statuses = ({ files }: PrepareResult) => Object.fromEntries(files.map(({ source, status }) => [source, status]))

test('a place that is missing gives a failed row; the others are prepared and it loses nothing', async () => {
  const [mill, gone] = [place('mill', 'a.txt'), place('gone', 'b.txt')]
  await run([mill, gone])
  renameSync(gone, `${gone}-away`)
  writeFileSync(join(mill, 'new.txt'), 'The mill has a new wheel.\n')
  const result = await run([gone, mill])
  expect(statuses(result)).toEqual({ '': 'failed', 'a.txt': 'unchanged', 'new.txt': 'indexed' })
  expect(result.files[0]).toMatchObject({ place: gone, reason: `there is no ${gone}` })
  expect(result.documents).toBe(3)
  await expect(run([gone, join(folder, 'nope')])).rejects.toMatchObject({ code: 'no-such-path', message: expect.stringContaining('none of the places') })
  // It is still found, among the places and in a search of it alone.
  const { places, found } = await withTilth(async (tilth) => ({
    places: (await tilth.sources()).places,
    found: (await tilth.search('log', { places: [gone] })).passages.map(({ source }) => source),
  }))
  expect(places).toEqual([
    { place: gone, reachable: false },
    { place: mill, reachable: true },
  ])
  expect(found).toEqual(['b.txt'])
})

test('forget removes a folder that is gone, or a file of one, and names what the store knows instead of a place that it does not', async () => {
  const [mill, gone] = [place('mill', 'a.txt', 'b.txt'), place('gone', 'c.txt')]
  await run([mill, gone])
  rmSync(gone, { recursive: true })
  await withTilth(async (tilth) => {
    await expect(tilth.forget([gone, join(folder, 'nope')])).rejects.toMatchObject({ code: 'unknown-place', hint: expect.stringContaining(mill) })
    expect(await tilth.forget([gone])).toMatchObject({ files: [{ place: gone, source: 'c.txt', status: 'removed' }], documents: 2 })
    expect(await tilth.forget([join(mill, 'b.txt')])).toMatchObject({ files: [{ place: mill, source: 'b.txt', status: 'removed' }], documents: 1 })
    await expect(tilth.forget([gone])).rejects.toMatchObject({ code: 'unknown-place' })
    expect((await tilth.search('log')).passages.map(({ source }) => source)).toEqual(['a.txt'])
  })
})

test('forget without a store makes none', async () => {
  await withTilth((tilth) => expect(tilth.forget([folder])).rejects.toMatchObject({ code: 'no-store' }))
  expect(existsSync(store)).toBe(false)
})

test('what is no use to prepare is said before a store is made', async () => {
  await expect(run([place('empty')])).rejects.toMatchObject({ code: 'no-files' })
  await expect(run([place('mill', 'a.txt')], { include: ['*.md'] })).rejects.toMatchObject({ code: 'nothing-selected' })
  await expect(run([join(folder, 'nope')])).rejects.toMatchObject({ code: 'no-such-path' })
  expect(existsSync(store)).toBe(false)
})

test('the folder of the store is no place; a folder in it or around it is', async () => {
  await run([place('store/notes', 'a.txt')])
  await expect(run([store])).rejects.toMatchObject({ code: 'store-is-place', hint: expect.stringContaining('--store') })
  writeFileSync(join(folder, 'b.txt'), 'The log of b.\n')
  expect(statuses(await run([folder]))).toEqual({ 'b.txt': 'indexed' })
})

test('reembed makes every vector of the store anew, with the same embedder too, and takes in no file that was not prepared', async () => {
  const [mill, other] = [place('mill', 'a.txt'), place('other', 'b.txt', 'c.txt')]
  await run([mill, join(other, 'b.txt')])
  const result = await run([mill], { reembed: true })
  expect(result.embedded).toBe(2)
  expect(statuses(result)).toEqual({ 'a.txt': 'indexed', 'b.txt': 'indexed' })
})

test('globs that choose nothing remove nothing; a folder that is really empty does', async () => {
  const mill = place('mill', 'a.txt', 'b.txt')
  await run([mill])
  for (const selection of [{ include: ['**/*.md'] }, { exclude: ['**'] }])
    await expect(run([mill], selection)).rejects.toMatchObject({ code: 'nothing-selected', message: expect.stringMatching(/--(in|ex)clude "\*\*/) })
  expect(statuses(await run([mill]))).toEqual({ 'a.txt': 'unchanged', 'b.txt': 'unchanged' })
  rmSync(join(mill, 'a.txt'))
  rmSync(join(mill, 'b.txt'))
  expect(statuses(await run([mill], { include: ['**/*.md'] }))).toEqual({ 'a.txt': 'removed', 'b.txt': 'removed' })
})

test("a place's selection is remembered until another is given; an empty list clears it", async () => {
  const mill = place('mill', 'a.txt', 'drafts/b.txt', 'c.md')
  expect(statuses(await run([mill], { exclude: ['./drafts/'] }))).toEqual({ 'a.txt': 'indexed', 'c.md': 'indexed' })
  expect(notices).toEqual([])
  expect(statuses(await run([mill]))).toEqual({ 'a.txt': 'unchanged', 'c.md': 'unchanged' })
  expect(notices).toEqual([expect.stringMatching(/mill: --exclude "drafts\/\*\*", as in an earlier run/)])
  expect((await withTilth((tilth) => tilth.sources())).places).toMatchObject([{ place: mill, exclude: ['drafts/**'] }])
  expect(statuses(await run([mill], { include: ['**/*.txt'] }))).toEqual({ 'a.txt': 'unchanged', 'drafts/b.txt': 'indexed', 'c.md': 'removed' })
  expect(statuses(await run([mill]))).toEqual({ 'a.txt': 'unchanged', 'drafts/b.txt': 'unchanged' })
  expect(statuses(await run([mill], { include: [] }))).toEqual({ 'a.txt': 'unchanged', 'drafts/b.txt': 'unchanged', 'c.md': 'indexed' })
  notices = []
  await run([mill])
  expect(notices).toEqual([])
})

test.skipIf(process.platform !== 'linux')('a name that is not UTF-8 costs that file alone', async () => {
  const mill = place('mill', 'a.txt')
  for (const end of [0xe9, 0xea]) writeFileSync(Buffer.concat([Buffer.from(`${mill}/caf`), Buffer.from([end]), Buffer.from('.txt')]), 'The café log.\n')
  const result = await run([mill])
  expect(statuses(result)).toEqual({ 'a.txt': 'indexed', 'caf\\xE9.txt': 'failed', 'caf\\xEA.txt': 'failed' })
  expect(result.files[1]?.reason).toMatch(/not valid UTF-8/)
})

test('a backup that cannot be written is an error with a hint and leaves no folder behind', async () => {
  await run([place('mill', 'a.txt')])
  writeFileSync(join(folder, 'file'), '')
  const before = readdirSync(folder)
  await withTilth(async (tilth) => {
    for (const target of [
      join(folder, 'file'),
      join(folder, 'file', 'copy'),
      '/proc/none/copy',
      join(folder, 'x'.repeat(300), 'copy'),
      join(folder, 'new', 'y'.repeat(300)),
    ])
      await expect(tilth.backupStore(target)).rejects.toMatchObject({ name: 'TilthError', code: 'backup-failed', hint: expect.stringMatching(/\w/) })
    expect(readdirSync(folder)).toEqual(before)
    expect(await tilth.backupStore(join(folder, 'new', 'copy'))).toMatchObject({ path: join(folder, 'new', 'copy') })
    await expect(tilth.backupStore(join(folder, 'new', 'copy'))).rejects.toMatchObject({ code: 'backup-exists' })
  })
})
