import { expect, test } from 'vitest'
import { customFinder } from './custom.ts'
import { personalDataFinder } from './find.ts'

test('finds by pattern and by words, whole and in any case', () => {
  const find = personalDataFinder({
    custom: [
      { type: 'EMPLOYEE_ID', patterns: ['EMP-\\d{4}'] },
      { type: 'PROJECT', words: ['Blue Heron', '青鸟', 'C++'] },
    ],
    tag: () => [],
  })
  const text = 'EMP-2231 joined blue  heron; C++ too. 他在青鸟项目。 Blue Herons fly.'
  expect(find(text).map((span) => [span.type, span.text])).toEqual([
    ['EMPLOYEE_ID', 'EMP-2231'],
    ['PROJECT', 'blue  heron'],
    ['PROJECT', 'C++'],
    ['PROJECT', '青鸟'],
  ])
})

test('a group named "value" is what is found', () => {
  const [found] = customFinder([{ type: 'BADGE', patterns: ['badge (?<value>\\d+)'] }])('the badge 7 and 7')
  expect(found).toMatchObject({ start: 10, end: 11, type: 'BADGE' })
})

test('a pattern of the configuration wins over what it overlaps, and its type can be asked for alone', () => {
  const find = personalDataFinder({ custom: [{ type: 'SHOP_PHONE', patterns: ['212-555-\\d{4}'] }], types: ['SHOP_PHONE'], tag: () => [] })
  expect(find('call 212-555-0147 or 646-555-0100').map((span) => span.text)).toEqual(['212-555-0147'])
})

test('stops a pattern that explodes, says which, and goes on with the next text', () => {
  const find = customFinder([{ type: 'SLOW', patterns: ['(a+)+$'] }], 100)
  const start = performance.now()
  expect(() => find(`${'a'.repeat(60)}b`)).toThrow(expect.objectContaining({ code: 'pattern-too-slow', message: expect.stringContaining('SLOW') }))
  expect(performance.now() - start).toBeLessThan(5000)
  expect(find('baa')).toHaveLength(1)
})

test.each([
  [{ type: 'bad name', words: ['x'] }, 'no proper type'],
  [{ type: 'EMPTY' }, 'neither patterns nor words'],
  [{ type: 'EMPTY', words: ['  '] }, 'neither patterns nor words'],
  [{ type: 'BROKEN', patterns: ['(['] }, 'a pattern that is none'],
])('refuses %j', (recogniser, message) => {
  expect(() => customFinder([recogniser])).toThrow(expect.objectContaining({ code: 'bad-recogniser', message: expect.stringContaining(message) }))
})

test('a pattern that matches nothing at all does no harm', () => {
  expect(customFinder([{ type: 'NOTHING', patterns: ['x*'] }])('abc')).toEqual([])
})
