import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { TilthError, UsageError } from '../common/errors.ts'
import { errorJson, printJson } from './output.ts'

/**
 * `--queries FILE`: JSON lines `{ id, text }` in, one JSON line out for each, in order. A bad line gives `{ id, error }`
 * and the rest go on. `atOnce` lines are answered side by side.
 */
export async function answerQueries(file: string, signal: AbortSignal, work: (text: string) => Promise<object>, atOnce = 4): Promise<void> {
  const input = createReadStream(file, 'utf8')
  await new Promise<void>((resolve, reject) => {
    input.once('open', () => resolve())
    input.once('error', (error) => reject(unreadable(file, error)))
  })
  const running: Promise<object>[] = []
  const flush = async () => {
    const first = running.shift()
    if (first) printJson(await first)
  }
  let number = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++
      signal.throwIfAborted()
      if (line.trim() === '') continue
      running.push(answerLine(line.replace(/^\uFEFF/, ''), number, work))
      if (running.length >= atOnce) await flush()
    }
  } catch (error) {
    // A folder opens like a file, and a disk can fail halfway: what was read is answered first.
    if (signal.aborted || !(error instanceof Error && 'syscall' in error)) throw error
    while (running.length) await flush()
    throw unreadable(file, error as NodeJS.ErrnoException)
  }
  while (running.length) await flush()
}

function unreadable(file: string, error: NodeJS.ErrnoException): UsageError {
  const why = error.code === 'EISDIR' ? 'it is a folder' : error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message)
  return new UsageError(`the queries ${file} cannot be read: ${why}`, 'give a file of JSON lines { "id", "text" }')
}

async function answerLine(line: string, number: number, work: (text: string) => Promise<object>): Promise<object> {
  let id: unknown = null
  try {
    let row: { id?: unknown; text?: unknown } | null
    try {
      row = JSON.parse(line) as typeof row
    } catch {
      throw new TilthError('bad-line', `line ${number} is no JSON`, 'write one object { "id", "text" } a line')
    }
    id = row?.id ?? null
    if (typeof row?.text !== 'string') throw new TilthError('bad-line', `line ${number} has no "text"`, 'write one object { "id", "text" } a line')
    return { id, ...(await work(row.text)) }
  } catch (error) {
    return { id, ...errorJson(error) }
  }
}
