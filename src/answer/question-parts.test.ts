import { expect, test } from 'vitest'
import { partsOf, without } from './question-parts.ts'

const named = (question: string) => partsOf(question).map(({ text, specific }) => (specific ? `${text}!` : text))

test.each([
  ['How much is the Camp stove Trio?', ['Camp!', 'stove', 'Trio!']],
  ['When was the summer show in 2024?', ['summer', 'show', '2024!']],
  ["What is Priya Nair's salary?", ['Priya!', "Nair's!", 'salary']],
  ['Parking costs £4.50, right?', ['Parking', 'costs', '4.50!', 'right']],
  ['青鸟K8的续航是多少？', ['青鸟', 'K8!', '续航']],
  ['北苑宿舍的管理员是谁？', ['北苑', '宿舍', '管理', '员']],
])('the words that a question is about, names and numbers among them: %s', (question, parts) => {
  expect(named(question)).toEqual(parts)
})

test.each([
  ['How much is the Camp stove Trio?', ['How much is the stove Trio?', 'How much is the Camp Trio?', 'How much is the Camp stove ?']],
  ['年卡多少钱？', ['多少钱？', '年卡？']],
])('each of them can be left out: %s', (question, fewer) => {
  expect(partsOf(question).map((part) => without(question, part))).toEqual(fewer)
})

test('offsets are those of the question', () => {
  const question = 'Who 在 the 健身房 is Ann?'
  for (const { text, start, end } of partsOf(question)) expect(question.slice(start, end)).toBe(text)
})
