import type { PersonalSpan } from '../../../contracts/personal-data.ts'
import { isPublic } from './address.ts'
import { isOpenPlace } from './chinese-address.ts'
import type { Candidate, Page } from './page.ts'

const HAN = /\p{Script=Han}/u
const REGION_OR_ROAD = /[省市区區县縣镇鎮乡鄉村路街道巷弄楼樓室栋棟座苑园園邨廈厦组組]/
const SPELT = /\p{Lu}[\p{Ll}'-]{2,}|(?<![\p{L}\d])\p{Lu}{3,}(?![\p{L}\d])/gu
/** What numbers of standards, papers and hashes carry. */
const NUMBERED =
  /\b(?:ISO|IEC|EN|DIN|ANSI|GB\/T|RFC|PMID|ISSN|ISBN|CPT|ICD|CVE|SHA|sha\d+|ssh2|vol|pp|arXiv|port|SKU|VAT|PO|INV|JOB|ref|USD|EUR)\b|[\da-f]{16,}|https?:/i
const POSTCODE = /^(?:\d{3,6}(?:[ -]\d{2,4})?(?: [A-Z]{2})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/
/** Words that stand between a sentence and an address, and such that go on after one. */
const LEAD = /^(?:(?!rue|avenue|chemin|place|boulevard|via|de|van|der|den|la|le)\p{Ll}[\p{L}']*,? |J'habite (?:au |à )?)+(?=\p{Lu}|\d)/u
const TAIL =
  /(?<=\p{L}{4}|\d)\. ?\p{Lu}.*$|,? (?:before|after|until|is|was|but|which|where|who|since|tel|phone|please|call|contact|ring|pls|plz|thanks|thx|mobile|mob|when) ?.*$|[,.;: ]+(?:[Tt]él?|[Tt]el|Cell|Phone|Mobile)?[,.;: ]*$/su
const ANNOUNCED =
  /(?:address|live[sd]?|living|resid\p{L}+|located|moved|deliver\p{L}*|ship\p{L}*|sent?d?|office|home|house|meet|visit|corner|at|to)(?: (?:is|was|at|in|to|on|the|now|them|it|me|us|corner|of|one)){0,4} ?:?\s*$/iu
/** Where roads meet, as the news tells it. */
const CROSSING = /(?:路口|交叉口|交界|交界[处處]|交[汇匯][处處]?)$|[路街道][与與和至到][\u3400-\u9fff]{2,8}[路街道口]$/u
/** Least scores: names in lower case and single Chinese words are taken for names too easily. */
const NAME = { capitals: 0.5, capital: 0.65, lower: 0.9, han: 0.8 } as const

/** What the tagger found, without what the words and digits around it speak against. */
export function tagged(spans: readonly PersonalSpan[], page: Page): Candidate[] {
  const addresses = spans.filter(({ type }) => type === 'ADDRESS')
  return spans.flatMap((span) =>
    span.type === 'PERSON' ? person(span, page) : span.type === 'ADDRESS' ? address(span, page, beforeOf(span, addresses)) : [span],
  )
}

/** What the tagger takes into a name and is none: a rank or a greeting before it, the next cell of a form after it. */
const BEFORE_NAME =
  /^(?:(?:Mrs?|Ms|Mx|Miss|Dr|Prof|Chair|Chairman|Chairperson|Const|Constable|Officer|Nurse|Shri|Smt|P[CS]|D[CSI]|Sgt|SSgt|Cpl|Lt|Capt|Cllr|Mdm|Rev|Hon|Kia ora|Hi|Hey|Hello|Dear|Dearest|Thanks|Attn|Pt|Re)\.?,? )+(?=\p{Lu})/u
const AFTER_NAME = /(?: {2,}|\t).*$| re$|[ ,]+(?:Tel|Phone|Mobile|Email|Fax|Cell|DOB|Dob|Age|Sex|Date|Address|Ref|Sent|To|Cc|Subject)$/su
/** Makes of cars, which the tagger takes for given names. */
const MAKE =
  /^(?:Vauxhall|Mazda|Toyota|Honda|Ford|Kia|Hyundai|Nissan|Suzuki|Mitsubishi|Subaru|Volkswagen|Audi|Mercedes|Skoda|Holden|Peugeot|Renault|Citro[eë]n|Tesla|Maruti|Mahindra|Proton|Perodua|Chevrolet|Chevy|Dodge|Jeep|Chrysler|Lexus|Volvo|Fiat|Opel|Land Rover|Range Rover)\b/
/** Words of forms and names of firms that were called after somebody. */
const NO_NAME =
  /^(?:IBAN|BIC|SWIFT|Aadhaar|Medicare|Medicaid|Puerto Rico|Costa Rica|San (?:Jose|Diego|Francisco|Antonio)|Los Angeles|New (?:York|Jersey|Delhi|South Wales)|North (?:Carolina|Dakota)|South (?:Carolina|Dakota)|Hong Kong|Sri Lanka|Tel Aviv|Addison-Wesley|John Deere|Johns Hopkins|Wells Fargo|Morgan Stanley|Charles Schwab|Goldman Sachs|Levi Strauss|Marks (?:and|&) Spencer|John Lewis|Ralph Lauren|Calvin Klein|Hugo Boss|Harley[- ]Davidson|Rolls[- ]Royce|Aston Martin|Ben & Jerry's|Jack Daniel'?s|Johnnie Walker|Dr Pepper|Earl Grey|Eli Lilly|Merrill Lynch|Lloyds|Barclays|周大福|周生生|周黑鸭|周六福|李宁|李寧|李锦记|李錦記|张小泉|張小泉|王老吉|王致和|陈克明|陳克明|马应龙|白云山|云南白药|老庙|羅森|罗森|卫龙|代書|代书|Headteacher|Head Teacher|Headmaster|Conveyancer|Solicitor|Surveyor|Landlord|Tenant|Vendor|Purchaser|Secretary|Treasurer|Chairman|Chairperson|Manager|Director|Consultant|Supervisor|Complainant|Claimant|Insured|Beneficiary|Registrar|Receptionist|Witness|Applicant|強積金|强积金|身分證|身份证|姓名|地址|联系人|手机|電話|电话)$/
/** What stands after a name when it is a company's, a device's or a public place's. */
const NOT_THEIRS =
  /^ (?:cards?|GPUs?|servers?|clusters?|Ltd|LLC|LLP|Inc|Corp|GmbH|plc|PLC|Limited|Group|Holdings|Hospital|Clinic|University|College|School|Library|Museum|Stadium|Airport|Station|Foundation|Institute|Trust|Bank|Hotel|Memorial|Prize|Award|Cup|Trophy|Act|Bridge|Square|Park|Green|Centre|Center|Theatre|Building|House|Press|Publishing|Books|Brothers|Motors|Airlines|Pharmaceuticals|algorithm|theorem|equation|method|test|disease|syndrome|scale|filter|distribution|process|transform|constant|number|series|room)\b/
/** The same for Chinese: shops, schools, titles of works. */
const NOT_THEIRS_HAN =
  /^(?:公司|集团|集團|大学|大學|中学|中學|小学|小學|医院|醫院|纪念|紀念|故居|公园|公園|路|街|大道|厅|廳|楼|樓|奖|獎|杯|定理|定律|方程|公式|算法|法则|不等式|牌|门店|門店|药业|銀行|银行|饭店|酒家|酒楼|珠宝|珠寶|广场|廣場)/

/** What the tagger leaves at the end of a Chinese name. */
const HAN_TITLE = /(?:先生|小姐|女士|太太|老师|老師|医生|醫生|经理|經理|主任|师傅|師傅|阿姨|叔叔|同学|同學|[哥姐叔姨嫂])$/u
/** Labels of goods. */
const THING =
  /(?:品名|货品|貨品|商品|品牌|产品|產品|名称|规格|規格|型号|型號|材质|菜名|書名|书名|\b(?:product|item|vehicle|model|brand|title|make|book))(?:名称)?[:：] ?$/iu

/** The addresses that end less than 60 characters before one. `all` is in order, without overlaps. */
function beforeOf(span: PersonalSpan, all: readonly PersonalSpan[]): PersonalSpan[] {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.start ?? 0) < span.start) low = middle + 1
    else high = middle
  }
  return all.slice(Math.max(0, low - 20), low).filter(({ end }) => span.start - end < 60)
}

