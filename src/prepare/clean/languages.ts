import { NOTHING, type Rule } from './rule.ts'

const LONGEST = 8000
/** Below this many letters or words a guess is none. */
const FEWEST_WORDS = 20

/** The commonest small words of languages in Latin script, those that others lack first. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in is that for it was with as on be at by this are from have not which or an you',
  de: 'der die und das ist nicht ein eine den von zu mit sich des auf für im dem auch es werden wird sind oder',
  fr: 'le la les et des est une du que dans qui pour pas au sur par ce il sont plus avec ne vous nous',
  es: 'el la los las que y en un una por con para es del se no su al lo como más pero sus este',
  it: 'il che di la per un una è non sono del della con le gli nel si da come anche più dei alla',
  pt: 'o que os do da em um uma para com não é se na por mais as dos como mas ao das são ou',
  nl: 'de het een van en is dat op te voor met zijn niet aan er om ook als bij naar door uit wordt maar',
  sv: 'och att det som en på är av för med den till inte ett om har de var jag vi från kan så men',
  da: 'og at det er en den til på de med som af der ikke et har for du vi jeg kan ved men eller',
  pl: 'i w na z do się nie jest że to o jak za od po przez dla są oraz tym co by może być',
  tr: 've bir bu için ile da de olarak daha çok en gibi olan ne kadar her ise ya o var sonra değil ki',
  id: 'yang dan di dengan untuk dari ini pada tidak adalah itu dalam akan ke juga atau oleh sebagai ada mereka dapat',
  vi: 'của và là có cho được trong một không với các những người này khi để đã từ về theo đến cũng tại ra',
  fi: 'ja on ei että se oli hän mutta ovat kun niin myös tai joka sen mitä vain kuin jos sekä ole tämä',
  cs: 'a se na je v že to s z do o i ve jako pro za by ale po tak jsou které od jeho',
  hu: 'a az és hogy nem is egy van ez meg csak de volt mint már kell ki vagy még el azt lehet',
  ro: 'și de la în a cu pe nu o care este din mai ca să un pentru sunt fi au prin sau',
}
const WORDS_OF = Object.entries(SMALL_WORDS).map(([language, words]) => [language, new Set(words.split(' '))] as const)

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
]

/** What can be told, and languages that share a script with one that can. */
export const KNOWN_LANGUAGES: readonly string[] = [
  ...Object.keys(SMALL_WORDS),
  ...SCRIPTS.map(([, language]) => language),
  'zh',
  'ja',
  'uk',
  'bg',
  'sr',
  'be',
  'mk',
  'fa',
  'ur',
].sort()

/** Leaves out documents that are clearly in a language that is not wanted; what cannot be told stays. */
export const languages: Rule = ({ text, format }, { languages: wanted }) => {
  if (!wanted?.length) return NOTHING
  const language = languageOf(format === 'markdown' ? text.replace(/```[^]*?(?:```|$)|\]\([^)]*\)|https?:\S+/g, ' ') : text)
  const base = (tag: string) => tag.toLowerCase().split(/[-_]/)[0]
  if (!language || wanted.some((tag) => base(tag) === language || (language === 'ru' && ['uk', 'bg', 'sr', 'be', 'mk'].includes(base(tag)!)) || (language === 'ar' && ['fa', 'ur'].includes(base(tag)!)))) return NOTHING // prettier-ignore
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language
  return { drop: `it is in ${name} (${language}); wanted is ${wanted.join(', ')}` }
}

/** A guess by script and by the commonest small words; undefined for few words, or where two languages are near each other. */
export function languageOf(text: string): string | undefined {
  const sample = text.length <= LONGEST ? text : text.slice(0, LONGEST / 2) + text.slice(text.length >> 1, (text.length >> 1) + LONGEST / 2)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  if (letters < FEWEST_WORDS) return undefined
  const share = (script: RegExp) => (sample.match(script)?.length ?? 0) / letters
  const kana = share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)
  const han = share(/\p{Script=Han}/gu)
  // A fifth of the letters: a character says as much as a short word.
  if (kana + han > 0.2) return kana > 0.1 * (kana + han) ? 'ja' : 'zh'
  for (const [script, language] of SCRIPTS) if (share(script) > 0.4) return language
  const words = sample.toLowerCase().match(/[\p{Script=Latin}\p{M}]+/gu) ?? []
  if (words.length < FEWEST_WORDS) return undefined
  const scores = WORDS_OF.map(([language, small]) => ({ language, score: words.filter((word) => small.has(word)).length / words.length })).sort(
    (a, b) => b.score - a.score,
  )
  const [best, second] = scores
  return best && second && best.score > 0.12 && best.score > 1.3 * second.score ? best.language : undefined
}
