import { expect, test } from 'vitest'
import { seededRandom } from '../../common/random.ts'
import { randomKey } from '../../connectors/vault/key.ts'
import type { PersonalSpan, Treatment } from '../../contracts/personal-data.ts'
import { personalDataFinder } from './find.ts'
import { openPersonalData, redactText, restoreText, translateQuestion } from './personal-data.ts'
import { chineseId, luhn, mod97 } from './recognisers/checksums.ts'
import { openStandIns } from './stand-ins.ts'

const find = personalDataFinder()
const open = (treatment: Treatment) =>
  openPersonalData({ policy: { treatment }, find, secret: 'x', openKey: () => ({ key: randomKey(), record: '' }), randomKey })

/** Stand-ins for values that are given, without a finder. */
function standInsFor(treatment: 'label' | 'synthetic') {
  const session = openStandIns({ key: randomKey() }).session()
  return (type: string, ...texts: readonly string[]): string[] =>
    session.replace(
      texts.map((text): PersonalSpan => ({ start: 0, end: text.length, type, text, score: 1 })),
      treatment,
      texts.join('\n'),
    )
}

const LETTER = `Customer name: Mary Jones, card 4111 1111 1111 1111. MARY JONES wrote to mary.jones@acme-mail.org from +1 415-734-2671 or (415) 734-2671.
Ms Jones was born on 12 March 1984. IBAN DE89 3704 0044 0532 0130 00; SSN: 536-90-4399; passport no. E12345678.
客户姓名：王小明；身份证号：11010519491231002X；电话 13812345678。王先生住在北京市朝阳区建国路88号2单元301室。`

test('one person has one stand-in, under every form of the name', () => {
  const [whole, upper, alone, titled, turned] = standInsFor('synthetic')('PERSON', 'Mary Jones', 'MARY JONES', 'Jones', 'Ms Jones', 'Jones, Mary')
  const [given, family] = whole!.split(' ')
  expect([upper, alone, titled, turned]).toEqual([whole!.toUpperCase(), family, `Ms ${family}`, `${family}, ${given}`])
  expect(new Set(standInsFor('label')('PERSON', 'Ms Jones', 'Mary Jones', 'MARY JONES', 'Jones, Mary', 'Mary A. Jones', 'M. Jones'))).toEqual(
    new Set(['[PERSON_1]']),
  )
  const [chinese, mister] = standInsFor('synthetic')('PERSON', '王小明', '王先生')
  expect(chinese).toMatch(/^\p{Script=Han}{3}$/u)
  expect(mister).toBe(`${chinese![0]}先生`)
  expect(standInsFor('label')('PERSON', '王小明', '王先生')).toEqual(['[PERSON_1]', '[PERSON_1]'])
})

test('different people are told apart, those of one name too', () => {
  expect(standInsFor('label')('PERSON', 'Mary Jones', 'Robert Jones', 'Mary Smith')).toEqual(['[PERSON_1]', '[PERSON_2]', '[PERSON_3]'])
  const names = Array.from({ length: 40 }, (_, a) =>
    Array.from({ length: 40 }, (__, b) =>
      `Aa${String.fromCharCode(97 + (a % 26))}${a} Zz${b}`.replace(
        /\d+/g,
        (n) => 'abcdefghij'.repeat(Number(n) > 9 ? 2 : 1).slice(0, Number(n) % 10 || 1) + 'qrstuv'[Number(n) % 6],
      ),
    ).flat(),
  ).flat()
  const different = [...new Set(names)]
  expect(new Set(standInsFor('synthetic')('PERSON', ...different)).size).toBe(different.length)
})

test('gender, language and script of names are kept', () => {
  const make = standInsFor('synthetic')
  expect(make('PERSON', 'Jürgen Schäfer')[0]).toMatch(/^[A-ZÄÖÜ]\p{L}+ [A-ZÄÖÜ]\p{L}+$/u)
  expect(make('PERSON', 'Сергей Иванов')[0]).toMatch(/^\p{Script=Cyrillic}+ \p{Script=Cyrillic}+$/u)
  expect(make('PERSON', 'Wang Xiaoming')[0]).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
})

