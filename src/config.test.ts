import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadSettings, passwordOf } from './config.ts'

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

const cases: [name: string, value: number, range: string][] = [
  ['k', 0, 'a whole number from 1 to 10,000'],
  ['k', 2.5, 'a whole number'],
  ['minSupport', 1.01, 'a number from 0 to 1'],
  ['minSupport', -0.1, 'a number from 0 to 1'],
  ['threads', 0, 'a whole number from 1 to 256'],
  ['threads', 1e9, 'a whole number from 1 to 256'],
  ['fileTimeoutMs', -1, 'a whole number from 1 to'],
  ['fileTimeoutMs', 1e12, 'a whole number from 1 to'],
  ['fileMemoryMb', 3, 'a whole number from 96 to'],
  ['seed', -7, 'a whole number from 0 to'],
  ['seed', 2 ** 32, 'a whole number from 0 to'],
]
test.each(cases)('%s = %d is out of range wherever it is set', async (name, value, range) => {
  const variable = `TILTH_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`
  const wrongUse = (where: string) => ({ code: 'wrong-use', message: expect.stringMatching(new RegExp(`${where}.* must be ${range}.*, not "?${value}`)) })
  const file = config(`${name}.${value}.config.ts`, `export default { ${name}: ${value} }`)
  await expect(loadSettings({ config: file }, {})).rejects.toMatchObject(wrongUse(`config.ts: "${name}"`))
  await expect(loadSettings({}, { [variable]: String(value) })).rejects.toMatchObject(wrongUse(`environment: ${variable}`))
  await expect(loadSettings({ [name]: value }, {})).rejects.toMatchObject(wrongUse(`flags: "${name}"`))
})

test('the ends of a range belong to it', async () => {
  await expect(loadSettings({}, { TILTH_K: '1', TILTH_MIN_SUPPORT: '0', TILTH_SEED: String(2 ** 32 - 1), TILTH_THREADS: ' 256 ' })).resolves.toMatchObject({
    k: 1,
    minSupport: 0,
    seed: 4294967295,
    threads: 256,
  })
})

test.each(['NaN', 'ten', '0x10', ' ', '1,5', 'Infinity'])('%j in the environment is no number', async (text) => {
  await expect(loadSettings({}, { TILTH_MIN_SUPPORT: text })).rejects.toMatchObject({
    message: `the environment: TILTH_MIN_SUPPORT must be a number from 0 to 1, not ${JSON.stringify(text)}`,
  })
})

test('NaN in the file is said as NaN', async () => {
  const file = config('nan.config.ts', 'export default { k: Number("many") }')
  await expect(loadSettings({ config: file }, {})).rejects.toMatchObject({ message: expect.stringContaining('not NaN') })
})

test('a password comes from the variable that is named, and a name without one is refused', () => {
  expect(passwordOf(undefined, {})).toBeUndefined()
  expect(passwordOf('DOORS', { DOORS: 'open sesame' })).toBe('open sesame')
  expect(() => passwordOf('DOORS', {})).toThrow(expect.objectContaining({ code: 'wrong-use', message: expect.stringContaining('DOORS') }))
})

test('recognition has three words', async () => {
  await expect(loadSettings({}, { TILTH_OCR: 'always' })).resolves.toMatchObject({ ocr: 'always' })
  await expect(loadSettings({}, { TILTH_OCR: 'yes' })).rejects.toMatchObject({ message: 'the environment: TILTH_OCR must be auto, always or never, not "yes"' })
})

test('a treatment on the command line keeps the recognisers of the file', async () => {
  const file = config(
    'pii.config.ts',
    "export default { pii: { treatment: 'label', types: { PERSON: 'keep' }, custom: [{ type: 'BADGE', words: ['blue'] }] } }",
  )
  expect((await loadSettings({ config: file, pii: 'mask' }, {})).pii).toEqual({ treatment: 'mask', custom: [{ type: 'BADGE', words: ['blue'] }] })
})
