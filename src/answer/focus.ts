import type { Candidate } from './candidates.ts'
import type { QuestionType } from './question-type.ts'

const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec'
const NUMBER_WORD =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|half|dozen|once|twice'
const NUMBER = String.raw`[$€£¥]?\d[\d,.]*\d|[$€£¥]?\d`

/** What an answer of a type looks like. */
const SHAPES: Readonly<Record<'english' | 'chinese', Readonly<Partial<Record<QuestionType, RegExp>>>>> = {
  english: {
    date: new RegExp(
      String.raw`\b(?:(?:\d{1,2}(?:st|nd|rd|th)? )?(?:${MONTH})\.?(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? \d{4})?|\d{4}-\d{2}-\d{2}|(?:1\d|20)\d{2}s?|\d{1,2}(?:st|nd|rd|th) centur(?:y|ies)|\d{1,2}(?::\d{2})? ?[ap]\.?m\.?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b`,
      'g',
    ),
    number: new RegExp(String.raw`(?:${NUMBER}|\b(?:${NUMBER_WORD})\b)(?:[ -](?:${NUMBER_WORD})\b)*(?:\s?%|[ -]?(?:percent|per cent|\p{L}{1,15}))?`, 'giu'),
    person: /(?<![\p{L}])\p{Lu}[\p{L}.'’-]+(?: (?:(?:de|van|von|der|of|the|al|bin) )?\p{Lu}[\p{L}.'’-]*)+|(?<=[\p{Ll},;] )\p{Lu}\p{L}+/gu,
    place: /(?<=[\p{Ll},;(] )\p{Lu}[\p{L}.'’-]+(?:,? (?:(?:of|the|and) )?\p{Lu}[\p{L}.'’-]*)*/gu,
  },
  chinese: {
    date: /(?:公元前?)?\d{1,4}\s?年(?:代|间)?(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?|\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?|\d{1,2}\s?世[纪紀]|[一二三四五六七八九十〇零]{2,4}年|\d{1,2}[:：]\d{2}|(?:周|星期)[一二三四五六日天]/g,
    number:
      /(?:约|約|近|超过|超過)?[\d,.]*\d\s?(?:[%％]|[十百千万萬亿億]*\s?\p{Script=Han}{0,3})|[一二三四五六七八九十百千万亿两兩半]+(?:[个個人名次年天种種座位岁歲元条條项項分成])/gu,
  },
}

/** Whether the candidate holds something that looks like an answer of this type. */
export function cueOf({ text, chinese }: Candidate, type: QuestionType): boolean {
  const shape = SHAPES[chinese ? 'chinese' : 'english'][type]
  return shape ? text.search(shape) >= 0 : false
}

/** The likeliest few words of a quote, as offsets into it: of what looks like an answer and is not in the question, what stands nearest to the question's words. */
export function focusOf(
  { text, chinese }: Pick<Candidate, 'text' | 'chinese'>,
  question: string,
  type: QuestionType,
): { start: number; end: number } | undefined {
  const shape = SHAPES[chinese ? 'chinese' : 'english'][type]
  if (!shape) return undefined
  const asked = question.toLowerCase()
  const marks = [...asked.matchAll(/[\p{L}\p{N}]{4,}|\p{Script=Han}{2}/gu)].flatMap(([word]) => positionsOf(text.toLowerCase(), word))
  let best: { start: number; end: number } | undefined
  let nearest = Infinity
  for (const match of text.matchAll(shape)) {
    const found = match[0].trimEnd()
    if (!found || asked.includes(found.toLowerCase())) continue
    const middle = match.index + found.length / 2
    const distance = marks.length ? marks.reduce((sum, mark) => sum + Math.min(Math.abs(mark - middle), 120), 0) : match.index
    if (distance < nearest) {
      nearest = distance
      best = { start: match.index, end: match.index + found.length }
    }
  }
  return best
}

function positionsOf(text: string, word: string): number[] {
  const positions: number[] = []
  for (let at = text.indexOf(word); at >= 0 && positions.length < 4; at = text.indexOf(word, at + word.length)) positions.push(at + word.length / 2)
  return positions
}
