import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
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
    for (const verb of ['prepare', 'sources', 'forget', 'search', 'ask', 'extract', 'chunk', 'eval', 'store']) {
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

  test.each([
    [['search', 'x', '--jsn'], 'did you mean --json?'],
    [['--jsn', 'search', 'x'], 'flags stand after the verb, such as: tilth ask --json …'],
    [['--versoin'], 'did you mean --version?'],
    [['store', 'chek'], 'did you mean check?'],
    [['eval', 'retrival', 'q.jsonl'], 'did you mean retrieval?'],
  ])('%j: %s', async (args, hint) => {
    const done = await tilth(args)
    expect(done).toMatchObject({ status: 2, stdout: '' })
    expect(done.stderr).toMatch(/^error: \S.*\n/)
    expect(done.stderr).toContain(`hint: ${hint}\n`)
  })

  test.each([
    [['store', 'check', 'extra'], 'extra'],
    [['sources', 'extra'], 'too many arguments'],
    [['search', 'one', 'two'], 'too many arguments'],
    [['store', 'backup', 'a', 'b'], 'too many arguments'],
    [['search', 'x', '--queries', 'q.jsonl'], 'not both'],
    [['ask', 'x', '--exclude', 'drafts/**'], 'go with a place'],
    [['search', 'x', '-k', 'many'], "'-k, --k <n>' argument 'many' is invalid. It must be a whole number from 1 to 10,000."],
    [['ask', 'x', '--min-support', '2'], 'It must be a number from 0 to 1.'],
    [['prepare', 'x', '--threads', '0'], 'It must be a whole number from 1 to 256.'],
    [['search', 'x', '--seed', '-1'], 'It must be a whole number from 0 to 4,294,967,295.'],
    [['search', '😀'], 'the question "😀" holds no words'],
  ])('%j is wrong use: %s', async (args, what) => {
    const done = await tilth([...args, '--store', store])
    expect(done).toMatchObject({ status: 2, stdout: '' })
    expect(done.stderr.split('\n')[0]).toContain(what)
    expect(done.stderr).toMatch(/\nhint: \S/)
  })

  test('--version --json is JSON', async () => {
    expect(JSON.parse((await tilth(['--version', '--json'])).stdout)).toEqual({ version: (await tilth(['--version'])).stdout.trim() })
  })

  test('a configuration file may print, in a folder without a package.json, and spoils no JSON', async () => {
    const place = join(folder, 'configured')
    mkdirSync(place)
    writeFileSync(join(place, 'tilth.config.ts'), `console.log('loading')\nexport default { store: ${JSON.stringify(store)}, k: 1 }\n`)
    const done = await tilth(['search', 'rye', '--json'], { cwd: place })
    expect((JSON.parse(done.stdout) as SearchResult).passages).toHaveLength(1)
    expect(done.stderr).toBe('loading\n')
  })

  test('queries that cannot be read are wrong use', async () => {
    for (const [file, why] of [
      [docs, 'it is a folder'],
      [join(folder, 'none.jsonl'), 'there is no such file'],
      [join(docs, 'mill.txt', 'x.jsonl'), 'ENOTDIR'],
    ] as const)
      expect(await tilth(['search', '--queries', file, '--store', store])).toMatchObject({
        status: 2,
        stdout: '',
        stderr: `error: the queries ${file} cannot be read: ${why}\nhint: give a file of JSON lines { "id", "text" }\n`,
      })
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

  test('what was read in part says so, in prepare and in sources', async () => {
    const place = join(folder, 'partial')
    mkdirSync(place)
    writeFileSync(join(place, 'log\nbook.jsonl'), '{"note":"The ferry sails at noon."}\nno JSON\n{"note":"The mill rests on Sundays."}\n')
    const spare = join(folder, 'partial-store')
    const prepared = await tilth(['prepare', place, '--store', spare])
    expect(prepared.stdout).toMatch(/1 indexed in .*; the store holds \d+ documents? in \d+ chunks?\npartly read log␊book\.jsonl: \S/)
    const listed = await tilth(['sources', '--store', spare])
    expect(listed.stdout).toMatch(/^log␊book\.jsonl {2}\d chunks?.*, partly read: \S/)
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

  test('one source name in two places is told apart, in search and in ask; --place searches one of them', async () => {
    const [spring, autumn] = [join(folder, 'spring', 'minutes'), join(folder, 'autumn', 'minutes')]
    for (const [place, guest] of [
      [spring, 'Odo Brandt'],
      [autumn, 'Ida Falk'],
    ] as const) {
      mkdirSync(place, { recursive: true })
      writeFileSync(join(place, 'club.txt'), `The guest speaker of the chess club was ${guest}.\n`)
    }
    const clubs = join(folder, 'clubs')
    await tilthJson(['prepare', spring, autumn, '--store', clubs])
    const both = await tilth(['search', 'guest speaker of the chess club', '--store', clubs])
    expect(both.stdout).toContain('club.txt (spring/minutes)')
    expect(both.stdout).toContain('club.txt (autumn/minutes)')
    const answer = await tilth(['ask', 'Who was the guest speaker of the chess club?', '--store', clubs])
    expect(answer.stdout).toMatch(/\n\[1\] club\.txt \((spring|autumn)\/minutes\)\n/)
    const one = await tilth(['search', 'guest speaker of the chess club', '--store', clubs, '--place', autumn])
    expect(one.stdout).toMatch(/^1\. club\.txt \d.*\n.*Ida Falk/)
    expect(one.stdout).not.toContain('Odo')
  })

  test('passages that have nothing to do with the query are left out of the text', async () => {
    const { passages } = await tilthJson<SearchResult>(['search', 'who grinds wheat', '--store', store])
    const { stdout } = await tilth(['search', 'who grinds wheat', '--store', store])
    expect(stdout).not.toMatch(/ 0\.000$/m)
    expect(stdout.match(/^\d+\. /gm)).toHaveLength(passages.filter(({ score }) => score >= 0.0005).length)
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

test('ask takes --include and --exclude for its places', async () => {
  const place = join(folder, 'chosen')
  mkdirSync(place)
  writeFileSync(join(place, 'kept.txt'), 'The bell of the chapel weighs 400 kilograms.\n')
  writeFileSync(join(place, 'draft.txt'), 'The bell of the chapel weighs 900 kilograms.\n')
  const args = ['ask', place, 'How much does the bell of the chapel weigh?', '--exclude', 'draft*', '--store', join(folder, 'chosen-store')]
  const done = await tilth(args)
  expect(done.stdout).toContain('400 kilograms')
  expect(done.stdout).not.toContain('900')
  expect(done.stderr).toMatch(/prepared 1 of 1 file in /)
  expect((await tilthJson<AskResult>([...args, '--reembed'])).answer.text).toContain('400')
})

test('a backup that cannot be written says why', async () => {
  for (const [target, why] of [
    [join(docs, 'mill.txt'), 'it is a file'],
    [join(docs, 'mill.txt', 'copy'), 'a part of the path is a file'],
    [store, 'there is a store'],
  ] as const) {
    const done = await tilth(['store', 'backup', target, '--store', store])
    expect(done.status).toBe(1)
    expect(done.stderr).toMatch(new RegExp(`^error: .*${why}.*\\nhint: \\S`))
  }
  const empty = join(folder, 'no-copy')
  expect((await tilth(['store', 'backup', empty, '--store', join(folder, 'no-store-at-all')])).status).toBe(1)
  expect(existsSync(empty)).toBe(false)
})

test('store check and store backup', async () => {
  expect(await tilthJson(['store', 'check', '--store', store])).toMatchObject({ ok: true })
  const copy = join(folder, 'copy')
  await tilthJson(['store', 'backup', copy, '--store', store])
  const { passages } = await tilthJson<SearchResult>(['search', 'rye', '--store', copy])
  expect(passages[0]?.source).toBe('mill.txt')
})

describe('forget', () => {
  const gone = join(folder, 'gone place')
  const kept = join(folder, 'kept-place')
  const own = join(folder, 'forget-store')
  beforeAll(async () => {
    for (const place of [gone, kept]) mkdirSync(place)
    writeFileSync(join(gone, 'well.txt'), 'The well of the abbey is 31 metres deep.\n')
    writeFileSync(join(kept, 'wall.txt'), 'The wall of the abbey is 4 metres high.\n')
    await tilthJson(['prepare', gone, kept, '--store', own])
    rmSync(gone, { recursive: true })
  })

  test('prepare and sources name a place that is gone, keep what the store holds of it, and say how to remove that', async () => {
    const hint = /hint: .*tilth forget ".*gone place"\n/
    const some = await tilth(['prepare', gone, kept, '--store', own])
    expect(some.status).toBe(0)
    expect(some.stderr).toMatch(/failed \S*gone place: \S/)
    expect(some.stderr).toMatch(hint)
    const none = await tilth(['prepare', gone, '--store', own])
    expect(none.status).toBe(1)
    expect(none.stderr).toMatch(/^error: .*gone place/)
    expect(none.stderr).toMatch(hint)
    const listed = await tilth(['sources', '--store', own])
    expect(listed.stdout).toMatch(/^well\.txt /m)
    expect(listed.stdout).toMatch(/^cannot be reached: .*gone place$/m)
    expect(listed.stderr).toMatch(hint)
  })

  test('forget removes it; a place that the store does not hold is an error', async () => {
    const done = await tilth(['forget', gone, '--store', own])
    expect(done).toMatchObject({ status: 0, stdout: 'forgot 1 file; the store holds 1 document in 1 chunk\n' })
    const { passages } = await tilthJson<SearchResult>(['search', 'the abbey', '--store', own])
    expect(passages.map(({ source }) => source)).toEqual(['wall.txt'])
    const again = await tilth(['forget', gone, '--store', own])
    expect(again.status).toBe(1)
    expect(again.stderr).toMatch(/^error: the store holds nothing of .*gone place\nhint: .*kept-place/)
    const { files, documents } = await tilthJson<PrepareResult>(['forget', join(kept, 'wall.txt'), '--store', own])
    expect(files).toMatchObject([{ source: 'wall.txt', place: kept, status: 'removed' }])
    expect(documents).toBe(0)
  })
})
