import { expect, it } from 'vitest'
import { cellText, escapeText, pipeTable, tidy, toMarkdown } from './markdown.ts'
import type { Block } from './markdown.ts'

const item = (level: number, label: string, text: string): Block => ({ kind: 'item', level, label, text })

it('nests items under what is open above them, wherever their levels begin', () => {
  expect(toMarkdown([item(2, '', 'a'), item(3, '', 'b'), item(0, '', 'c'), item(5, '', 'd')])).toBe('- a\n    - b\n- c\n    - d')
})

it('parts a numbered list from a bulleted one, and indents what goes on within an item', () => {
  expect(toMarkdown([item(0, '1.', 'a\nmore'), item(0, '', 'b'), item(0, '10000.', 'c'), item(1, '', 'd')])).toBe(
    '1. a\n   more\n\n- b\n\n10000. c\n       - d',
  )
})

it('keeps labels that Markdown does not know', () => {
  expect(toMarkdown([item(0, '(a)', 'x'), item(0, '第一条', 'y')])).toBe('- (a) x\n- 第一条 y')
})

it('puts any blocks into one cell', () => {
  const blocks: Block[] = [
    { kind: 'paragraph', text: 'a\nb' },
    item(0, '', 'c'),
    item(0, '2.', 'd'),
    {
      kind: 'table',
      rows: [
        ['e', ''],
        ['f', 'g'],
      ],
    },
  ]
  expect(pipeTable([[cellText(blocks), 'x | y \\| z']])).toBe('| a b - c 2. d e f g | x \\| y \\| z |\n| --- | --- |')
})

it('does not fill up the rows of a table that is all but empty', () => {
  const rows = [Array.from({ length: 5000 }, () => 'x'), ...Array.from({ length: 5000 }, () => ['y'])]
  expect(pipeTable(rows).length).toBeLessThan(100_000)
})

it('tidies white space and drops control characters', () => {
  expect(tidy(' a\u00a0\u3000b \r\n\n c\u200b\u0007\ud83d\ude00 ')).toBe('a b\nc\ud83d\ude00')
})

it('escapes tags, entities and marks of headings', () => {
  expect(escapeText('<b> a < b &amp; & c\n# d #e')).toBe('&lt;b> a < b &amp;amp; & c\n\\# d #e')
})
