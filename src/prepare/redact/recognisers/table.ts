import type { Candidate, Page, Recogniser } from './page.ts'

/** What the heading of a column says of its cells; the first that fits counts. */
const HEADINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:customer|client|user|employee|staff|patient|student|tenant|guest|contact|full|first|last|family|given|maiden|middle|legal|preferred|driver|passenger|member|applicant|candidate|parent|guardian|child|resident|recipient|owner|account holder)(?:'s)?[ _-]?names?|surname|forename|driver|passenger|patient|tenant|attendee|participant|applicant|candidate|beneficiary|payee|next of kin|account holder|(?:emergency )?contact(?: person)?|line manager|teacher|recipient)$/i,
    'PERSON',
  ],
  [/^(?:.{0,4}姓名|联系人|聯絡人|收件人|收货人|患者|业主|業主|负责人|負責人|经办人|家长|家長|班主任|户主|戶主|持卡人|申请人|申請人|租客)$/, 'PERSON'],
  [/^(?:name|名字)$/i, 'NAME'],
  [
    /^(?:(?:home|work|cell|mobile|office|contact|tele)?[ _-]?(?:phone|mobile|cell|telephone|tel|fax|whatsapp)[ _.-]?(?:no|number|#)?\.?|contact (?:no|number)\.?|hp|.{0,4}(?:手机|手機|电话|電話|联系方式|聯絡方式)(?:号码?|號碼?)?)$/i,
    'PHONE',
  ],
  [/^(?:(?:home|postal|mailing|street|delivery|shipping|billing)?[ _-]?address|.{0,4}(?:地址|住址))$/i, 'ADDRESS'],
  [/^(?:d\.?o\.?b\.?|date of birth|birth ?(?:date|day)|born|出生日期|出生年月日?|生日)$/i, 'DATE_OF_BIRTH'],
  [/^(?:(?:driv(?:er|ing)(?:'?s)?[ _-]?)?licen[cs]e(?: (?:no|number|#)\.?)?|dl(?: (?:no|number|#))?|驾驶证号?|驾照号?)$/i, 'DRIVER_LICENSE'],
  [
    /^(?:(?:licen[cs]e |number )?plates?|reg(?:istration)?(?: (?:no|number))?\.?|rego|vehicle (?:no|number|reg)\.?|车牌号?码?|車牌(?:號碼?)?)$/i,
    'LICENSE_PLATE',
  ],
  [/^(?:passports?(?: (?:no|number|#))?\.?|护照号?码?|護照(?:號碼?)?)$/i, 'PASSPORT'],
  [/^(?:mrn|patient (?:id|no|number)|hospital (?:no|number)|nhs(?: (?:no|number))?|病历号|病歷號碼?|住院号|就诊卡号)$/i, 'MEDICAL_RECORD'],
  [/^(?:user[ _-]?name|login|handle|用户名|帳號)$/i, 'USERNAME'],
  [/^(?:ssn|social security(?: (?:no|number))?)$/i, 'US_SSN'],
  [/^(?:(?:bank )?(?:account|acct|a\/c)(?: (?:no|number|#))?\.?|银行账号|银行卡号|帳戶號碼)$/i, 'BANK_ACCOUNT'],
]
/** Columns that stand beside people, and such that stand beside things. */
const OF_PEOPLE =
  /^(?:dept|department|team|role|position|job title|grade|class|age|sex|gender|e-?mail(?: address)?|start(?: date)?|hire date|manager|nationality|salary|ext(?:ension)?|matric.*|employee.*|student.*|staff.*|relationship|部门|部門|职位|職位|性别|性別|年龄|班级|工号|学号|邮箱)$/i
/** A line without any of these is no heading. */
const HINT =
  /name|phone|mobile|tel|cell|fax|whatsapp|contact|hp|driver|passenger|patient|tenant|attendee|participant|applicant|candidate|beneficiary|payee|kin|holder|manager|teacher|recipient|address|birth|born|d\.?o\.?b|licen[cs]e|dl|plate|reg|vehicle|passport|mrn|nhs|hospital|login|handle|ssn|social|account|acct|a\/c|[姓名人者主长長机機话話址生期证證照牌号號]|方式/i
const DIGITS = /\d/g
const NAME =
  /^(?:(?:Mrs?|Ms|Miss|Dr|Prof)\.? )?(?<value>(?:\p{Lu}[\p{L}.'-]*|(?:van|der|den|de|da|del|di|la|bin|binti|binte|al|el|von|y|of|s\/o|d\/o)),?(?: (?:\p{Lu}[\p{L}.'-]*|van|der|den|de|da|del|di|la|bin|binti|binte|al|el|von|y|s\/o|d\/o),?){0,4}|[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,8})$/u
const NO_NAME = /^(?:N\/?A|None|Total|Unknown|TBD|TBC|Vacant|Name|Yes|No|合计|总计|待定|无)$/i
const DATE = /^(?:\d{1,4}[-/.年 ]){2}\d{1,4}日?$|^\d{1,2} \p{L}{3,9} \d{4}$|^\p{L}{3,9} \d{1,2},? \d{4}$/u

const FITS: Readonly<Record<string, (cell: string) => boolean>> = {
  PERSON: (cell) => NAME.test(cell) && !NO_NAME.test(cell),
  PHONE: (cell) => /^[+\d(][\d ().+/-]{5,20}(?:(?:x|ext\.?|#|转|分機) ?\d{1,5})?$/i.test(cell) && (cell.match(DIGITS)?.length ?? 0) >= 6,
  ADDRESS: (cell) => cell.length >= 6 && /\d/.test(cell) && /[\p{L}]{2}/u.test(cell),
  DATE_OF_BIRTH: (cell) => DATE.test(cell),
  LICENSE_PLATE: (cell) => cell.length >= 4 && cell.length <= 12 && /\d/.test(cell) && !/[a-z]/.test(cell),
  USERNAME: (cell) => /^@?[A-Za-z][\w.-]{2,31}$/.test(cell),
}
const numbered = (cell: string): boolean => cell.length >= 5 && cell.length <= 24 && /^[A-Z\d][A-Z\d /-]*$/.test(cell) && (cell.match(DIGITS)?.length ?? 0) >= 3

interface Cell {
  readonly text: string
  readonly start: number
}

/** Cells of tables whose column's heading says that they are personal: Markdown, and lines parted by commas, semicolons or tabs. */
export const table: Recogniser = (page) => {
  const found: Candidate[] = []
  let columns: readonly (string | undefined)[] = []
  let mark = ''
  for (let start = 0; start < page.text.length;) {
    const stop = page.text.indexOf('\n', start)
    const end = stop < 0 ? page.text.length : stop
    const cells = mark && end - start < 4000 ? cellsOf(page.text.slice(start, end), start, mark) : []
    if (mark && cells.length === columns.length) found.push(...cells.flatMap((cell, at) => judged(cell, columns[at])))
    else if (end - start < 600) [mark, columns] = headingOf(page, start, end)
    else mark = ''
    start = end + 1
  }
  return found
}

function judged({ text, start }: Cell, type: string | undefined): Candidate[] {
  if (!type || !text || !(FITS[type] ?? numbered)(text)) return []
  const value = type === 'PERSON' ? (NAME.exec(text)?.groups?.['value'] ?? text) : text
  const from = start + text.length - value.length
  return [{ start: from, end: start + text.length, type, score: 0.9 }]
}

function headingOf(page: Page, start: number, end: number): [string, readonly (string | undefined)[]] {
  const line = page.text.slice(start, end)
  if (!HINT.test(line)) return ['', []]
  for (const mark of ['|', '\t', ',', ';']) {
    if (!line.includes(mark)) continue
    const cells = cellsOf(line, start, mark).map(({ text }) => text.replaceAll(/[*"]/g, '').trim())
    const types = cells.map((cell) => (cell.length > 24 ? undefined : HEADINGS.find(([heading]) => heading.test(cell))?.[1]))
    // A "name" alone may be that of a thing.
    const people = types.some((type) => type && type !== 'NAME') || cells.some((cell) => OF_PEOPLE.test(cell))
    const known = types.map((type) => (type === 'NAME' ? (people ? 'PERSON' : undefined) : type))
    // Prose has commas too: every cell of a heading is short.
    if (known.some(Boolean) && cells.length > 1 && cells.every((cell) => cell.length <= 32)) return [mark, known]
  }
  return ['', []]
}

function cellsOf(line: string, offset: number, mark: string): Cell[] {
  const cells: Cell[] = []
  let from = 0
  while (from <= line.length) {
    const quoted = mark !== '|' && line[from] === '"' ? line.indexOf('"', from + 1) : -1
    const next = line.indexOf(mark, quoted > 0 ? quoted + 1 : from)
    const to = next < 0 ? line.length : next
    const raw = line.slice(from, to)
    const text = raw.replace(/^[\s"]+|[\s"]+$/g, '')
    cells.push({ text, start: offset + from + (text ? raw.indexOf(text) : 0) })
    from = to + 1
  }
  return cells
}
