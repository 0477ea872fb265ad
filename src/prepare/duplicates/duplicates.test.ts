import { describe, expect, test } from 'vitest'
import { sha256 } from '../../common/hash.ts'
import type { Document, Metadata } from '../../contracts/document.ts'
import { makeDuplicates, type DuplicateOptions } from './duplicates.ts'

const documentOf = (source: string, text: string, metadata: Metadata = {}): Document => ({
  id: sha256(source, text).slice(0, 32), text, format: 'markdown', source, place: '/share', metadata,
}) // prettier-ignore

const POLICY = `Employees may work from home on up to three days a week. The days are agreed with the manager and entered in Dayplan.

The company lends a screen and a chair for the time of employment. Both have to be returned within 14 days after the last working day.

Whoever works from home can be reached between 9:30 and 16:00. Meetings are held by video unless the team decides otherwise.

Papers with personal data never leave the office. Laptops are locked when nobody sits in front of them, at home as well.`

const CHINESE = `员工每周最多可以在家办公三天，具体日期由员工与部门经理商定，并在系统中登记。

公司在聘用期内出借显示器和座椅各一件，离职后须在14天内归还。

在家办公的员工须在9:30至16:00之间保持联系畅通，会议一般以视频方式进行。

含有个人信息的纸质文件不得带离办公室，离开座位时须锁定电脑，在家中也一样。`

async function judged(texts: readonly Document[], options: Partial<DuplicateOptions> = {}): Promise<string[]> {
  const duplicates = makeDuplicates({ duplicates: 'near', outdated: 'keep', load: async () => undefined, today: 20_600, ...options })
  const said: string[] = []
  for (const document of texts) {
    const { keep, kind, of, replaces } = await duplicates.judge(document)
    said.push(
      `${keep ? 'keeps' : 'drops'}${kind ? ` ${kind}` : ''}${of ? ` for ${of.source}` : ''}${replaces.map(({ source }) => ` instead of ${source}`).join('')}`,
    )
  }
  return said
}

describe('the same', () => {
  test.each([
    ['white space and width', POLICY, POLICY.replaceAll('\n\n', '\n \n\n').replaceAll(',', '，'), 'exact'],
    ['line breaks', POLICY, POLICY.replaceAll('. ', '.\n'), 'exact'],
    ['a printed copy', POLICY, `Printed on 3 May 2026 by the intranet\n\n${POLICY}\n\nPage 1 of 1`, 'near'],
    ['another order', POLICY, POLICY.split('\n\n').reverse().join('\n\n'), 'near'],
    ['other words', POLICY, POLICY.replace('lends', 'provides').replace('Meetings are held by video', 'Meetings take place by video'), 'near'],
    ['a sentence less', POLICY, POLICY.replace(' Laptops are locked when nobody sits in front of them, at home as well.', ''), 'near'],
    ['Chinese, a printed copy', CHINESE, `打印日期：2026年5月3日\n\n${CHINESE}\n\n第1页 共1页`, 'near'],
    ['Chinese, other words', CHINESE, CHINESE.replace('具体日期', '具体时间').replace('出借', '借出'), 'near'],
  ])('%s', async (_, first, second, kind) => {
    expect(await judged([documentOf('a.md', first), documentOf('b.md', second)])).toEqual(['keeps', `drops ${kind} for a.md`])
    const exact = await judged([documentOf('a.md', first), documentOf('b.md', second)], { duplicates: 'exact' })
    expect(exact[1]).toBe(kind === 'exact' ? 'drops exact for a.md' : 'keeps near')
    expect((await judged([documentOf('a.md', first), documentOf('b.md', second)], { duplicates: 'keep' }))[1]).toBe(`keeps ${kind}`)
  })
})

describe('not the same', () => {
  test.each([
    ['a number', POLICY, POLICY.replace('three days', '3 days').replace('14 days', '30 days')],
    ['a time', POLICY, POLICY.replace('16:00', '17:00')],
    ['a negation', POLICY, POLICY.replace('never leave', 'may leave')],
    ['a name', `${POLICY}\n\nQuestions go to Anna Berg in Norwich.`, `${POLICY}\n\nQuestions go to Peter Lind in Norwich.`],
    ['an addressee', `Dear Ms Smith,\n\n${POLICY}`, `Dear Mr Jones,\n\n${POLICY}`],
    ['a rule more and a rule less', `${POLICY}\n\nA second screen costs 90 euros.`, POLICY.replace(/Both.*?day\./, '') + '\n\nLunch is 4.50 euros.'],
    ['Chinese: a number', CHINESE, CHINESE.replace('14天', '30天')],
    ['Chinese: a number in characters', CHINESE, CHINESE.replace('三天', '两天')],
    ['Chinese: a negation', CHINESE, CHINESE.replace('不得带离', '可以带离')],
    ['Chinese: a name', `${CHINESE}\n\n如有疑问请联系张伟。`, `${CHINESE}\n\n如有疑问请联系李娜。`],
    ['Chinese: an addressee', `尊敬的张伟先生：\n\n${CHINESE}`, `尊敬的李娜女士：\n\n${CHINESE}`],
  ])('%s', async (_, first, second) => {
    expect(await judged([documentOf('a.md', first), documentOf('b.md', second)])).toEqual(['keeps', 'keeps'])
  })

  test('a table with other prices', async () => {
    const table = (factor: number) =>
      `# Prices\n\n| Part | Price |\n|---|---|\n${Array.from({ length: 30 }, (_, index) => `| Valve ${index} of brass with a ring | ${index * 3 + factor} |`).join('\n')}`
    expect(await judged([documentOf('a.md', table(7)), documentOf('b.md', table(8))])).toEqual(['keeps', 'keeps'])
    expect(await judged([documentOf('a.md', table(7)), documentOf('b.md', table(7).replace('# Prices', '# Price list'))])).toEqual([
      'keeps',
      'drops near for a.md',
    ])
  })

  test('short texts are the same only when they are equal', async () => {
    expect(await judged([documentOf('a', 'Thanks, see you.'), documentOf('b', 'Thanks, see us.'), documentOf('c', 'Thanks,  see you.')])).toEqual([
      'keeps',
      'keeps',
      'drops exact for a',
    ])
  })
})

