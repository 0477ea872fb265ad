import { describe, expect, test } from 'vitest'
import type { ExtractedDocument } from '../../contracts/extractor.ts'
import { cleanDocument, type CleanOptions } from './clean.ts'
import { languageOf } from './languages.ts'

const documentOf = (text: string, more: Partial<ExtractedDocument> = {}): ExtractedDocument => ({ text, format: 'markdown', metadata: {}, ...more })
const clean = (text: string, options: Partial<CleanOptions> = {}, more: Partial<ExtractedDocument> = {}) =>
  cleanDocument(documentOf(text, more), { kind: 'html', rules: true, ...options })

/** What a program that takes UTF-8 for something else writes. */
const misread = (text: string, encoding: string): string => new TextDecoder(encoding).decode(new TextEncoder().encode(text))

describe('mojibake', () => {
  test.each(['Café “déjà vu” – naïve, it’s', 'Zürich, Ærø, Łódź', '员工每年享有十五天带薪年假。', 'Привет'])('%s is repaired', (text) => {
    expect(clean(`So: ${misread(text, 'windows-1252')} !`)).toMatchObject({ document: { text: `So: ${text} !` }, removed: [{ rule: 'mojibake' }] })
    expect(clean(misread(misread(text, 'windows-1252'), 'windows-1252')).document.text).toBe(text)
  })

  test('Chinese that was read as GBK, as far as nothing was lost', () => {
    for (const text of ['入职满五年后增加到二十天', '你好世界', '员工年假标准（试行）']) {
      const broken = misread(text, 'gbk')
      expect(broken).not.toContain('\ufffd')
      expect(clean(`- ${broken} ok`).document.text).toBe(`- ${text} ok`)
    }
  })

  test('what is meant stays', () => {
    for (const text of ['São Paulo, Ångström, «Ça va?» 5 ° ', 'SÃO', 'naïve café', '鐘錶與鋼鐵，銀行']) expect(clean(text).document.text).toBe(text)
  })

  test('lost characters are counted, and the text stays', () => {
    expect(clean('Price: 锟斤拷 12 and \ufffd\ufffd')).toMatchObject({
      document: { text: 'Price: 锟斤拷 12 and \ufffd\ufffd', metadata: { damagedPlaces: 2 } },
      removed: [],
    })
  })
})

test('heads, feet and numbers of pages go, the first head stays, and spans of pages still hold their text', () => {
  const bodies = ['Alpha is first.\nIt begins.', 'Beta is second.\nIt goes on.', 'Gamma is third.\nIt ends.', 'Delta is last.\nReally.']
  let text = ''
  const pages = bodies.map((body, index) => {
    const start = text.length
    text += `Larkfield Handbook\n${body}\nConfidential – ${index + 3}\n${index + 1}\n`
    return { number: index + 1, start, end: text.length }
  })
  const { document, removed } = clean(text, { kind: 'docx' }, { pages })
  expect(document.text).toBe(`Larkfield Handbook\n${bodies[0]}\nConfidential – 3\n${bodies.slice(1).join('\n')}\n`)
  expect(document.pages!.map(({ start, end }) => document.text.slice(start, end))).toEqual([
    `Larkfield Handbook\n${bodies[0]}\nConfidential – 3\n`,
    ...bodies.slice(1).map((body) => `${body}\n`),
  ])
  expect(removed).toMatchObject([{ rule: 'pageFurniture' }])
  const slides = clean('Agenda\nOne\nAgenda\nTwo\nAgenda\nThree\n', { kind: 'pptx' }, { pages: [0, 1, 2].map((index) => ({ number: index + 1, start: index * 11, end: index * 11 + 11 })) }) // prettier-ignore
  expect(slides.document.text).toContain('Three')
})

describe('web pages', () => {
  const article = 'The river is forty kilometres long and flows into the sea near the harbour.\n\nIts water is clear in spring, when the snow melts.'
  test.each([
    '[Home](/) | [Products](/p) | [About](/a)',
    '- [Home](/)\n- [News](/n)\n- [Contact](/c)',
    'We use cookies to improve your experience. [Accept all](#) [Reject all](#)',
    '本网站使用Cookie以改善您的体验，继续浏览本网站即表示您同意。',
    'Skip to main content',
    '登录 | 注册',
  ])('%s goes', (notice) => {
    expect(clean(`${notice}\n\n${article}`).document.text).toBe(article)
    expect(clean(`${article}\n\n${notice}`).document.text.trim()).toBe(article)
    expect(clean(`${notice}\n\n${article}`, { kind: 'docx' }).removed).toEqual([])
  })

  test('an article about cookies, code and lists of links with sentences stay', () => {
    for (const text of [
      '# Cookies\n\nBake the cookies for twelve minutes. You need butter.',
      `${article}\n\n\`\`\`\nSearch\n\nlogin\n\`\`\``,
      'See [the long guide to baking bread at home in winter](/a), [b](/b) and [c](/c) for more.',
    ])
      expect(clean(text).document.text).toBe(text)
  })
})

