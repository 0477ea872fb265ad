import { expect, test } from 'vitest'
import { isChinese } from '../common/language.ts'
import { focusOf } from './focus.ts'
import { questionType } from './question-type.ts'

test.each([
  ['When did the war end?', 'date'],
  ['In what year was it built?', 'date'],
  ['How many days of leave are there?', 'number'],
  ['What percentage was recovered?', 'number'],
  ['Who wrote it?', 'person'],
  ['Which city hosted it?', 'place'],
  ['What is a monad?', 'other'],
  ['哪一年建成？', 'date'],
  ['一共有多少人？', 'number'],
  ['是谁写的？', 'person'],
  ['位于哪里？', 'place'],
  ['这是什么？', 'other'],
])('%s asks for a %s', (question, type) => {
  expect(questionType(question)).toBe(type)
})

test.each([
  ['How much does a dinner cost?', 'A dinner may cost £65 per person, lunch £30.', '£65'],
  ['How many days are flights booked ahead?', 'Flights are booked 14 working days ahead of the trip.', '14 working days'],
  ['How long can a sabbatical be?', 'You may take a sabbatical of one to three months.', 'one to three months'],
  ['When does the office move?', 'On Monday, 18 May 2026 the office moves; the lease ends in June.', 'Monday, 18 May 2026'],
  ['Who approves trips to Japan?', 'Trips to Japan are approved by Maria de Souza.', 'Maria de Souza'],
  ['How many employees over 60 are there?', 'There are 6 employees over 60.', '6 employees'],
  ['伙食补助是多少？', '伙食补助为110元，共5天。', '110元'],
  ['比赛是哪年举行的？', '比赛于2015年3月2日举行。', '2015年3月2日'],
  ['What is a monad?', 'A monad is a monoid in the category of endofunctors.', undefined],
])('%s → %3$s', (question, text, expected) => {
  const focus = focusOf({ text, chinese: isChinese(text) }, question, questionType(question))
  expect(focus && text.slice(focus.start, focus.end)).toBe(expected)
})
