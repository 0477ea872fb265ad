import { pick, type Draw } from './draw.ts'
import { HAN_DOUBLE, HAN_FAMILIES, HAN_FEMALE, HAN_MALE, KNOWN_FEMALE, KNOWN_MALE, MADE_FIRST, NAMES, PINYIN_FAMILIES } from './name-lists.ts'

export type Gender = 'female' | 'male' | 'unknown'
export type Role = 'given' | 'family' | 'initial'
/** A part of a name that gets a stand-in of its own; titles and particles between them stay. */
export interface NamePart {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly role: Role
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’‘ʼ]\p{L}[\p{L}\p{M}]*)*/gu
const TITLE =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|lady|lord|rev|father|fr|sister|capt|captain|sgt|lt|col|gen|hon|judge|herr|frau|monsieur|madame|mme|mlle|señor|señora|sr|sra|don|doña|dame|jr|snr|phd|md|esq|ii|iii|iv|shri|smt|dear|and)$/i
const PARTICLE = /^(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|al|el|bin|bint|ibn|ten|ter|zu|zur|af|av|y|e|bint)$/
const HAN_RUN = /^[\p{Script=Han}·]+$/u
const HAN_TITLE =
  /(?:先生|女士|小姐|太太|夫人|老师|老師|医生|醫生|大夫|教授|博士|经理|經理|主任|律师|律師|总监|總監|总|總|同学|同學|师傅|師傅|阿姨|叔叔|局长|處長|处长|院长|校长|董事长|工程师|护士)$/u
const HAN_NICK = /^[小老阿](?=\p{Script=Han}$)/u
const DOUBLE = new Set<string>([
  ...HAN_DOUBLE,
  '東方',
  '東郭',
  '百里',
  '呼延',
  '申屠',
  '太史',
  '轩辕',
  '軒轅',
  '赫连',
  '赫連',
  '澹台',
  '宗政',
  '濮阳',
  '淳于',
  '单于',
  '鍾離',
  '钟离',
  '闾丘',
])

/** The parts of a name, in its order. "Jones, Mary" and "Ms Jones" are understood, "王先生" and "小王" too. */
export function nameParts(name: string, before = ''): NamePart[] {
  if (HAN_RUN.test(name)) return hanParts(name)
  const words = Array.from(name.matchAll(WORD), ({ 0: text, index }) => ({ text, start: index, end: index + text.length }))
  const core = words.filter(({ text }, at) => !TITLE.test(text) && !(PARTICLE.test(text) && at < words.length - 1))
  const titled =
    words[0] !== core[0]
      ? TITLE.test(words[0]?.text ?? '')
      : /(?:\bmr|\bmrs|\bms|\bmiss|\bdr|\bprof|\bsir|\bherr|\bfrau|\bseñor|\bseñora|\bmme|\bm)\.?\s*$/i.test(before)
  const comma = name.indexOf(',')
  const reversed = comma > 0 && core.some(({ start }) => start > comma)
  const chinese = core.length > 1 && core.length <= 3 && PINYIN_FAMILIES.has(core[0]!.text.toLowerCase()) && !KNOWN_FEMALE.has(core.at(-1)!.text.toLowerCase())
  return core.map((word, at) => {
    // "J." or "J": but "Ng" and "Wu" are whole names.
    const initial = word.text.length === 1
    const single = core.length === 1
    const family = single
      ? titled && !isGiven(word.text)
      : reversed
        ? word.start < comma
        : chinese
          ? at === 0
          : at === core.length - 1 || name[word.start - 1] === '-'
    return { ...word, role: initial ? 'initial' : family && !(single && isGiven(word.text)) ? 'family' : 'given' }
  })
}

function isGiven(word: string): boolean {
  const lower = word.toLowerCase()
  return KNOWN_FEMALE.has(lower) || KNOWN_MALE.has(lower)
}

function hanParts(name: string): NamePart[] {
  const title = HAN_TITLE.exec(name)?.[0] ?? ''
  // "高总" is somebody; "总" alone would be nobody.
  const end = title.length < name.length ? name.length - title.length : name.length
  const start = HAN_NICK.test(name.slice(0, end)) ? 1 : 0
  const core = name.slice(start, end)
  const familyLength = core.length > 2 && DOUBLE.has(core.slice(0, 2)) ? 2 : core.length === 2 && DOUBLE.has(core) ? 2 : 1
  const parts: NamePart[] = [{ start, end: start + familyLength, text: core.slice(0, familyLength), role: 'family' }]
  if (core.length > familyLength) parts.push({ start: start + familyLength, end, text: core.slice(familyLength), role: 'given' })
  return parts
}

