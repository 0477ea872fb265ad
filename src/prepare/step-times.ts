import type { StepSeconds } from '../contracts/prepare.ts'

export type Step = keyof StepSeconds

/** The steps of one file. */
export interface FileClock {
  /** Begins a step; what it gives ends it. */
  start(step: Step): () => void
  add(step: Step, seconds: number): void
  seconds(): StepSeconds
  /** Of all steps, to milliseconds. */
  total(): number
}

/** Clocks of a run: where several files are in a step at once, its time is divided among them, so that all files' shares add up to it. */
export function openClocks(): { file(): FileClock } {
  const shared: Partial<Record<Step, SharedClock>> = {}
  return {
    file() {
      const spent = { extract: 0, protect: 0, clean: 0, chunk: 0, embed: 0, write: 0 }
      return {
        start(step) {
          const share = (shared[step] ??= sharedClock())()
          return () => void (spent[step] += share() / 1000)
        },
        add: (step, seconds) => void (spent[step] += seconds),
        seconds: () => {
          const { extract, protect, clean, chunk, embed, write } = spent
          return {
            extract: rounded(extract),
            protect: rounded(protect),
            clean: rounded(clean),
            chunk: rounded(chunk),
            embed: rounded(embed),
            write: rounded(write),
          }
        },
        total: () => rounded(Object.values(spent).reduce((sum, each) => sum + each, 0)),
      }
    },
  }
}

const rounded = (seconds: number): number => Math.round(1000 * seconds) / 1000

/** Begins a use; ending it gives its share in ms. */
type SharedClock = () => () => number

function sharedClock(): SharedClock {
  let users = 0
  let each = 0
  let last = 0
  const advance = () => {
    const now = performance.now()
    if (users) each += (now - last) / users
    last = now
  }
  return () => {
    advance()
    users++
    const from = each
    return () => {
      advance()
      users--
      return each - from
    }
  }
}