function person({ start, end, text, type, score }: PersonalSpan, page: Page): Candidate[] {
  if (HAN.test(text)) {
    const tail = HAN_TITLE.exec(text)?.[0].length ?? 0
    if (tail && text.length - tail >= 2) return person({ start, end: end - tail, text: text.slice(0, -tail), type, score }, page)
    if (THING.test(page.before(start, 8))) return []
    const title = /[《〈「『]$/.test(page.before(start, 1)) && /^[》〉」』]/.test(page.after(end, 1))
    return score >= NAME.han && !title && !NO_NAME.test(text) && !NOT_THEIRS_HAN.test(page.after(end, 3)) ? [{ start, end, type, score }] : []
  }
  const head = BEFORE_NAME.exec(text)?.[0].length ?? 0
  const tail = AFTER_NAME.exec(text)?.[0].length ?? 0
  if ((head || tail) && head + tail < text.length) {
    return person({ start: start + head, end: end - tail, text: text.slice(head, text.length - tail), type, score }, page)
  }
  if (THING.test(page.before(start, 16)) || MAKE.test(text) || NO_NAME.test(text) || NOT_THEIRS.test(page.after(end, 16)) || /^\p{Lu}\. \p{Ll}/u.test(text))
    return []
  if (/\d|[a-z]-[a-z]|_/.test(text) || (/\p{L}{4,}\. /u.test(text) && score < 0.9)) return []
  // Speakers of a chat write themselves in lower case.
  const speaks = page.after(end, 1).startsWith(':') && /^\W*(?:\d[\d:. -]*[\W]*)?$/.test(page.before(start, 30))
  const least = /^\p{Ll}/u.test(text) ? (speaks ? 0.6 : NAME.lower) : /\s/.test(text) ? NAME.capitals : NAME.capital
  return score >= least ? [{ start, end, type, score }] : []
}

