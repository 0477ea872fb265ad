import { describe, expect, test } from 'vitest'
import type { Chunk, Document, PageSpan, TextFormat } from '../contracts/document.ts'
import { chunkDocument, contextOf, embeddedText, MAX_TOKENS } from './chunk.ts'

/** Words, Han characters and wide marks: additive over white space, as the contract asks. */
const countTokens = (text: string): number =>
  text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uff65]|(?:(?![\p{Script=Han}\u3000-\u303f\uff00-\uff65])\S)+/gu)?.length ?? 0

const documentOf = (text: string, format: TextFormat, pages?: PageSpan[]): Document => ({
  id: 'doc', text, format, source: 'a.md', place: '/p', metadata: {}, ...(pages ? { pages } : {}),
}) // prettier-ignore

const chunked = (text: string, options: { format?: TextFormat; maxTokens?: number; pages?: PageSpan[] } = {}): Chunk[] =>
  chunkDocument(documentOf(text, options.format ?? 'markdown', options.pages), { countTokens, ...(options.maxTokens ? { maxTokens: options.maxTokens } : {}) })

const texts = (text: string, options: { format?: TextFormat; maxTokens?: number } = {}): string[] => chunked(text, options).map((chunk) => chunk.text)
const words = (count: number, word = 'word'): string => Array.from({ length: count }, (_, index) => `${word}${index}`).join(' ') + '.'

describe('structure', () => {
  test('a top heading begins a chunk, and small deeper sections are joined', () => {
    const chunks = chunked('# Handbook\n\n## Leave\n\nYou get 25 days.\n\n### Sick\n\nCall us.\n\n### Unpaid\n\nAsk us.\n\n## Travel\n\nBy train.\n')
    expect(chunks.map(({ text, heading }) => [text, heading])).toEqual([
      ['# Handbook\n\n## Leave\n\nYou get 25 days.\n\n### Sick\n\nCall us.\n\n### Unpaid\n\nAsk us.', 'Handbook › Leave'],
      ['## Travel\n\nBy train.', 'Handbook › Travel'],
    ])
    expect(chunks.map((chunk) => contextOf(chunk))).toEqual(['', 'Handbook'])
    expect(embeddedText(chunks[1]!)).toBe('Handbook\n\n## Travel\n\nBy train.')
    expect(contextOf({ ...chunks[1]!, title: 'Rules of 2026' })).toBe('Rules of 2026 › Handbook')
    expect(contextOf({ ...chunks[0]!, title: 'Handbook' })).toBe('')
  })

  test('deeper sections of some size stay apart', () => {
    const text = `# T\n\n### A\n\n${words(80)}\n\n### B\n\n${words(80)}`
    expect(chunked(text).map(({ heading }) => heading)).toEqual(['T › A', 'T › B'])
  })

  test('setext headings, closing marks, emphasis and links in headings; no heading in code, quotes or front matter', () => {
    const text =
      '---\ntitle: x\n---\n\nThe **Big** [One](http://x)\n===\n\n`code` here_and ##\n---\n\n```sh\n# not this\n```\n\n> # nor this\n\n## Last ##\n\nend'
    expect(chunked(text).map(({ heading }) => heading)).toEqual([undefined, 'The Big One › code here_and', 'The Big One › Last'])
  })

  test('a title that is no heading goes with the first section', () => {
    expect(chunked('Summer activities\n\n## Swim\n\nDaily.\n\n## Run\n\nNever.').map(({ text, heading }) => [text.length, heading])).toEqual([[34, 'Swim'], [14, 'Run']]) // prettier-ignore
  })

  test('plain text has no headings, and passes as it stands', () => {
    expect(chunked('# not a heading\n\n## nor this', { format: 'plain' })).toMatchObject([{ text: '# not a heading\n\n## nor this' }])
    expect(chunked('# a\n', { format: 'plain' })[0]).not.toHaveProperty('heading')
  })

  test('a line that leads goes with what it leads to', () => {
    const rules = Array.from({ length: 12 }, (_, index) => `- rule ${index} ${words(12)}`).join('\n')
    const [, second] = texts(`${words(150)}\n\nThe rules are these:\n\n${rules}`)
    expect(second).toMatch(/^The rules are these:\n\n- rule 0/)
    expect(texts(`${words(150)}\n\nChapter Two\n\n${words(150)}`, { format: 'plain' })[1]).toMatch(/^Chapter Two\n\nword0/)
  })

  test('a table cut in pieces carries its header row, and no row is cut', () => {
    const rows = Array.from({ length: 90 }, (_, index) => `| Level ${index} | ${index} km |`)
    const text = `# Pay\n\n| Level | Km |\n|---|---|\n${rows.join('\n')}\n\nEnd.`
    const chunks = chunked(text, { maxTokens: 150 })
    expect(chunks.length).toBeGreaterThan(3)
    expect(chunks[0]).not.toHaveProperty('tableHeader')
    for (const chunk of chunks.slice(1)) {
      expect(chunk.tableHeader).toEqual({ start: 7, end: 21, text: '| Level | Km |' })
      expect(contextOf(chunk)).toBe('Pay\n| Level | Km |')
      expect(chunk.text).toMatch(/^\| Level \d+ \|/)
    }
    expect(chunks.flatMap((chunk) => chunk.text.split('\n')).filter((line) => rows.includes(line))).toEqual(rows)
  })

  test('tables without outer bars, and quotes, lists and code of one block', () => {
    const text = 'a | b\n--- | ---\n1 | 2\n\n> quoted\n> on\n\n1. one\n\n   more of one\n2. two\n\n```js\nlet a\n\nlet b\n```'
    expect(texts(text)).toEqual([text])
    const code = '```js\n' + Array.from({ length: 100 }, (_, index) => `call(${index}, 'a b')`).join('\n') + '\n```'
    for (const piece of texts(code, { maxTokens: 64 })) expect(piece.replace(/^```js\n|\n```$/g, '')).toMatch(/^(?:call\(\d+, 'a b'\)\n?)+$/)
  })
})

