import { ZH_COMPOUND_SURNAMES, ZH_GIVEN, ZH_SURNAMES, ZH_TITLES, ZH_TRANSLITERATION } from './gazetteers.ts'
import { number, pick, readList } from './values.ts'
import type { Random } from './values.ts'

// Made-up Chinese people, addresses and the things that look like them.

const chance = (random: Random, share: number): boolean => random() < share
const surnames = [...new Set(ZH_SURNAMES)]
const givenCharacters = [...new Set(ZH_GIVEN)]

const people = readList('lists/zh-people.txt').map((line) => line.split(' ')[0]!)
/** Names of the dictionary that start with a common surname and end as names do. */
const listed = people.filter(
  (name) =>
    name.length === 3 &&
    surnames.indexOf(name[0]!) >= 0 &&
    surnames.indexOf(name[0]!) < 150 &&
    givenCharacters.includes(name[1]!) &&
    givenCharacters.includes(name[2]!),
)
const foreign = readList('lists/zh-foreign.txt')
  .map((line) => line.split(' ')[0]!)
  .filter((name) => name.length >= 2 && name.length <= 6 && [...name].every((character) => ZH_TRANSLITERATION.includes(character)))
const transliterations = [...new Set(ZH_TRANSLITERATION)]
const divisions = readList('lists/zh-divisions.txt').map((line) => line.split(' '))

export const zhSurname = (random: Random): string =>
  chance(random, 0.04) ? pick(random, ZH_COMPOUND_SURNAMES) : surnames[Math.floor(random() ** 2.2 * surnames.length)]!
/** At times one that no list of names has. */
const givenCharacter = (random: Random): string =>
  chance(random, 0.06) ? pick(random, everyCharacter) : givenCharacters[Math.floor(random() ** 1.4 * givenCharacters.length)]!

export function zhGiven(random: Random): string {
  if (chance(random, 0.24)) return givenCharacter(random)
  const first = givenCharacter(random)
  return first + (chance(random, 0.06) ? first : givenCharacter(random))
}

export const zhName = (random: Random): string =>
  chance(random, 0.3)
    ? pick(random, listed)
    : chance(random, 0.03)
      ? `${zhSurname(random)}${zhSurname(random)[0]}${zhGiven(random)}`
      : zhSurname(random) + zhGiven(random)

export function zhForeign(random: Random): string {
  const one = () => (chance(random, 0.88) ? pick(random, foreign) : Array.from({ length: number(random, 2, 4) }, () => pick(random, transliterations)).join(''))
  return chance(random, 0.3) ? `${one()}·${one()}` : one()
}

const KIN = [
  '哥',
  '姐',
  '叔',
  '姨',
  '爷',
  '爷爷',
  '奶奶',
  '阿姨',
  '叔叔',
  '大哥',
  '姐姐',
  '妹',
  '弟',
  '少',
  '神',
  '宝',
  '爸',
  '妈',
  '婶',
  '嫂',
  '伯',
  '老板',
  '大人',
  '妈妈',
  '爸爸',
]
const PLAYFUL = [...'子儿仔妞妹宝宝豆兔猫猪熊糖果球丫胖']

/** What friends call each other, and names of characters in stories. */
export function zhNick(random: Random): string {
  const character = givenCharacter(random),
    last = zhSurname(random),
    roll = random()
  if (roll < 0.12) return `${pick(random, ['小', '阿', '老', '大', '小', '阿'])}${character}`
  if (roll < 0.22) return `${pick(random, ['小', '老', '阿', '大', '小', '老'])}${last}`
  if (roll < 0.32) return character + character
  if (roll < 0.42) return `${last}${pick(random, KIN)}`
  if (roll < 0.48) return `${chance(random, 0.3) ? '阿' : ''}${character}${pick(random, KIN)}`
  if (roll < 0.56) return `${character}${pick(random, PLAYFUL)}`
  if (roll < 0.6) return `${last}${chance(random, 0.5) ? '小' : '大'}${pick(random, [...PLAYFUL, character])}`
  if (roll < 0.64) return `小${character}${character}`
  if (roll < 0.68) return zhForeign(random)
  return chance(random, 0.5) ? zhGiven(random) : zhName(random)
}

