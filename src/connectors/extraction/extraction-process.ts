import { fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import type { Socket } from 'node:net'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ChildSettings, type ExtractReply, type ExtractRequest, MEMORY_MARK } from './pool-messages.ts'

/** How a child ended without an answer. */
export type Failure = { readonly failure: 'time' | 'memory' | 'crash'; readonly detail: string }

/** One child process. It is never the reason why its parent stays alive, except while it has a file. */
export interface ExtractionProcess {
  /** Files it was given so far. */
  readonly served: number
  /** One file at a time. Resolves however it ends; a child that failed is gone. */
  extract(request: ExtractRequest): Promise<ExtractReply | Failure>
  /** Ends it at once, whatever it does. Resolves when it is gone. */
  end(): Promise<void>
}

/** Sources in a clone, JavaScript in a package: the child is what this file is. */
const CHILD = fileURLToPath(new URL(`./child${extname(import.meta.url)}`, import.meta.url))
/** What a library may see of the environment: no keys. */
const ENVIRONMENT = /^(PATH|HOME|USERPROFILE|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|SystemRoot|windir|NODE_COMPILE_CACHE)$/i
const KEPT_STDERR = 8192
/** Half a second on a busy machine; a process that takes this long never starts. */
const START_MS = 30_000

function environment(): Record<string, string | undefined> {
  // Where the parent keeps compiled code (its launcher decides), the child finds it too: half of its start is compiling.
  const cache = getCompileCacheDir()
  const kept = Object.entries(process.env).filter(([name]) => ENVIRONMENT.test(name))
  return { ...Object.fromEntries(kept), ...(cache ? { NODE_COMPILE_CACHE: dirname(cache) } : {}) }
}

export function startProcess(settings: ChildSettings): ExtractionProcess {
  // Objects outside V8's heap (file bytes, WebAssembly memory) count against the same limit, which the child's watchdog enforces.
  const heapMb = Math.max(32, Math.floor(settings.memoryMb * 0.75))
  const child = fork(CHILD, [JSON.stringify(settings)], {
    serialization: 'advanced',
    execArgv: [`--max-old-space-size=${heapMb}`],
    env: environment(),
    // Libraries print: into nothing, and into a buffer that may tell why V8 gave up.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let stderr = ''
  child.stderr?.on('data', (data: Buffer) => (stderr = (stderr + data.toString()).slice(-KEPT_STDERR)))
  let failed: Failure | undefined
  let settle: ((outcome: ExtractReply | Failure) => void) | undefined
  const gone = new Promise<void>((resolve) => {
    const end = (detail: string) => {
      const memory = stderr.includes(MEMORY_MARK) || /heap out of memory|Allocation failed/i.test(stderr)
      failed ??= { failure: memory ? 'memory' : 'crash', detail }
      settle?.(failed)
      resolve()
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(signal ?? `exit ${code}`))
  })
  let ready = false
  let timer: NodeJS.Timeout | undefined
  // A file's time runs from when its process can read it.
  const startTimer = () => {
    clearTimeout(timer)
    const limitMs = ready ? settings.timeoutMs : START_MS
    timer = setTimeout(() => {
      failed ??= ready ? { failure: 'time', detail: `${limitMs} ms` } : { failure: 'crash', detail: `no start within ${limitMs / 1000} s` }
      settle?.(failed)
      child.kill('SIGKILL')
    }, limitMs)
  }
  child.on('message', (message: ExtractReply | 'ready' | 'progress') => {
    if (message !== 'ready' && message !== 'progress') return settle?.(message)
    ready = true
    if (settle) startTimer()
  })
  const hold = (held: boolean) => {
    for (const part of [child, child.channel, child.stderr as Socket | null]) part?.[held ? 'ref' : 'unref']()
  }
  hold(false)
  let served = 0

  return {
    get served() {
      return served
    },
    async extract(request) {
      if (failed) return failed
      served++
      hold(true)
      try {
        return await new Promise<ExtractReply | Failure>((resolve) => {
          settle = resolve
          startTimer()
          // When the child is gone already, "close" follows and settles.
          child.send(request, () => {})
        })
      } finally {
        clearTimeout(timer)
        settle = undefined
        hold(false)
      }
    },
    end() {
      if (!failed) hold(true)
      child.kill('SIGKILL')
      return gone
    },
  }
}
