/** The launcher under a Node that is too old: it hands over to the package `node` of the clone. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { emptyFolder, root } from './command.ts'

const folder = emptyFolder()
// Old Nodes are rarely at hand; to the launcher this one looks like one. The process that it starts is as it is.
const old = join(folder, 'old.cjs')
writeFileSync(old, "Object.defineProperty(process, 'versions', { value: Object.assign({}, process.versions, { node: '20.20.2' }) })\n")
const launcher = ['--require', old, join(root, 'bin', 'tilth.cjs')]

test('an old Node hands over: output and exit status come through', () => {
  const version = spawnSync(process.execPath, [...launcher, '--version', '--json'], { encoding: 'utf8' })
  expect(JSON.parse(version.stdout)).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
  expect(spawnSync(process.execPath, [...launcher, 'serch'], { encoding: 'utf8' })).toMatchObject({ status: 2, stdout: '' })
})

test('an old Node that would hand over to an old one says so, once', () => {
  const env = { ...process.env, TILTH_LAUNCHER: String(process.pid) }
  const done = spawnSync(process.execPath, [...launcher, '--version'], { encoding: 'utf8', env })
  expect(done.status).toBe(1)
  expect(done.stderr).toMatch(/^error: tilth needs Node 24.*\nhint: \S/)
})

test.skipIf(process.platform === 'win32')('what was started ends when the launcher is killed', async () => {
  const place = join(folder, 'notes')
  mkdirSync(place)
  for (let n = 0; n < 3000; n++) writeFileSync(join(place, `${n}.txt`), `Entry ${n}: the mill counted ${n * 7} visitors.\n`)
  const args = [...launcher, 'prepare', place, '--store', join(folder, 'store'), '--events']
  const relay = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const child = await new Promise<number>((resolve) => {
    relay.stdout.on('data', (part: Buffer) => {
      if (!part.includes('document-indexed')) return
      const pids = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n')
      const started = pids.map((line) => line.trim().split(/\s+/).map(Number)).find(([, parent]) => parent === relay.pid)
      if (started?.[0]) resolve(started[0])
    })
  })
  expect(isAlive(child)).toBe(true)
  relay.kill('SIGKILL')
  const killed = performance.now()
  while (isAlive(child) && performance.now() - killed < 5000) await sleep(50)
  expect(isAlive(child)).toBe(false)
})

/** A process that ended and waits for its new parent to look is not alive. */
function isAlive(pid: number): boolean {
  return /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim())
}