const ROADS =
  '人民,中山,建设,解放,和平,新华,长江,黄河,北京,南京,上海,文化,学府,科技,工业,创业,滨江,滨海,湖滨,迎宾,友谊,胜利,光明,幸福,朝阳,东风,红旗,青年,体育,振兴,延安,淮海,天河,深南,科苑,软件园,学院,中关村,望京,五一,江汉,解放大,春熙,文一,金融,世纪,张江,高新,紫荆,凤凰,龙华,宝安,福田,锦绣,翠竹,桃园,梅林,竹园,复兴,西湖,南湖,东湖,北环,南环,环城'.split(
    ',',
  )
const ESTATES =
  '阳光花园,翠湖小区,锦绣华庭,世纪城,金色家园,万科城,绿地新城,碧桂园,恒大名都,幸福里,东方明珠花园,丽景苑,怡和家园,星河湾,水岸花都,和谐家园,阳光100,保利香槟,龙湖天街,中海国际,华润大厦,科技大厦,国际广场,创新大厦,软件园,金茂大厦,嘉里中心,银泰中心,时代广场'.split(
    ',',
  )
const NUMERALS = '一二三四五六七八九十'
const TW_ROADS =
  '忠孝東,仁愛,信義,和平東,中山北,民生東,南京東,復興南,敦化南,羅斯福,中正,民權東,建國南,文心,台灣大,五權,公益,博愛,成功,光復,三民,自由,青年,大學'.split(',')
const TW_CITIES =
  '台北市大安區,台北市信義區,臺北市中山區,台北市士林區,新北市板橋區,新北市三重區,新北市中和區,桃園市中壢區,新竹市東區,台中市西屯區,台中市北屯區,臺中市南屯區,台南市東區,台南市永康區,高雄市左營區,高雄市三民區,高雄市苓雅區,嘉義市西區,彰化縣彰化市,花蓮縣花蓮市,屏東縣屏東市'.split(
    ',',
  )
const HK_PLACES =
  '九龍旺角彌敦道,香港銅鑼灣軒尼詩道,香港中環皇后大道中,九龍觀塘觀塘道,九龍尖沙咀廣東道,新界沙田正街,香港灣仔莊士敦道,香港北角英皇道,新界荃灣青山公路,新界元朗大馬路,九龍深水埗長沙灣道,香港鰂魚涌英皇道,新界將軍澳唐德街,新界屯門屯喜路'.split(
    ',',
  )
const HK_BUILDINGS =
  '置地廣場,太古城中心,海港城,好運中心,美孚新邨第三期,荷里活廣場,金鐘廊,瑞安中心,工業大廈,豪景花園,海怡半島,德福花園,華富邨華安樓,沙田第一城'.split(',')

const floorNumber = (random: Random) => (chance(random, 0.2) ? NUMERALS[number(random, 0, 9)]! : String(number(random, 1, 33)))

export function zhStreet(random: Random): string {
  const roll = random()
  if (roll < 0.15)
    return `${pick(random, TW_ROADS)}路${chance(random, 0.6) ? `${NUMERALS[number(random, 0, 6)]}段` : ''}${chance(random, 0.4) ? `${number(random, 1, 300)}巷` : ''}${chance(random, 0.2) ? `${number(random, 1, 30)}弄` : ''}${number(random, 1, 400)}號${chance(random, 0.6) ? `${floorNumber(random)}樓${chance(random, 0.3) ? `之${number(random, 1, 9)}` : ''}` : ''}`
  const road = `${chance(random, 0.75) ? pick(random, ROADS) : zhSurname(random)[0]! + zhGiven(random)[0]!}${pick(random, ['路', '路', '路', '街', '大道', '东路', '西路', '南路', '北路', '中路', '大街', '巷', '胡同', '一路', '二路'])}`
  return `${road}${chance(random, 0.93) ? `${number(random, 1, chance(random, 0.7) ? 300 : 3000)}${chance(random, 0.06) ? `-${number(random, 1, 9)}` : ''}号` : `与${pick(random, ROADS)}路交叉口`}`
}

