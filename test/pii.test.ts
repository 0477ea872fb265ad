import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openTilth } from '../src/app.ts'
import type { TilthConfig } from '../src/config.ts'
import type { PrepareEvent, PrepareResult } from '../src/contracts/prepare.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'tilth-pii-')))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  delete process.env['TILTH_TEST_KEY']
})

let place: string
let store: string
let cases = 0
beforeEach(() => {
  place = join(root, `place-${++cases}`)
  store = join(root, `store-${cases}`)
  mkdirSync(place)
  process.env['TILTH_TEST_KEY'] = randomBytes(32).toString('hex')
})

const HOUR_AGO = new Date(Date.now() - 3_600_000)
const write = (name: string, content: string, time = HOUR_AGO) => {
  mkdirSync(join(place, name, '..'), { recursive: true })
  writeFileSync(join(place, name), content)
  utimesSync(join(place, name), time, time)
}
const KEYED = { vaultKeyEnv: 'TILTH_TEST_KEY' }

async function withTilth<T>(config: TilthConfig, work: (tilth: ReturnType<typeof openTilth>) => Promise<T>): Promise<T> {
  const tilth = openTilth({ store, threads: 1, embedder: 'minilm', ...config })
  try {
    return await work(tilth)
  } finally {
    await tilth.close()
  }
}

const prepare = (config: TilthConfig): Promise<{ result: PrepareResult; events: PrepareEvent[] }> =>
  withTilth(config, async (tilth) => {
    const events: PrepareEvent[] = []
    for await (const event of tilth.prepare([place])) events.push(event)
    const last = events.at(-1)
    if (last?.type !== 'prepare-end') throw new Error('the run never ended')
    return { result: last.result, events }
  })

/** All bytes of the store's files, and its rows, in which numbers may be split over pages. */
function bytesOf(folder: string): string {
  const raw = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'))
  const database = new DatabaseSync(join(folder, 'tilth.db'), { readOnly: true })
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const rows = tables.flatMap(({ name }) =>
    database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .map((row) =>
        Object.values(row)
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
          .join('\n'),
      ),
  )
  database.close()
  return [...raw, ...rows].join('\n')
}

const latin1 = (text: string): string => Buffer.from(text).toString('latin1')

/** Values in every place that a document has: name, folder, title, heading, headers, link targets, metadata, reasons. */
const PLANTED = [
  'Whitcombe',
  'whitcombe',
  'Okonjo',
  'okonjo',
  'Lindqvist',
  'lindqvist',
  '欧阳建国',
  '4111 1111 1111 1111',
  '415-734-2671',
  '11010519491231002X',
  'acme-mail.org',
]
function plant(): void {
  write(
    'staff/Marianne_Whitcombe/letter to Dmitri Okonjo.html',
    `<!doctype html><html><head><meta charset="utf-8"><title>Contract of Marianne Whitcombe</title><meta name="author" content="Dmitri Okonjo"></head><body><article>
    <h1>For Marianne Whitcombe</h1><p>The office opens at nine and closes at five. Dear Marianne Whitcombe, please call +1 415-734-2671 or see
    <a href="https://intranet.test/people/marianne-whitcombe?mail=marianne.whitcombe%40acme-mail.org">the page</a> about your card 4111 1111 1111 1111.</p>
    <p>Mr Okonjo and Ms Whitcombe signed the lease of the mill.</p></article></body></html>`,
  )
  write(
    'mail.eml',
    `From: Oskar Lindqvist <oskar.lindqvist@acme-mail.org>\nTo: Dmitri Okonjo <dmitri@acme-mail.org>\nSubject: Lease of Oskar Lindqvist\nDate: Mon, 06 May 2024 10:00:00 +0000\nMessage-ID: <lindqvist.1@acme-mail.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nDear Dmitri Okonjo,\n\nthe mill is let from May on.\n\nOskar Lindqvist\n`,
  )
  write('人事/欧阳建国简历.txt', '姓名：欧阳建国\n身份证号：11010519491231002X\n\n办公室九点开门。\n')
  write('Oskar Lindqvist.pdf', '%PDF-1.7\nOskar Lindqvist')
  write('links.md', 'The list of tenants is [here](https://intranet.test/q?mail=marianne.whitcombe%40acme-mail.org&n=Dmitri+Okonjo), as Dmitri Okonjo says.\n')
  write('plain.md', '# The mill\n\nThe mill has two floors and a bell.\n')
}

