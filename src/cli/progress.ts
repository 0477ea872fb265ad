/** One line on standard error with count, rate and time left; nothing where standard error is no terminal. */
export interface Progress {
  total(count: number): void
  step(count?: number): void
  chunks(count: number): void
  /** A line that may have something to say about what takes long, drawn once a second too while nothing else happens. */
  slow(tell: () => string | undefined): void
  end(): void
}

const EVERY_MS = 100

export function progress(unit: string): Progress {
  const started = performance.now()
  let all = 0
  let done = 0
  let chunks = 0
  let shown = 0
  let slow: () => string | undefined = () => undefined
  let timer: NodeJS.Timeout | undefined
  const live = process.stderr.isTTY
  const draw = () => {
    const seconds = (performance.now() - started) / 1000
    const rate = done / seconds
    const left = rate > 0 && all > done ? ` · ${timeOf((all - done) / rate)} left` : ''
    const told = slow()
    const line = `${done}/${all} ${unit} · ${chunks} ${chunks === 1 ? 'chunk' : 'chunks'} · ${(chunks / seconds).toFixed(0)} chunks/s${left}${told ? ` · ${told}` : ''}`
    process.stderr.write(`\r\u001b[K${line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`)
  }
  const tick = () => {
    if (!live || !all || performance.now() - shown < EVERY_MS) return
    shown = performance.now()
    draw()
  }
  return {
    total(count) {
      all = count
    },
    step(count = 1) {
      done += count
      tick()
    },
    chunks(count) {
      chunks += count
      tick()
    },
    slow(tell) {
      slow = tell
      if (live) timer ??= setInterval(tick, 1000).unref()
    },
    end() {
      clearInterval(timer)
      timer = undefined
      if (live) process.stderr.write('\r\u001b[K')
    },
  }
}

export function timeOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
