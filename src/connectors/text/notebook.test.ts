import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { notebookExtractor } from './notebook.ts'

const file = (value: unknown, name = 'analysis.ipynb') => ({
  name,
  kind: 'ipynb',
  bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
})
const NOTEBOOK = {
  nbformat: 4,
  metadata: { language_info: { name: 'python' } },
  cells: [
    { cell_type: 'markdown', source: ['# Rainfall\n', 'Measured in **mm**.'] },
    { cell_type: 'code', source: 'print("```")', outputs: [{ output_type: 'stream', text: ['\u001b[31mtotal\u001b[0m 812\n'] }] },
    { cell_type: 'code', source: '1/0', outputs: [{ output_type: 'error', ename: 'ZeroDivisionError', evalue: 'division by zero' }] },
    { cell_type: 'code', source: 'plot()', outputs: [{ output_type: 'display_data', data: { 'image/png': 'AAAA' } }] },
  ],
}

test('reads texts, code and what it printed', async () => {
  const { documents } = await notebookExtractor.extract(file(NOTEBOOK))
  expect(documents[0]?.title).toBe('Rainfall')
  expect(documents[0]?.text).toBe(
    '# Rainfall\nMeasured in **mm**.\n\n````python\nprint("```")\n````\n\n```text\ntotal 812\n```\n\n```python\n1/0\n```\n\n```text\nZeroDivisionError: division by zero\n```\n\n```python\nplot()\n```',
  )
})

test('an empty notebook has a reason', async () => {
  expect(await notebookExtractor.extract(file({ cells: [] }))).toEqual({ documents: [], reason: 'the notebook is empty' })
})

extractorSuite('notebook', notebookExtractor, { sound: [file(NOTEBOOK)], broken: [file('{"cells": [', 'cut.ipynb'), file({ worksheets: [] }, 'old.ipynb')] })
