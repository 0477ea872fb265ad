import { describe, expect, test } from 'vitest'
import { sentencesOf } from './sentences.ts'

const cut = (text: string): string[] => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

describe('English', () => {
  test.each<[string, string[]]>([
    ['Dr. Smith paid $3.50 on Jan. 5, 2020. He left, e.g. By bus.', ['Dr. Smith paid $3.50 on Jan. 5, 2020.', 'He left, e.g. By bus.']],
    ['J. K. Rowling met George W. Bush in St. Louis. The end.', ['J. K. Rowling met George W. Bush in St. Louis.', 'The end.']],
    ['The U.S. Army left the U.S. The trip ended at 5 p.m. We slept.', ['The U.S. Army left the U.S.', 'The trip ended at 5 p.m.', 'We slept.']],
    [
      'Take vitamin C. Scientists agree. See No. 5 and Fig. 3. Is it so? No. It is not.',
      ['Take vitamin C.', 'Scientists agree.', 'See No. 5 and Fig. 3.', 'Is it so?', 'No.', 'It is not.'],
    ],
    ['It fell in 2010. 30 people came. Version 2.0 is out.', ['It fell in 2010.', '30 people came.', 'Version 2.0 is out.']],
    ['“Wait.” He left. "Really?" she asked. (He stayed.) Yahoo! is big.', ['“Wait.”', 'He left.', '"Really?" she asked.', '(He stayed.)', 'Yahoo! is big.']],
    ['It ended.[12] Next came war.[3][4] Then peace.', ['It ended.[12]', 'Next came war.[3][4]', 'Then peace.']],
    ['Wait... What? Well… So it is... or not.', ['Wait...', 'What?', 'Well…', 'So it is... or not.']],
    ['1. Open it. 2. Close it.', ['1. Open it.', '2. Close it.']],
    ['Am 5. Mai kam er z. B. nach Bonn. Dann ging er.', ['Am 5. Mai kam er z. B. nach Bonn.', 'Dann ging er.']],
  ])('%s', (text, sentences) => expect(cut(text)).toEqual(sentences))
})

describe('Chinese', () => {
  test.each<[string, string[]]>([
    ['第一条内容。第二条内容！真的吗？有甲；也有乙。', ['第一条内容。', '第二条内容！', '真的吗？', '有甲；', '也有乙。']],
    ['他说：“我们走吧。”然后离开了。', ['他说：“我们走吧。”', '然后离开了。']],
    ['“真的吗？”她问。“加油！”的口号响起。', ['“真的吗？”她问。', '“加油！”的口号响起。']],
    ['《你好吗？》是一本书。（见附件。）下一句……还没完。', ['《你好吗？》是一本书。', '（见附件。）', '下一句……还没完。']],
    ['他答道「好。」。研究（张三，1998年；李四，2000年）表明如此。', ['他答道「好。」。', '研究（张三，1998年；李四，2000年）表明如此。']],
    ['年假为15天。No. 5 文件适用于 U.S. Army。完', ['年假为15天。', 'No. 5 文件适用于 U.S. Army。', '完']],
  ])('%s', (text, sentences) => expect(cut(text)).toEqual(sentences))
})

describe('lines', () => {
  test('headings, items, rows and code are sentences; marks are not', () => {
    const text =
      '# The end. Really #\n\nOne. Two\n\n- first item. It is short.\n- [ ] second\n2. step\n\n| a. B | c |\n|---|:-:|\n| 1. X | y |\n\n```js\nlet a = 1. B\n```\n> A quote. Done.\n\n---\n'
    expect(cut(text)).toEqual([
      'The end. Really', 'One.', 'Two', 'first item.', 'It is short.', 'second', '2. step', '| a. B | c |', '| 1. X | y |', 'let a = 1. B', 'A quote.', 'Done.',
    ]) // prettier-ignore
  })

  test('a wrapped line goes on, in English, in Chinese and in a quote', () => {
    expect(cut('This line has been wrapped at about seventy columns of text, by Dr.\nSmith, who did it. The next\n> line was\n> Good')).toEqual([
      'This line has been wrapped at about seventy columns of text, by Dr.\nSmith, who did it.', 'The next', 'line was', 'Good',
    ]) // prettier-ignore
    expect(cut('这个段落在固定的宽度被换行，每一行都一样长，因\n此应该连起来。下一句话。')).toEqual([
      '这个段落在固定的宽度被换行，每一行都一样长，因\n此应该连起来。',
      '下一句话。',
    ])
  })

  test('lines that are meant as lines end', () => {
    expect(cut('Name: John Smith\nStreet: High Road 5\nTown: Leeds')).toEqual(['Name: John Smith', 'Street: High Road 5', 'Town: Leeds'])
    expect(cut('部门：财务部\n电话：12345678')).toEqual(['部门：财务部', '电话：12345678'])
    expect(cut('one word\n\nand another')).toEqual(['one word', 'and another'])
  })

  test('a fence that is never closed opens nothing', () => {
    expect(cut('end();\n```\nIt works. Try it.')).toEqual(['end();', 'It works.', 'Try it.'])
  })

  test('nothing in nothing', () => {
    for (const text of ['', ' \n\t\r\n　', '---', '```', '| |']) expect(cut(text)).toEqual([])
  })
})

test('spans are trimmed, in order, apart, and hold every letter and digit', () => {
  const parts = ['Dr. ', 'A b. ', '。', '；', '…', '\n', '\n\n', '- ', '3. ', '| x | y |\n', '“Q?” ', '[1]', '(', '😀', 'He went. ', '中文', '> ', '  ', '\r\n', 'e.g. ', '\ud83d', '# h\n', ' x '] // prettier-ignore
  let state = 7
  for (let round = 0; round < 1000; round++) {
    let text = ''
    for (let count = 0; count < 12; count++) text += parts[(state = (state * 1103515245 + 12345) % 2147483648) % parts.length]
    let last = 0
    let rest = text
    for (const { start, end } of sentencesOf(text)) {
      expect(start).toBeGreaterThanOrEqual(last)
      expect(end).toBeGreaterThan(start)
      expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
      if (start > 0) expect(text.slice(start - 1, start + 1)).not.toMatch(/^[\ud800-\udbff][\udc00-\udfff]/)
      rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end)
      last = end
    }
    expect(rest, JSON.stringify(text)).not.toMatch(/[\p{L}\p{N}]/u)
  }
})

test('time grows with the length alone', () => {
  for (const unit of ['A b c. ', '他走了。', 'x', '；', 'Dr. ', '.[1] ', '...', '- ', '> ', ' | a', '\ta', '```\n~~~~\n`````\n', '- a\n', ' ', '。” ', '('])
    expect(timeOf(unit.repeat(200_000 / unit.length)), JSON.stringify(unit)).toBeLessThan(3000)
})

function timeOf(text: string): number {
  const start = performance.now()
  sentencesOf(text)
  return performance.now() - start
}
