import { expect, test } from 'vitest'
import { patiently } from './transient.ts'

const failing = (code: string, times: number) => {
  let calls = 0
  return async () => {
    if (calls++ < times) throw Object.assign(new Error(code), { code })
    return calls
  }
}

test('a lock that goes away costs a pause; what does not pass is thrown at once', async () => {
  expect(await patiently(failing('EBUSY', 1))).toBe(2)
  expect(await patiently(failing('EMFILE', 2))).toBe(3)
  const started = performance.now()
  await expect(patiently(failing('EACCES', 1))).rejects.toMatchObject({ code: 'EACCES' })
  expect(performance.now() - started).toBeLessThan(90)
})
