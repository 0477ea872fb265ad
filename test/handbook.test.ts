import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { extractorFor } from '../src/connectors/extraction/extractors.ts'
import { kindOf } from '../src/connectors/extraction/kind.ts'
import { readQuestions } from '../src/evaluate/datasets.ts'

const root = join(import.meta.dirname, '..')
const handbook = join(root, 'examples', 'handbook')
const filesOf = (folder: string): string[] => globSync('**/*.*', { cwd: folder }).sort()

it('the handbook is what its script writes, byte for byte', () => {
  const made = mkdtempSync(join(tmpdir(), 'tilth-'))
  try {
    execFileSync(process.execPath, [join(root, 'scripts', 'make-handbook.ts'), made], { stdio: 'pipe', env: { ...process.env, TZ: 'Asia/Tokyo' } })
    expect(filesOf(handbook)).toEqual(filesOf(made))
    for (const name of filesOf(made)) expect(readFileSync(join(handbook, name)).equals(readFileSync(join(made, name))), name).toBe(true)
  } finally {
    rmSync(made, { recursive: true })
  }
})

it('stays small', () => {
  expect(filesOf(handbook).reduce((sum, name) => sum + statSync(join(handbook, name)).size, 0)).toBeLessThan(400_000)
})

it('its questions name files that are there, and cover every file', async () => {
  const { questions, refused } = await readQuestions(join(root, 'examples', 'handbook-questions.jsonl'))
  expect(refused).toEqual([])
  expect([...new Set(questions.flatMap(({ gold }) => gold.map(({ id }) => id)))].sort()).toEqual(filesOf(handbook))
  expect(questions.filter(({ gold }) => gold.length === 0).length).toBeGreaterThanOrEqual(5)
})

it('what its questions ask for stands in their sources', async () => {
  const { questions } = await readQuestions(join(root, 'examples', 'handbook-questions.jsonl'))
  const texts = new Map(await Promise.all(filesOf(handbook).map(async (name) => [name, await textOf(name)] as const)))
  const missing = questions.filter(({ answers, gold }) => gold.some(({ id }) => !answers.some((answer) => texts.get(id)?.includes(answer))))
  expect(missing.map(({ text }) => text)).toEqual([])
})

async function textOf(name: string): Promise<string> {
  const bytes = readFileSync(join(handbook, name))
  const { kind } = kindOf(name, bytes)
  const extraction = await (await extractorFor(kind))?.extract({ name: basename(name), bytes, kind })
  return extraction?.documents.map(({ text }) => text).join('\n') ?? ''
}
