import { describe, expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { csvExtractor } from './csv.ts'
import { parseDelimited, sniffDelimiter } from './delimited.ts'

const file = (name: string, content: string | Uint8Array) => ({ name, bytes: Buffer.from(content as string), kind: 'csv' })
const read = async (content: string, name = 'table.csv') => (await csvExtractor.extract(file(name, content))).documents[0]?.text

extractorSuite('CSV', csvExtractor, {
  sound: [
    file('people.csv', 'name,city\nAnn,Oslo\n'),
    file('open.csv', `name,note\n"Ann,${'x,'.repeat(5000)}\n`),
    file('control.csv', 'name,city\nAnn\u0000 Miller,Oslo\n'.repeat(3)),
  ],
  broken: [file('zeros.csv', new Uint8Array(65_536))],
})

describe('parseDelimited', () => {
  test('quotes, doubled quotes, line breaks within quotes, all line ends', () => {
    expect(parseDelimited('a,"b, ""c""\r\nd"\r\n1,\n"",x', ',')).toEqual([
      ['a', 'b, "c"\r\nd'],
      ['1', ''],
      ['', 'x'],
    ])
  })

  test('a quote that is never closed costs its field alone', () => {
    expect(parseDelimited('a,b\n"Ann,1\nBen,2\n', ',')).toEqual([
      ['a', 'b'],
      ['"Ann', '1'],
      ['Ben', '2'],
    ])
  })

  test('an open quote does not swallow the quoted fields of later lines', () => {
    expect(parseDelimited('1,"open\n2,"a, b"\n3,x', ',')).toEqual([
      ['1', '"open'],
      ['2', 'a, b'],
      ['3', 'x'],
    ])
  })

  test('quotes within a quoted field that nobody doubled', () => {
    expect(parseDelimited('"He said "yes" to me",2', ',')).toEqual([['He said "yes" to me', '2']])
  })

  test('many open quotes are read in time', () => {
    const started = performance.now()
    parseDelimited('"x,""y'.repeat(200_000), ',')
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

test.each([
  ['a;b;c\n1,5;2,5;3,5\n', ';'],
  ['a\tb\n"x, y"\tz\n', '\t'],
  ['a|b\n1|2\n', '|'],
  ['name\nAccounting/Finance\nSales, Marketing\nOther\nFree\n', '\0'],
  ['name,note\n"Ann,x,x,x,x\n', ','],
  ['name,note\nAnn,"one; two; three"\nBen,none\n', ','],
])('delimiter of %j', (text, delimiter) => {
  expect(sniffDelimiter(text)).toBe(delimiter)
})

describe('csvExtractor', () => {
  test('makes a Markdown table, bars and line breaks in cells tamed', async () => {
    expect(await read('\ufeffname;note\nAnn;"a|b\nsecond"\nBen\n')).toBe('| name | note |\n| --- | --- |\n| Ann | a\\|b second |\n| Ben |  |')
  })

  test('keeps a title above the table and tables of other width apart; drops columns without content', async () => {
    expect(await read('Budget 2024,,,\n,,,\nitem,EUR,,\nPens,5,,\n,,,\nPaper,7,,\n')).toBe(
      'Budget 2024\n\n| item | EUR |\n| --- | --- |\n| Pens | 5 |\n| Paper | 7 |',
    )
    expect(await read('a,b\n1,2\n\nx,y,z\n3,4,5\n')).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |\n\n| x | y | z |\n| --- | --- | --- |\n| 3 | 4 | 5 |')
  })

  test('a table of empty cells gives a reason', async () => {
    expect(await csvExtractor.extract(file('empty.csv', ',,\n,,\n'))).toEqual({ documents: [], reason: 'the table has no content' })
  })
})
