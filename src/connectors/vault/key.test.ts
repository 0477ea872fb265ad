import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openKey } from './key.ts'

const SECRET = randomBytes(32).toString('hex')

test('an entry opens with its own key and id only, and two seals of a text differ', () => {
  const { key, record } = openKey(SECRET, undefined)
  const entry = key.seal('one', 'Mary Jones 王小明')
  expect(key.open(entry)).toBe('Mary Jones 王小明')
  expect(Buffer.from(entry.sealed).equals(Buffer.from(key.seal('one', 'Mary Jones 王小明').sealed))).toBe(false)
  expect(key.seal('one', 'x').sealed.length).toBe(key.seal('one', 'a longer value').sealed.length)
  expect(openKey(SECRET, record).key.open(entry)).toBe('Mary Jones 王小明')
  expect(() => key.open({ ...entry, id: 'two' })).toThrow(/cannot be opened/)
  const changed = Uint8Array.from(entry.sealed, (byte, at) => (at === 20 ? byte ^ 1 : byte))
  expect(() => key.open({ id: 'one', sealed: changed })).toThrow(/cannot be opened/)
  expect(() => openKey(randomBytes(32).toString('hex'), record)).toThrow(expect.objectContaining({ code: 'wrong-vault-key' }))
})

test('a passphrase is stretched with a salt of the store', () => {
  const { key, record } = openKey('correct horse battery', undefined)
  expect(openKey('correct horse battery', record).key.digest('a', 'b')).toBe(key.digest('a', 'b'))
  expect(openKey('correct horse battery', undefined).key.digest('a', 'b')).not.toBe(key.digest('a', 'b'))
  expect(() => openKey('correct horse batter', record)).toThrow(expect.objectContaining({ code: 'wrong-vault-key' }))
  expect(() => openKey('short', undefined)).toThrow(expect.objectContaining({ code: 'weak-vault-key' }))
})
