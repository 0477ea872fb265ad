import { expect, test } from 'vitest'
import { randomKey } from '../../connectors/vault/key.ts'
import type { PersonalSpan } from '../../contracts/personal-data.ts'
import { personalDataFinder } from './find.ts'
import { protectPath } from './path.ts'
import { openStandIns } from './stand-ins.ts'

const find = personalDataFinder()
const person = (text: string): PersonalSpan => ({ start: 0, end: text.length, type: 'PERSON', text, score: 1 })
const shown = (path: string, treatment: 'label' | 'synthetic', known: readonly PersonalSpan[] = []) =>
  protectPath(path, path, known, { policy: { treatment }, find, standIns: openStandIns({ key: randomKey() }).session() }).path

test.each([
  'contacts.csv',
  'README.md',
  'invoices/2024/march-report.pdf',
  'hr/staff list.xlsx',
  'meeting_notes_v2.docx',
  '客户名单.csv',
  '会议纪要/项目计划.docx',
])('%s names nobody and stays', (path) => {
  expect([shown(path, 'synthetic'), shown(path, 'label')]).toEqual([path, path])
})

test('what was taken for a name in a file does not change its ending', () => {
  for (const treatment of ['synthetic', 'label'] as const) {
    expect(shown('contacts.csv', treatment, [person('csv'), person('Edith Marsh')])).toBe('contacts.csv')
    expect(shown('hr/Edith_Marsh.pdf', treatment, [person('Edith Marsh'), person('pdf')])).toMatch(/^hr\/(?!.*Edith).+\.pdf$/)
  }
})

test('a name in a file name goes, the words around it stay', () => {
  expect(shown('hr/Edith Marsh contract.pdf', 'label', [person('Edith Marsh')])).toBe('hr/[PERSON_1] contract.pdf')
})
