import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seededRandom } from '../../common/random.ts'
import { SAMPLE_DIMENSIONS, SAMPLE_SPACE, sampleFile } from '../../testing/sample-files.ts'
import { openSqliteStore } from './sqlite-store.ts'
import { toStoreError } from './store-errors.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tilth-faults-'))
  file = join(folder, 'tilth.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

async function makeStore(...texts: readonly string[]): Promise<void> {
  const store = await openSqliteStore(folder, { create: true })
  await store.put(texts.map((text, index) => sampleFile({ source: `${index}.txt`, texts: [text] })))
  await store.close()
}

/** Changes the database behind the store's back. */
function alter(sql: string): void {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  database.exec(sql)
  database.close()
}

const failure = (code: string) =>
  expect.objectContaining({ name: 'TilthError', code, hint: expect.stringMatching(/\w/), message: expect.stringContaining(folder) })

test('no store: neither a folder without one, nor an empty file, is taken for one, and nothing is made', async () => {
  await expect(openSqliteStore(folder)).rejects.toEqual(failure('no-store'))
  await expect(openSqliteStore(folder, { readOnly: true, create: true })).rejects.toEqual(failure('no-store'))
  await expect(openSqliteStore(join(folder, 'none'))).rejects.toEqual(failure('no-store'))
  expect(readdirSync(folder)).toEqual([])
  writeFileSync(file, '')
  await expect(openSqliteStore(folder)).rejects.toEqual(failure('no-store'))
  await expect(openSqliteStore(folder, { readOnly: true })).rejects.toEqual(failure('no-store'))
})

test('a store of a newer Tilth is refused and left alone', async () => {
  await makeStore('text')
  alter('PRAGMA user_version = 99')
  await expect(openSqliteStore(folder, { create: true })).rejects.toEqual(failure('store-too-new'))
  await expect(openSqliteStore(folder, { readOnly: true })).rejects.toEqual(failure('store-too-new'))
})

test('a file that is no database, and a database that is no store', async () => {
  writeFileSync(file, 'just some text that is long enough to hold a header of a hundred bytes, which a database would start with')
  await expect(openSqliteStore(folder, { create: true })).rejects.toEqual(failure('not-a-store'))
  rmSync(file)
  alter('CREATE TABLE other (x)')
  await expect(openSqliteStore(folder, { create: true })).rejects.toEqual(failure('not-a-store'))
})

test('a truncated file is called damaged', async () => {
  await makeStore('text '.repeat(5000))
  truncateSync(file, Math.floor(statSync(file).size / 2))
  await expect(openSqliteStore(folder).then((store) => store.check())).rejects.toEqual(failure('store-damaged'))
})

test('a last page that is cut off is found', async () => {
  await makeStore('text '.repeat(5000))
  truncateSync(file, statSync(file).size - 100)
  const store = await openSqliteStore(folder)
  expect((await store.check()).problems.join('\n')).toMatch(/cut off/)
  await store.close()
})

test('a number that this program never writes is damage, in a search too', async () => {
  await makeStore('first words', 'second words')
  alter('UPDATE chunk SET start = 9223372036854775807 WHERE number = 1')
  const store = await openSqliteStore(folder)
  const { ok, problems } = await store.check()
  expect(ok).toBe(false)
  expect(problems.join('\n')).toMatch(/texts cannot be read: .*too large/)
  await expect(store.matching({ words: ['words'], k: 5 })).rejects.toEqual(failure('store-damaged'))
  await store.close()
})

/** Damage of several kinds, at random places. */
function damage(bytes: Buffer, round: number, random: () => number): Buffer {
  const at = (length: number) => Math.floor(random() * length)
  if (round % 4 === 0) for (let count = 1 + at(30); count > 0; count--) bytes[at(bytes.length)] = at(256)
  if (round % 4 === 1) bytes.fill(at(256), at(bytes.length))
  // Heads of pages, where SQLite keeps what it finds its rows by.
  if (round % 4 === 2) for (let count = 20, page = 1 + at(bytes.length / 8192 - 1); count > 0; count--) bytes[page * 8192 + at(300)] = at(256)
  return round % 4 === 3 ? bytes.subarray(0, at(bytes.length)) : bytes
}

test('whatever bytes are damaged, check lists it or says that the store is damaged, and nothing fails without words', async () => {
  await makeStore(...Array.from({ length: 12 }, (_, index) => `The mill counted ${index} visitors.\n\n`.repeat(40)))
  const good = readFileSync(file)
  const random = seededRandom(3)
  const seen = { listed: 0, named: 0, sound: 0 }
  const inWords = (error: unknown) => {
    expect(error).toMatchObject({ name: 'TilthError', code: expect.stringMatching(/^(store-|not-a-store|no-store)/) })
  }
  for (let round = 0; round < 60; round++) {
    writeFileSync(file, damage(Buffer.from(good), round, random))
    for (const end of ['-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    const store = await openSqliteStore(folder, { readOnly: true }).catch(inWords)
    if (!store) continue
    const result = await store.check().catch(inWords)
    seen[result ? (result.ok ? 'sound' : 'listed') : 'named']++
    await store.matching({ words: ['mill', 'visitor'], k: 9 }).catch(inWords)
    await store.nearest({ space: SAMPLE_SPACE, vector: new Float32Array(SAMPLE_DIMENSIONS).fill(SAMPLE_DIMENSIONS ** -0.5), k: 9 }).catch(inWords)
    await store.files().catch(inWords)
    await store.close()
  }
  expect(seen.listed).toBeGreaterThan(5)
  expect(seen.named).toBeGreaterThan(5)
  // Bytes that nobody uses, or letters of a text.
  expect(seen.sound).toBeLessThan(10)
})

test('a folder that cannot be made', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(openSqliteStore(join(folder, 'file', 'store'), { create: true })).rejects.toEqual(failure('store-read-only'))
})

test('a store that was opened for reading cannot be written, and reads what others write', async () => {
  await makeStore('first')
  const reader = await openSqliteStore(folder, { readOnly: true })
  await expect(reader.delete([{ place: '/docs', source: '0.txt' }])).rejects.toEqual(failure('store-read-only'))
  const writer = await openSqliteStore(folder)
  await writer.put([sampleFile({ source: 'new.txt', texts: ['second'] })])
  expect(await reader.matching({ words: ['second'], k: 5 })).toHaveLength(1)
  await writer.close()
  await reader.close()
})

test('a writer that does not end is reported after a while; then the store works again', async () => {
  await makeStore('text')
  const store = await openSqliteStore(folder, { waitMs: 300 })
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  await expect(store.put([sampleFile({ source: 'a.txt', texts: ['more'] })])).rejects.toEqual(failure('store-busy'))
  expect((await store.summary()).chunks).toBe(1)
  other.exec('ROLLBACK')
  await store.put([sampleFile({ source: 'a.txt', texts: ['more'] })])
  expect((await store.summary()).chunks).toBe(2)
  other.close()
  await store.close()
})

test('a full disk is named as such', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('PRAGMA max_page_count = 10; CREATE TABLE t (x)')
  let error: unknown
  try {
    database.exec('INSERT INTO t VALUES (zeroblob(1000000))')
  } catch (thrown) {
    error = thrown
  }
  expect(toStoreError(error, folder)).toEqual(failure('disk-full'))
})

test('check finds what does not fit together', async () => {
  await makeStore('first words\n\nmore words', 'second words')
  const cases = {
    'UPDATE chunk SET "end" = 1000 WHERE number = 1': /no part of its document/,
    'UPDATE chunk SET length = length + 1 WHERE number = 1': /totals of block/,
    'DELETE FROM vector WHERE number = 2': /has no vector/,
    "UPDATE vector SET data = x'00000000' WHERE number = 2": /dimensions/,
    'UPDATE vector SET data = zeroblob(80) WHERE number = 2': /does not fit its vector/,
    'DELETE FROM posting WHERE word = (SELECT min(word) FROM posting)': /by exactly its words/,
    'DELETE FROM document WHERE number = 1': /does not exist/,
    'UPDATE space SET chunks = 7': /number of chunks/,
  }
  const good = `${file}.good`
  copyFileSync(file, good)
  for (const [sql, problem] of Object.entries(cases)) {
    copyFileSync(good, file)
    alter(sql)
    const store = await openSqliteStore(folder)
    const { ok, problems } = await store.check()
    expect(ok, sql).toBe(false)
    expect(problems.join('\n'), sql).toMatch(problem)
    await store.close()
  }
})

test('a backup is a whole store, made while the store is in use, and never overwrites', async () => {
  await makeStore('kept text')
  const store = await openSqliteStore(folder)
  const target = join(folder, 'copy')
  mkdirSync(target)
  await store.backup(join(target, 'tilth.db'))
  await expect(store.backup(join(target, 'tilth.db'))).rejects.toMatchObject({ code: 'file-exists' })
  await expect(store.backup(join(folder, 'none', 'tilth.db'))).rejects.toMatchObject({ code: 'backup-failed' })
  expect(readdirSync(target)).toEqual(['tilth.db'])
  await store.put([sampleFile({ source: 'later.txt', texts: ['later'] })])
  await store.close()
  const copy = await openSqliteStore(target)
  expect(await copy.check()).toEqual({ ok: true, problems: [] })
  expect((await copy.files()).map(({ source }) => source)).toEqual(['0.txt'])
  expect(await copy.matching({ words: ['kept'], k: 5 })).toHaveLength(1)
  await copy.close()
  expect(existsSync(`${file}-wal`)).toBe(false)
})
