import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { createPool, type Slice } from './pool.ts'

/** Answers with the ids it got; 13 ends the thread, 7 fails, 99 takes its time. */
const SCRIPT = `
  const { parentPort, threadId } = require('node:worker_threads')
  parentPort.on('message', async ({ task, texts }) => {
    const ids = texts.flatMap((text) => [...text])
    if (ids.includes(13)) process.exit(1)
    if (ids.includes(7)) return parentPort.postMessage({ type: 'failed', task, code: 'seven', message: 'seven', hint: 'none' })
    if (ids.includes(99)) await new Promise((resolve) => setTimeout(resolve, 50))
    parentPort.postMessage({ type: 'done', task, vectors: Float32Array.from([...ids, threadId]) })
  })
`

function testPool(threads: number) {
  let started = 0
  const startWorker = () => {
    started++
    return new Worker(SCRIPT, { eval: true })
  }
  return { pool: createPool({ threads, startWorker }), started: () => started }
}

const slice = (...ids: number[]): Slice => ({ model: 'minilm', ids: () => [Int32Array.from(ids)] })
const answers = (results: readonly Float32Array[]) => results.map((result) => result[0])

describe('pool', () => {
  test('starts no more workers than there is work for, and gives results in order', async () => {
    const { pool, started } = testPool(3)
    expect(answers(await pool.run([slice(1)]))).toEqual([1])
    expect(started()).toBe(1)
    expect(answers(await pool.run([slice(99), slice(2), slice(3), slice(99), slice(4)]))).toEqual([99, 2, 3, 99, 4])
    expect(started()).toBe(3)
    await pool.close()
  })

  test('a worker that dies takes only its own slices with it', async () => {
    const { pool, started } = testPool(2)
    const fatal = pool.run([slice(13), slice(14)])
    const sound = pool.run([slice(99), slice(1), slice(2)])
    await expect(fatal).rejects.toMatchObject({ code: 'embedder-crashed' })
    expect(answers(await sound)).toEqual([99, 1, 2])
    expect(answers(await pool.run([slice(5), slice(6)]))).toEqual([5, 6])
    expect(started()).toBe(3)
    await pool.close()
  })

  test('a failed slice fails its call, and no other', async () => {
    const { pool } = testPool(1)
    const calls = await Promise.allSettled([pool.run([slice(1), slice(7), slice(2)]), pool.run([slice(3)])])
    expect(calls[0]).toMatchObject({ status: 'rejected', reason: { code: 'seven' } })
    expect(calls[1]).toMatchObject({ status: 'fulfilled' })
    await pool.close()
  })

  test('an urgent call goes before what waits; a stopped one is not begun', async () => {
    const { pool } = testPool(1)
    const ends: string[] = []
    const note = (name: string) => () => void ends.push(name)
    const stop = new AbortController()
    let begun = 0
    const counted: Slice = { model: 'minilm', ids: () => [Int32Array.from([++begun])] }
    const long = pool.run(Array.from({ length: 6 }, () => slice(99))).then(note('long'))
    const stopped = pool.run([counted], { signal: stop.signal }).catch(note('stopped'))
    const urgent = pool.run([slice(1)], { urgent: true }).then(note('urgent'))
    stop.abort()
    await Promise.all([long, stopped, urgent])
    expect(ends).toEqual(['stopped', 'urgent', 'long'])
    expect(begun).toBe(0)
    await pool.close()
  })

  test('a tokenizer that throws fails its call only', async () => {
    const { pool } = testPool(1)
    const broken: Slice = {
      model: 'minilm',
      ids: () => {
        throw new Error('no vocabulary')
      },
    }
    await expect(pool.run([broken])).rejects.toThrow('no vocabulary')
    expect(answers(await pool.run([slice(1)]))).toEqual([1])
    await pool.close()
  })
})