test('made-up numbers are valid, in the form of the value', () => {
  const make = (type: string, text: string) => standInsFor('synthetic')(type, text)[0]!
  for (const form of ['4111 1111 1111 1111', '5500-0000-0000-0004', '340000000000009']) {
    const made = make('CREDIT_CARD', form)
    expect([made.replace(/\d/g, '0'), luhn(made.replace(/\D/g, ''))]).toEqual([form.replace(/\d/g, '0'), true])
  }
  expect(chineseId(make('CN_ID', '11010519491231002X'))).toBe(true)
  const iban = make('IBAN', 'DE89 3704 0044 0532 0130 00')
  expect([iban.slice(0, 2), mod97(iban.replace(/ /g, ''))]).toEqual(['DE', true])
  expect(make('US_SSN', '536-90-4399')).toMatch(/^9\d\d-\d\d-\d{4}$/)
  expect(make('MAC_ADDRESS', '00:1b:44:11:3a:b7')).toMatch(/^[0-9a-f]2(?::[0-9a-f]{2}){5}$/)
  expect(make('EMAIL', 'mary@acme.org')).toMatch(/^[a-z.\d]+@example\.(?:com|org|net)$/)
  expect(make('LICENSE_PLATE', '京A12345')).toMatch(/^\p{Script=Han}[A-Z]\d{5}$/u)
  expect(make('DATE_OF_BIRTH', '1984-03-12')).toMatch(/^19(?:8\d)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)$/)
})

test('a phone number is the same however it is written', () => {
  const make = standInsFor('synthetic')
  const [a, b, c] = make('PHONE', '+1 415-734-2671', '(415) 734-2671', '4157342671').map((text) => text.replace(/\D/g, '').slice(-10))
  expect([b, c]).toEqual([a, a])
  expect(a).toMatch(/^\d{3}555/)
  expect(make('PHONE', '13812345678', '+86 138 1234 5678').map((text) => text.replace(/\D/g, '').slice(-11))).toEqual([
    expect.stringMatching(/^154\d{8}$/),
    expect.stringMatching(/^154\d{8}$/),
  ])
  expect(new Set(standInsFor('label')('PHONE', '13812345678', '+86 138 1234 5678')).size).toBe(1)
})

test.each(['label', 'synthetic'] as const)('%s: what is redacted can be restored, and redacting twice changes nothing', async (treatment) => {
  const data = await open(treatment)
  const { text, spans } = await redactText(LETTER, data, undefined)
  expect(spans.length).toBeGreaterThan(12)
  for (const { start, end, replacement } of spans) expect(text.slice(start, end)).toBe(replacement)
  for (const value of ['Mary', 'JONES', '4111', '734-2671', '王小明', '11010519491231002X', '3704 0044', 'E12345678']) expect(text).not.toContain(value)
  expect((await redactText(text, data, undefined)).text).toBe(text)
  expect(restoreText(text, data)).toBe(LETTER)
})

test.each(['label', 'synthetic', 'mask', 'drop'] as const)('%s: holds for texts made at random', async (treatment) => {
  const random = seededRandom(7)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const values = [
    'Mary Jones',
    'MARY JONES',
    'Ms Jones',
    'Dr. Anselm Okonjo',
    '王小明',
    '+1 415-734-2671',
    '(415) 734-2671',
    'anna@acme.org',
    'ANNA@acme.org',
    '4111 1111 1111 1111',
    '4111111111111111',
    '192.168.7.13',
    '[PERSON_1]',
    '[PERSON_12]',
    'Harriet',
    '\ud83d\ude00',
    '12 March 1984',
  ]
  const words = ['Dear', 'Customer name:', 'phone', 'card', 'was born on', 'and', '客户姓名：', '；', '\n', ', ', 'e-mail:', 'the office', '%20', '\\_']
  for (let round = 0; round < 40; round++) {
    const data = await open(treatment)
    const whole = Array.from({ length: 1 + Math.floor(random() * 14) }, () => one(random() < 0.5 ? values : words)).join(one([' ', ' ', '']))
    const { text, spans } = await redactText(whole, data, undefined)
    for (const { start, end, replacement } of spans) expect(text.slice(start, end)).toBe(replacement)
    expect((await redactText(text, data, undefined)).text).toBe(text)
    if (treatment === 'label' || treatment === 'synthetic') expect(restoreText(text, data)).toBe(whole)
  }
})

test('a question about a real person becomes one about the stand-in', async () => {
  for (const treatment of ['label', 'synthetic'] as const) {
    const data = await open(treatment)
    const { text } = await redactText('Customer name: Mary Jones\nThe office opens at nine.', data, undefined)
    const name = /name: (.+)/.exec(text)![1]!
    expect(translateQuestion('When did Mary Jones sign?', data)).toBe(`When did ${name} sign?`)
    expect(translateQuestion("What is Jones's card?", data)).not.toContain('Jones')
    expect(translateQuestion('When does the office open?', data)).toBe('When does the office open?')
  }
})

test('values with escapes and in links are seen', async () => {
  const data = await open('synthetic')
  const redacted = await redactText(
    'Write to [us](https://a.org/u?m=mary.jones%40acme-mail.org) or mary\\_jones@acme-mail.org, Customer name: Mary Jones, see /people/mary-jones',
    data,
    undefined,
    'markdown',
  )
  expect(redacted.text).not.toMatch(/mary|jones/i)
})
