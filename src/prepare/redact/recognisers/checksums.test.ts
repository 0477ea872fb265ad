import { expect, test } from 'vitest'
import { chineseId, dateOf, frenchNir, hongKongId, irishPps, luhn, mod97, nhsNumber, singaporeId, spanishId, taiwanId, verhoeff } from './checksums.ts'

// Published examples of each scheme; one digit changed must fail.
test.each([
  ['Luhn', luhn, '4539148803436467', '4539148803436468'],
  ['IBAN', mod97, 'DE89370400440532013000', 'DE89370400440532013001'],
  ['mainland China', chineseId, '11010519491231002X', '110105194912310021'],
  ['Hong Kong', hongKongId, 'A1234563', 'A1234564'],
  ['Hong Kong, two letters', hongKongId, 'AB9876543', 'AB9876542'],
  ['Taiwan', taiwanId, 'A123456789', 'A123456788'],
  ['Singapore', singaporeId, 'S1234567D', 'S1234567E'],
  ['Singapore, foreigners', singaporeId, 'G1234567X', 'G1234567W'],
  ['Spain, DNI', spanishId, '12345678Z', '12345678A'],
  ['Spain, NIE', spanishId, 'X1234567L', 'X1234567M'],
  ['Ireland', irishPps, '1234567T', '1234567W'],
  ['Ireland, two letters', irishPps, '1234567FA', '1234567TA'],
  ['NHS', nhsNumber, '9434765919', '9434765918'],
  ['France', frenchNir, '255081416802538', '255081416802539'],
  ['Aadhaar', verhoeff, '234123412346', '234123412347'],
] as const)('%s', (_, check, valid, invalid) => {
  expect(check(valid)).toBe(true)
  expect(check(invalid)).toBe(false)
})

test('days that exist', () => {
  expect([dateOf('20240229'), dateOf('20230229'), dateOf('19991301'), dateOf('18991231')]).toEqual([true, false, false, false])
})
