/**
 * Writes `examples/handbook/`, the papers of an invented company, in the formats that people really keep: the same bytes
 * each time. `node scripts/make-handbook.ts [FOLDER]`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { CANTEEN_ZH, CLAIMS_ZH, LEAVE_ZH, TRAVEL_ZH, UPGRADE_MAIL } from './handbook/chinese.ts'
import { writeWord } from './handbook/docx.ts'
import { CONTACTS, HELP_DESK, MOVE_MAIL, ONBOARDING, WARRANTY } from './handbook/english-daily.ts'
import { EMPLOYEE_HANDBOOK, LEAVE_POLICY, SECURITY_PAGE, TRAVEL_POLICY_2023, TRAVEL_POLICY_2026 } from './handbook/english-rules.ts'
import { ALL_HANDS, EXPENSE_SHEETS } from './handbook/figures.ts'
import { encodeGb18030 } from './handbook/gb18030.ts'
import { writePdf } from './handbook/pdf.ts'
import { writeSlides } from './handbook/pptx.ts'
import { writeWorkbook } from './handbook/xlsx.ts'

const folder = process.argv[2] ?? join(import.meta.dirname, '..', 'examples', 'handbook')

const files: Record<string, string | Uint8Array> = {
  'employee-handbook.pdf': await writePdf({
    title: 'Employee Handbook',
    author: 'Larkfield Instruments, People team',
    date: '2026-01-12',
    text: EMPLOYEE_HANDBOOK,
    head: 'Larkfield Instruments Ltd · Employee Handbook 2026 · Internal',
  }),
  'sm-40-warranty.pdf': await writePdf({
    title: 'SM-40 Soil Moisture Probe: Warranty and Service',
    author: 'Larkfield Instruments, Customer Service',
    date: '2025-11-03',
    text: WARRANTY,
    head: 'Larkfield Instruments Ltd · LF-SM40-W rev. 7 · Public',
  }),
  'travel-policy-2026.docx': writeWord({
    title: 'Business Travel Policy 2026',
    author: 'Marguerite Oyelaran',
    date: '2025-12-08',
    text: TRAVEL_POLICY_2026,
    footer: 'Larkfield Instruments Ltd · Internal',
  }),
  'archive/travel-policy-2023.md': TRAVEL_POLICY_2023,
  'leave-policy.md': LEAVE_POLICY,
  'onboarding.md': ONBOARDING,
  'expense-limits.xlsx': writeWorkbook({ title: 'Expense limits 2026', author: 'Desmond Achterberg', date: '2026-01-12', sheets: EXPENSE_SHEETS }),
  'all-hands-2026.pptx': writeSlides({ title: 'All-hands meeting 2026', author: 'Ines Marlow', date: '2026-01-29', slides: ALL_HANDS }),
  'information-security.html': SECURITY_PAGE,
  'contacts.csv': CONTACTS,
  'help-desk.jsonl': HELP_DESK,
  'mail/2026-04-07-norwich-move.eml': MOVE_MAIL,
  'mail/2026-03-09-feihong-upgrade.eml': UPGRADE_MAIL,
  '差旅政策.md': TRAVEL_ZH,
  '请假制度.docx': writeWord({ title: '请假制度', author: '人事行政部', date: '2026-01-15', text: LEAVE_ZH, footer: '云雀田仪器(苏州)有限公司 · 内部资料' }),
  '报销指南.html': CLAIMS_ZH,
  '食堂与班车.txt': encodeGb18030(CANTEEN_ZH),
}

rmSync(folder, { recursive: true, force: true })
let bytes = 0
for (const [name, content] of Object.entries(files)) {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  bytes += Buffer.byteLength(content)
}
process.stderr.write(`${Object.keys(files).length} files, ${Math.round(bytes / 1024)} KiB in ${folder}\n`)
