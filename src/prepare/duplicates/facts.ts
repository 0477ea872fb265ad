import { ENGLISH_STOP_WORDS } from '../../common/stop-words.ts'
import { writtenWords } from './tokens.ts'

/** What must be the same in two texts that are to count as one: numbers, names, and whether something is so or not. */
export interface Facts {
  /** Numbers, and words with digits. */
  readonly numbers: readonly string[]
  /** Lower case. */
  readonly names: readonly string[]
  /** Words that turn a sentence into another, in order of the alphabet: "before not not", "禁止". */
  readonly turns: string
}

const TURNS = new Set(
  (
    'not no never neither nor none cannot without except unless only may must before after above below over under more less fewer minimum maximum least most earlier later ' +
    "increase decrease increased decreased accept accepted reject rejected approve approved deny denied refuse refused include included exclude excluded allowed forbidden prohibited permitted required optional valid invalid terminated renewed don't doesn't didn't isn't aren't won't can't mustn't shan't shouldn't wasn't weren't"
  ).split(' '),
)
const HAN_TURN = /禁止|不得|不|没|未|无|非|勿|以上|以下|之前|之后|以前|以后|必须|可以|增加|减少|提高|降低|批准|拒绝|同意|至少|最多/g
const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, value) => [word, String(value)]),
)
const AMOUNTS = new Set(
  'first second third fourth fifth thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half quarter double twice daily weekly monthly quarterly yearly annually hourly'.split(
    ' ',
  ),
)
const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤滕罗毕郝安常于傅康伍余顾孟黄穆萧尹姚邵汪祁毛狄米贝明臧成戴宋庞熊纪项祝董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍虞万柯卢莫房解应丁宣邓洪包石崔吉程陆翁段焦侯宁仇甘厉武刘景龙叶黎溥白蒲邰赖卓池谭温庄晏柴阎冉易廖曾关欧聂肖涂蔺游涛阳' // prettier-ignore
const PLACE_OR_FIRM = /(?:省|市|县|区|镇|乡|村|路|街|国|州|公司|集团|银行|大学|学院|医院|厂|部|局|院)$/
const HAN_NUMBER = /^[〇零一二三四五六七八九十百千万亿两半]+$/
const IS_HAN = /\p{Script=Han}/u

/** The facts of one sentence. `lower`: words that stand in lower case elsewhere, so that a capital at the head of a sentence says nothing. */
export function factsOf(sentence: string, lower: ReadonlySet<string>): Facts {
  const numbers: string[] = []
  const names: string[] = []
  const turns: string[] = []
  const words = writtenWords(sentence)
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length
  const letters = words.filter((word) => /^\p{L}/u.test(word) && !IS_HAN.test(word)).length
  // In a title each word has a capital: it says something only where the word never stands without one.
  const titled = letters > 1 && capitals / letters > 0.6
  words.forEach((word, index) => {
    const small = word.toLowerCase()
    const number = /\p{N}/u.test(word) || AMOUNTS.has(small) ? small : NUMBER_WORDS.get(small)
    if (number) numbers.push(number)
    else if (TURNS.has(small.replace('’', "'"))) turns.push(small)
    else if (/^\p{Lu}/u.test(word) && word.length > 1 && !ENGLISH_STOP_WORDS.has(small) && !((index === 0 || titled) && lower.has(small))) names.push(small)
  })
  for (const [turn] of sentence.matchAll(HAN_TURN)) turns.push(turn)
  for (const [address] of sentence.matchAll(/[\w.+-]+@[\w-]+\.[\w.]+/g)) names.push(address.toLowerCase())
  return { numbers, names, turns: turns.sort().join(' ') }
}

/** Words that say the same, or nothing of their own: one in the place of another is another wording. */
const WORDING = new Set(
  (
    '因为 由于 因 但是 但 然而 不过 可是 例如 比如 譬如 如 重要 关键 主要 首要 通常 一般 往往 经常 常常 时常 开始 着手 起 需要 须 必须 应当 应该 应 使用 采用 利用 用 许多 很多 大量 众多 ' +
    '并且 而且 并 且 和 与 及 以及 或 或者 如果 若 假如 的话 所以 因此 于是 从而 虽然 尽管 即使 也 亦 都 均 全部 所有 全体 每 各 已 已经 曾 曾经 正在 将 会 能 能够 可 可以 得以 ' +
    '进行 开展 实施 执行 办理 处理 完成 做 作 提供 给予 给 为 对 对于 关于 在 于 从 自 由 被 把 将 向 到 至 等 等等 其 该 此 这 那 本 它 他们 它们 其中 之 的 地 得 了 着 过 所 ' +
    '非常 十分 很 极 更 最 比较 较 相当 特别 尤其 只 仅 仅仅 只有 同时 此外 另外 还 仍 仍然 又 再 再次 大约 约 左右 大概 具体 日期 时间 目前 现在 如今 当前 以前 当时 之后 随后 后来 然后 ' +
    '认为 觉得 表示 指出 说 称 称为 叫做 叫 是 即 就是 属于 包括 包含 含 有 具有 拥有 存在 成为 变成 产生 造成 导致 引起 使得 使 让 令 帮助 协助 支持 获得 取得 得到 收到 ' +
    '员工 职工 公司 单位 部门 人员 规定 要求 通知 告知 提交 递交 申请 方式 方法 形式 情况 问题 原因 结果 地方 时候 期间 内 中 里 上 下 大 小 多 少 好 新 巨大 明显 显著 快速 迅速 出借 借出'
  ).split(' '),
)

/** Characters for characters, in one of `replacements` places of a sentence: whether they name something else, such as a person, a place, a number. */
export function isHanFact(from: string, to: string, replacements: number): boolean {
  if (!IS_HAN.test(from + to)) return false
  if (/[\p{Script=Latin}\p{N}]/u.test(from + to)) return true
  if (isHanNumber(from) && isHanNumber(to)) return true
  if (WORDING.has(from) || WORDING.has(to)) return false
  if ([from, to].every((each) => PLACE_OR_FIRM.test(each) || (SURNAMES.includes(each[0]!) && each.length >= 2 && each.length <= 3))) return true
  // A sentence that is otherwise the same says something else in this place; one that was written anew does not.
  return replacements <= 2 && Math.max(from.length, to.length) >= 2
}

export const isHanNumber = (text: string): boolean => HAN_NUMBER.test(text)

/** Words that a text writes in lower case somewhere. */
export function lowerWords(text: string, into: Set<string> = new Set()): Set<string> {
  for (const word of writtenWords(text)) if (/^\p{Ll}/u.test(word)) into.add(word)
  return into
}