describe('sizes', () => {
  test('a passage up to the most is one chunk, a longer one is cut into about equal parts between sentences', () => {
    const sentence = 'This sentence has exactly eight words in it. '
    expect(chunked(sentence.repeat(40), { format: 'plain' })).toMatchObject([{ tokens: 320 }])
    expect(chunked(sentence.repeat(50), { format: 'plain' }).map(({ tokens }) => tokens)).toEqual([200, 200])
  })

  test('paragraphs of about 100 words are near one chunk each, short ones are packed', () => {
    const text = (size: number, count: number): string => Array.from({ length: count }, () => words(size)).join('\n\n')
    expect(chunked(text(130, 20), { format: 'plain' })).toHaveLength(20)
    expect(chunked(text(10, 60), { format: 'plain' }).length).toBeLessThan(8)
  })

  test('Chinese is cut between sentences', () => {
    const sentence = '员工每年享有十五天带薪年假，入职满五年后增加到二十天。'
    const chunks = chunked(sentence.repeat(30), { format: 'plain' })
    expect(chunks.length).toBeGreaterThan(2)
    for (const chunk of chunks) {
      expect(chunk.text.endsWith('。')).toBe(true)
      expect(chunk.tokens).toBe(countTokens(chunk.text))
      expect(chunk.tokens).toBeGreaterThan(150)
    }
  })

  test('a sentence that is too long is cut at clauses, then at white space, then anywhere but within a character', () => {
    expect(texts('一二三四五六七八，'.repeat(8), { maxTokens: 40 }).every((text) => text.endsWith('，'))).toBe(true)
    expect(texts(words(100).replaceAll('.', ''), { maxTokens: 40 }).flatMap((text) => text.split(' '))).toHaveLength(100)
    const emoji = chunked('😀'.repeat(5000), { format: 'plain', maxTokens: 40 })
    expect(emoji.every(({ text }) => text.length <= 640 && text.isWellFormed())).toBe(true)
  })

  test('a cell of 50,000 characters', () => {
    const chunks = chunked(`| a | b |\n|---|---|\n| x | ${'Some words stand here. '.repeat(2200)} |\n| y | z |`)
    for (const chunk of chunks) expect(chunk.tokens).toBeLessThanOrEqual(MAX_TOKENS)
    expect(chunks.at(-1)?.tableHeader?.text).toBe('| a | b |')
  })

  test('the page is that of the first character', () => {
    const pages = [
      { number: 1, start: 0, end: 600 },
      { number: 3, start: 600, end: 5000 },
    ]
    const text = [words(100), words(100), words(100)].join('\n\n')
    expect(chunked(text, { format: 'plain', pages, maxTokens: 120 }).map(({ start, page }) => [start < 600, page])).toEqual([[true, 1], [false, 3], [false, 3]]) // prettier-ignore
  })
})

