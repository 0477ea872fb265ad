import type { Block } from './markdown.ts'
import { squeezed, wordCount } from './dom.ts'

/** A heading that opens what comes after an article: everything below it goes. */
const END_HEADING =
  /^(?:(?:\w+ )?comments?|leave a (?:reply|comment)|(?:you (?:may|might) )?also (?:like|read)|you (?:may|might) (?:also )?(?:like|enjoy).*|related\b.*|recommended\b.*|trending\b.*|most (?:read|popular|viewed)\b.*|popular (?:posts|stories)|more (?:from|on|in|about|great|stories|news|business)\b.*|(?:latest|breaking|top) (?:news|stories|headlines).*|more \w+ (?:news|stories)|about the authors?|read (?:more|next)|up next|want more\b.*|tell us what you think.*|sign up\b.*|newsletter.*|相关(?:阅读|文章|新闻).*|延伸阅读.*|推荐阅读.*|热门.*|评论.*)[:.…!?]*$/i
/** A line that points to another page. */
const POINTER =
  /^[[(]?(?:read(?: more| next| also)?|related(?: post| story| stories| articles?)?|see (?:also|more)|more|also (?:on|read)\b[^:]*|don['’]t miss|watch|listen|continue reading|leggi anche(?: su)?|lee también|lire aussi|mehr|lesen sie auch|相关阅读|延伸阅读)\b\s*[:：|–—-]?/i
/** A line about the page or its makers, not about its subject. */
const HOUSEKEEPING =
  /^(?:advert(?:isement)?s?|skip to (?:main )?content|continue reading below|read more|subscribe|comments?|share|print|close|caption|text size|sponsored|image \d+ of.*|\d+ of \d+|this slideshow requires javascript\.?|order reprints|print article|updated? at .{4,20}|_{3,}|click to tweet|iklan)$/i
const COOKIES = /\b(?:uses? cookies|cookie policy|accept (?:all )?cookies)\b/i
const PROMOTION =
  /\b(?:subscribe (?:to|now)|sign[ -]up (?:for|to|here)|follow (?:us|\w+) on|(?:daily|weekly|our|free|email) newsletter|like this story\?|share it with a friend|get [\w ]+ delivered|click here (?:to|for)|affiliate commission|write to .* at \S+@|on the go by clicking)/i
const CREDIT =
  /(?:\bphoto(?:graph)?s?(?: illustration)?\s*(?::|by\b)|\bimage\s*:|\(image|\bimage (?:copyright|caption|credit)|\bcredits?\s*:|^credit\b|\bcredit\.{3}|©|\bgetty\b|\breuters\/|\(ap(?: photo|\))|\/ap\b|\/afp\b|shutterstock|\[file|file photo|图[:：/]|摄影)/i
const BYLINE =
  /^(?:by\b|published\b|updated\b|posted\b|\|? ?updated:|written by|source\s*:|reporting by|additional reporting|editing by|tempo de leitura|filed under|last (?:updated|modified))/i
const DATE_LINE =
  /^[\p{L}., ]{0,16}\b(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:\d{1,2}\s+)?(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|ag[oa]|sep|o[ck]t|no[vw]|de[cz])[\p{L}]*\.?,?\s+(?:\d{1,2},?\s+)?(?:\d{4}|\d{1,2}))\b[^.]{0,40}$/iu

/**
 * An article's blocks without what extraction left of the page around it: menus before, teasers and notices between and after.
 * The rules look at form (words, links, position), and at wordings only for short lines.
 */
export function trimmedArticle(blocks: readonly Block[], title: string): Block[] {
  const kept = withoutRepeats(blocks).filter((block) => !isFrame(block, title))
  const first = kept.findIndex(isProse)
  if (first < 0) return [...blocks]
  const head = kept.slice(0, first).filter((block) => block.kind === 'heading' || (block.kind === 'text' && block.linked < 0.5 && !isShortLine(block)))
  return withoutTail([...head, ...kept.slice(first)])
}

const plain = (block: Block): string => squeezed(block.text.replace(/^[\s>]*(?:#{1,6} |- |\d+\. )?/, ''))

/** A sentence at least: what articles consist of. */
function isProse(block: Block): boolean {
  if (block.kind === 'heading' || block.kind === 'item') return false
  if (block.kind !== 'text') return true
  const text = plain(block)
  return wordCount(text) * (1 - block.linked) >= 8 && /[.!?。！？…:;"”»)]/.test(text)
}

function isShortLine(block: Block): boolean {
  return block.kind === 'text' && wordCount(plain(block)) < 8
}

function isFrame(block: Block, title: string): boolean {
  if (block.kind === 'code' || block.kind === 'table') return false
  const text = plain(block)
  const words = wordCount(text)
  if (block.kind === 'heading') return words > 0 && sameWords(text, title)
  if (HOUSEKEEPING.test(text) || (words < 80 && COOKIES.test(text))) return true
  if (words <= 60 && block.linked > 0.3 && POINTER.test(text)) return true
  if (words <= 40 && PROMOTION.test(text) && (block.linked > 0.15 || PROMOTION.exec(text)!.index < 12)) return true
  if (words <= 45 && CREDIT.test(text) && (words <= 12 || block.linked < 0.1)) return block.kind === 'text' && isCredit(text, words)
  return words <= 14 && (BYLINE.test(text) || DATE_LINE.test(text))
}

/** The name of whoever took or owns a picture, at the end of its caption or alone. */
function isCredit(text: string, words: number): boolean {
  if (words <= 8) return true
  const at = text.search(CREDIT)
  return at === 0 || wordCount(text.slice(at)) <= 12
}

/** A caption is often there twice: under the picture and in its enlarged view. */
function withoutRepeats(blocks: readonly Block[]): Block[] {
  const texts = blocks.map((block) => (block.kind === 'code' || block.kind === 'table' ? '' : plain(block)))
  return blocks.filter((_, index) => !texts.slice(Math.max(0, index - 5), index).includes(texts[index]!) || wordCount(texts[index]!) < 12)
}

/** Cuts at the first heading that opens the teasers, where nothing long follows, then links and orphans at the end. */
function withoutTail(blocks: readonly Block[]): Block[] {
  const total = blocks.reduce((sum, block) => sum + wordCount(block.text), 0)
  let before = 0
  let end = blocks.length
  for (const [index, block] of blocks.entries()) {
    if (before > total * 0.6 && wordCount(plain(block)) <= 10 && (block.kind === 'heading' || block.kind === 'text') && END_HEADING.test(plain(block))) {
      end = index
      break
    }
    before += wordCount(block.text)
  }
  while (end > 0) {
    const block = blocks[end - 1]!
    const teaser = block.kind !== 'code' && block.kind !== 'table' && block.linked > 0.6
    if (!teaser && block.kind !== 'heading') break
    end--
  }
  return blocks.slice(0, end)
}

function sameWords(left: string, right: string): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const wanted = words(left)
  const found = new Set(words(right))
  return wanted.length > 2 && wanted.filter((word) => found.has(word)).length >= wanted.length * 0.9
}
