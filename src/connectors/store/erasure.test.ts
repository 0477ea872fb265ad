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

/** A file whose every field holds a word that stands nowhere else: `secret-NAME-FIELD`. */
function secretFile(name: string, paragraphs: number) {
  const text = Array.from({ length: paragraphs }, (_, index) => `${'filling '.repeat(index % 60)}secret-${name}-text${index}`).join('\n\n')
  return sampleFile({
    source: `secret-${name}-source`,
    texts: [text, `secret-${name}-second`],
    file: { reason: `secret-${name}-reason` },
    document: { title: `secret-${name}-title`, metadata: { author: `secret-${name}-author` } },
    chunk: { heading: `secret-${name}-heading` },
  })
}

test('what is replaced or deleted is in no byte of the folder, while the store is open', async () => {
  const random = seededRandom(5)
  const store = await openSqliteStore(folder, { create: true })
  const sizes = Array.from({ length: 120 }, () => 1 + Math.floor(random() ** 4 * 120))
  const names = sizes.map((_, index) => `n${index}x`)
  for (const [index, name] of names.entries()) await store.put([secretFile(name, sizes[index] ?? 1)])
  expect(left(names.map((name) => `secret-${name}`))).toEqual(names.map((name) => `secret-${name}`))

  const [deleted, replaced, kept] = [0, 1, 2].map((rest) => names.filter((_, index) => index % 3 === rest)) as [string[], string[], string[]]
  await store.delete(deleted.slice(0, 20).map((name) => ({ place: '/docs', source: `secret-${name}-source` })))
  for (const name of deleted.slice(20)) await store.delete([{ place: '/docs', source: `secret-${name}-source` }])
  expect(left(deleted.map((name) => `secret-${name}`))).toEqual([])

  for (const name of replaced) await store.put([sampleFile({ source: `secret-${name}-source`, texts: ['new text'] })])
  expect(left(replaced.flatMap((name) => ['-text', '-second', '-reason', '-title', '-author', '-heading'].map((field) => `secret-${name}${field}`)))).toEqual(
    [],
  )
  expect(left(kept.map((name) => `secret-${name}`))).toHaveLength(kept.length)
  expect((await store.check()).problems).toEqual([])
  await store.close()
})

test('the log is cut as soon as nobody else reads it', async () => {
  const store = await openSqliteStore(folder, { create: true })
  const other = await openSqliteStore(folder)
  await store.put([secretFile('one', 30)])
  expect((await other.summary()).documents).toBe(2)
  await store.delete([{ place: '/docs', source: 'secret-one-source' }])
  expect(left(['secret-one'])).toEqual([])
  await other.close()
  await store.close()
})
