import { expect, test } from 'vitest'
import { contentWords, wordsOf } from './words.ts'

test('English is stemmed, folded and freed of possessives', () => {
  expect(wordsOf('The company’s Réunions, O’Brien’s: "Don\'t"')).toEqual(['the', 'compani', 'reunion', 'obrien', 'dont'])
})

test.each([
  ['1,000 kg', '1000 kg'],
  ['3.5%', '3.5%'],
  ['the U.S. army', 'The US Army'],
  ['ＴＩＬＴＨ １２', 'tilth 12'],
  ['l’école', 'ecole'],
  ['approvals', 'approval'],
])('%s is found by %s', (text, question) => {
  expect(wordsOf(text)).toEqual(wordsOf(question))
})

test.each([
  ['ﬁnance oﬃce', 'finance office'],
  ['in\u00adfor\u00adma\u00adtion', 'information'],
  ['zero\u200bwidth', 'zerowidth'],
  ['ｶﾀｶﾅ', 'カタカナ'],
  ['第１２条，出差', '第12条,出差'],
  ['⼀⽇', '一日'],
  ['m² № ㎏ Ⅳ', 'm2 No kg IV'],
  ['cafe\u0301', 'café'],
  ['ＣＡＦÉ', 'café'],
  ['１，０００', '1000'],
])('however it is written: %s is found by %s', (text, question) => {
  expect(wordsOf(text)).toEqual(wordsOf(question))
})

test('file names and missing spaces fall apart, decimal numbers do not', () => {
  expect(wordsOf('report.pdf ended.Then 1.2.3')).toEqual(['report', 'pdf', 'end', 'then', '1.2.3'])
})

test('Chinese gives words and pairs of characters, beside Latin words and numbers', () => {
  expect(wordsOf('2015年的出差GDP标准')).toEqual(['2015', '年', '的', '出差', '年的', '的出', '出差', 'gdp', '标准', '标准'])
})

test('Japanese and Thai, which have no spaces either', () => {
  expect(wordsOf('東京タワー')).toContain('東京')
  expect(wordsOf('ภาษาไทย')).toEqual(['ภาษา', 'ไทย'])
})

test('content words leave out what only asks', () => {
  expect(contentWords("How many days of the company's parental leave do I get?")).toEqual(['day', 'compani', 'parent', 'leav'])
  expect(contentWords('谁可以批准出差？')).toEqual(['批准', '出差', '准出'])
})

test('a question of stop words alone keeps them', () => {
  expect(contentWords('Who are you?')).toEqual(['who', 'are', 'you'])
  expect(contentWords('是什么')).not.toEqual([])
  expect(contentWords('?!')).toEqual([])
})

test('at least a megabyte of English a second', () => {
  const text = 'The committee approved seventeen amendments to the agreement of 1998, although several members’ objections remained. '.repeat(9000)
  const started = performance.now()
  wordsOf(text)
  expect(performance.now() - started).toBeLessThan(text.length / 1000)
})
