/** Runs the real command in a child process, as a user would. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export const root = join(import.meta.dirname, '..')
const launcher = join(root, 'bin', 'tilth.cjs')

export interface Done {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly done: Promise<Done>
}

export function start(args: readonly string[], { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string> } = {}): Running {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (part: Buffer) => out.push(part))
  child.stderr?.on('data', (part: Buffer) => err.push(part))
  const done = new Promise<Done>((resolve) =>
    child.once('close', (status, signal) => resolve({ status, signal, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() })),
  )
  return { child, done }
}

export const tilth = (args: readonly string[], options?: Parameters<typeof start>[1]): Promise<Done> => start(args, options).done

/** The result of a verb with `--json`; fails with what the command said. */
export async function tilthJson<T>(args: readonly string[], options?: Parameters<typeof start>[1]): Promise<T> {
  const done = await tilth([...args, '--json'], options)
  if (done.status !== 0) throw new Error(`tilth ${args.join(' ')} ended with ${done.status}: ${done.stdout}${done.stderr}`)
  return JSON.parse(done.stdout) as T
}

/** An empty folder that is removed after the tests of the file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}