function tail(random: Random): string {
  let text = chance(random, 0.65) ? pick(random, ESTATES) : ''
  if (chance(random, 0.7))
    text += `${chance(random, 0.2) ? pick(random, [...'ABCDEF东西南北']) : number(random, 1, 40)}${pick(random, ['栋', '号楼', '幢', '座', '栋', '楼'])}`
  if (chance(random, 0.45)) text += `${floorNumber(random)}${pick(random, ['单元', '门', '单元'])}`
  if (chance(random, 0.3)) text += `${floorNumber(random)}${pick(random, ['层', '楼', 'F'])}`
  return text + (chance(random, 0.7) ? `${number(random, 101, 3305)}${pick(random, ['室', '号', '房', '', '室'])}` : '')
}

export function zhAddress(random: Random): string {
  const roll = random()
  if (roll < 0.14) {
    const street = `${pick(random, TW_ROADS)}路${chance(random, 0.6) ? `${NUMERALS[number(random, 0, 6)]}段` : ''}${chance(random, 0.35) ? `${number(random, 1, 300)}巷` : ''}${chance(random, 0.2) ? `${number(random, 1, 30)}弄` : ''}${number(random, 1, 400)}號${chance(random, 0.7) ? `${floorNumber(random)}樓${chance(random, 0.3) ? `之${number(random, 1, 9)}` : ''}` : ''}`
    return `${chance(random, 0.3) ? `${number(random, 100, 98000)}` : ''}${pick(random, TW_CITIES)}${chance(random, 0.15) ? `${pick(random, ['大同', '中興', '福德', '民族'])}里` : ''}${street}`
  }
  if (roll < 0.24)
    return `${pick(random, HK_PLACES)}${number(random, 1, 800)}號${chance(random, 0.7) ? `${pick(random, HK_BUILDINGS)}` : ''}${chance(random, 0.3) ? `第${number(random, 1, 9)}座` : ''}${floorNumber(random)}樓${chance(random, 0.8) ? `${pick(random, [...'ABCDEFGH', String(number(random, 1, 30))])}室` : ''}`
  const [province = '', city = '', area = '', streets = ''] = pick(random, divisions),
    inCity = /辖|直辖/.test(city) ? '' : city
  const town = streets && chance(random, 0.3) ? pick(random, streets.split('、')) : ''
  const start = pick(random, [province + inCity + area, province + inCity + area, inCity + area, area, (province + inCity).replace(/市$/, '市') + area])
  const space = chance(random, 0.06) ? ' ' : ''
  const shape = random()
  const rest =
    shape < 0.72
      ? zhStreet(random) + (chance(random, 0.75) ? tail(random) : '')
      : shape < 0.86
        ? `${zhSurname(random)[0]}${pick(random, ['家', '庄', '店', '寨', '集', '湾'])}村${number(random, 1, 20)}${pick(random, ['组', '号', '组'])}${chance(random, 0.5) ? `${number(random, 1, 200)}号` : ''}`
        : pick(random, ESTATES) + tail(random)
  return `${start}${space}${town}${space}${rest}`
}

export const zhCity = (random: Random): string =>
  chance(random, 0.5)
    ? pick(
        random,
        '北京,上海,广州,深圳,杭州,南京,武汉,成都,重庆,西安,天津,苏州,长沙,青岛,大连,厦门,郑州,济南,合肥,福州,昆明,贵阳,南宁,海口,三亚,兰州,银川,西宁,太原,沈阳,长春,哈尔滨,石家庄,宁波,温州,无锡,常州,东莞,佛山,珠海,香港,澳门,台北,高雄,台中'.split(
          ',',
        ),
      )
    : pick(random, divisions)[1]!
        .replace(/^.*辖.*$/, '北京')
        .replace(/市$|地区$|自治州$/, '')
