import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFiles, resolvePlace } from './sources.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tilth-sources-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(() => {
  mkdirSync(join(folder, 'drafts', 'old'), { recursive: true })
  mkdirSync(join(folder, '.hidden'))
  mkdirSync(join(folder, 'store'))
  for (const name of ['b.txt', 'a.md', 'drafts/c.txt', 'drafts/old/d.md', '.hidden/e.txt', '.f.txt', 'store/tilth.db']) writeFileSync(join(folder, name), name)
  symlinkSync('.', join(folder, 'drafts', 'loop'))
  symlinkSync('b.txt', join(folder, 'link.txt'))
  spawnSync('mkfifo', [join(folder, 'pipe.txt')])
})

test('names files in a stable order, without hidden ones and the store', async () => {
  const { files } = await findFiles({ place: folder }, {}, [join(folder, 'store')])
  expect(files.map(({ source, refused }) => [source, refused?.status])).toEqual([
    ['a.md', undefined],
    ['b.txt', undefined],
    ['drafts/c.txt', undefined],
    ['drafts/loop', 'dropped'],
    ['drafts/old/d.md', undefined],
    ['link.txt', 'dropped'],
    ['pipe.txt', 'failed'],
  ])
  expect(files.find(({ source }) => source === 'pipe.txt')?.refused?.reason).toBe('not a regular file (a pipe)')
})

test('include and exclude choose by the path in the place', async () => {
  const chosen = async (selection: object) => (await findFiles({ place: folder }, selection)).files.map(({ source }) => source)
  expect(await chosen({ include: ['**/*.md'] })).toEqual(['a.md', 'drafts/old/d.md'])
  expect(await chosen({ include: ['**/*.md'], exclude: ['drafts/**'] })).toEqual(['a.md'])
})

test('a file is a place too: its folder, and it alone', async () => {
  const place = await resolvePlace(join(folder, 'b.txt'))
  expect(place).toEqual({ place: folder, source: 'b.txt' })
  expect((await findFiles(place)).files).toMatchObject([{ source: 'b.txt', size: 5 }])
})

test('a missing path and a link to itself are errors that name them', async () => {
  await expect(resolvePlace(join(folder, 'none'))).rejects.toMatchObject({ code: 'no-such-path', message: expect.stringContaining('none') })
  symlinkSync('self', join(folder, 'self'))
  await expect(resolvePlace(join(folder, 'self'))).rejects.toMatchObject({ code: 'no-such-path' })
  rmSync(join(folder, 'self'))
})

test('a tree deeper than any stack is walked', async () => {
  const deep = join(folder, 'deep')
  mkdirSync(join(deep, ...Array.from({ length: 400 }, () => 'd')), { recursive: true })
  writeFileSync(join(deep, ...Array.from({ length: 400 }, () => 'd'), 'x.txt'), 'x')
  expect((await findFiles({ place: deep })).files).toHaveLength(1)
  rmSync(deep, { recursive: true })
})

test('what a .tilthignore names is left out, there and below; one in a folder has the last word about it', async () => {
  const top = mkdtempSync(join(tmpdir(), 'tilth-ignore-'))
  const put = (path: string, text = path) => {
    mkdirSync(join(top, dirname(path)), { recursive: true })
    writeFileSync(join(top, path), text)
  }
  for (const path of ['a.md', 'a.log', 'drafts/b.md', 'sub/a.log', 'sub/keep.log', 'sub/secret.md', 'secret.md']) put(path)
  put('.tilthignore', '# left out\n*.log\ndrafts/\n')
  put('sub/.tilthignore', '!keep.log\n/secret.md\n')
  try {
    const { files } = await findFiles({ place: top })
    expect(files.map(({ source }) => source)).toEqual(['a.md', 'secret.md', 'sub/keep.log'])
  } finally {
    rmSync(top, { recursive: true })
  }
})
