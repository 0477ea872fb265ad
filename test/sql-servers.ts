import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A database server of a test's own: its data in a temporary folder, reached by a socket in it and by no port. */
export interface SqlServer {
  /** Folder of the socket (PostgreSQL) or the socket (MariaDB). */
  readonly socket: string
  /** Its superuser, who needs no password on the socket. */
  readonly user: string
  /** Port on 127.0.0.1. */
  readonly port: number
  /** Ends it and removes its data. `now`: in the middle of its work. */
  stop(how?: 'now'): Promise<void>
  /** Freezes it, so that it holds its connections and says nothing, and lets it go on. */
  freeze(): void
  thaw(): void
}

const postgresFolder = () => {
  const root = '/usr/lib/postgresql'
  const version = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a))[0] : undefined
  return version === undefined ? undefined : join(root, version, 'bin')
}

export const hasPostgres = () => postgresFolder() !== undefined
export const hasMariaDb = () => existsSync('/usr/sbin/mariadbd') && existsSync('/usr/bin/mariadb-install-db')

/** Why the tests of a server are skipped; in CI they must not be. */
export function missing(name: 'PostgreSQL' | 'MariaDB'): string | undefined {
  if (name === 'PostgreSQL' ? hasPostgres() : hasMariaDb()) return undefined
  const needed = `the tests of ${name} need Debian's package ${name === 'PostgreSQL' ? 'postgresql' : 'mariadb-server'}`
  if (process.env['CI']) throw new Error(`${needed}, and CI must not skip them`)
  return needed
}

/** Neither server runs as root: then another user of the machine's does the work. */
function unprivileged(names: readonly string[]): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  for (const name of [...names, 'nobody']) {
    try {
      return { uid: Number(execFileSync('id', ['-u', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })), gid: gidOf(name) }
    } catch {
      // The machine has no such user.
    }
  }
  return {}
}

const gidOf = (name: string) => Number(execFileSync('id', ['-g', name], { encoding: 'utf8' }))

export async function startPostgres(): Promise<SqlServer> {
  const bin = postgresFolder() ?? ''
  const { folder, owner } = makeFolder(['postgres'])
  const data = join(folder, 'data')
  const [user, port] = ['owner', await freePort()]
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', user, '--auth-local=trust', '--auth-host=scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8', '-N'], {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const settings = ['fsync=off', `unix_socket_directories=${folder}`, 'listen_addresses=127.0.0.1', `port=${port}`].flatMap((each) => ['-c', each])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  // Each connection is a process of its own: freezing the first alone would stop nothing.
  const family = () => [server.pid ?? 0, ...childrenOf(server.pid ?? 0)]
  const ready = () => spawnSync(join(bin, 'pg_isready'), ['-q', '-h', folder, '-p', String(port)], { cwd: folder }).status === 0
  return { ...(await started({ server, folder, gentle: 'SIGINT', family }, ready)), socket: folder, user, port }
}

export async function startMariaDb(): Promise<SqlServer> {
  const { folder, owner } = makeFolder(['mysql'])
  const [data, socket, port] = [join(folder, 'data'), join(folder, 's'), await freePort()]
  // It makes an account for the user of the machine who runs it; the accounts by name come next.
  execFileSync('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const settings = [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${socket}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--innodb-flush-log-at-trx-commit=0',
  ]
  const server = spawn('/usr/sbin/mariadbd', [...settings, `--pid-file=${folder}/pid`], { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  return { ...(await started({ server, folder, gentle: 'SIGTERM', family: () => [server.pid ?? 0] }, () => existsSync(socket))), socket, user: 'root', port }
}

function makeFolder(users: readonly string[]): { folder: string; owner: { uid?: number; gid?: number } } {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-sql-'))
  const owner = unprivileged(users)
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid ?? owner.uid)
  return { folder, owner }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const childrenOf = (pid: number) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

interface Started {
  readonly server: ChildProcess
  readonly folder: string
  readonly gentle: NodeJS.Signals
  readonly family: () => readonly number[]
}

async function started({ server, folder, gentle, family }: Started, ready: () => boolean): Promise<Omit<SqlServer, 'socket' | 'user' | 'port'>> {
  let said = ''
  server.stderr?.on('data', (part: Buffer) => (said = (said + part.toString()).slice(-2_000)))
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  const kill = () => server.kill('SIGKILL')
  process.once('exit', kill)
  for (let waited = 0; !ready(); waited += 50) {
    if (server.exitCode !== null || waited > 60_000) throw new Error(`the server did not start: ${said}`)
    await delay(50)
  }
  const signal = (name: NodeJS.Signals) => {
    for (const pid of family()) {
      try {
        process.kill(pid, name)
      } catch {
        // It ended meanwhile.
      }
    }
  }
  return {
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop: async (how) => {
      server.kill(how === 'now' ? 'SIGKILL' : gentle)
      await ended
      process.off('exit', kill)
      // PostgreSQL's other processes notice within a moment that the first one is gone.
      for (let attempt = 0; attempt < 50; attempt++) {
        try {
          return rmSync(folder, { recursive: true, force: true })
        } catch {
          await delay(100)
        }
      }
    },
  }
}
