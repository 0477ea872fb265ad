import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ExtractionPool, type ExtractionPoolOptions, openExtractionPool } from './pool.ts'

/** Extractors that do what a library does at its worst, chosen by the file's name. */
const MISBEHAVING = `
import { existsSync } from 'node:fs'
const behaviours = {
  loop: () => { for (;;); },
  wait: () => new Promise(resolve => setTimeout(resolve, 1e9)),
  gate: async () => { while (!existsSync(new URL('open', import.meta.url))) await new Promise(resolve => setTimeout(resolve, 20)) },
  buffers: () => { const kept = []; for (;;) kept.push(Buffer.alloc(2 ** 22, 1)) },
  heap: () => { const kept = []; for (;;) kept.push({ kept: [Math.random()] }) },
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  exit: () => process.exit(7),
  throws: () => { throw new TypeError('x is not a function\\n    at y') },
  nested: () => { const f = () => f() + 1; return f() },
  later: () => new Promise(() => setTimeout(() => { throw new Error('thrown later') }, 1)),
  noise: () => { process.stdout.write('NOISE'); console.error('NOISE'); },
  leak: () => { globalThis.leaked = Buffer.alloc(300 * 2 ** 20, 1) },
  parts: async onProgress => { for (let part = 0; part < 8; part++) { await new Promise(resolve => setTimeout(resolve, 250)); onProgress() } },
  environment: () => Object.keys(process.env).join(' '),
  fine: () => {},
}
export const extractorFor = async () => ({
  kinds: ['txt'],
  extract: async (file, { onProgress }) => ({ documents: [{ text: String(await behaviours[file.name.split('.')[0]](onProgress) ?? 'read'), format: 'plain', metadata: { pid: process.pid } }] }),
})`

let folder: string
let misbehaving: string
const pools: ExtractionPool[] = []
/** Shared by tests that need no process of their own: each start takes its time. */
let plain: ExtractionPool
let rough: ExtractionPool

const pool = (options: ExtractionPoolOptions = {}): ExtractionPool => {
  pools.push(openExtractionPool(options))
  return pools.at(-1)!
}
const file = async (name: string, content: string | Uint8Array = name): Promise<string> => {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}
const pidOf = async (pool: ExtractionPool, path: string): Promise<unknown> => {
  const result = await pool.extract(path)
  return 'extraction' in result ? result.extraction.documents[0]?.metadata['pid'] : undefined
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tilth-pool-'))
  await writeFile(join(folder, 'misbehaving.mjs'), MISBEHAVING)
  misbehaving = pathToFileURL(join(folder, 'misbehaving.mjs')).href
  plain = pool()
  rough = pool({ extractors: misbehaving })
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.close()))
  await rm(folder, { recursive: true })
})

describe('a sound file', () => {
  test('is read, hashed, and not read again while it is the same', async () => {
    const path = await file('note.txt', '\ufeffThe weaver lives above the smithy.\n')
    const sha256 = createHash('sha256').update('\ufeffThe weaver lives above the smithy.\n').digest('hex')
    const extraction = { documents: [{ text: 'The weaver lives above the smithy.\n', format: 'plain', metadata: {} }] }
    expect(await plain.extract(path)).toMatchObject({ unchanged: false, sha256, bytes: 38, kind: 'txt', extraction })
    expect(await plain.extract(path, { unlessSha256: sha256 })).toMatchObject({ unchanged: true, sha256, bytes: 38 })
    expect(await plain.extract(path, { unlessSha256: 'other' })).toMatchObject({ unchanged: false })
  })

  test('of 20 MB comes through whole, and many at once keep their order', async () => {
    const big = await file('big.txt', 'QmFzZTY0bGlrZQ'.repeat(500_000))
    const paths = await Promise.all(Array.from({ length: 20 }, (_, index) => file(`n${index}.txt`, `number ${index}`)))
    const results = await Promise.all([big, ...paths].map((path) => plain.extract(path)))
    const texts = results.map((result) => ('extraction' in result ? result.extraction.documents[0]?.text : ''))
    expect(texts[0]).toHaveLength(7_000_000)
    expect(texts.slice(1)).toEqual(paths.map((_, index) => `number ${index}`))
  })

  test('that is empty, or of a kind that is not read, gives a reason', async () => {
    expect(await plain.extract(await file('empty.pdf', ''))).toMatchObject({ kind: 'pdf', extraction: { documents: [], reason: 'the file is empty' } })
    expect(await plain.extract(await file('song.txt', 'OggS'))).toMatchObject({
      kind: 'sound',
      extraction: { documents: [], reason: expect.stringContaining('audio and video are not read yet') },
    })
  })
})

