import { describe, expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { jsonExtractor } from './json.ts'

const file = (name: string, content: string | Uint8Array) => ({ name, bytes: Buffer.from(content as string), kind: name.split('.').at(-1)! })
const read = async (value: unknown) => (await jsonExtractor.extract(file('x.json', JSON.stringify(value)))).documents[0]!

const DEEP = '['.repeat(50_000) + '"deep down"' + ']'.repeat(50_000)

extractorSuite('JSON', jsonExtractor, {
  sound: [
    file('a.json', '{"name":"Ann","age":41}'),
    file('deep.json', DEEP),
    file('odd.json', '{"title":"a\\u0000b\\ud800","x":"\\u0007y\\ufeff"}'),
    file('b.jsonl', '{"a":1}\n{"a":2}\n'),
    file('half.jsonl', '{"a":1}\n{"a":'),
  ],
  broken: [file('cut.json', '{"name":"An'), file('none.jsonl', 'no\njson\n'), file('zeros.json', new Uint8Array(65_536))],
})

describe('a JSON file', () => {
  test('becomes an outline: fields, sections, tables', async () => {
    const document = await read({
      name: 'Handbook',
      pages: 12,
      tags: ['hr', 'travel'],
      offices: [
        { city: 'Oslo', people: 12 },
        { city: 'Graz', people: 7, lead: 'Eva' },
      ],
      contact: { mail: 'a@b.c', address: { street: 'Main St', lines: [{ no: 1, sub: { x: 'deep' } }] } },
      active: true,
    })
    expect(document).toEqual({
      title: 'Handbook',
      format: 'markdown',
      metadata: {},
      text: `- name: Handbook
- pages: 12
- tags: hr, travel
- active: true

## offices

| city | people | lead |
| --- | --- | --- |
| Oslo | 12 |  |
| Graz | 7 | Eva |

## contact

- mail: a@b.c

### address

- street: Main St

#### lines

##### 1

- no: 1

- sub.x: deep`.replace('- no: 1\n\n- sub.x: deep', '- no: 1\n- sub.x: deep'),
    })
  })

  test('keeps every string and number, however nested', async () => {
    const long = 'A long text. '.repeat(50)
    const value = { a: [[1.5, [2, { b: 'two', c: [long, { d: -3e-7 }] }]], 'line one\nline two'], 'key with space': { '': { x: [null, 'end'] } } }
    const { text } = await read(value)
    for (const part of ['1.5', '2', 'two', long.trim(), '-3e-7', 'line one\nline two', 'key with space', 'end']) expect(text).toContain(part)
  })

  test('that holds JSON Lines is read as such; an empty value gives a reason', async () => {
    expect((await jsonExtractor.extract(file('x.json', '{"a":1}\n{"a":2}\n'))).documents).toHaveLength(2)
    expect(await jsonExtractor.extract(file('x.json', '{}'))).toEqual({ documents: [], reason: 'the JSON value is empty' })
  })
})

describe('a JSON Lines file', () => {
  test('gives a document for each record', async () => {
    const lines = [{ id: 7, title: 'Leave', text: 'Two\nlines', author: { name: 'Ann', tags: ['a', 'b'] }, none: null }, 'just text', 42]
    const { documents } = await jsonExtractor.extract(file('x.jsonl', lines.map((line) => JSON.stringify(line)).join('\r\n\r\n')))
    expect(documents).toEqual([
      { text: 'id: 7\ntitle: Leave\ntext:\nTwo\nlines\nauthor.name: Ann\nauthor.tags: a, b', title: 'Leave', format: 'plain', metadata: { line: 1 } },
      { text: 'just text', format: 'plain', metadata: { line: 3 } },
      { text: '42', format: 'plain', metadata: { line: 5 } },
    ])
  })

  test('leaves out broken lines and says how many', async () => {
    const { documents, reason } = await jsonExtractor.extract(file('x.jsonl', '{"a":1}\n{"a":\n{"a":3}\n'))
    expect(documents.map(({ text, metadata }) => [text, metadata])).toEqual([
      ['a: 1', { line: 1, skippedLines: 1 }],
      ['a: 3', { line: 3, skippedLines: 1 }],
    ])
    expect(reason).toBe('1 of 3 lines are not valid JSON and were left out')
  })
})
