import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GIVEN_NAMES, STATE_CODES, SURNAMES } from './gazetteers.ts'
import * as addresses from './addresses.ts'
import * as values from './values.ts'
import type { Person, Random } from './values.ts'
import * as zh from './zh-values.ts'

const en = { ...values, ...addresses }

/** A text with what is personal in it. */
export interface Labelled {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: 'PERSON' | 'ADDRESS' }[]
}

const readTemplates = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, 'templates', name), 'utf8')
    .trimEnd()
    .split(/\n---\n/)
const templates = { en: readTemplates('en.txt'), enNone: readTemplates('en-none.txt'), zh: readTemplates('zh.txt'), zhNone: readTemplates('zh-none.txt') }

const plainChinese = readTemplates('zh-plain.txt').flatMap((text) => text.split('\n'))

const PERSON = new Set([
  'full',
  'first',
  'last',
  'initial',
  'lastfirst',
  'fullupper',
  'fulllower',
  'firstlower',
  'lastlower',
  'fullnotitle',
  'zname',
  'zlast',
  'znick',
  'zforeign',
])
const ADDRESS = new Set([
  'addr',
  'addrblock',
  'addrupper',
  'addrlower',
  'street',
  'streetlower',
  'streetname',
  'zip',
  'unit',
  'cityin',
  'statein',
  'countryin',
  'zaddr',
  'zstreet',
])

