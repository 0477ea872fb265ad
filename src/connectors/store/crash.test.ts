import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { seededRandom } from '../../common/random.ts'
import { chunksOf, sampleFile } from '../../testing/sample-files.ts'
import { openSqliteStore } from './sqlite-store.ts'

const KILLS = 8
const FILES = 12

/** Text of file `index` after `round` changes: each of its chunks names the round. */
const textOf = (index: number, round: number): string =>
  Array.from({ length: 1 + ((index * 7 + round) % 40) }, (_, part) => `file ${index} round ${round} part ${part}`).join('\n\n')

const content = (index: number, round: number) => sampleFile({ source: `${index}.txt`, texts: [textOf(index, round)] })

/** Replaces and deletes without end, and reports each finished step. Runs in a child process, killed at some moment. */
const WRITER = `
  import { openSqliteStore } from ${JSON.stringify(new URL('sqlite-store.ts', import.meta.url))}
  import { sampleFile } from ${JSON.stringify(new URL('../../testing/sample-files.ts', import.meta.url))}
  const textOf = ${textOf.toString()}
  const content = (index, round) => sampleFile({ source: index + '.txt', texts: [textOf(index, round)] })
  const store = await openSqliteStore(process.argv[1])
  for (let round = Number(process.argv[2]); ; round++) {
    for (let index = 0; index < ${FILES}; index += 3) {
      await store.put([content(index, round), content(index + 1, round)])
      await store.delete([{ place: '/docs', source: index + 1 + '.txt' }])
    }
    process.stdout.write('.')
  }`

test('a process that is killed while it writes leaves whole files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-crash-'))
  const random = seededRandom(11)
  try {
    await (await openSqliteStore(folder, { create: true })).close()
    for (let kill = 0; kill < KILLS; kill++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', WRITER, folder, String(kill * 1000)], { stdio: ['ignore', 'pipe', 'inherit'] })
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
      expect(child.exitCode).toBeNull()
      await new Promise((done) => setTimeout(done, random() * 120))
      child.kill('SIGKILL')
      await once(child, 'exit')

      const store = await openSqliteStore(folder)
      expect((await store.check()).problems).toEqual([])
      const files = await store.files()
      const found = (await store.matching({ words: ['file'], k: 10_000 })).map(({ chunkId }) => chunkId)
      const rounds = new Map((await store.chunks(found)).map(({ source, text }) => [source, Number(/round (\d+)/.exec(text)?.[1])]))
      const expected = [...rounds].map(([source, round]) => content(Number.parseInt(source), round))
      expect(files.length).toBeGreaterThan(0)
      expect(files.map(({ source, chunks }) => ({ source, chunks }))).toEqual(
        expected.map(({ file: { source, chunks } }) => ({ source, chunks })).sort((a, b) => (a.source < b.source ? -1 : 1)),
      )
      expect([...found].sort()).toEqual(
        chunksOf(expected)
          .map(({ chunk }) => chunk.id)
          .sort(),
      )
      await store.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
