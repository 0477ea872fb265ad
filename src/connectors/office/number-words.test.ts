import { expect, it } from 'vitest'
import { formatNumber } from './number-words.ts'

it.each([
  ['decimal', [1, 12], ['1', '12']],
  ['decimalZero', [3, 12], ['03', '12']],
  ['lowerLetter', [1, 26, 27, 53], ['a', 'z', 'aa', 'aaa']],
  ['upperRoman', [4, 1994, 4000], ['IV', 'MCMXCIV', '4000']],
  ['ordinal', [1, 2, 11, 23], ['1st', '2nd', '11th', '23rd']],
  ['chineseCounting', [1, 10, 12, 20, 105, 110, 1001], ['一', '十', '十二', '二十', '一百零五', '一百一十', '一千零一']],
  ['chineseLegalSimplified', [12], ['壹拾贰']],
  ['ideographTraditional', [1, 11], ['甲', '11']],
  ['decimalEnclosedCircle', [1, 20, 21], ['①', '⑳', '21']],
  ['none', [1], ['']],
])('%s', (format, values, texts) => {
  expect(values.map((value) => formatNumber(value, format))).toEqual(texts)
})