/** Seeded: the same documents in every run. */
function* random(seed: number): Generator<number> {
  let state = seed
  for (;;) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

function randomMarkdown(seed: number): string {
  const numbers = random(seed)
  const next = (below: number): number => Math.floor((numbers.next().value as number) * below)
  const pick = <T>(list: readonly T[]): T => list[next(list.length)]!
  const prose = (): string =>
    Array.from({ length: 1 + next(30) }, () => pick(['word', '中文。', '你好，世界', 'Dr. No', 'ends. ', '😀', 'a,b,c', '(x).', '"Q!"', 'x'.repeat(next(300)), '。', '\u00a0', 'e.g.', '\ud83d'])).join(pick([' ', '', '\n', '  \n'])) // prettier-ignore
  const part = (): string =>
    pick([
      () => `${'#'.repeat(1 + next(6))} ${prose().slice(0, 1 + next(60))}`,
      () => prose(),
      () => Array.from({ length: 1 + next(12) }, () => `${' '.repeat(next(5))}${pick(['-', '1.', '*', '（一）'])} ${prose()}`).join('\n'),
      () => `| h | i |\n|---|:-:|\n${Array.from({ length: next(25) }, () => `| ${prose().replaceAll('\n', ' ')} | ${next(9)} |`).join('\n')}`,
      () => `${pick(['```', '~~~', '````js'])}\n${prose()}\n${pick(['```', '~~~', '````', ''])}`,
      () => `> ${prose().replaceAll('\n', '\n> ')}`,
      () => `Title\n${pick(['===', '---', '--', '- - -', '***'])}`,
      () => `<div>\n${prose()}\n</div>`,
      () => pick(['|', '---', '```', '\t\t', '\r\n', '> ', '#', '- ', '\f']),
    ])()
  return Array.from({ length: next(25) }, part).join(pick(['\n', '\n\n', '\r\n\r\n']))
}

test('whatever the document: exact slices, in order, trimmed, complete, within the limit, not across top headings', () => {
  for (let seed = 0; seed < 600; seed++) {
    const text = randomMarkdown(seed)
    const maxTokens = [12, 40, 320][seed % 3]!
    const format = seed % 5 === 0 ? 'plain' : 'markdown'
    let last = 0
    const say = `seed ${seed}`
    for (const chunk of chunked(text, { maxTokens, format })) {
      const { start, end } = chunk
      if (chunk.text !== text.slice(start, end) || start < last || chunk.text.trim() !== chunk.text || chunk.text === '') expect.fail(say)
      if (text.slice(last, start).trim() !== '') expect.fail(`${say} leaves out ${JSON.stringify(text.slice(last, start))}`)
      if (
        !chunk.text.isWellFormed() &&
        text
          .slice(start, end)
          .replace(/\ud83d(?![\udc00-\udfff])/g, '')
          .isWellFormed() === false
      )
        expect.fail(`${say} cuts a character`)
      if (chunk.tokens > maxTokens || chunk.tokens !== countTokens(chunk.text)) expect.fail(`${say}: ${chunk.tokens} of ${countTokens(chunk.text)} tokens`)
      expect(chunk.id).toBe(`doc:${start}-${end}`)
      last = end
    }
    if (text.slice(last).trim() !== '') expect.fail(`${say} leaves out the end`)
  }
})

test('no body text stands before a top heading within a chunk', () => {
  for (let seed = 0; seed < 200; seed++) {
    const numbers = random(seed)
    const text = Array.from({ length: 30 }, () => ['# A', '## B', '### C', 'Some text.', '- item'][Math.floor((numbers.next().value as number) * 5)]).join(
      '\n\n',
    )
    for (const chunk of chunked(text)) expect(chunk.text).not.toMatch(/(?:^|\n)(?:Some|-).*\n(?:.|\n)*\n##? /)
  }
})

describe('time grows with the length alone', () => {
  const size = 200_000
  test.each([
    ['one line of prose', 'Some words stand here. '],
    ['one line of Chinese', '员工享有年假。'],
    ['one word', 'x'],
    ['one line without sentences', 'word '],
    ['tiny lines', 'tiny\n'],
    ['tiny paragraphs', 'a\n\n'],
    ['headings', '# a\n'],
    ['items', '- a\n'],
    ['deep items', '  '.repeat(200) + '- a\n'],
    ['rows', '| a | b |\n'],
    ['a row', '| a '],
    ['tabs', 'a\t'],
    ['fences', '```\n~~~~\n`````\n'],
    ['rules', '---\n'],
    ['quotes', '> '],
    ['white space', ' '],
  ])('%s', (_, part) => {
    const start = performance.now()
    const chunks = chunked(part.repeat(size / part.length))
    expect(performance.now() - start).toBeLessThan(5000)
    expect(chunks.every(({ tokens, text }) => tokens <= MAX_TOKENS && text.length <= 16 * MAX_TOKENS)).toBe(true)
    expect(chunks.length > 0).toBe(part.trim() !== '')
  })
})
