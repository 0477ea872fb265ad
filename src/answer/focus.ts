import type { Candidate } from './candidates.ts'
import type { QuestionType } from './question-type.ts'

const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
const WEEKDAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const NUMBER_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|dozen|once|twice'
const NUMBER = String.raw`[$€£¥]?\d[\d,.]*\d|[$€£¥]?\d`
/** What follows a number without being counted by it. */
const NO_UNIT =
  'a|an|the|and|or|of|in|on|at|to|for|from|by|with|per|is|are|was|were|be|been|has|have|had|as|but|that|which|who|when|than|after|before|during|into|it|its|their|his|her|not|will|would|may|can|must'
const UNIT_START = 'working|business|calendar|square|cubic|metric|full|paid'
const HAN_UNIT =
  '个百分点|平方公里|平方千米|平方米|立方米|海里|公里|千米|厘米|毫米|公尺|公斤|千克|公顷|小时|小時|分钟|分鐘|个月|個月|世纪|世紀|美元|欧元|歐元|英镑|英鎊|日元|人次|个|個|名|人|次|年|月|日|天|周|时|時|分|秒|元|米|克|吨|噸|升|岁|歲|位|座|种|種|条|條|项|項|章|集|届|屆|场|場|支|部|只|隻|架|艘|辆|輛|台|层|層|家|所|倍|票|期|度|级|級|岛|島|国|國|州|省|市|县|縣|区|區|字|页|頁|卷|首|张|張|颗|顆|轮|輪|局|间|間|枚|件'

/** What an answer of a type looks like. */
const SHAPES: Readonly<Record<'english' | 'chinese', Readonly<Partial<Record<QuestionType, RegExp>>>>> = {
  english: {
    date: new RegExp(
      String.raw`\b(?:(?:${WEEKDAY},? )?(?:\d{1,2}(?:st|nd|rd|th)? )?(?:${MONTH})\b\.?(?: \d{1,2}(?:st|nd|rd|th)?\b)?(?:,? \d{4})?|\d{4}-\d{2}-\d{2}|(?:1\d|20)\d{2}s?|\d{1,2}(?:st|nd|rd|th) centur(?:y|ies)|\d{1,2}(?::\d{2})? ?[ap]\.?m\b\.?|${WEEKDAY})`,
      'g',
    ),
    number: new RegExp(
      String.raw`(?:${NUMBER}|\b(?:${NUMBER_WORD})\b)(?:(?:[ -]| to | or | and )(?:${NUMBER_WORD})\b)*(?:\s?%|[ -](?:percent|per cent)\b|[ -](?:(?:${UNIT_START}) )?(?!(?:${NO_UNIT})\b)\p{Ll}{1,15}(?!\p{L}))?`,
      'giu',
    ),
    person: /(?<!\p{L})\p{Lu}[\p{L}.'’-]+(?: (?:(?:de|van|von|der|of|the|al|bin) )?\p{Lu}[\p{L}.'’-]*)+|(?<=[\p{Ll},;] )\p{Lu}\p{L}+/gu,
    place: /(?<=[\p{Ll},;(] )\p{Lu}[\p{L}.'’-]+(?:,? (?:(?:of|the|and) )?\p{Lu}[\p{L}.'’-]*)*/gu,
  },
  chinese: {
    date: /(?:公元前?)?\d{1,4}\s?年(?:代|间)?(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?|\d{4}-\d{2}-\d{2}|\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?|\d{1,2}\s?世[纪紀]|[一二三四五六七八九十〇零]{2,4}年|\d{1,2}[:：]\d{2}|(?:周|星期)[一二三四五六日天]/g,
    number: new RegExp(
      String.raw`\d[\d,.]*\s?(?:[%％]|[十百千万萬亿億]*\s?(?:${HAN_UNIT})?)|[一二三四五六七八九十百千万萬亿億两兩半]+\s?(?:${HAN_UNIT})|百分之[一二三四五六七八九十百]+`,
      'g',
    ),
  },
}

const shapeFor = ({ chinese }: Pick<Candidate, 'chinese'>, type: QuestionType): RegExp | undefined => SHAPES[chinese ? 'chinese' : 'english'][type]

/** Whether the candidate holds something that looks like an answer of this type. */
export function cueOf(candidate: Pick<Candidate, 'text' | 'chinese'>, type: QuestionType): boolean {
  const shape = shapeFor(candidate, type)
  return shape ? candidate.text.search(shape) >= 0 : false
}

/**
 * The likeliest few words of a quote, as offsets into it: of what looks like an answer and does not stand in the question, what is nearest to the
 * question's words. Undefined where the question does not tell what to look for.
 */
export function focusOf(quote: Pick<Candidate, 'text' | 'chinese'>, question: string, type: QuestionType): { start: number; end: number } | undefined {
  const shape = shapeFor(quote, type)
  if (!shape) return undefined
  const asked = question.toLowerCase()
  const text = quote.text.toLowerCase()
  const marks = [...asked.matchAll(/\p{Script=Han}(?=(\p{Script=Han}))|[\p{L}\p{N}]{4,}/gu)].flatMap(([word, next = '']) => positionsOf(text, word + next))
  let best: { start: number; end: number } | undefined
  let nearest = Infinity
  for (const match of quote.text.matchAll(shape)) {
    const found = match[0].replace(/[\s.,;:'’-]+$/, '')
    if (!found || standsIn(asked, found.toLowerCase())) continue
    const middle = match.index + found.length / 2
    const distance = marks.length ? marks.reduce((sum, mark) => sum + Math.min(Math.abs(mark - middle), FAR), 0) : match.index
    if (distance < nearest) {
      nearest = distance
      best = { start: match.index, end: match.index + found.length }
    }
  }
  return best
}

/** Characters from which on farther is no worse. */
const FAR = 120

/** Whether `found` stands in the question as a whole: "6" does not in "60". */
function standsIn(asked: string, found: string): boolean {
  const at = asked.indexOf(found)
  return at >= 0 && !(/\d$/.test(found) && /^\d/.test(asked.slice(at + found.length))) && !(/^\d/.test(found) && /\d$/.test(asked.slice(0, at)))
}

function positionsOf(text: string, word: string): number[] {
  const positions: number[] = []
  for (let at = text.indexOf(word); at >= 0 && positions.length < 4; at = text.indexOf(word, at + word.length)) positions.push(at + word.length / 2)
  return positions
}