export const zhTitle = (random: Random): string =>
  chance(random, 0.6) ? pick(random, ['先生', '女士', '小姐', '老师', '经理', '总', '医生', '主任', '教授', '工']) : pick(random, ZH_TITLES)
export const zhDepartment = (random: Random): string =>
  pick(random, '财务部,人事部,市场部,技术部,研发中心,客服部,销售部,采购部,法务部,行政部,信息中心,质量部'.split(','))
export const zhRole = (random: Random): string =>
  pick(random, '工程师,经理,总监,会计,出纳,销售代表,产品经理,主管,助理,研究员,教师,护士,司机,项目负责人'.split(','))
export const zhRelation = (random: Random): string => pick(random, '父亲,母亲,配偶,丈夫,妻子,儿子,女儿,哥哥,妹妹,朋友'.split(','))
export const zhTopic = (random: Random): string =>
  pick(random, '季度预算,年终总结,新员工培训,系统升级,市场推广,数据迁移,安全检查,供应商评估,产品发布,客户回访,差旅制度'.split(','))
export const zhProduct = (random: Random): string =>
  pick(
    random,
    '扫地机器人,蓝牙耳机,电饭煲,路由器,笔记本电脑,空气净化器,洗衣机,智能手表,打印机,净水器,保温杯,电动牙刷,黄金手链,白酒,龙井茶,牛肉干,石榴汁,江小白,张小泉剪刀,王守义十三香'.split(
      ',',
    ),
  )
export const zhCompany = (random: Random): string =>
  `${chance(random, 0.5) ? zhCity(random) : ''}${chance(random, 0.3) ? zhSurname(random) + zhGiven(random)[0]! : pick(random, '华信,中科,恒通,金龙,天元,宏达,瑞丰,东方,新宇,万利,同创,博雅,正大,安泰,海纳,明德,百川,嘉禾'.split(','))}${pick(random, ['科技有限公司', '有限公司', '集团', '贸易有限公司', '股份有限公司', '实业公司', '信息技术有限公司', '餐饮店', '律师事务所'])}`
export const zhOrganisation = (random: Random): string =>
  chance(random, 0.5)
    ? zhCompany(random)
    : pick(
        random,
        '中国银行,招商银行,平安保险,华为,小米,阿里巴巴,腾讯,百度,京东,李宁公司,张裕集团,王老吉,周大福,马应龙药业,陈李济药厂,雷允上,胡庆余堂,白云山制药,方正集团,万科,格力电器,教育部,国家统计局,红十字会,世界银行,联合国,孔子学院'.split(
          ',',
        ),
      )
export const zhUniversity = (random: Random): string =>
  pick(
    random,
    '北京大学,清华大学,复旦大学,中山大学,浙江大学,南京大学,武汉大学,同济大学,华中科技大学,鲁迅美术学院,孙文学院,逸夫小学,黄冈中学,台湾大学,香港中文大学,陈经纶中学'.split(
      ',',
    ),
  )
export const zhPlace = (random: Random): string =>
  pick(
    random,
    '中山公园,中山陵,鲁迅故居,白求恩医院,王府井,黄鹤楼,岳阳楼,滕王阁,张家界,周庄,乌镇,李村,马连道,石景山,万寿山,卢沟桥,赵州桥,钱塘江,陆家嘴,徐家汇,杨浦大桥,何家村,曾厝垵,郭公庄,宋家庄,刘家窑,林则徐纪念馆,梅兰芳大剧院,包公祠,杜甫草堂,武侯祠,孔庙,关帝庙,黄花岗,雷峰塔,龙门石窟'.split(
      ',',
    ),
  )