describe('which one stays', () => {
  const old = documentOf('old.md', `Version 1.9, valid from 1 February 2025\n\n${POLICY}`)
  const renewed = documentOf('new.md', `Version 1.10, valid from 1 March 2026\n\n${POLICY}`)

  test('the newest by its own word, whichever comes first', async () => {
    expect(await judged([old, renewed])).toEqual(['keeps', 'keeps instead of old.md'])
    expect(await judged([renewed, old])).toEqual(['keeps', 'drops near for new.md'])
    const [first, second] = ['2024年版\n\n', '2026年版\n\n'].map((head) => documentOf(head.trim(), `制度 ${head}${CHINESE}`))
    expect(await judged([first!, second!])).toEqual(['keeps', 'keeps instead of 2024年版'])
  })

  test('a damaged copy never, newer or not', async () => {
    const damaged = documentOf('damaged.md', renewed.text.replace('Dayplan', 'D\ufffd\ufffdplan').replace('Both', '锟斤拷'))
    expect(await judged([old, damaged])).toEqual(['keeps', 'drops near for old.md'])
    expect(await judged([damaged, old])).toEqual(['keeps', 'keeps instead of damaged.md'])
    const cut = documentOf('cut.md', renewed.text.slice(0, -30))
    expect(await judged([old, cut])).toEqual(['keeps', 'drops near for old.md'])
  })

  test('else the fuller one, else the one that is there', async () => {
    const shorter = documentOf('short.md', POLICY.replace(/Both.*?day\./, ''))
    expect(await judged([shorter, documentOf('full.md', POLICY)])).toEqual(['keeps', 'keeps instead of short.md'])
    expect(await judged([documentOf('full.md', POLICY), shorter])).toEqual(['keeps', 'drops near for full.md'])
  })

  test('outdated versions, with other numbers, go only when that is wanted', async () => {
    const changed = documentOf('new.md', renewed.text.replace('14 days', '30 days').replace('three', 'two'))
    expect(await judged([old, changed])).toEqual(['keeps', 'keeps outdated'])
    expect(await judged([old, changed], { outdated: 'drop', duplicates: 'keep' })).toEqual(['keeps', 'keeps instead of old.md'])
    expect(await judged([changed, old], { outdated: 'drop', duplicates: 'keep' })).toEqual(['keeps', 'drops outdated for new.md'])
    const unmarked = documentOf('other.md', POLICY.replace('14 days', '30 days'))
    expect(await judged([documentOf('a.md', POLICY), unmarked], { outdated: 'drop' })).toEqual(['keeps', 'keeps'])
  })

  test('what is void or expired is outdated', async () => {
    const without = documentOf('a.md', POLICY.replace('14', '20'))
    expect(await judged([without, documentOf('b.md', `This policy has been superseded by another.\n\n${POLICY}`)], { outdated: 'drop' })).toEqual([
      'keeps',
      'drops outdated for a.md',
    ])
    expect(
      await judged([documentOf('b.md', CHINESE.replace('14', '20')), documentOf('a.md', `有效期至：2020年1月1日\n\n${CHINESE}`)], { outdated: 'drop' }),
    ).toEqual(['keeps', 'drops outdated for b.md'])
  })

  test('one invoice never replaces another, nor one person’s letter that of another', async () => {
    const invoice = (number: number, month: string) =>
      documentOf(`${number}.md`, `# Invoice no. ${number}\n\nIssued on 3 ${month} 2026\n\n${POLICY}\n\nAmount due: ${number} euros.`)
    expect(await judged([invoice(401, 'March'), invoice(402, 'April')], { outdated: 'drop' })).toEqual(['keeps', 'keeps'])
    const letter = (name: string, day: number) => documentOf(name, `Dear ${name},\n\nissued on ${day} May 2026\n\n${POLICY}`)
    expect(await judged([letter('Ms Anna Smith', 3), letter('Mr Peter Jones', 4)], { outdated: 'drop' })).toEqual(['keeps', 'keeps'])
  })
})