/** The value of a template's place; `{full2}` is the second person of the text, the same in all of its places. */
function value(slot: string, index: number, random: Random, people: Person[]): string {
  const one = (people[index] ??= en.person(random))
  switch (slot) {
    case 'full':
    case 'fullnotitle':
      return one.full
    case 'first':
      return one.first
    case 'last':
      return one.last
    case 'initial':
      return one.initial
    case 'lastfirst':
      return `${one.last}, ${one.first}${random() < 0.2 ? ` ${one.first[0]}.` : ''}`
    case 'fullupper':
      return one.full.toUpperCase()
    case 'fulllower':
      return one.full.toLowerCase()
    case 'firstlower':
      return one.first.toLowerCase()
    case 'lastlower':
      return one.last.toLowerCase()
    case 'email':
      return one.email
    case 'user':
      return one.user
    case 'i':
      return one.first[0]!
    case 'addr':
      return en.address(random)
    case 'addrblock':
      return en.addressBlock(random)
    case 'addrupper':
      return en.address(random).toUpperCase()
    case 'addrlower':
      return en.address(random).toLowerCase()
    case 'street':
      return en.street(random)
    case 'streetlower':
      return en.street(random).toLowerCase()
    case 'streetname':
      return en.streetName(random)
    case 'unit':
      return en.unit(random)
    case 'zip':
      return en.zip(random)
    case 'city':
    case 'cityin':
      return en.city(random)
    case 'CITY':
      return en.city(random).toUpperCase()
    case 'statein':
      return random() < 0.5 ? en.pick(random, STATE_CODES) : en.state(random)
    case 'state':
      return en.state(random)
    case 'country':
    case 'countryin':
      return en.country(random)
    case 'company':
      return en.company(random)
    case 'brand':
      return en.brand(random)
    case 'orgname':
      return en.organisation(random)
    case 'university':
      return en.university(random)
    case 'school':
      return `${en.noun(random)} ${en.pick(random, ['School', 'Primary', 'High School', 'Academy'])}`
    case 'hospital':
      return `${en.pick(random, [en.noun(random), en.city(random), 'St. Mary’s', en.surname(random)])} ${en.pick(random, ['Hospital', 'Clinic', 'Medical Center'])}`
    case 'band':
      return `${en.noun(random)}s`
    case 'placename':
      return en.placeName(random)
    case 'publisher':
      return `${en.surname(random)} ${en.pick(random, ['Press', 'Books', 'Publishing'])}`
    case 'booktitle':
      return en.book(random)
    case 'award':
      return en.award(random)
    case 'eponym':
      return en.eponym(random)
    case 'product':
      return en.product(random)
    case 'topic':
      return en.topic(random)
    case 'role':
      return en.role(random)
    case 'dept':
      return en.department(random)
    case 'relation':
      return en.pick(random, ['wife', 'husband', 'mother', 'father', 'son', 'daughter', 'partner', 'brother'])
    case 'pronoun':
      return en.pick(random, ['He', 'She', 'They'])
    case 'sport':
      return en.pick(random, ['tennis', 'football', 'cricket', 'hockey'])
    case 'title':
      return en.pick(random, ['Mr', 'Mr.', 'Mrs', 'Mrs.', 'Ms', 'Ms.', 'Dr', 'Dr.', 'Miss', 'Prof.', 'Sir'])
    case 'id':
      return en.identifier(random)
    case 'n':
      return String(en.number(random, 1, 90))
    case 'year':
      return String(en.number(random, 1900, 2026))
    case 'money':
      return `${en.pick(random, ['$', '€', '£', 'USD ', 'Rs. '])}${en.number(random, 1, 9000)}${en.pick(random, ['', '.00', '.50'])}`
    case 'date':
      return en.date(random)
    case 'day':
      return en.pick(random, ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'next week', 'tomorrow'])
    case 'month':
      return en.pick(random, ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'])
    case 'time':
      return `${en.number(random, 1, 12)}:${en.number(random, 10, 59)}${en.pick(random, ['', ' pm', ' am', 'pm'])}`
    case 'phone':
      return en.phone(random)
    case 'word':
      return en.plainWord(random)
    case 'Noun':
      return en.noun(random)
    case 'NOUN':
      return en.noun(random).toUpperCase()
    case 'inv':
      return en.placeOrThing(random)
    case 'zword':
      return zh.zhWord(random)
    case 'zsn':
      return zh.zhSurname(random)
    case 'zforn':
      return zh.zhForeign(random)
    case 'anyfirst':
      return en.pick(random, GIVEN_NAMES)
    case 'anylast':
      return en.pick(random, SURNAMES)
    case 'zname':
      return zh.zhName(random)
    case 'zlast':
      return zh.zhSurname(random)
    case 'znick':
      return zh.zhNick(random)
    case 'zforeign':
      return zh.zhForeign(random)
    case 'zaddr':
      return zh.zhAddress(random)
    case 'zstreet':
      return zh.zhStreet(random)
    case 'zcity':
      return zh.zhCity(random)
    case 'ztitle':
      return zh.zhTitle(random)
    case 'zdept':
      return zh.zhDepartment(random)
    case 'zrole':
      return zh.zhRole(random)
    case 'zrelation':
      return zh.zhRelation(random)
    case 'ztopic':
      return zh.zhTopic(random)
    case 'zproduct':
      return zh.zhProduct(random)
    case 'zcompany':
      return zh.zhCompany(random)
    case 'zorg':
      return zh.zhOrganisation(random)
    case 'zuniversity':
      return zh.zhUniversity(random)
    case 'zplace':
      return zh.zhPlace(random)
    case 'zbook':
      return zh.zhBook(random)
    case 'zaward':
      return zh.zhAward(random)
    case 'zeponym':
      return zh.zhEponym(random)
    case 'zcountry':
      return zh.zhCountry(random)
    default:
      throw new Error(`a template has an unknown place {${slot}}`)
  }
}

export function fill(template: string, random: Random, personal = true): Labelled {
  const people: Person[] = [],
    chinese: string[] = [],
    petNames: string[] = [],
    spans: Labelled['spans'][number][] = []
  let text = '',
    last = 0
  for (const match of template.matchAll(/\{([A-Za-z]+)(\d?)\}/g)) {
    text += template.slice(last, match.index)
    last = match.index + match[0].length
    const [, slot = '', digit = ''] = match,
      index = Number(digit || 1)
    // the same Chinese person in all its places
    const filled =
      slot === 'zname'
        ? (chinese[index] ??= zh.zhName(random))
        : slot === 'znick'
          ? (petNames[index] ??= zh.zhNick(random))
          : value(slot, index, random, people)
    const type = PERSON.has(slot) ? 'PERSON' : ADDRESS.has(slot) ? 'ADDRESS' : undefined
    if (type && personal) spans.push({ start: text.length, end: text.length + filled.length, type })
    text += filled
  }
  return { text: text + template.slice(last), spans }
}

export function join2(parts: readonly Labelled[], between: string): Labelled {
  let text = ''
  const spans: Labelled['spans'][number][] = []
  parts.forEach((part, at) => {
    if (at > 0) text += between
    for (const span of part.spans) spans.push({ ...span, start: span.start + text.length, end: span.end + text.length })
    text += part.text
  })
  return { text, spans }
}