export const zhBook = (random: Random): string =>
  pick(
    random,
    '红楼梦,西游记,三国演义,水浒传,平凡的世界,围城,活着,白鹿原,骆驼祥子,雷雨,茶馆,呐喊,朝花夕拾,边城,哈利波特,简爱,安娜卡列尼娜,约翰克利斯朵夫,高老头,堂吉诃德,哈姆雷特,罗密欧与朱丽叶,乔布斯传,杜拉拉升职记'.split(
      ',',
    ),
  )
export const zhAward = (random: Random): string =>
  pick(random, '鲁迅文学奖,茅盾文学奖,诺贝尔奖,金鸡奖,华罗庚奖,陈嘉庚奖,詹天佑奖,吴文俊奖,图灵奖,菲尔兹奖,白玉兰奖,梁思成奖,李四光奖'.split(','))
export const zhEponym = (random: Random): string =>
  pick(
    random,
    '牛顿定律,勾股定理,毕达哥拉斯定理,高斯消元法,欧拉公式,傅里叶变换,贝叶斯公式,图灵机,图灵测试,麦克斯韦方程组,薛定谔方程,帕累托法则,摩尔定律,墨菲定律,泊松分布,马尔可夫链,杨辉三角,祖冲之公式,哥德巴赫猜想,费马大定理,多普勒效应,伯努利方程,拉格朗日乘子,海明码,阿基米德原理,门捷列夫周期表,开普勒定律,蒙特卡洛方法,牛顿法,泰勒展开'.split(
      ',',
    ),
  )
export const zhCountry = (random: Random): string =>
  pick(random, '美国,英国,法国,德国,日本,韩国,俄罗斯,巴西,印度,泰国,越南,意大利,西班牙,加拿大,澳大利亚,埃及'.split(','))

const dictionary = readList('lists/zh-words.txt')
  .map((line) => line.split(' '))
  .filter(([word = '', , kind = '']) => word.length <= 4 && !/^(nr|nz)/.test(kind))
const total: number[] = []
let sum = 0
for (const [, count] of dictionary) total.push((sum += Number(count) ** 0.6))

/** A word of the dictionary, the more common ones more often. */
export function zhWord(random: Random): string {
  const wanted = random() * sum
  let low = 0,
    high = total.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (total[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return dictionary[low]![0]!
}

const kinds = new Map<string, string>(),
  byKind = new Map<string, string[]>()
for (const [word = '', count = '', kind = ''] of dictionary) {
  const key = `${kind}${word.length}`
  kinds.set(word, key)
  if (Number(count) < 100) continue
  const list = byKind.get(key) ?? []
  // the more common, the more often
  for (let times = Math.log10(Number(count)) - 1; times > 0; times--) list.push(word)
  byKind.set(key, list)
}

/** The words of a sentence (longest first), a share of its nouns, verbs and adjectives exchanged for others of their kind and length. */
export function exchangeWords(sentence: string, random: Random, share: number): string[] {
  const parts: string[] = []
  for (let at = 0; at < sentence.length;) {
    let size = 4
    while (size > 1 && !kinds.has(sentence.slice(at, at + size))) size--
    const word = sentence.slice(at, at + size),
      kind = kinds.get(word) ?? ''
    parts.push(size > 1 && /^[nva]/.test(kind) && random() < share ? pick(random, byKind.get(kind) ?? [word]) : word)
    at += size
  }
  return parts
}

const everyCharacter = [...new Set(dictionary.map(([word]) => word!).join(''))]

/** What is neither words nor a name: rare characters in any order, one character again and again, exclamations. */
export function zhNoise(random: Random): string {
  const roll = random()
  if (roll < 0.5) return Array.from({ length: number(random, 1, 5) }, () => pick(random, everyCharacter)).join('')
  if (roll < 0.75) return pick(random, everyCharacter).repeat(number(random, 2, 5))
  return pick(random, [...'啊哈呵嘿嗯哦呀哎唉嘻呜咦哇泪心赞']).repeat(number(random, 1, 6)) + (roll < 0.85 ? zhWord(random) : '')
}