describe('mail', () => {
  const mail = (text: string, title = 'Re: Lunch') =>
    clean(`# ${title}\n\n- From: Anna\n- To: Bob\n- Date: 2026-03-01\n\n${text}`, { kind: 'eml' }, { title })
      .document.text.split('\n\n')
      .slice(2)
      .join('\n\n')
      .trim()
  test.each([
    ['I agree.\n\nOn Mon, 2 Mar 2026 at 10:15, Bob <bob@example.org> wrote:\n> Shall we?\n> Bob', 'I agree.'],
    ['I agree.\n\nOn Mon, 2 Mar 2026 at 10:15, Bob Somebody-Else\n<bob@example.org> wrote:\n\n> Shall we?', 'I agree.'],
    ['> Shall we?\n\nYes.\n\n> And where?\n\nHere.', 'Yes.\n\n\nHere.'],
    ['Fine.\n\n-----Original Message-----\nFrom: Bob\nSent: Monday\nTo: Anna\nSubject: Lunch\n\nShall we?', 'Fine.'],
    ['Fine.\n\nFrom: Bob\nSent: Monday\nTo: Anna\nSubject: Lunch\n\nShall we?', 'Fine.'],
    ['好的。\n\n发件人：张伟\n发送时间：2026年3月1日\n收件人：李娜\n主题：午餐\n\n一起吃吗？', '好的。'],
    ['好的。\n\n张伟 <zw@example.cn> 于2026年3月1日周日 10:15写道：\n> 一起吃吗？', '好的。'],
    ['See you.\n\nSent from my iPhone', 'See you.'],
    ['明天见。\n\n发自我的iPhone', '明天见。'],
    ['See you.\n\n-- \nAnna Berg\nLarkfield Ltd', 'See you.'],
    ['See you.\n\nThis e-mail and any attachments are confidential and intended solely for the addressee.', 'See you.'],
    ['明天见。\n\n本邮件及其附件含有保密信息，仅供指定收件人使用。', '明天见。'],
  ])('%j', (text, left) => {
    expect(mail(text)).toBe(left)
  })

  test('a message in an archive, and what is attached to one', () => {
    const text = 'Fine.\n\n> quoted\n> on'
    expect(clean(text, { kind: 'zip' }, { metadata: { part: 'box/a.eml' } }).document.text.trim()).toBe('Fine.')
    expect(clean(text, { kind: 'eml' }, { metadata: { part: 'notes.md' } }).document.text).toBe(text)
  })

  test('what is forwarded, quoted alone, or written on a certain day stays', () => {
    const forwarded = 'Please read.\n\n---------- Forwarded message ---------\nFrom: Bob\nDate: Monday\nSubject: Lunch\nTo: Anna\n\nShall we?'
    expect(mail(forwarded, 'Fwd: Lunch')).toBe(forwarded)
    expect(mail('> Only a quote')).toBe('> Only a quote')
    expect(mail('On Monday the board wrote:\nall is well.')).toBe('On Monday the board wrote:\nall is well.')
    const text = '> quoted\n\nOn 1 May Bob wrote:\n> x'
    expect(clean(text, { kind: 'md' }).document.text).toBe(text)
  })
})

