import { ENGLISH_STOP_WORDS } from '../../common/stop-words.ts'
import { writtenWords } from './tokens.ts'

/** What must be the same in two texts that are to count as one: numbers, names, and whether something is so or not. */
export interface Facts {
  /** Numbers, and words with digits. */
  readonly numbers: ReadonlySet<string>
  /** Lower case. */
  readonly names: ReadonlySet<string>
  /** Words that turn a sentence into another: "not", "before", "禁止". */
  readonly turns: ReadonlySet<string>
}

const TURNS = new Set(
  (
    'not no never neither nor none cannot without except unless only may must before after above below over under more less fewer minimum maximum least most earlier later ' +
    "increase decrease increased decreased accept accepted reject rejected approve approved deny denied refuse refused include included exclude excluded allowed forbidden prohibited permitted required optional valid invalid terminated renewed don't doesn't didn't isn't aren't won't can't mustn't shan't shouldn't wasn't weren't"
  ).split(' '),
)
const HAN_TURNS = ['禁止', '不得', '不', '没', '未', '无', '非', '勿', '以上', '以下', '之前', '之后', '以前', '以后', '必须', '可以', '增加', '减少', '提高', '降低', '批准', '拒绝', '同意', '至少', '最多'] // prettier-ignore
const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤滕罗毕郝安常于傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧成戴宋庞熊纪项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应丁宣邓洪包石崔吉程陆翁段焦侯宁仇甘厉武刘景龙叶黎溥白蒲邰赖卓池谭温庄晏柴阎冉易廖曾关欧聂肖涂蔺游涛阳' // prettier-ignore
const PLACE_OR_FIRM = /(?:省|市|县|区|镇|乡|村|路|街|国|州|公司|集团|银行|大学|学院|医院|厂|部|局|院)$/
const HAN_NUMBER = /^[〇零一二三四五六七八九十百千万亿两半]+$/
const IS_HAN = /\p{Script=Han}/u

/** The facts of one sentence. `lower`: words that stand in lower case elsewhere, so that a capital at the head of a sentence says nothing. */
export function factsOf(sentence: string, lower: ReadonlySet<string>): Facts {
  const numbers = new Set<string>()
  const names = new Set<string>()
  const turns = new Set<string>()
  const words = writtenWords(sentence)
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length
  const letters = words.filter((word) => /^\p{L}/u.test(word) && !IS_HAN.test(word)).length
  // In a title each word has a capital: it says something only where the word never stands without one.
  const titled = letters > 1 && capitals / letters > 0.6
  words.forEach((word, index) => {
    const small = word.toLowerCase()
    if (/\p{N}/u.test(word)) numbers.add(small)
    else if (TURNS.has(small.replace('’', "'"))) turns.add(small)
    else if (/^\p{Lu}/u.test(word) && word.length > 1 && !ENGLISH_STOP_WORDS.has(small) && !((index === 0 || titled) && lower.has(small))) names.add(small)
  })
  for (const turn of HAN_TURNS) if (sentence.includes(turn)) turns.add(turn)
  for (const [address] of sentence.matchAll(/[\w.+-]+@[\w-]+\.[\w.]+/g)) names.add(address.toLowerCase())
  return { numbers, names, turns }
}

/** Whether characters that stand in place of others name something else: a person, a place, a firm, a number. */
export function isHanFact(replaced: string): boolean {
  const han = [...replaced].filter((character) => IS_HAN.test(character)).join('')
  if (!han) return false
  if (HAN_NUMBER.test(han) || PLACE_OR_FIRM.test(han) || HAN_TURNS.some((turn) => han === turn)) return true
  return SURNAMES.includes(han[0]!) && han.length >= 2 && han.length <= 3
}

/** Words that a text writes in lower case somewhere. */
export function lowerWords(text: string, into: Set<string> = new Set()): Set<string> {
  for (const word of writtenWords(text)) if (/^\p{Ll}/u.test(word)) into.add(word)
  return into
}
