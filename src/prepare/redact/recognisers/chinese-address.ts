import type { Candidate, Page, Recogniser } from './page.ts'

const HAN = '[\\u3400-\\u9fff]'
const N = '[\\dA-Za-z零〇一二三四五六七八九十百]'
/** What a Chinese address must hold: a numbered house on a named road, or a numbered room in a named estate. */
const ROAD = `${HAN}{1,8}?(?:大道|大街|(?<![电電线線网網套思出铁鐵公回短])路|街|(?<![国國省县縣隧跑频頻轨赛渠通管航])道|巷|弄|胡同|里|村|段|坊|径|徑|台|山|圍|邨|苑)[ ]?(?:(?:西|东|東|南|北|中|[一二三四五六七八九十])(?:路|段|街|里|巷|弄)?)?[ ]?(?:第?${N}{1,4}[段巷弄][ ]?)*(?:${N}{1,5}(?:-\\d+)?(?:之\\d+)?(?:号|號)(?:之\\d+|院|甲|乙|内|內)?)|${HAN}{2,20}(?:村|屯|庄|莊|寨)[ ]?${N}{1,3}(?:组|組|队|隊|社)(?:${N}{1,4}(?:号|號))?`
const ESTATE = `${HAN}{2,8}(?:小区|小區|花园|花園|花苑|公寓|大厦|大廈|大楼|大樓|新村|家园|家園|广场|廣場|邨|苑|城|府|庄园|莊園|别墅|中心|湾|灣|居|庭|园|園|区|區|里|轩|軒|阁|閣|楼|樓|社区|社區|宿舍|组团|期|座)[ ]?(?:[ABCDEFGHW东西南北東]?${N}{1,4}(?:期|区|區|栋|幢|棟|号楼|號樓|座|单元|單元|楼|樓|层|層|室|号|號|房|户|戶)[ ]?){1,4}(?:\\d{3,4}(?:室|房|号|號|户|戶)?)?`
const UNIT = `(?:[ ,]{0,2}(?:${HAN}{2,10}(?:小区|小區|花园|花園|公寓|大厦|大廈|大楼|大樓|家园|广场|廣場|中心|新村|城|苑|府|邨|閣|阁|軒|轩|樓|座)(?=[ ]?[A-Z\\d零一二三四五六七八九十东西南北東])|${HAN}{2,10}?(?=[A-Z](?:座|栋|棟|室)|[A-Z]?\\d{1,3}(?:栋|幢|棟|座|号楼|號樓|单元|單元)))?[ ]?(?:第?[A-Z]?${N}{1,4}(?:-\\d+)?(?:期|栋|幢|棟|号楼|號樓|座|单元|單元|楼|樓|层|層|室|号|號|房|户|戶|院|门|門)(?:之\\d+)?|\\d{1,2}F|\\d{3,4}(?![\\d年月元])|(?:[东西南北東中][户座]|地下|[高中低]層|[A-Z]座|[A-Z]室)))+`
const CORE = new RegExp(`(?:${ROAD}|${ESTATE})(?:${UNIT})?`, 'gu')
/** Provinces, and the cities that are named without one. */
const REGION =
  '(?:中国|中國|北京|天津|上海|重庆|重慶|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|臺灣|内蒙古|广西|西藏|宁夏|新疆|香港|澳門|澳门|九龍|九龙|新界|臺北|台北|新北|桃園|臺中|台中|臺南|台南|高雄|基隆|新竹|嘉義|苗栗|彰化|南投|雲林|屏東|宜蘭|花蓮|臺東|台東|澎湖|金門|广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|济南|大连|沈阳|哈尔滨|长春|厦门|福州|宁波|无锡|合肥|昆明|南昌|南宁|贵阳|太原|石家庄|佛山|东莞|珠海|中山|惠州|温州|常州|徐州|烟台|兰州|海口|三亚|乌鲁木齐|屯門|元朗|沙田|大埔|荃灣|葵涌|青衣|將軍澳|西貢|觀塘|旺角|尖沙咀|油麻地|深水埗|長沙灣|黃大仙|鑽石山|中環|金鐘|灣仔|銅鑼灣|北角|鰂魚涌|太古|筲箕灣|柴灣|香港仔|薄扶林|天水圍|粉嶺|上水|馬鞍山|東涌|紅磡|土瓜灣|牛頭角|藍田|油塘|上環|西環|堅尼地城|大角咀|荔枝角|美孚|跑馬地|呼和浩特|银川|西宁|拉萨)'