/** What a title before the name, or the name itself, says. `before`: the text right before it. */
export function genderOf(given: string, name: string, before: string, after: string): Gender {
  if (/\b(?:mrs|ms|miss|madam|lady|frau|mme|mlle|madame|señora|sra|smt|dame)\b\.?\s*\S*$/i.test(before.slice(-14)) || /\b(?:mrs|ms|miss|frau)\b/i.test(name))
    return 'female'
  if (/\b(?:mr|sir|herr|monsieur|señor|sr|shri)\b\.?\s*\S*$/i.test(before.slice(-14)) || /\b(?:mr|sir|herr)\b/i.test(name)) return 'male'
  if (/^(?:女士|小姐|太太|夫人|阿姨|，女|\(女|（女)/.test(after) || /(?:女士|小姐|太太|夫人|阿姨)$/.test(name)) return 'female'
  if (/^(?:先生|叔叔|，男|\(男|（男)/.test(after) || /(?:先生|叔叔)$/.test(name)) return 'male'
  const lower = given.toLowerCase()
  if (KNOWN_FEMALE.has(lower) || listed('female', lower)) return 'female'
  if (KNOWN_MALE.has(lower) || listed('male', lower)) return 'male'
  if (/^\p{Script=Han}/u.test(given))
    return /[娟婷芳丽玲秀英梅兰燕红霞莉娜静淑敏雪琴萍娥媛慧颖瑶琳洁婉麗蘭紅靜]/.test(given)
      ? 'female'
      : /[强伟刚军勇杰磊涛明超鹏辉浩龙峰斌建国志德毅強偉剛軍傑濤鵬輝龍]/.test(given)
        ? 'male'
        : 'unknown'
  return /(?:a|ette|elle|ine|lyn|ie)$/.test(lower) ? 'female' : 'unknown'
}

function listed(gender: 'female' | 'male', lower: string): boolean {
  return Object.values(NAMES).some((names) => names[gender].some((each) => each.toLowerCase() === lower))
}

/** Family names by which a language shows, beyond its letters. */
const ENDINGS: readonly (readonly [keyof typeof NAMES, RegExp])[] = [
  [
    'de',
    /[äöüß]|(?:mann|meier|meyer|mayer|stein|schmidt|schneider|berger|hauser|bauer|müller|schulz|schulze|fischer|weber|wagner|becker|hoffmann|koch|richter)$/,
  ],
  ['es', /[ñ]|[aeiouíáéóú]z$|(?:ez|ínez|árez|ález|ero|illo|uez)$|^(?:garcía|garcia|lópez|lopez|morales|ramos|torres|flores|reyes|castillo|ortega|serrano)$/],
  ['fr', /[çèêëîïôœ]|(?:eau|eaux|ault|ier|ois|oux|ard)$|^(?:dubois|dupont|durand|moreau|laurent|lefebvre|leroy|roux|petit|martin)$/],
  [
    'in',
    /(?:swamy|samy|murthy|kumar|nathan|raman|reddy|rao|patel|sharma|gupta|singh|iyer|nair|pillai|agarwal|banerjee|mukherjee|chatterjee|joshi|desai|mehta|verma|yadav|khanna|kapoor|chopra|malhotra|krishnan)$/,
  ],
]

export function languageOf(name: string): keyof typeof NAMES {
  const words = name.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length > 1 && words.some((word) => PINYIN_FAMILIES.has(word)) && words.every((word) => /^[a-z]{1,9}$/.test(word) && !isGiven(word))) return 'pinyin'
  const found = ENDINGS.find(([, pattern]) => words.some((word) => word.length > 1 && pattern.test(word)))
  return found?.[0] ?? 'en'
}

/** A part that stands for another: same script, same role, a gender that fits. Upper-case first letter in scripts that have one. */
export function makeNamePart(
  { text, role }: NamePart,
  about: { readonly gender: Gender; readonly language: keyof typeof NAMES; readonly attempt: number },
  draw: Draw,
): string {
  if (role === 'initial') return String.fromCharCode(65 + draw(26))
  if (/^\p{Script=Han}/u.test(text)) return makeHan([...text].length, role, about.gender, draw)
  if (!/^\p{Script=Latin}/u.test(text)) return sameScript(text, draw)
  const gender = about.gender === 'unknown' ? (draw(2) ? 'female' : 'male') : about.gender
  const names = NAMES[about.language]
  // A list that is used up gives way to syllables, and these to pairs.
  const wide = about.attempt > 60
  const base =
    role === 'family'
      ? joined(names.family, draw)
      : about.attempt > 6 && about.language !== 'pinyin'
        ? joined(MADE_FIRST[gender], draw)
        : pick(draw, names[gender])
  return wide ? base + joined(NAMES[about.language === 'pinyin' ? 'pinyin' : 'en'].family, draw).toLowerCase() : base
}

const joined = ([starts, ends]: readonly [readonly string[], readonly string[]], draw: Draw): string => pick(draw, starts) + pick(draw, ends)

function makeHan(length: number, role: Role, gender: Gender, draw: Draw): string {
  if (role === 'family') return length === 2 ? pick(draw, HAN_DOUBLE) : pick(draw, HAN_FAMILIES)
  const [first, second] = gender === 'female' || (gender === 'unknown' && draw(2)) ? HAN_FEMALE : HAN_MALE
  const letters = Array.from({ length }, (_, at) => pick(draw, [...(at % 2 === 0 && length > 1 ? first : second)]))
  return letters.join('')
}

/** Other scripts: each letter becomes another of the same block; vowels are not told apart. */
function sameScript(text: string, draw: Draw): string {
  return [...text]
    .map((letter) => {
      for (let tries = 0; tries < 40; tries++) {
        const code = letter.codePointAt(0)! + draw(41) - 20
        const other = code > 0 ? String.fromCodePoint(code) : letter
        if (
          other !== letter &&
          /\p{L}/u.test(other) &&
          scriptOf(other) === scriptOf(letter) &&
          (other === other.toUpperCase()) === (letter === letter.toUpperCase())
        )
          return other
      }
      return letter
    })
    .join('')
}

const SCRIPTS = [
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Devanagari',
  'Thai',
  'Bengali',
  'Tamil',
  'Telugu',
  'Armenian',
  'Georgian',
] as const
function scriptOf(letter: string): string {
  return SCRIPTS.find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)) ?? ''
}
