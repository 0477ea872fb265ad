import { candidates, type Recogniser } from './page.ts'

const MONTH =
  '(?:Jan(?:uary|vier|uar)?|Feb(?:ruary|ruar)?|février|Mar(?:ch|s|zo)?|März|Apr(?:il)?|avril|May|Mai|mayo|June?|juin|July?|juillet|Aug(?:ust)?|août|Sept?(?:ember)?|septembre|Oct(?:ober)?|Okt(?:ober)?|octobre|Nov(?:ember)?|Dec(?:ember)?|Dez(?:ember)?|décembre|enero|febrero|abril|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\\.?'
const HAN_NUMBER = '[〇零○一二三四五六七八九十\\d]'
const DATE = new RegExp(
  [
    `(?<![\\d.-])(?:19|20)\\d\\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:3[01]|[12]\\d|0?[1-9])(?![\\d])`,
    `(?<![\\d.-])(?:3[01]|[12]\\d|0?[1-9])[-/. ](?:3[01]|[12]\\d|0?[1-9])[-/. ](?:(?:19|20)\\d\\d|\\d\\d)(?!\\d)`,
    `(?<![\\d])(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th|er|\\.|º)?[ -](?:of |de )?${MONTH},?[ -](?:de )?(?:19|20)\\d\\d`,
    `(?<![\\p{L}])${MONTH} (?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?,? (?:19|20)\\d\\d`,
    `(?:民國|民国)?${HAN_NUMBER}{2,4}[年][ ]?${HAN_NUMBER}{1,3}月[ ]?${HAN_NUMBER}{1,3}[日号號]?`,
    `(?<!\\d)(?:19|20)\\d{6}(?!\\d)`,
    // Taiwan counts from 1911.
    `(?<![\\d/.-])\\d{2,3}([/.-])(?:0?[1-9]|1[0-2])\\1(?:3[01]|[12]\\d|0?[1-9])(?![\\d/.-])`,
  ].join('|'),
  'giu',
)

/** A date is personal where it is said to be a birth date. */
export const birth: Recogniser = (page) =>
  candidates(page, DATE, 'DATE_OF_BIRTH', (value, start, end) => {
    const cue = page.cue(start, end)
    // "(born 18 July 1982) is an actress": what encyclopedias say is public, and so are the dates of another age.
    if (
      (cue?.word.startsWith('born') && /^\) (?:is|was) an? |^, is an? /.test(page.after(end, 10))) ||
      Number(/(?:1[5-9]|20)\d\d/.exec(value)?.[0] ?? 2000) < 1905
    )
      return 0
    if (cue?.kind === 'birth' && !cue.after && cue.distance < 28) {
      // "1995年6月30日出生，2012年9月1日入学": the word has its date already.
      if (/^[日号號].*[,，]/u.test(page.before(start, cue.distance + cue.word.length + 1))) return 0
      return /[.。;]\s*[^\d\s:)]/.test(page.before(start, cue.distance)) ? 0 : 0.9
    }
    if (/^[ ,，]*(?:出?生|生人|诞辰|\(?(?:born|DOB|b\.))/i.test(page.after(end, 8))) return 0.9
    return 0
  })