describe('a path that is no readable file is refused', () => {
  test('a folder, nothing, a link to itself', async () => {
    await mkdir(join(folder, 'folder.txt'))
    await symlink('self.txt', join(folder, 'self.txt'))
    await expect(plain.extract(join(folder, 'folder.txt'))).rejects.toMatchObject({ code: 'not-a-file', message: 'folder.txt is a folder, not a file' })
    await expect(plain.extract(join(folder, 'none.txt'))).rejects.toMatchObject({ code: 'vanished', hint: expect.any(String) })
    await expect(plain.extract(join(folder, 'self.txt'))).rejects.toMatchObject({ code: 'unreadable', message: expect.stringContaining('leads to itself') })
  })

  test.skipIf(process.platform === 'win32')('a named pipe and a device, without waiting', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.txt')])
    await expect(plain.extract(join(folder, 'pipe.txt'))).rejects.toMatchObject({ code: 'not-a-file', message: 'pipe.txt is a named pipe, not a file' })
    await expect(plain.extract('/dev/zero')).rejects.toMatchObject({ code: 'not-a-file', message: 'zero is a device, not a file' })
  })

  test('a file over the limit, unread', async () => {
    const path = join(folder, 'sparse.txt')
    const handle = await open(path, 'w')
    await handle.truncate(3 * 2 ** 30)
    await handle.close()
    await expect(plain.extract(path)).rejects.toMatchObject({ code: 'too-big', message: 'sparse.txt has 3,072 MB; files over 256 MB are not read' })
    await expect(pool({ maxBytes: 3 }).extract(await file('four.txt', '1234'))).rejects.toMatchObject({ code: 'too-big' })
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file that may not be read', async () => {
    const path = await file('unreadable.txt')
    await chmod(path, 0)
    await expect(plain.extract(path)).rejects.toMatchObject({ code: 'unreadable', message: 'unreadable.txt may not be read by this user' })
  })
})

describe('a file that misbehaves costs itself alone', () => {
  test('an endless loop, and a wait without end', async () => {
    const reader = pool({ timeoutMs: 1000, extractors: misbehaving })
    const results = await Promise.allSettled([await file('loop.txt'), await file('wait.txt'), await file('fine.txt')].map((path) => reader.extract(path)))
    expect(results[0]).toMatchObject({ status: 'rejected', reason: { code: 'took-too-long', message: 'loop.txt took longer than 1 s to read' } })
    expect(results[1]).toMatchObject({ status: 'rejected', reason: { code: 'took-too-long' } })
    expect(results[2]).toMatchObject({ status: 'fulfilled' })
  })

  test('a long one has its time anew for each part that it reports', async () => {
    const reader = pool({ timeoutMs: 1000, extractors: misbehaving })
    expect(await reader.extract(await file('parts.txt'))).toMatchObject({ kind: 'txt' })
  })

  test.each(['buffers', 'heap'])('too much memory: %s', async (name) => {
    const reader = pool({ memoryMb: 160, extractors: misbehaving })
    const error = { code: 'too-much-memory', message: `${name}.txt needs more than 160 MB of memory to read`, hint: expect.any(String) }
    await expect(reader.extract(await file(`${name}.txt`))).rejects.toMatchObject(error)
    expect(await reader.extract(await file('fine.txt'))).toMatchObject({ kind: 'txt' })
  })

  test('a crash, also after files that went well', async () => {
    await rough.extract(await file('fine.txt'))
    await expect(rough.extract(await file('crash.txt'))).rejects.toMatchObject({ code: 'crashed', message: 'crash.txt crashed its reader (SIGSEGV)' })
    await expect(rough.extract(await file('exit.txt'))).rejects.toMatchObject({ code: 'crashed', message: 'exit.txt crashed its reader (exit 7)' })
    expect(await rough.extract(await file('fine.txt'))).toMatchObject({ kind: 'txt' })
  })

  test('errors of every kind come as one line with a hint', async () => {
    await expect(rough.extract(await file('throws.txt'))).rejects.toMatchObject({
      code: 'damaged',
      message: 'throws.txt cannot be read: x is not a function',
      hint: expect.any(String),
    })
    await expect(rough.extract(await file('nested.txt'))).rejects.toMatchObject({ message: 'nested.txt is nested too deeply' })
    await expect(rough.extract(await file('later.txt'))).rejects.toMatchObject({ message: 'later.txt cannot be read: thrown later' })
    expect(await rough.extract(await file('fine.txt'))).toMatchObject({ kind: 'txt' })
  })

  test('what it leaves in memory is not held against the next', async () => {
    const reader = pool({ memoryMb: 400, extractors: misbehaving })
    const first = await pidOf(reader, await file('leak.txt'))
    const second = await pidOf(reader, await file('fine.txt'))
    expect(second).toBeTypeOf('number')
    expect(second).not.toBe(first)
    expect(await pidOf(reader, await file('fine.txt'))).toBe(second)
  })

  test('it sees no keys of the environment', async () => {
    process.env['TILTH_TEST_API_KEY'] = 'secret'
    const result = await pool({ extractors: misbehaving }).extract(await file('environment.txt'))
    delete process.env['TILTH_TEST_API_KEY']
    expect(JSON.stringify(result)).toContain('PATH')
    expect(JSON.stringify(result)).not.toContain('TILTH_TEST_API_KEY')
  })
})

