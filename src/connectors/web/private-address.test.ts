import type { lookup } from 'node:dns'
import { expect, test } from 'vitest'
import { guardedLookup, isPrivateAddress } from './private-address.ts'

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  '::',
  'fd00::1',
  'fe80::1',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))
test.each(['8.8.8.8', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '::ffff:8.8.8.8', 'host.example'])('%s is not', (address) =>
  expect(isPrivateAddress(address)).toBe(false),
)

/** Names that resolve as a test wants it: no test can have a name of the public net. */
const names = (answers: Record<string, string>) =>
  ((hostname: string, _: unknown, callback: (error: null, addresses: { address: string; family: number }[]) => void) =>
    callback(null, [{ address: answers[hostname]!, family: 4 }])) as unknown as typeof lookup

const ask = (look: ReturnType<typeof guardedLookup>, hostname: string) =>
  new Promise((resolve) => look(hostname, {}, (error, address) => resolve(error ? error.code : address)))

test('a public site leads to no private address, by another name or by the same', async () => {
  const answers: Record<string, string> = { 'h.example': '203.0.113.5', 'inside.example': '10.0.0.1' }
  const look = guardedLookup(names(answers))
  expect(await ask(look, 'h.example')).toBe('203.0.113.5')
  expect(await ask(look, 'inside.example')).toBe('ELEDINSIDE')
  answers['h.example'] = '127.0.0.1'
  expect(await ask(look, 'h.example')).toBe('ELEDINSIDE')
})

test('a private site is what the user named', async () => {
  const look = guardedLookup(names({ 'intranet.example': '10.0.0.1', 'www.intranet.example': '10.0.0.2' }))
  expect(await ask(look, 'intranet.example')).toBe('10.0.0.1')
  expect(await ask(look, 'www.intranet.example')).toBe('10.0.0.2')
})
