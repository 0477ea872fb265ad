import { expect, test } from 'vitest'
import type { FileResult, PrepareResult } from '../contracts/prepare.ts'
import { reportPage } from './report.ts'
import { summaryOf } from './summary.ts'

const file = (source: string, more: Partial<FileResult>): FileResult => ({
  source,
  place: '/p',
  status: 'indexed',
  documents: 1,
  chunks: 1,
  redactions: {},
  seconds: 0.1,
  ...more,
})
const RESULT: PrepareResult = {
  files: [
    file('a.md', {
      redactions: { PERSON: 2, EMAIL: 1 },
      seconds: 3,
      steps: { extract: 2, protect: 0.5, clean: 0, chunk: 0.1, embed: 0.4, write: 0 },
    }),
    file('b.md', { status: 'unchanged', redactions: { PERSON: 1 } }),
    file('x/c.pdf', { status: 'failed', reason: 'c.pdf is damaged: page 12 is cut off' }),
    file('d.pdf', { status: 'failed', reason: 'd.pdf is damaged: page 3 is cut off' }),
    file('<img src=x>.zip', { status: 'dropped', reason: 'nothing in "<img src=x>.zip"' }),
  ],
  documents: 2,
  chunks: 2,
  seconds: 4,
}

test('counts by status, by reason whatever file it names, and by type', () => {
  expect(summaryOf(RESULT)).toEqual({
    statuses: [
      { status: 'indexed', count: 1 },
      { status: 'unchanged', count: 1 },
      { status: 'dropped', count: 1 },
      { status: 'failed', count: 2 },
    ],
    failed: [{ reason: 'it is damaged: page N is cut off', count: 2, examples: ['x/c.pdf', 'd.pdf'] }],
    dropped: [{ reason: 'nothing in "it"', count: 1, examples: ['<img src=x>.zip'] }],
    personalData: [
      { type: 'PERSON', count: 3 },
      { type: 'EMAIL', count: 1 },
    ],
    slowest: [{ source: 'a.md', seconds: 3 }],
    steps: [
      { step: 'extract', seconds: 2 },
      { step: 'protect', seconds: 0.5 },
      { step: 'chunk', seconds: 0.1 },
      { step: 'embed', seconds: 0.4 },
    ],
  })
})

test('the page holds the same, loads nothing and runs nothing that a file name says', () => {
  const page = reportPage(RESULT, '2026-11-25T10:00:00Z')
  for (const said of ['PERSON', 'it is damaged: page N is cut off', 'a.md', '&lt;img src=x&gt;.zip']) expect(page).toContain(said)
  expect(page).not.toMatch(/<img|<script|https?:/)
  expect(page).not.toContain('undefined')
})