describe('what nobody wrote for reading', () => {
  const random = (alphabet: string, length: number) => {
    let state = 5
    return Array.from({ length }, () => alphabet[(state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % alphabet.length]).join('')
  }
  test.each([
    ['no words', '*** --- !!!', 'no words'],
    ['base64', `${random('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 760).replace(/(.{76})/g, '$1\n')}`, 'encoded data'],
    ['letters', random('bcdfghjklmnpqrstvwxzaeiou  ', 1500), 'at random'],
    ['Chinese characters', Array.from({ length: 600 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join(''), 'form no words'],
  ])('%s', (_, text, reason) => {
    expect(clean(text).dropped).toContain(reason)
    expect(clean(text, {}, { format: 'plain' }).dropped).toBeUndefined()
    expect(clean(text, { rules: ['gibberish'] }, { format: 'plain' }).dropped).toContain(reason)
  })

  test.each([
    ['prose', 'The committee approved seventeen amendments to the agreement of 1998, although several members had objected to them. '.repeat(4)],
    ['Chinese', '员工每年享有十五天带薪年假，入职满五年后增加到二十天。未休的年假可以结转到次年三月底。'.repeat(8)],
    ['classical Chinese', '床前明月光，疑是地上霜。举头望明月，低头思故乡。白日依山尽，黄河入海流。欲穷千里目，更上一层楼。'.repeat(6)],
    ['code', 'const strncpy = (ptr, xs) => xs.map((x) => x.qty >> 3)\nfor (;;) { mvwprintw(stdscr, lvl, fmt, sz); }\n'.repeat(8)],
    ['numbers', Array.from({ length: 200 }, (_, index) => index * 7919).join('\n')],
    ['a table', `| Id | Hash |\n|---|---|\n${Array.from({ length: 20 }, (_, index) => `| ${index} | ${'0123456789abcdef'.repeat(4)} |`).join('\n')}`],
    ['names', '张伟、李娜、王芳、刘洋、陈静、杨勇、赵敏、黄磊、周杰、吴霞、徐强、孙丽、马超、朱琳、胡军、郭蕾、林涛、何洁、高峰、罗敏、'.repeat(6)],
    ['a poem', 'Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\n'.repeat(5)],
    ['German', 'Die Rechtsschutzversicherungsgesellschaft prüft Angstschweiß und Herbstschnupfen sorgfältig. '.repeat(4)],
  ])('%s stays', (_, text) => {
    expect(clean(text)).toMatchObject({ document: { text }, removed: [] })
  })
})

describe('languages', () => {
  const texts = {
    en: 'The committee approved the amendments to the agreement, although several of the members had objected to them in the past and were not heard.',
    de: 'Der Ausschuss hat die Änderungen der Vereinbarung angenommen, obwohl einige Mitglieder nicht mit ihnen einverstanden waren und das auch sagten.',
    fr: 'Le comité a approuvé les modifications de la convention, bien que plusieurs membres ne soient pas d’accord avec elles et que cela ait été dit dans une lettre.',
    zh: '委员会批准了对该协议的修正案，尽管有几名成员表示反对。',
    ja: '委員会は協定の修正案を承認しましたが、何人かの委員は反対しました。',
    ko: '위원회는 협정 개정안을 승인했지만 일부 위원은 반대했습니다.',
    ru: 'Комитет одобрил поправки к соглашению, хотя некоторые члены возражали.',
  }
  test.each(Object.entries(texts))('%s', (language, text) => {
    expect(languageOf(text)).toBe(language)
    expect(clean(text, { languages: ['en', 'zh-CN'] }, { format: 'plain' }).dropped === undefined).toBe(['en', 'zh'].includes(language))
  })

  test('what cannot be told stays: numbers, few words, names', () => {
    for (const text of ['1 2 3', 'Anna Berg, Peter Lind', '| a | 1 |\n'.repeat(40)]) expect(clean(text, { languages: ['fr'] }).dropped).toBeUndefined()
  })
})

test('plain text passes character by character, and nothing is cleaned where that is not wanted', () => {
  const text = `Skip to content\n\n${misread('déjà', 'windows-1252')}\n> quoted\n`
  expect(cleanDocument(documentOf(text, { format: 'plain' }), { kind: 'txt', rules: true })).toMatchObject({ document: { text }, removed: [] })
  expect(clean(text, { rules: false }).document.text).toBe(text)
})

test.each([
  ['spaces', ' '], ['line feeds', '\n'], ['quotes', '> '], ['links', '[a](b) '], ['letters', 'Ã'], ['Han', '鐨'], ['lines', 'On a wrote:\n'], ['fences', '```\n'], ['From', 'From: a\n'], ['dashes', '-- \n'],
])('time grows with the length alone: %s', (_, part) => {
  const started = performance.now()
  for (const kind of ['eml', 'html']) clean(part.repeat(300_000 / part.length), { kind, languages: ['en'] })
  expect(performance.now() - started).toBeLessThan(20_000)
}) // prettier-ignore
