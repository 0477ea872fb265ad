import { expect, test } from 'vitest'
import type { Passage } from '../contracts/document.ts'
import { candidatesOf } from './candidates.ts'

const passageOf = (text: string, before = '', tableHeader?: { start: number; end: number; text: string }): Passage => ({
  score: 1,
  chunk: {
    id: 'c',
    documentId: 'd',
    start: before.length,
    end: before.length + text.length,
    text,
    tokens: 9,
    source: 's',
    place: '/p',
    kind: 'md',
    tableHeader,
  },
})

test('sentences, items and rows, with offsets into the document; a header stands beside its rows', () => {
  const before = 'Something before.\n\n'
  const text = '## Days off\n\nAsk early. It helps.\n\n- one week\n\n| Reason | Days |\n|---|---|\n| Wedding | 3 |\n| Moving | 1 |'
  const candidates = candidatesOf(passageOf(text, before), 4)
  expect(candidates.map((each) => each.text)).toEqual(['Days off', 'Ask early.', 'It helps.', 'one week', '| Wedding | 3 |', '| Moving | 1 |'])
  for (const { start, end, text: own, passage } of candidates) expect([(before + text).slice(start, end), passage]).toEqual([own, 4])
  expect(candidates.map(({ heading }) => heading)).toEqual([true, false, false, false, false, false])
  const header = candidates.at(-1)?.header
  expect((before + text).slice(header?.start, header?.end)).toBe('| Reason | Days |')
  expect(candidates.at(-1)?.words.has('reason')).toBe(true)
})

test('rows of a table that began in an earlier chunk have the header that the chunk carries', () => {
  const header = { start: 0, end: 31, text: '| Reason | Days |\n|---|---|' }
  const [row] = candidatesOf(passageOf('| Moving | 1 |', '| Reason | Days |\n|---|---|\n| Wedding | 3 |\n', header), 0)
  expect(row).toMatchObject({ text: '| Moving | 1 |', header: { start: 0, end: 17, text: '| Reason | Days |' } })
})