/** Words that lead to an address for certain, and such that are also parts of names of roads (至善路, 为民路). */
const LEAD =
  /^.*(?:地址|住址|住所|居所|户籍|戶籍|籍贯|通讯处|[寄送搬迁遷回去来來移][往到至去在]|家住|现住|現住|住在|居住于|居住在|居住|位于|位於|坐落于|坐落|座落|前往|就在|租住|租住在|暂住|暫住|租了|买了|買了|住址为|地址为|登记为|改为|改為|改成|改到|更改为|更新为|变更为)[于於在是为為:]?(?=[\u3400-\u9fff]{2})/u
const WEAK_LEAD =
  /^.*(?:喺|放|交|成|在|住|到|至|往|去|于|於|寄|送|是|为|為|的|了|从|從|他|她|我|你|和|与|與|及|有|這裡|这里|说|說|填|写)(?=[\u3400-\u9fff]{2})/u
const FIRST_REGION = new RegExp(REGION, 'u')
const SMALL = new RegExp(`(?:${HAN}{2,3}(?:市|县|縣|区|區|旗|镇|鎮|乡|鄉|街道))`, 'u')
const LARGE = new RegExp(`^${REGION}|[市区區县縣]`, 'u')
const PUBLIC =
  /博物[馆館院]|图书馆|圖書館|大[学學]|[学學]院|校[区區舍]|中[学學]|小[学學]|医院|醫院|政府|派出所|公安局|法院|使馆|使館|领事馆|纪念馆|紀念館|体育[馆场]|體育館|剧院|劇院|故居|会馆|會館|教堂|寺|景区|公园|公園|机场|機場|车站|車站|文物|银行|銀行|分行|支行|酒店|餐厅|餐廳|办事处|辦事處|服务中心|服務中心|展[馆館]|地铁|地鐵/u
const HOME = /家|住|寄|送|收|我|他|她|租|户|戶|患者|客户|先生|女士|小姐|本人|姓名|地址/u
const ESTATE_LIKE = /[栋棟幢座室房]|单元|單元/u
const NUMBER_ONLY = /^[路街道里村段]/

/** Chinese postal addresses, written from the large to the small. */
export const chineseAddress: Recogniser = (page) => {
  const found: Candidate[] = []
  for (const match of page.text.matchAll(CORE)) {
    const end = match.index + match[0].length
    const start = beginning(page.text, match.index, match[0])
    const value = page.text.slice(start, end)
    if (value.length < 6 || NUMBER_ONLY.test(value)) continue
    const large = LARGE.test(value)
    // Weak endings ("舞台3号") need a region, and what is said to lie somewhere is a place, not a home.
    if (!large && !/[路街道巷弄]|胡同/.test(value.slice(1)) && !ESTATE_LIKE.test(value)) continue
    const open = isOpenPlace(page, start)
    const unit = /(?:室|楼|樓|栋|棟|幢|座|单元|F|房|层)/.test(match[0])
    found.push({ start, end, type: 'ADDRESS', score: 0.65 + (large ? 0.2 : 0) + (unit ? 0.1 : 0) - (open ? 0.45 : 0) })
  }
  return found
}

/** Whether a public place or institution is what stands there, and nobody's home. */
export function isOpenPlace(page: Page, start: number): boolean {
  const before = page.text.slice(Math.max(0, start - 40), start)
  const sentence = before.split(/[。!?\n]/).at(-1) ?? ''
  return (PUBLIC.test(sentence) || /(?:位于|位於|坐落于?|座落于?)$/.test(before)) && !HOME.test(before)
}

/** Where the address begins: at its largest region, without the words that lead to it. */
function beginning(text: string, core: number, matched: string): number {
  const known = core + Math.max(0, matched.search(/(?:大道|大街|路|街|道|巷|弄|胡同|小区|小區|花园|花園|大厦|大廈|\d)/))
  const from = Math.max(0, core - 40)
  // The matched part may begin with the words that lead to the address, and the regions may stand before it.
  const hard = Math.max(...Array.from(text.slice(from, known).matchAll(/[\n。,;:!?、()"「『“\]|]|\s(?=\S*$)/gu), ({ index }) => index + 1), 0)
  let start = from + hard
  const skip = (pattern: RegExp): void => {
    start += pattern.exec(text.slice(start, known))?.[0].length ?? 0
  }
  skip(LEAD)
  const region = FIRST_REGION.exec(text.slice(start, known))?.index ?? -1
  if (region >= 0) return start + region
  skip(WEAK_LEAD)
  const small = SMALL.exec(text.slice(start, known))?.index ?? -1
  if (small > 0 && known - start > 12) return start + small
  return known - start > 16 ? core : start
}
