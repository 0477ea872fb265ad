import { digits, pick, type Draw } from './draw.ts'
import { MADE_FIRST, NAMES } from './name-lists.ts'
import { PLATE_PLACES } from './numbers.ts'

/** Stand-ins for values that are compared as texts: addresses of all kinds, names of accounts, secrets. In the form of the value. */
export function makeText(type: string, value: string, draw: Draw): string {
  if (type === 'EMAIL') return `${personName(draw)}${draw(3) ? digits(draw, 2) : ''}@example.${pick(draw, ['com', 'org', 'net'])}`
  if (type === 'IP_ADDRESS') return ipAddress(value, draw)
  if (type === 'LICENSE_PLATE') return plate(value, draw)
  if (type === 'URL') return `https://${pick(draw, NAMES.en.family[0]).toLowerCase()}${pick(draw, NAMES.en.family[1])}.example/${personName(draw)}`
  if (type === 'ADDRESS' || type === 'LOCATION') return /\p{Script=Han}/u.test(value) ? hanAddress(value, draw) : address(value, draw)
  return sameCharacters(value, draw)
}

const personName = (draw: Draw): string =>
  `${pick(draw, MADE_FIRST[draw(2) ? 'female' : 'male'][0])}${pick(draw, MADE_FIRST.male[1])}.${pick(draw, NAMES.en.family[0])}${pick(draw, NAMES.en.family[1])}`.toLowerCase()

/** Addresses for documents (RFC 5737, RFC 3849), then those for tests (RFC 2544). */
function ipAddress(value: string, draw: Draw): string {
  const rest = /\/\d+$/.exec(value)?.[0] ?? ''
  if (value.includes(':')) return `2001:db8:${Array.from({ length: 6 }, () => (draw(0xffff) + 1).toString(16)).join(':')}${rest}`
  if (draw(4)) return `198.${18 + draw(2)}.${draw(256)}.${1 + draw(254)}${rest}`
  return `${pick(draw, ['192.0.2', '198.51.100', '203.0.113'])}.${1 + draw(254)}${rest}`
}

/** 京A·12345: another province, letters and digits of the same kind. */
function plate(value: string, draw: Draw): string {
  return value.replace(/\p{Script=Han}|[A-Za-z]|\d/gu, (each) => {
    if (/\d/.test(each)) return String(draw(10))
    if (/[A-Za-z]/.test(each)) return pick(draw, each === each.toLowerCase() ? 'abcdefghjkmnpqrstuvwxyz' : 'ABCDEFGHJKMNPQRSTUVWXYZ')
    // 学, 警, 领 say what the vehicle is.
    return PLATE_PLACES.includes(each) ? pick(draw, PLATE_PLACES) : each
  })
}

const KEPT =
  /^(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|close|way|place|pl|square|sq|terrace|ter|crescent|cres|parkway|pkwy|highway|hwy|apt|apartment|suite|ste|unit|floor|flat|room|building|bldg|block|house|po|box|p\.o|north|south|east|west|ne|nw|se|sw|n|s|e|w|rue|de|la|le|les|des|du|avenida|calle|plaza|via|piazza|usa|uk|australia|canada|ireland|india|germany|france|spain|italy|united|states|kingdom|and|of|the|new|saint|upper|lower)$/i
const WITH_ENDING = /(?:straße|strasse|str|weg|platz|gasse|allee|gata|gatan|straat|laan)\.?$/i

/** Numbers are new, words of places are new, words that say what it is stay. */
function address(value: string, draw: Draw): string {
  return value.replace(/\p{N}+|\p{L}[\p{L}\p{M}'’]*/gu, (word) => {
    if (/^\p{N}/u.test(word)) return String(1 + draw(9)) + digits(draw, word.length - 1)
    if (KEPT.test(word)) return word
    // Postcodes and states.
    if (/^[A-Z]{1,2}$/.test(word)) return word.length === 2 ? word : pick(draw, 'ABCDEFGHJKLMNPRSTUWXYZ')
    const ending = WITH_ENDING.exec(word)?.[0] ?? ''
    const made = pick(draw, NAMES[ending ? 'de' : 'en'].family[0]) + (ending ? '' : pick(draw, NAMES.en.family[1]))
    const text = ending ? made + (ending.startsWith('-') ? '' : ending) : made
    return word === word.toUpperCase() && word.length > 2 ? text.toUpperCase() : word === word.toLowerCase() ? text.toLowerCase() : text
  })
}

const PLACES = '安宁东河南岭北湖青山云溪清泉金沙白塔新桥石门龙泉凤台临江望海长乐永丰太平和顺兴隆玉林梅岭竹园松岗柳河桃源'
const ROADS = [
  '和平',
  '文化',
  '光明',
  '建业',
  '团结',
  '胜利',
  '友谊',
  '振兴',
  '滨河',
  '翠竹',
  '丹枫',
  '云杉',
  '银杏',
  '紫荆',
  '海棠',
  '望江',
  '听涛',
  '观澜',
  '朝晖',
  '映月',
]
const PROVINCES = [
  '河北',
  '山西',
  '辽宁',
  '吉林',
  '江苏',
  '浙江',
  '安徽',
  '福建',
  '江西',
  '山东',
  '河南',
  '湖北',
  '湖南',
  '广东',
  '四川',
  '贵州',
  '云南',
  '陕西',
  '甘肃',
  '青海',
]

/** 省市区县 and 路街 stay, what they are called is new. */
function hanAddress(value: string, draw: Draw): string {
  const named = value.replace(
    /(\p{Script=Han}{1,5}?)(省|自治区|特别行政区|市|区|區|县|縣|镇|鎮|乡|鄉|村|街道|大道|大街|路|街|道|巷|弄|里|小区|社区|花园|花園|大厦|大廈|广场|廣場|苑|邨)/gu,
    (_, _name: string, kind: string) => (kind === '省' ? pick(draw, PROVINCES) : /[路街道巷弄]/.test(kind) ? pick(draw, ROADS) : placeName(draw)) + kind,
  )
  return named.replace(/\d+|[一二三四五六七八九十]+(?=[号號楼樓层層单單室座栋棟])/g, (number) =>
    /\d/.test(number) ? String(1 + draw(9)) + digits(draw, number.length - 1) : [...number].map(() => pick(draw, '一二三四五六七八九')).join(''),
  )
}

function placeName(draw: Draw): string {
  const at = draw(PLACES.length / 2) * 2
  return PLACES.slice(at, at + 2)
}

/** Beginnings that tell what a secret is for stay: "sk-", "ghp_", "AKIA". */
const PREFIX = /^(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?|^gh[pousr]_|^github_pat_|^xox[abprs]-|^AKIA|^ASIA|^AIza|^glpat-|^wxid_|^@/

function sameCharacters(value: string, draw: Draw): string {
  const prefix = PREFIX.exec(value)?.[0] ?? ''
  const rest = value.slice(prefix.length).replace(/\p{Lu}|\p{Ll}|\p{N}|\p{Script=Han}/gu, (letter) => {
    if (/\p{N}/u.test(letter)) return String(draw(10))
    if (/\p{Script=Han}/u.test(letter)) return pick(draw, [...PLACES])
    const made = pick(draw, 'abcdefghijklmnopqrstuvwxyz')
    return letter === letter.toLowerCase() ? made : made.toUpperCase()
  })
  return prefix + rest
}
