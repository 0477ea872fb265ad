/** Words that make a line one about the copy at hand, not about its subject: who printed it, from where, when. */
const ABOUT_THE_COPY =
  /^(?:\W*)(?:printed|print(?:ed)? (?:by|on)|downloaded|exported|retrieved|generated|saved|scanned|copied|forwarded from|copy\b|uncontrolled copy|page \d|seite \d|https?:|www\.|file:|path:|©|\(c\)|copyright|all rights reserved|confidential|internal use|for internal use|draft|intranet|last (?:printed|saved)|打印|下载|导出|复印|扫描|内部资料|内部文件|仅供内部|机密|版权所有|第\s*\d+\s*页|共\s*\d+\s*页|网址|来源[:：])/i
const ABOUT_THE_COPY_AT_END =
  /(?:page \d+(?:\s*(?:of|\/)\s*\d+)?|第\s*\d+\s*页(?:.{0,3}共\s*\d+\s*页)?|confidential|internal use only|all rights reserved|版权所有|内部资料|请勿外传)\W*$/i
const PAGE_NUMBER = /^[-–—\s|/·]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:\/|of)\s*\d{1,4})?[-–—\s|/·]*$/i

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?'
/** A date, with or without a day and a time. */
export const DATE = new RegExp(
  String.raw`\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+${MONTH},?\s+\d{4}|${MONTH}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|${MONTH}\s+\d{4})(?:[T ,]+\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m|Z|[+-]\d\d:?\d\d)?)?|\d{4}\s?年(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?`,
  'gi',
)
const VERSION =
  /\b(?:version|ver\.?|v\.?|rev(?:ision)?\.?|edition|issue|release)\s?\d+(?:\.\d+)*\b|版本\s?[:：]?\s?[vV]?\d+(?:\.\d+)*|第\s?[一二三四五六七八九十\d]+\s?版|[vV]\d+(?:\.\d+)+/gi
const YEAR = /\b(?:19|20)\d\d\b/g

/** Says of a line near the head or the end of a text whether it is about the copy and not its subject. */
export function isFurniture(line: string): boolean {
  const text = line.trim()
  return text.length <= 160 && (PAGE_NUMBER.test(text) || ABOUT_THE_COPY.test(text) || ABOUT_THE_COPY_AT_END.test(text))
}

const ABOUT_ITSELF =
  /\b(?:version|revision|edition|valid|effective|updated|changed|revised|modified|amended|reviewed|issued|published|dated?|as of|last)\b|版本|修订|更新|发布|施行|生效|日期|制定|年版/i

/** Says of a line near the head or the end whether its dates are those of the text: it says so, or is hardly more than a title. */
export function isAboutItself(line: string): boolean {
  const text = line.trim()
  if (text.length > 200) return false
  if (ABOUT_ITSELF.test(text)) return text.length <= 120 || !/[.。]$/.test(text)
  return text.length <= 60 && !/[.!?。！？|]$/.test(text)
}

/** A line without its dates, versions and years: copies differ there and say the same. */
export function withoutDates(line: string): string {
  return line.replace(DATE, ' ').replace(VERSION, ' ').replace(YEAR, ' ')
}