function address({ start, end, text, type, score }: PersonalSpan, page: Page, all: readonly PersonalSpan[]): Candidate[] {
  if (HAN.test(text))
    return REGION_OR_ROAD.test(text) &&
      /[\d零一二三四五六七八九十]|\S{6}/.test(text) &&
      !/位[于於]|[元%]$/.test(text) &&
      !(CROSSING.test(text) && !/\d/.test(text)) &&
      !isOpenPlace(page, start)
      ? [{ start, end, type, score }]
      : []
  if (NUMBERED.test(text)) return []
  const near = all.some((other) => /\p{Lu}\p{L}{2}/u.test(other.text))
  if (POSTCODE.test(text)) return near || /(?:zip|post ?code|postal)\W*(?:code)?\W*$/i.test(page.before(start, 16)) ? [{ start, end, type, score }] : []
  const corner = /^the corner of /i.test(text) && score >= 0.97 && text.length > 20
  if (corner) return [{ start, end, type, score }]
  const from = start + (LEAD.exec(text)?.[0].length ?? 0)
  const to = end - (TAIL.exec(text)?.[0].length ?? 0)
  const rest = page.text.slice(from, to)
  const words = rest.match(SPELT)?.length ?? 0
  // Words that announce an address make up for what it lacks: "lives at midtvollen 130", "the corner of Elm and Main".
  const announced = score >= 0.9 && ANNOUNCED.test(page.before(from, 40))
  if (announced && /\p{L}{3}/u.test(rest)) return [{ start: from, end: to, type, score }]
  if (!words || to - from < 5) return []
  // A place without a number is an address only beside one, or where the tagger is sure.
  if (!/\d/.test(rest) && (words < 2 || (!near && score < 0.95))) return []
  return isPublic(page, from) ? [] : [{ start: from, end: to, type, score }]
}
