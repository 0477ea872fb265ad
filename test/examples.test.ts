import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'

const examples = join(import.meta.dirname, '..', 'examples')

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tilth-'))))
afterEach(() => rmSync(folder, { recursive: true }))

/** As a reader would try it, in an empty folder. */
async function run(example: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(examples, example), ...args], { cwd: folder })
  return stdout
}

it('ask.ts answers with a citation, in English and in Chinese', async () => {
  const english = await run('ask.ts')
  expect(english).toContain('80 working days')
  expect(english).toContain('(leave-policy.md)')
  const chinese = await run('ask.ts', '谁可以批准出差?')
  expect(chinese).toContain('部门经理')
  expect(chinese).toContain('(差旅政策.md)')
})

it('own-store.ts answers from a store of its own, and writes nothing', async () => {
  expect(await run('own-store.ts')).toContain('six months')
})