test.each([
  ['label', KEYED],
  ['label', {}],
  ['synthetic', KEYED],
  ['mask', {}],
  ['drop', {}],
] as const)('%s %j: no value is left in the store, in events or in what is printed', async (pii, config) => {
  plant()
  const { result, events } = await prepare({ pii, ...config })
  const shown = await withTilth({ ...config }, async (tilth) =>
    JSON.stringify([await tilth.sources(), await tilth.search('the mill', { k: 20 }), await tilth.answer('When does the office open?')]),
  )
  const everything = [JSON.stringify(events), shown].join('\n')
  const stored = bytesOf(store)
  for (const value of PLANTED) {
    expect.soft(everything.includes(value), `${value} shown`).toBe(false)
    expect.soft(stored.includes(latin1(value)), `${value} stored`).toBe(false)
  }
  expect(shown).toContain('two floors and a bell')
  expect(result.files.find(({ source }) => source === 'plain.md')?.status).toBe('indexed')
  expect(result.files.filter(({ status }) => status === 'failed')).toHaveLength(1)
  const html = result.files.find(({ source }) => source.startsWith('staff/'))
  expect(Object.keys(html?.redactions ?? {})).toEqual(expect.arrayContaining(['PERSON', 'PHONE', 'CREDIT_CARD']))
  if (pii === 'drop') expect(shown).not.toContain('the mill is let from May')
  if (pii === 'label') expect(html?.source).toMatch(/^staff\/\[PERSON_\d+\]\/letter to \[PERSON_\d+\]\.html$/)
  // Again: the same files, whatever they are called.
  const again = await prepare({ pii, ...config })
  const statuses = again.result.files.map(({ status }) => status)
  expect(statuses.filter((status) => status === 'unchanged')).toHaveLength(pii === 'drop' ? 2 : 5)
  expect(statuses).not.toContain('removed')
  expect(again.result.files.map(({ source }) => source)).toEqual(result.files.map(({ source }) => source))
})

