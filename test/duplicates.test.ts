import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PrepareResult } from '../src/contracts/prepare.ts'
import { openTilth, type TilthConfig } from '../src/index.ts'

let work: string
beforeEach(() => void (work = mkdtempSync(join(tmpdir(), 'tilth-duplicates-'))))
afterEach(() => rmSync(work, { recursive: true, force: true }))

const POLICY = `Employees may work from home on up to three days a week. The days are agreed with the manager and entered in Dayplan.

The company lends a screen and a chair for the time of employment. Both have to be returned within 14 days after the last working day.

Whoever works from home can be reached between 9:30 and 16:00. Meetings are held by video unless the team decides otherwise.`

const write = (name: string, text: string) => writeFileSync(join(work, name), text)

async function prepare(config: TilthConfig, places: readonly string[] = ['docs']): Promise<PrepareResult> {
  const tilth = openTilth({ store: join(work, 'store'), threads: 1, ...config })
  try {
    let result: PrepareResult | undefined
    for await (const event of tilth.prepare(places.map((place) => join(work, place)))) if (event.type === 'prepare-end') result = event.result
    return result!
  } finally {
    await tilth.close()
  }
}

const shown = ({ files }: PrepareResult) => Object.fromEntries(files.map(({ source, status, reason }) => [source, reason ? `${status}: ${reason}` : status]))

test('copies are counted, left out, and come back when what they copy goes', async () => {
  mkdirSync(join(work, 'docs'))
  write('docs/a.md', POLICY)
  write('docs/b.md', POLICY.replaceAll('\n\n', '\n\n\n'))
  write('docs/c.md', `Printed on 3 May 2026\n\n${POLICY}\n\nPage 1 of 1`)
  write('docs/d.md', POLICY.replace('14 days', '30 days'))

  const counted = await prepare({})
  expect(counted).toMatchObject({ documents: 4, duplicates: { exact: 1, near: 1, outdated: 0 } })

  const near = { duplicates: 'near' } as const
  const first = await prepare(near)
  expect(shown(first)).toMatchObject({ 'a.md': 'indexed', 'b.md': 'dropped: the same text as a.md', 'd.md': 'indexed' })
  expect(shown(first)['c.md']).toMatch(/^dropped: nearly the same as a\.md \(\d+ % of the words\)$/)
  expect(first).toMatchObject({ documents: 2, duplicates: { exact: 1, near: 1, outdated: 0 } })
  expect(shown(await prepare(near))).toMatchObject({ 'a.md': 'unchanged', 'b.md': 'dropped: the same text as a.md' })

  rmSync(join(work, 'docs/a.md'))
  const after = await prepare(near)
  expect(shown(after)).toMatchObject({ 'a.md': 'removed', 'b.md': 'indexed', 'd.md': 'unchanged' })
  expect(shown(after)['c.md']).toMatch(/^dropped: nearly the same as b\.md/)
  expect(after.documents).toBe(2)

  write('docs/b.md', 'Lunch is served at noon. Soup is free on Fridays.')
  expect(shown(await prepare(near))).toMatchObject({ 'b.md': 'indexed', 'c.md': 'indexed' })

  const tilth = openTilth({ store: join(work, 'store') })
  try {
    expect((await tilth.checkStore()).problems).toEqual([])
  } finally {
    await tilth.close()
  }
}, 120_000)

test('the newer takes the place of what an earlier run brought in, of this place or another', async () => {
  for (const folder of ['docs', 'more']) mkdirSync(join(work, folder))
  write('docs/old.md', `Version 1.9\n\n${POLICY}`)
  const near = { duplicates: 'near', outdated: 'drop' } as const
  await prepare(near)
  write('docs/new.md', `Version 1.10\n\n${POLICY}`)
  const second = await prepare(near)
  expect(shown(second)['old.md']).toMatch(/^dropped: nearly the same as new\.md, which is newer/)
  expect(second.documents).toBe(1)

  write('more/newest.md', `Version 2.0\n\n${POLICY.replace('14 days', '30 days')}`)
  expect((await prepare(near, ['more'])).documents).toBe(1)
  const tilth = openTilth({ store: join(work, 'store') })
  const { files } = await tilth.sources()
  await tilth.close()
  expect(files.map(({ source, status }) => `${source} ${status}`).sort()).toEqual(['new.md dropped', 'newest.md indexed', 'old.md dropped'])

  rmSync(join(work, 'more/newest.md'))
  write('more/other.md', 'Something else is written here.')
  await prepare(near, ['more'])
  const back = await prepare(near)
  expect(shown(back)).toMatchObject({ 'new.md': 'indexed' })
  expect(shown(back)['old.md']).toMatch(/^dropped/)
}, 120_000)

test('mails lose what they quote, and the run says how much', async () => {
  mkdirSync(join(work, 'docs'))
  const mail = (body: string) =>
    `From: Anna <anna@example.org>\nTo: Bob <bob@example.org>\nSubject: Re: Lunch\nDate: Mon, 2 Mar 2026 10:15:00 +0100\n\n${body}\n`
  write('docs/a.eml', mail('The Barley Room is booked for noon.\n\nOn Sun, 1 Mar 2026, Bob wrote:\n> Shall we have lunch?\n> Bob'))
  write('docs/b.txt', 'Skip to content\n> This quote stays.')
  const result = await prepare({})
  expect(result.removed).toMatchObject({ mailHistory: { count: 1 } })
  const tilth = openTilth({ store: join(work, 'store') })
  try {
    const { passages } = await tilth.search('lunch Barley Room quote')
    expect(passages.map(({ text }) => text).join('\n')).not.toContain('Shall we')
    expect(passages.find(({ source }) => source === 'b.txt')?.text).toBe('Skip to content\n> This quote stays.')
  } finally {
    await tilth.close()
  }
  expect((await prepare({ clean: false })).removed).toEqual({})
  await expect(prepare({ clean: ['nonsense'] })).rejects.toThrow('unknown cleaning rule "nonsense"')
  await expect(prepare({ languages: ['xx'] })).rejects.toThrow('unknown language "xx"')
  expect(shown(await prepare({ languages: ['de'] }))['a.eml']).toMatch(/^(?:indexed|dropped: it is in English)/)
}, 120_000)