/** Words of the dictionary in any order, with names between them: Chinese has no capitals, so words that look like names must be met. */
function salad(random: Random): Labelled {
  const parts: Labelled[] = []
  const names = random() < 0.6 ? 0 : en.number(random, 1, 3),
    length = en.number(random, 6, 28)
  const places = new Set(Array.from({ length: names }, () => en.number(random, 0, length - 1)))
  for (let at = 0; at < length; at++) {
    if (places.has(at)) {
      const roll = random(),
        text = roll < 0.9 ? zh.zhName(random) : roll < 0.96 ? zh.zhForeign(random) : zh.zhNick(random)
      parts.push({ text, spans: [{ start: 0, end: text.length, type: 'PERSON' }] })
    } else if (random() < 0.35) parts.push({ text: en.pick(random, SALAD), spans: [] })
    else parts.push({ text: random() < 0.1 ? zh.zhNoise(random) : zh.zhWord(random), spans: [] })
  }
  return join2(parts, '')
}

const SALAD = [...'的了在是我他她你和也都就不有这那说去来对把被跟与到从给让又还很要会能，，，。。！？、；：“”'].concat([
  '我们',
  '他们',
  '因为',
  '所以',
  '但是',
  '如果',
  '已经',
  '现在',
  '今天',
  '昨天',
  '什么',
  '怎么',
  '一个',
  '没有',
  '可以',
  '表示',
  '认为',
  '告诉',
])

const HAN_TEMPLATE = /\p{Script=Han}/u

function changeCase(example: Labelled, random: Random): Labelled {
  const roll = random()
  if (roll > 0.13) return example
  const text = roll < 0.09 ? example.text.toLowerCase() : example.text.toUpperCase()
  return text.length === example.text.length ? { ...example, text } : example
}

/** A natural sentence, some of its words exchanged for others of their kind, and at times its people called by name. */
function plainSentence(random: Random): Labelled {
  const named = random() < 0.3
  const parts = zh.exchangeWords(en.pick(random, plainChinese), random, random() < 0.3 ? 0 : 0.25).map((word): Labelled => {
    if (random() < 0.012) return { text: word + zh.zhNoise(random), spans: [] }
    if (!named || !PRONOUNS.has(word) || random() < 0.2) return { text: word, spans: [] }
    const roll = random(),
      text = roll < 0.8 ? zh.zhName(random) : roll < 0.87 ? zh.zhForeign(random) : zh.zhNick(random)
    return { text, spans: [{ start: 0, end: text.length, type: 'PERSON' }] }
  })
  return join2(parts, '')
}

const PRONOUNS = new Set(['他', '她', '我', '你', '佢', '谁', '大家', '老师', '医生', '客户', '患者', '记者', '专家'])

function plainText(random: Random): Labelled {
  return join2(
    Array.from({ length: en.number(random, 1, 4) }, () => plainSentence(random)),
    random() < 0.7 ? '' : '\n',
  )
}

/** One made-up text of the language; about four of ten hold nothing personal. */
export function makeExample(language: 'en' | 'zh', random: Random, fillers: readonly Labelled[] = []): Labelled {
  if (language === 'zh') {
    const roll = random()
    if (roll < 0.12) return salad(random)
    if (roll < 0.42) return plainText(random)
  }
  const none = language === 'zh' ? templates.zhNone : templates.enNone,
    some = language === 'zh' ? templates.zh : templates.en
  const empty = () =>
    language === 'zh' && random() < 0.5
      ? plainText(random)
      : language === 'en' && fillers.length > 0 && random() < 0.5
        ? en.pick(random, fillers)
        : fill(en.pick(random, none), random, false)
  if (random() < 0.32) return changeCase(empty(), random)
  const main = fill(en.pick(random, some), random),
    roll = random()
  const parts = roll < 0.55 ? [main] : roll < 0.7 ? [empty(), main] : roll < 0.85 ? [main, empty()] : [empty(), main, fill(en.pick(random, some), random)]
  const between = HAN_TEMPLATE.test(main.text) && random() < 0.4 ? '' : random() < 0.4 ? ' ' : random() < 0.6 ? '\n' : '\n\n'
  return changeCase(join2(parts, between), random)
}
