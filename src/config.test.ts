import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadSettings } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'tilth-config-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const config = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

test('defaults < file < environment < flags', async () => {
  const file = config('a.config.ts', "export default { store: 'from-file', k: 3, exclude: ['drafts/**'], minSupport: 0.25 }")
  const environment = { TILTH_STORE: 'from-environment', TILTH_MIN_SUPPORT: '0.75' }
  expect(await loadSettings({ config: file }, {})).toMatchObject({ store: 'from-file', k: 3, exclude: ['drafts/**'], model: 'quote' })
  expect(await loadSettings({ config: file }, environment)).toMatchObject({ store: 'from-environment', minSupport: 0.75, k: 3 })
  expect(await loadSettings({ config: file, store: 'from-flag' }, environment)).toMatchObject({ store: 'from-flag' })
})

test('a setting that is unknown or of the wrong kind is wrong use', async () => {
  await expect(loadSettings({ config: config('b.config.ts', 'export default { stroe: "x" }') }, {})).rejects.toMatchObject({
    code: 'wrong-use',
    message: expect.stringContaining('stroe'),
  })
  await expect(loadSettings({ config: config('c.config.ts', 'export default { k: "many" }') }, {})).rejects.toMatchObject({
    code: 'wrong-use',
    message: expect.stringContaining('"k"'),
  })
  await expect(loadSettings({}, { TILTH_K: 'many' })).rejects.toMatchObject({ code: 'wrong-use' })
})

test('a file that is missing or broken is an error that names it', async () => {
  await expect(loadSettings({ config: join(folder, 'none.ts') }, {})).rejects.toMatchObject({ code: 'wrong-use' })
  await expect(loadSettings({ config: config('d.config.ts', 'export default {') }, {})).rejects.toMatchObject({
    code: 'bad-config',
    message: expect.stringContaining('d.config.ts'),
  })
})