test('files are known again, and everything of them goes with them, their entries in the vault too', async () => {
  plant()
  const entries = () => {
    const database = new DatabaseSync(join(store, 'tilth.db'), { readOnly: true })
    const { count } = database.prepare('SELECT count(*) AS count FROM vault').get() as { count: number }
    database.close()
    return count
  }
  await prepare({ pii: 'synthetic', ...KEYED })
  const before = entries()
  expect(before).toBeGreaterThan(10)
  // The same bytes at another time are the same file; other bytes are read anew, under the same name.
  write('mail.eml', readFileSync(join(place, 'mail.eml'), 'utf8'), new Date(Date.now() - 60_000))
  write('人事/欧阳建国简历.txt', '姓名：欧阳建国\n\n办公室八点开门。\n', new Date(Date.now() - 60_000))
  const second = await prepare({ pii: 'synthetic', ...KEYED })
  expect(Object.fromEntries(second.result.files.map(({ source, status }) => [source.replace(/^.*\//, ''), status]))).toMatchObject({
    'mail.eml': 'unchanged',
    'plain.md': 'unchanged',
  })
  expect(second.result.files.map(({ status }) => status).sort()).toEqual(['failed', 'indexed', 'unchanged', 'unchanged', 'unchanged', 'unchanged'])
  expect(entries()).toBeLessThan(before) // the identity number is gone from the file
  rmSync(join(place, 'staff'), { recursive: true })
  const third = await prepare({ pii: 'synthetic', ...KEYED })
  expect(third.result.files.filter(({ status }) => status === 'removed')).toHaveLength(1)
  for (const name of readdirSync(place)) rmSync(join(place, name), { recursive: true })
  write('plain.md', '# The mill\n\nThe mill has two floors and a bell.\n')
  await prepare({ pii: 'synthetic', ...KEYED })
  expect(entries()).toBe(0)
})

test('another policy prepares again, and leaves nothing of what was kept before', async () => {
  plant()
  await prepare({})
  expect(bytesOf(store)).toContain('Okonjo')
  const { result } = await prepare({ pii: 'label' })
  expect(result.files.filter(({ status }) => status === 'indexed')).toHaveLength(5)
  const stored = bytesOf(store)
  for (const value of PLANTED) expect.soft(stored.includes(latin1(value)), value).toBe(false)
})

test('labels of two runs without a key never share a number', async () => {
  write('a.txt', 'Customer name: Mary Jones. The bell rings at noon.\n')
  await prepare({ pii: 'label' })
  write('b.txt', 'Customer name: Robert Castellan. The mill is closed.\n')
  await prepare({ pii: 'label' })
  const { passages } = await withTilth({}, (tilth) => tilth.search('bell mill', { k: 5 }))
  const labels = passages.flatMap(({ text }) => text.match(/\[PERSON_\d+\]/g) ?? [])
  expect(labels.sort()).toEqual(['[PERSON_1]', '[PERSON_2]'])
})

test('who has the key asks by real names and gets real names back', async () => {
  write('a.txt', 'Customer name: Mary Jones. Mary Jones rents the red barn behind the mill.\n')
  write('b.txt', 'Customer name: Robert Castellan. Robert Castellan rents the blue barn near the ford.\n')
  for (const pii of ['label', 'synthetic'] as const) {
    store = join(root, `store-${cases}-${pii}`)
    await prepare({ pii, ...KEYED })
    const plain = await withTilth({}, (tilth) => tilth.search('What does Mary Jones rent?', { k: 1 }))
    expect(JSON.stringify(plain.passages)).not.toMatch(/Mary|Jones/)
    await withTilth(KEYED, async (tilth) => {
      const found = await tilth.search('Mary Jones', { k: 1 })
      expect(found.passages[0]?.text).toContain('red barn')
      const { answer, passages } = await tilth.answer('Which barn does Mary Jones rent?', { restore: true })
      expect(answer.text).toContain('Mary Jones rents the red barn')
      for (const { start, end, quote } of answer.citations) expect(answer.text.slice(start, end)).toBe(quote)
      expect(passages[0]?.text).toContain('Mary Jones')
      expect(await tilth.restore(plain.passages[0]!.text)).toMatch(/Customer name: (?:Mary Jones|Robert Castellan)/)
    })
    await expect(withTilth({}, (tilth) => tilth.restore('x'))).rejects.toMatchObject({ code: 'no-vault-key' })
  }
})

test('a wrong key, a missing key and a weak one are told', async () => {
  write('a.txt', 'Customer name: Mary Jones\n')
  await prepare({ pii: 'label', ...KEYED })
  await expect(prepare({ pii: 'label' })).rejects.toMatchObject({ code: 'no-vault-key' })
  process.env['TILTH_TEST_KEY'] = randomBytes(32).toString('hex')
  await expect(prepare({ pii: 'label', ...KEYED })).rejects.toMatchObject({ code: 'wrong-vault-key' })
  await expect(withTilth(KEYED, (tilth) => tilth.restore('[PERSON_1]'))).rejects.toMatchObject({ code: 'wrong-vault-key' })
  process.env['TILTH_TEST_KEY'] = 'short'
  store = `${store}-new`
  await expect(prepare({ pii: 'label', ...KEYED })).rejects.toMatchObject({ code: 'weak-vault-key' })
  delete process.env['TILTH_TEST_KEY']
  await expect(prepare({ pii: 'label', ...KEYED })).rejects.toMatchObject({ code: 'no-vault-key' })
})

test('a policy by type and source, with a recogniser of its own', async () => {
  write('hr/a.txt', 'Customer name: Mary Jones, project Bluebird, host 10.20.30.44, e-mail mary@acme-mail.org.\n')
  write('b.txt', 'Customer name: Mary Jones, project Bluebird, host 10.20.30.44, e-mail mary@acme-mail.org.\n')
  const pii = {
    treatment: 'mask',
    types: { PERSON: 'label', IP_ADDRESS: 'keep' },
    sources: [{ match: 'hr/**', treatment: 'label' }],
    custom: [{ type: 'PROJECT', words: ['Bluebird'] }],
  } as const
  await prepare({ pii })
  const { passages } = await withTilth({}, (tilth) => tilth.search('project', { k: 5 }))
  const texts = Object.fromEntries(passages.map(({ source, text }) => [source, text.trim()]))
  expect(texts['hr/a.txt']).toBe('Customer name: [PERSON_1], project [PROJECT_1], host [IP_ADDRESS_1], e-mail [EMAIL_1].')
  expect(texts['b.txt']).toBe('Customer name: [PERSON_1], project ********, host 10.20.30.44, e-mail ****@****-****.***.')
  expect(() => openTilth({ pii: { treatment: 'mask', types: { PERSONS: 'keep' } } })).toThrow(/unknown type "PERSONS"/)
  expect(() => openTilth({ pii: 'hide' as never })).toThrow(/not a treatment/)
})

test('a run that is killed leaves no value behind', async () => {
  for (let number = 0; number < 60; number++)
    write(`file-${number}.txt`, `Customer name: Marianne Whitcombe, card 4111 1111 1111 1111.\n\nThe office counted ${number} visitors.\n`.repeat(6))
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', 'bin', 'tilth.cjs'), 'prepare', place, '--store', store, '--pii', 'label', '--events'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let seen = 0
  for await (const chunk of child.stdout) {
    seen += String(chunk).split('document-indexed').length - 1
    if (seen > 4) break
  }
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const stored = readdirSync(store)
    .map((name) => readFileSync(join(store, name)).toString('latin1'))
    .join('\n')
  expect(stored).not.toMatch(/Whitcombe|4111 1111/)
  renameSync(store, `${store}-killed`)
})

test('a file is asked by its own name, whatever it is called in the store', async () => {
  write('letter to Dmitri Okonjo.txt', 'The red barn is let.\n')
  write('b.txt', 'The blue barn is free.\n')
  for (const config of [KEYED, {}]) {
    store = join(root, `store-${cases}-${Object.keys(config).length}`)
    await prepare({ pii: 'label', ...config })
    const { passages } = await withTilth(config, (tilth) => tilth.search('barn', { places: [join(place, 'letter to Dmitri Okonjo.txt')] }))
    expect(passages.map(({ source, text }) => [source, text.trim()])).toEqual([['letter to [PERSON_1].txt', 'The red barn is let.']])
  }
})

test('a store whose texts were treated is not filled with raw values because a flag was forgotten', async () => {
  write('a.txt', 'Mary Jones rents barn seven.')
  await prepare({ pii: 'label' })
  write('a.txt', 'Mary Jones rents barn eight.')
  await expect(prepare({})).rejects.toMatchObject({ code: 'policy-missing' })
  expect(bytesOf(store)).not.toContain('Mary Jones')
  await prepare({ pii: 'keep' })
  expect(bytesOf(store)).toContain('Mary Jones')
  await prepare({})
})

test('redacting without a treatment is an error, and a treatment of its own keeps the recognisers of the configuration', async () => {
  await expect(withTilth({}, (tilth) => tilth.redactor())).rejects.toMatchObject({ code: 'wrong-use' })
  const custom = [{ type: 'EMPLOYEE_ID', patterns: ['E-\\d{6}'] }]
  const redact = await withTilth({ pii: { treatment: 'label', custom } }, (tilth) => tilth.redactor('mask'))
  expect((await redact('Badge E-123456 is lost.')).text).toBe('Badge *-****** is lost.')
})