describe('the pool', () => {
  test('passes a slow file with one process more, and only then', async () => {
    const slow = pidOf(rough, await file('gate.txt'))
    const [first, second] = await Promise.all([pidOf(rough, await file('fine.a.txt')), pidOf(rough, await file('fine.b.txt'))])
    await file('open')
    expect(first).toBe(second)
    expect(await slow).not.toBe(first)
  })

  test('an abort rejects at once, waiting or under way, and the rest go on', async () => {
    const controller = new AbortController()
    const running = rough.extract(await file('wait.txt'), { signal: controller.signal })
    const waiting = rough.extract(await file('fine.txt'), { signal: controller.signal })
    const other = rough.extract(await file('fine.txt'))
    setTimeout(() => controller.abort(), 300)
    const started = performance.now()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect(performance.now() - started).toBeLessThan(2000)
    expect(await other).toMatchObject({ kind: 'txt' })
    await expect(rough.extract(await file('fine.txt'), { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
  })

  test.skipIf(process.platform === 'win32')('leaves an interrupt to its owner', async () => {
    const pid = await pidOf(rough, await file('fine.txt'))
    process.kill(Number(pid), 'SIGINT')
    expect(await pidOf(rough, await file('fine.txt'))).toBe(pid)
  })

  test('closing rejects what is under way', async () => {
    const reader = pool({ extractors: misbehaving })
    const running = reader.extract(await file('loop.txt'))
    const waiting = reader.extract(await file('fine.txt'))
    const outcomes = Promise.allSettled([running, waiting])
    await reader.close()
    expect(await outcomes).toMatchObject([{ reason: { code: 'closed' } }, { reason: { code: 'closed' } }])
    await expect(reader.extract(await file('fine.txt'))).rejects.toMatchObject({ code: 'closed' })
  })

  test('its processes print nothing, do not keep their parent, and do not outlive it', async () => {
    const script = `
      const { openExtractionPool } = await import(${JSON.stringify(new URL('./pool.ts', import.meta.url).href)})
      const pool = openExtractionPool({ extractors: ${JSON.stringify(misbehaving)} })
      const result = await pool.extract(${JSON.stringify(await file('noise.txt'))})
      console.log(result.extraction.documents[0].metadata.pid)
      if (process.argv.includes('stay')) { pool.extract(${JSON.stringify(await file('loop.txt'))}).catch(() => {}); console.log('reading') }`
    const run = (...args: string[]) => spawn(process.execPath, ['--input-type=module', '-e', script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = run()
    let output = ''
    for (const stream of [ended.stdout, ended.stderr]) stream.on('data', (data) => (output += data))
    expect(await once(ended, 'close')).toEqual([0, null])
    expect(output).toMatch(/^\d+\n$/)

    const killed = run('--', 'stay')
    let lines = ''
    for await (const data of killed.stdout) {
      lines += String(data)
      if (lines.includes('reading')) break
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
    killed.kill('SIGKILL')
    const pid = Number(lines.split('\n')[0])
    await expect.poll(() => isAlive(pid), { timeout: 5000 }).toBe(false)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
