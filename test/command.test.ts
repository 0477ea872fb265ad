import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PrepareResult, SourcesResult } from '../src/contracts/prepare.ts'
import type { AskResult, ChunkResult, ExtractResult, SearchResult } from '../src/contracts/results.ts'
import { emptyFolder, tilth, tilthJson } from './command.ts'

const LIGHTHOUSE = 'The lighthouse at Skerry Point was built in 1874 by Thomas Hale.\n\nIts lamp burns 12 litres of oil a night. 😀 The keeper is Ann Rowe.\n'
const MILL = 'The mill at Brook End grinds rye on Mondays and wheat on Fridays.\n'
const TRAVEL = '# 差旅制度\n\n出差须由部门经理批准。\n\n住宿标准为每晚六百元。\n'

const folder = emptyFolder()
const docs = join(folder, 'docs')
const store = join(folder, 'store')

beforeAll(async () => {
  mkdirSync(docs)
  writeFileSync(join(docs, 'lighthouse.txt'), LIGHTHOUSE)
  writeFileSync(join(docs, 'mill.txt'), MILL)
  writeFileSync(join(docs, '差旅.md'), TRAVEL)
  const { files } = await tilthJson<PrepareResult>(['prepare', docs, '--store', store])
  expect(files.map(({ status }) => status)).toEqual(['indexed', 'indexed', 'indexed'])
})

describe('help and wrong use', () => {
  test('--help lists the verbs, VERB --help shows an example', async () => {
    const main = await tilth(['--help'])
    expect(main.status).toBe(0)
    for (const verb of ['prepare', 'sources', 'search', 'ask', 'extract', 'chunk', 'eval', 'store']) {
      expect(main.stdout).toContain(verb)
      const help = await tilth([verb, '--help'])
      expect(help.status).toBe(0)
      expect(help.stdout).toMatch(new RegExp(`Examples:\\n  tilth ${verb}`))
    }
  })

  test('unknown flags and verbs end with 2 and suggest the nearest', async () => {
    const flag = await tilth(['search', '--jsno'])
    expect(flag).toMatchObject({ status: 2, stdout: '', stderr: "error: unknown option '--jsno'\nhint: did you mean --json?\n" })
    const verb = await tilth(['serch', 'x'])
    expect(verb.status).toBe(2)
    expect(verb.stderr).toMatch(/^error: unknown command 'serch'\nhint: did you mean search\?\n$/)
  })

  test('a bad number is refused', async () => {
    const done = await tilth(['search', 'x', '-k', 'many'])
    expect(done.status).toBe(2)
    expect(done.stderr).toContain('many')
  })

  test('a missing place is an error that names it, in text and in JSON', async () => {
    const plain = await tilth(['prepare', join(folder, 'no-such'), '--store', join(folder, 'spare')])
    expect(plain.status).toBe(1)
    expect(plain.stderr).toMatch(/^error: there is no .*no-such\nhint: \S/)
    const json = await tilth(['prepare', join(folder, 'no-such'), '--store', join(folder, 'spare'), '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: 'no-such-path', hint: expect.stringMatching(/\S/) } })
  })

  test('searching without a store says what to do', async () => {
    const done = await tilth(['search', 'x', '--store', join(folder, 'none')])
    expect(done.status).toBe(1)
    expect(done.stderr).toMatch(/^error: .*none.*\nhint: .*tilth prepare/)
  })

  test.each(['', '   \n'])('an empty question %j is wrong use', async (question) => {
    const done = await tilth(['ask', question, '--store', store])
    expect(done.status).toBe(2)
    expect(done.stderr).toMatch(/^error: the question is empty\nhint: /)
  })
})

describe('prepare and sources', () => {
  test('a second run finds everything unchanged', async () => {
    const { files, documents } = await tilthJson<PrepareResult>(['prepare', docs, '--store', store])
    expect(files.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(documents).toBe(3)
  })

  test('sources lists the manifest', async () => {
    const { files, documents, chunks, embedder } = await tilthJson<SourcesResult>(['sources', '--store', store])
    expect(files.map(({ source }) => source)).toEqual(['lighthouse.txt', 'mill.txt', '差旅.md'])
    expect(documents).toBe(3)
    expect(chunks).toBe(files.reduce((sum, file) => sum + file.chunks, 0))
    expect(embedder).toContain('minilm')
  })

  test('--events are JSON lines, the last one the result', async () => {
    const done = await tilth(['prepare', docs, '--store', join(folder, 'events'), '--events'])
    const events = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; documents?: number })
    expect(events[0]).toMatchObject({ type: 'files-found', files: 3 })
    expect(events.filter(({ type }) => type === 'document-indexed')).toHaveLength(3)
    expect(events.at(-1)).toMatchObject({ type: 'prepare-end', documents: 3 })
  })
})

describe('extract and chunk', () => {
  test('plain text passes character by character, and chunks are slices of it', async () => {
    const { documents } = await tilthJson<ExtractResult>(['extract', join(docs, 'lighthouse.txt')])
    expect(documents.map(({ text }) => text)).toEqual([LIGHTHOUSE])
    const { chunks } = await tilthJson<ChunkResult>(['chunk', join(docs, 'lighthouse.txt')])
    for (const { start, end, text } of chunks) expect(LIGHTHOUSE.slice(start, end)).toBe(text)
    expect(chunks.length).toBeGreaterThan(0)
  })
})

describe('search', () => {
  test('brings the right passage first, in either language', async () => {
    const english = await tilthJson<SearchResult>(['search', 'who grinds wheat', '-k', '2', '--store', store])
    expect(english.passages[0]).toMatchObject({ rank: 1, source: 'mill.txt', text: MILL.trim() })
    const chinese = await tilthJson<SearchResult>(['search', '住宿每晚多少钱', '--store', store])
    expect(chinese.passages[0]).toMatchObject({ source: '差旅.md' })
  })

  test('filters by kind and source', async () => {
    const { passages } = await tilthJson<SearchResult>(['search', 'lighthouse', '--kind', 'md', '--store', store])
    expect(passages.map(({ source }) => source)).toEqual(['差旅.md'])
    const one = await tilthJson<SearchResult>(['search', 'lighthouse', '--source', 'm*.txt', '--store', store])
    expect(new Set(one.passages.map(({ source }) => source))).toEqual(new Set(['mill.txt']))
  })

  test('--queries answers line by line; a bad line spoils no other', async () => {
    const file = join(folder, 'queries.jsonl')
    writeFileSync(file, '{"id":"a","text":"When was the lighthouse built?"}\nno JSON\n{"id":"c"}\n{"id":"d","text":"When is rye ground?"}\n')
    const done = await tilth(['search', '--queries', file, '--store', store])
    const lines = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; error?: object; passages?: { source: string }[] })
    expect(done.status).toBe(0)
    expect(lines.map(({ id, error }) => [id, Boolean(error)])).toEqual([
      ['a', false],
      [null, true],
      ['c', true],
      ['d', false],
    ])
    expect(lines[3]?.passages?.[0]?.source).toBe('mill.txt')
  })
})

