import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../common/random.ts'
import { tagText } from './tag.ts'

/** Texts that training never saw: [P …] is a person, [A …] an address. */
const LABELLED = `
Dear Mr. [P Abernathy], your parcel was left with a neighbour at [A 14 Larkspur Crescent, Tunbridge Wells TN4 8QD].
Please ask [P Rosalind Achterberg] or [P Kenji Morita] for the key.
The flat at [A 902 Harbor Point Blvd, Apt 6C, Baltimore, MD 21230] is empty since May.
Kind regards, [P Ngozi Umeh]
Passenger: [P Priyanka Raghunathan], seat 14A
Our client, [P Tomasz Wilczek], lives at [A 7/22 Wattle Street, Fremantle WA 6160].
[P Siobhan] told me that [P Declan] is off sick today.
Attendees: [P Marta Oliveira], [P Dev Khanna], [P J. Lindholm]
She was seen by Dr [P Castellanos] on 4 June.
Send it to [A Flat 12, Shalimar Apartments, 3rd Main, Jayanagar, Bengaluru 560041].
收件人：[P 祁晓楠]，地址：[A 浙江省宁波市鄞州区四明中路668号天伦广场3号楼1205室]
[P 苏婉清]女士您好，您的预约已确认。
参会人员：[P 程立峰]、[P 白静]、[P 欧阳明远]
我叫[P 郭子轩]，在市场部工作。
患者[P 方丽华]，52岁，由[P 汪]医生接诊。
請寄到[A 台中市西區公益路二段51號18樓]，聯絡人[P 林雅惠]。
昨天[P 沈建国]给我打电话，说[P 陆涛]已经到了。
公司搬到了[A 深圳市南山区科苑路15号科兴科学园B栋4单元]。
`

const NOBODY = `
Newton's method and the Pythagoras theorem are taught in the first year.
Ford and Goldman Sachs reported higher sales; Johns Hopkins University did the study.
The road from Lincoln to Jackson is closed in May, and the Hudson River is frozen.
Set the cache size to 512 MB and restart the Redis server.
Annual leave is requested in the portal and approved by the head of department.
鲁迅文学奖将于下月公布，牛顿定律是中学物理的内容。
高兴的时候大家一起唱歌，黄金和石油的价格连续上涨。
请各部门于周五前提交本月的工作总结，由财务部审核。
中山大学和武汉大学公布了招生计划，张家港的天气不错。
`

function parse(line: string): { text: string; spans: { start: number; end: number; type: string }[] } {
  const spans: { start: number; end: number; type: string }[] = []
  let text = '',
    last = 0
  for (const match of line.matchAll(/\[([PA]) ([^\]]+)\]/g)) {
    text += line.slice(last, match.index)
    spans.push({ start: text.length, end: text.length + match[2]!.length, type: match[1] === 'P' ? 'PERSON' : 'ADDRESS' })
    text += match[2]
    last = match.index + match[0].length
  }
  return { text: text + line.slice(last), spans }
}

const characters = (spans: readonly { start: number; end: number; type: string }[]) =>
  new Set(spans.flatMap(({ start, end, type }) => Array.from({ length: end - start }, (_, at) => `${type} ${start + at}`)))

describe('names and addresses', () => {
  test('are found in texts that training never saw, in both languages', () => {
    const counts = { en: [0, 0, 0], zh: [0, 0, 0] }
    for (const line of LABELLED.trim().split('\n')) {
      const { text, spans } = parse(line),
        gold = characters(spans),
        found = characters(tagText(text)),
        both = [...found].filter((one) => gold.has(one)).length,
        count = counts[/\p{Script=Han}/u.test(line) ? 'zh' : 'en']
      count[0]! += both
      count[1]! += found.size
      count[2]! += gold.size
    }
    for (const [language, [both = 0, found = 0, gold = 0]] of Object.entries(counts))
      expect((2 * both) / (found + gold), `F1 in ${language}`).toBeGreaterThan(0.85)
  })

  test('are hardly found where there are none', () => {
    // at most one mistake in nine sentences made of traps
    expect(tagText(NOBODY).length).toBeLessThanOrEqual(1)
  })

  test('a full name vouches for its parts and its repetitions', () => {
    const found = tagText('The film was directed by Joakim Westgård. Critics said that Westgård had outdone himself.').map(({ text }) => text)
    expect(found).toEqual(['Joakim Westgård', 'Westgård'])
  })
})

describe('spans', () => {
  const pieces = [
    ...LABELLED.split('\n').map((line) => parse(line).text),
    '😀',
    '𠮷',
    '\r\n',
    '\t',
    '<b>',
    '{"name": "',
    '王',
    'ǅ',
    'İ',
    'a,b;c|d',
    'user_name@x.org',
    'https://a.b/c',
    '\u0000',
    '\ud800',
  ]

  test('are slices of the text, in order, without overlap, and the same each time', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 150; round++) {
      let text = ''
      for (let count = random() * 12; count > 0; count--) text += (random() < 0.5 ? ' ' : '') + pieces[Math.floor(random() * pieces.length)]!
      const spans = tagText(text)
      let end = 0
      for (const span of spans) {
        expect(span.text).toBe(text.slice(span.start, span.end))
        expect(span.start).toBeGreaterThanOrEqual(end)
        expect(span.end).toBeGreaterThan(span.start)
        expect(span.score).toBeGreaterThan(0)
        expect(span.score).toBeLessThanOrEqual(1)
        end = span.end
      }
      expect(tagText(text)).toEqual(spans)
    }
  })

  test('of a long text lie in all of its parts', () => {
    const part = `${'Nothing of note happened on that day. '.repeat(700)}\nContact: Priyanka Raghunathan, extension 12.\n`
    const spans = tagText(part.repeat(4)).filter(({ text }) => text === 'Priyanka Raghunathan')
    expect(spans).toHaveLength(4)
    expect(tagText('x'.repeat(40_000))).toEqual([])
    expect(tagText('')).toEqual([])
  })
})

describe('what is named after people', () => {
  test('is nobody', () => {
    for (const text of [
      "Dijkstra's algorithm and the Kalman filter are taught in the second year.",
      'Edmonds-Karp is the same idea with breadth-first search.',
      'Levi Strauss and Merrill Lynch reported higher sales in Europe.',
      '牛顿定律和欧拉公式是课程的重要内容。',
    ])
      expect(tagText(text).map((span) => span.text)).toEqual([])
  })

  test('a name ends where its sentence ends, and the next one is found too', () => {
    const found = tagText('Customer name: Mary Jones. Mary Jones rents the red barn behind the mill.').map(({ text }) => text)
    expect(found).toEqual(['Mary Jones', 'Mary Jones'])
  })
})
