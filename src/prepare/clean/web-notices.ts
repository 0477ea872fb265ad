import { blocksOf, type Edit, NOTHING, type Rule } from './rule.ts'

const LONGEST = 600
const COOKIES =
  /\b(?:(?:we|this (?:web)?site|our (?:web)?site|and our partners) uses? cookies|uses? (?:of )?cookies (?:to|and|for|on)|cookie (?:policy|settings|preferences|consent)|accept (?:all )?cookies|reject all|manage (?:cookies|consent)|by continuing to (?:use|browse))\b|(?:使用|接受|允许|管理).{0,6}(?:cookie|曲奇)|cookie\s?(?:政策|设置|偏好)|继续(?:浏览|使用)本(?:网)?站.{0,12}(?:同意|cookie)/i
const HOUSEKEEPING =
  /^(?:skip to (?:main )?(?:content|navigation)|back to top|toggle (?:navigation|menu)|menu|search|close|log ?in|sign ?in|sign up|register|share(?: this)?(?: on .{1,20})?|tweet|print|accept(?: all)?|reject(?: all)?|ok|got it|subscribe|previous|next|home|跳到(?:主要)?内容|返回顶部|登录|注册|登录\s*[|/]\s*注册|分享(?:到.{0,10})?|打印|关闭|菜单|搜索|上一篇|下一篇|首页)[.!。]?$/i
const LINK = /\[([^\]]*)\]\([^)\s]*(?: "[^"]*")?\)/g

/** Cookie banners, menus and buttons that the reader of web pages left in. Paragraphs only: code and tables stay as they are. */
export const webNotices: Rule = ({ text, format }, { kind }) => {
  if (format !== 'markdown' || !/^(?:html?|xhtml|mhtml|web|eml|epub)$/.test(kind) || kind === 'epub') return NOTHING
  const edits: Edit[] = []
  const blocks = blocksOf(text)
  blocks.forEach(({ start, end, next }, index) => {
    if (end - start > LONGEST) return
    const block = text.slice(start, end)
    if (/^\s*(?:```|~~~|\||#)/.test(block)) return
    const edge = index < 4 || index >= blocks.length - 4
    if (HOUSEKEEPING.test(wordsOnly(block)) || isCookieNotice(block) || (edge && isMenu(block))) edits.push({ start, end: next })
  })
  // A page about cookies, or one of links alone, is not what is around a page.
  const gone = edits.reduce((sum, { start, end }) => sum + end - start, 0)
  return gone > text.length / 2 ? NOTHING : { edits }
}

const wordsOnly = (block: string): string => block.replace(LINK, '$1').replace(/[*_>`]|^\s*[-+] /g, '').trim() // prettier-ignore

/** A notice asks for something: a page about cookies says more, in longer words. */
function isCookieNotice(block: string): boolean {
  return COOKIES.test(block) && /\b(?:you|your|we|our|accept|agree|continue|settings|preferences)\b|您|你|我们|同意|接受/i.test(block)
}

/** At least three links, with hardly anything between them, none of them a sentence. */
function isMenu(block: string): boolean {
  const links = [...block.matchAll(LINK)]
  if (links.length < 3 || links.some(([, label]) => (label?.length ?? 0) > 40)) return false
  return block.replace(LINK, '').replace(/[\s|·•>»/*+-]/g, '').length <= 3
}
