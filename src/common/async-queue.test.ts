import { expect, test } from 'vitest'
import { asyncQueue } from './async-queue.ts'

test('values come in order, pushed before or while they are read', async () => {
  const queue = asyncQueue<number>()
  queue.push(1)
  setTimeout(() => {
    queue.push(2)
    queue.push(3)
    queue.end()
  }, 5)
  expect(await Array.fromAsync(queue)).toEqual([1, 2, 3])
})

test('an error comes after what was pushed before it', async () => {
  const queue = asyncQueue<number>()
  queue.push(1)
  queue.end(new Error('broken'))
  const seen: number[] = []
  await expect(
    (async () => {
      for await (const value of queue) seen.push(value)
    })(),
  ).rejects.toThrow('broken')
  expect(seen).toEqual([1])
})
