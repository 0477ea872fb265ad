import { expect, test } from 'vitest'
import { rowWriter } from './row-text.ts'
import type { Column } from './session.ts'

const columns: readonly Column[] = [
  { name: 'id', kind: 'number' },
  { name: 'Subject', kind: 'text' },
  { name: 'body', kind: 'text' },
  { name: 'at', kind: 'instant' },
  { name: 'price', kind: 'number' },
  { name: 'file', kind: 'bytes' },
]
const row = ['7', 'Lost  luggage', 'Two\nlines', '2024-03-01 08:00:00.5+00', '12345678901234567890.12', null]

test('a line for each column that holds something', () => {
  expect(rowWriter({ columns })(row)).toEqual({
    text: 'id: 7\nSubject: Lost  luggage\n\nbody:\nTwo\nlines\n\nat: 2024-03-01T08:00:00.5Z\nprice: 12345678901234567890.12',
    format: 'plain',
    title: 'Lost luggage',
    metadata: { id: 7, at: '2024-03-01T08:00:00.5Z', price: '12345678901234567890.12' },
  })
})

test('a template, with what it does not print as metadata', () => {
  const write = rowWriter({ columns, template: '# {{ subject }}\n\n{{body}}{{file}}', title: '{{id}}: {{Subject}}' })
  expect(write(row)).toEqual({
    text: '# Lost  luggage\n\nTwo\nlines',
    format: 'markdown',
    title: '7: Lost luggage',
    metadata: { at: '2024-03-01T08:00:00.5Z', price: '12345678901234567890.12' },
  })
  // What a value holds is no template.
  expect(rowWriter({ columns, template: '{{body}}' })([null, null, '{{id}} $& $1']).text).toBe('{{id}} $& $1')
})

test('a column that is not there is told with those that are', () => {
  expect(() => rowWriter({ columns, template: '{{text}}' })).toThrow(
    expect.objectContaining({ message: expect.stringContaining('"text"'), hint: expect.stringContaining('id, Subject, body') }),
  )
  expect(() => rowWriter({ columns, title: 'headline' })).toThrow(/title names a column "headline"/)
})