describe('ask', () => {
  test('quotes the documents, with offsets that hold', async () => {
    const { answer, model } = await tilthJson<AskResult>(['ask', 'When was the lighthouse built?', '--store', store])
    expect(model).toBe('quote')
    expect(answer.supported).toBe(true)
    expect(answer.text).toContain('1874')
    for (const { start, end, quote, quoteStart, quoteEnd, source } of answer.citations) {
      expect(source).toBe('lighthouse.txt')
      expect(answer.text.slice(start, end)).toBe(quote)
      expect(LIGHTHOUSE.slice(quoteStart, quoteEnd)).toBe(quote)
    }
  })

  test('answers in Chinese', async () => {
    const { answer } = await tilthJson<AskResult>(['ask', '谁可以批准出差?', '--store', store])
    expect(answer).toMatchObject({ supported: true, text: expect.stringContaining('部门经理') })
  })

  test('says when the documents hold no answer, in the language of the question', async () => {
    const english = await tilthJson<AskResult>(['ask', 'Which team won the football cup in 2010?', '--store', store])
    expect(english.answer).toMatchObject({ supported: false, citations: [] })
    const chinese = await tilthJson<AskResult>(['ask', '火星的直径是多少公里?', '--store', store])
    expect(chinese.answer.supported).toBe(false)
    expect(chinese.answer.text).toMatch(/\p{Script=Han}/u)
  })

  test('prepares the places that it is given, and answers from them only', async () => {
    const other = join(folder, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'tower.txt'), 'The lighthouse at Cold Ness was built in 1912.\n')
    const only = await tilthJson<AskResult>(['ask', other, 'When was the lighthouse built?', '--store', store])
    expect(only.answer.text).toContain('1912')
    expect(new Set(only.passages.map(({ source }) => source))).toEqual(new Set(['tower.txt']))
    const file = await tilthJson<AskResult>(['ask', join(docs, 'mill.txt'), 'When is wheat ground?', '--store', store])
    expect(new Set(file.passages.map(({ source }) => source))).toEqual(new Set(['mill.txt']))
  })

  test('knows no cutoff: a file is edited, prepare runs again, the answer changes', async () => {
    const place = join(folder, 'edited')
    mkdirSync(place)
    writeFileSync(join(place, 'pool.txt'), 'The swimming pool opens at six in the morning.\n')
    const before = await tilthJson<AskResult>(['ask', place, 'When does the swimming pool open?', '--store', store])
    writeFileSync(join(place, 'pool.txt'), 'The swimming pool opens at nine in the morning.\n')
    await tilthJson(['prepare', place, '--store', store])
    const after = await tilthJson<AskResult>(['ask', 'When does the swimming pool open?', '--store', store])
    expect([before.answer.text, after.answer.text].map((text) => /six|nine/.exec(text)?.[0])).toEqual(['six', 'nine'])
  })
})

describe('the embedder that made a store', () => {
  test('another one is refused until --reembed', async () => {
    const own = join(folder, 'minilm-only')
    await tilthJson(['prepare', docs, '--store', own, '--embedder', 'minilm'])
    const refused = await tilth(['search', 'lighthouse', '--store', own])
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(/^error: .*embedder.*\nhint: .*--reembed/)
    const again = await tilthJson<PrepareResult>(['prepare', docs, '--store', own, '--reembed'])
    expect(again.files.every(({ status }) => status === 'indexed')).toBe(true)
    const { passages } = await tilthJson<SearchResult>(['search', 'when was the lighthouse built', '--store', own])
    expect(passages[0]?.source).toBe('lighthouse.txt')
  })
})

test('store check and store backup', async () => {
  expect(await tilthJson(['store', 'check', '--store', store])).toMatchObject({ ok: true })
  const copy = join(folder, 'copy')
  await tilthJson(['store', 'backup', copy, '--store', store])
  const { passages } = await tilthJson<SearchResult>(['search', 'rye', '--store', copy])
  expect(passages[0]?.source).toBe('mill.txt')
})
