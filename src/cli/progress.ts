/** One line on standard error with count, rate and time left; nothing where standard error is no terminal. */
export interface Progress {
  total(count: number): void
  step(count?: number): void
  chunks(count: number): void
  end(): void
}

const EVERY_MS = 100

export function progress(unit: string): Progress {
  const started = performance.now()
  let all = 0
  let done = 0
  let chunks = 0
  let shown = 0
  const live = process.stderr.isTTY
  const draw = () => {
    const seconds = (performance.now() - started) / 1000
    const rate = done / seconds
    const left = rate > 0 && all > done ? ` · ${timeOf((all - done) / rate)} left` : ''
    const line = `${done}/${all} ${unit} · ${chunks} ${chunks === 1 ? 'chunk' : 'chunks'} · ${(chunks / seconds).toFixed(0)} chunks/s${left}`
    process.stderr.write(`\r\u001b[K${line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1))}`)
  }
  const tick = () => {
    if (!live || performance.now() - shown < EVERY_MS) return
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
    end() {
      if (live) process.stderr.write('\r\u001b[K')
    },
  }
}

export function timeOf(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
