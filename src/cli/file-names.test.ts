import { expect, test } from 'vitest'
import { fileNames, plural, printableName } from './file-names.ts'

test('a name that stands for two files carries as much of its place as tells them apart; others are left alone', () => {
  const files = [
    { place: '/home/ann/2024/minutes', source: 'may.md' },
    { place: '/home/ann/2025/minutes', source: 'may.md' },
    { place: '/home/ann/2025/minutes', source: 'june.md' },
    { place: '/home/ann/2025/minutes', source: 'may.md' },
  ]
  expect(files.map(fileNames(files))).toEqual(['may.md (2024/minutes)', 'may.md (2025/minutes)', 'june.md', 'may.md (2025/minutes)'])
  expect(fileNames([files[0]!, files[3]!, { place: '/minutes', source: 'may.md' }])({ place: '/minutes', source: 'may.md' })).toBe('may.md (/minutes)')
})

test('a file name stays on one line and holds no control codes', () => {
  expect(printableName('a\nb\r\tc\u001b[2Jd')).toBe('a␊b␍␉c\ufffd[2Jd')
})

test('one is not many', () => {
  expect([0, 1, 2].map((count) => plural(count, 'chunk'))).toEqual(['0 chunks', '1 chunk', '2 chunks'])
})
