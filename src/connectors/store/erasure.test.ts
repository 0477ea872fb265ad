import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seededRandom } from '../../common/random.ts'
import { sampleFile } from '../../testing/sample-files.ts'
import { openSqliteStore } from './sqlite-store.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tilth-erasure-'))))
afterEach(() => rmSync(folder, { recursive: true }))

/** Which of the words stand anywhere in the bytes of the folder's files. */
function left(words: readonly string[]): string[] {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  return words.filter((word) => bytes.some((content) => content.includes(word)))
}

/** A file whose every field holds `secret-NAME`, which stands nowhere else, among filling of any length. */
function secretFile(name: string, random: () => number) {
  const filling = (most: number) => 'filling'.repeat(random() ** 3 * (most / 7))
  const paragraphs = Array.from({ length: 1 + random() ** 3 * 12 }, () => `${filling(3000)} secret-${name}-text`)
  return sampleFile({
    source: `${'folder/'.repeat(random() * 20)}secret-${name}-source`,
    texts: [paragraphs.join('\n\n'), `secret-${name}-second`],
    file: { reason: `${filling(300)}secret-${name}-reason` },
    document: { title: `secret-${name}-title${filling(100)}`, metadata: { author: `secret-${name}-author${filling(3000)}` } },
    chunk: { heading: `${filling(300)}secret-${name}-heading` },
  })
}

test('what is replaced or deleted is in no byte of the folder, while the store is open', async () => {
  const random = seededRandom(5)
  const store = await openSqliteStore(folder, { create: true })
  const files = Array.from({ length: 400 }, (_, index) => ({ secret: `secret-n${index}x`, indexed: secretFile(`n${index}x`, random) }))
  for (let index = 0; index < files.length; index += 8) await store.put(files.slice(index, index + 8).map(({ indexed }) => indexed))
  expect(left(files.map(({ secret }) => secret))).toHaveLength(files.length)

  // Many small changes in any order: SQLite then moves what stays from page to page.
  const order = files.map((file) => ({ file, rank: random() })).sort((a, b) => a.rank - b.rank)
  const gone = order.slice(0, 300).map(({ file }) => file)
  for (let index = 0; index < gone.length; index += 3) {
    const [first, second, third] = gone.slice(index, index + 3).map(({ indexed }) => indexed.file)
    if (!first || !second || !third) throw new Error('300 is a multiple of 3')
    await store.delete([first, second])
    await store.put([sampleFile({ source: third.source, texts: ['new text '.repeat(random() * 500)] }), secretFile(`other${index}x`, random)])
  }
  const fields = ['text', 'second', 'reason', 'title', 'author', 'heading']
  expect(left(gone.flatMap(({ secret }) => fields.map((field) => `${secret}-${field}`)))).toEqual([])
  expect(left(order.slice(300).map(({ file }) => file.secret))).toHaveLength(100)
  expect((await store.check()).problems).toEqual([])
  await store.close()
})

test('the log is cut as soon as nobody else reads it', async () => {
  const store = await openSqliteStore(folder, { create: true })
  const other = await openSqliteStore(folder)
  const secret = secretFile('one', seededRandom(1))
  await store.put([secret])
  expect((await other.summary()).documents).toBe(2)
  await store.delete([secret.file])
  expect(left(['secret-one'])).toEqual([])
  await other.close()
  await store.close()
})
