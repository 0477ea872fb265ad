import { blocksOf, joined, linesOf, NOTHING, type Edit, type Rule } from './rule.ts'

const WROTE =
  /^\s*(?:on\b.{6,200}\bwrote:|le\b.{6,200}\ba écrit\s?:|am\b.{6,200}\bschrieb.{0,80}:|el\b.{6,200}\bescribió:|.{2,120}(?:于|在)\s?\d{4}.{4,80}写道[:：]|在\s?.{4,120}写道[:：]|\d{4}年\d{1,2}月\d{1,2}日.{0,100}写道[:：])\s*$/i
const OUTLOOK =
  /^\s*(?:[-_]{3,}\s*(?:original message|original appointment|ursprüngliche nachricht|message d'origine|原始邮件|原邮件|回复的原邮件)\s*[-_]{3,}|_{20,})\s*$/i
const HEADER = /^\s*(?:\*{0,2})(?:from|von|de|发件人|寄件者)\s?(?:\*{0,2})[:：](?:\*{0,2})\s*\S/i
const HEADER_MORE = /^\s*(?:\*{0,2})(?:sent|date|to|cc|subject|gesendet|an|betreff|发送时间|发送日期|日期|时间|收件人|抄送|主题)\s?(?:\*{0,2})[:：]/i
const FORWARDED = /forwarded message|weitergeleitete nachricht|转发(?:的)?邮件|转发邮件信息|fwd?:|^\s*转发[:：]/i
const QUOTED = /^\s{0,3}>/

/** Lines longer than this are prose. */
const LONGEST_LINE = 500
const shortLines = (text: string) => linesOf(text).map((line) => (line.text.length > LONGEST_LINE ? { ...line, text: line.text.slice(0, LONGEST_LINE) } : line))

const isMail = (kind: string): boolean => kind === 'eml' || kind === 'msg' || kind === 'mbox'

/**
 * What a reply repeats of earlier mails: lines after ">", "On … wrote:", and everything below an "Original message". Replies that stand
 * between the lines of a quote stay, and so do forwarded mails: they are what the mail is about.
 */
export const mailHistory: Rule = ({ text, title }, { kind }) => {
  if (!isMail(kind)) return NOTHING
  const lines = shortLines(text)
  const forwarded = FORWARDED.test(title ?? '')
  const edits: Edit[] = []
  // The heading and the list of people and date that the reader of mails puts above.
  const body = lines.slice(0, 12).findLastIndex(({ text }) => /^(?:# |- (?:From|To|Cc|Date|Attachments): )/.test(text)) + 1
  for (let index = body; index < lines.length; index++) {
    const line = lines[index]!
    if (!line.text) continue
    if (!forwarded && (isOutlookHistory(lines, index) || isHeaderBlock(lines, index))) {
      edits.push({ start: line.start, end: text.length })
      break
    }
    if (QUOTED.test(line.text)) edits.push({ start: line.start, end: line.next })
    else if (leadsToQuote(lines, index)) {
      const wrapped = !WROTE.test(line.text)
      edits.push({ start: line.start, end: lines[wrapped ? index + 1 : index]!.next })
      if (wrapped) index++
    }
  }
  const joint = joined(edits)
  // A mail that says nothing of its own is not a reply.
  return saysSomething(text, joint, lines[body]?.start ?? 0) ? { edits: joint } : NOTHING
}

type Lines = ReturnType<typeof linesOf>

/** Clients break the line of "On … wrote:" at 72 characters or so. */
function leadsToQuote(lines: Lines, index: number): boolean {
  const one = lines[index]!.text
  const two = `${one.trimEnd()} ${lines[index + 1]?.text.trim() ?? ''}`
  const length = WROTE.test(one) ? 1 : /^\s*(?:(?:on|le|am|el)\b|在)/i.test(one) && one.length < 120 && WROTE.test(two) ? 2 : 0
  if (!length) return false
  const next = lines.slice(index + length, index + length + 4).find(({ text }) => text.trim() !== '')
  return next === undefined || QUOTED.test(next.text)
}

function isOutlookHistory(lines: Lines, index: number): boolean {
  if (!OUTLOOK.test(lines[index]!.text)) return false
  return lines.slice(index + 1, index + 6).some((line, offset) => isHeaderBlock(lines, index + 1 + offset) || /^\s*(?:from|发件人)/i.test(line.text))
}

/** "From: … / Sent: … / To: …" in the middle of a text. */
function isHeaderBlock(lines: Lines, index: number): boolean {
  if (!HEADER.test(lines[index]!.text)) return false
  return (
    lines.slice(index + 1, index + 8).filter(({ text }) => HEADER_MORE.test(text)).length >= 2 &&
    !lines.slice(Math.max(0, index - 4), index).some(({ text }) => FORWARDED.test(text))
  )
}

function saysSomething(text: string, edits: readonly Edit[], from: number): boolean {
  let at = from
  for (const { start, end } of edits) {
    if (/[\p{L}\p{N}]/u.test(text.slice(at, start))) return true
    at = end
  }
  return edits.length > 0 && /[\p{L}\p{N}]/u.test(text.slice(at))
}

const SENT_FROM =
  /^\s*(?:sent from (?:my|a) .{2,40}|sent from (?:outlook|mail|yahoo|gmail)\b.{0,40}|get outlook for .{2,20}|von meinem .{2,30} gesendet|envoyé de mon .{2,30}|enviado desde mi .{2,30}|(?:发自|来自)(?:我的)?.{2,20}|从我的\s?.{2,20}\s?发送)[.。]?\s*$/i
const DISCLAIMER =
  /\b(?:this (?:e-?mail|message|communication).{0,120}(?:confidential|privileged|intended (?:solely|only|recipient))|if you (?:are not|have received).{0,60}(?:intended recipient|in error)|please consider the environment before printing)\b|(?:本(?:电子)?邮件|此(?:电子)?邮件).{0,60}(?:保密|机密|仅供|误收)|如(?:果)?(?:您|你)?(?:误收|错误地?收到|不是.{0,6}收件人)/i
const LONGEST_SIGNATURE = 1500

/** What mail programs and companies add below: from "-- " on, "Sent from my …", and notices of confidentiality. */
export const mailSignature: Rule = ({ text }, { kind }) => {
  if (!isMail(kind)) return NOTHING
  const lines = shortLines(text)
  const edits: Edit[] = []
  let delimiter = -1
  lines.forEach(({ text: line }, index) => {
    if (/^--\s?$/.test(line) && index > 0 && text.length - lines[index]!.start <= LONGEST_SIGNATURE) delimiter = index
  })
  const end = delimiter >= 0 ? lines[delimiter]!.start : text.length
  for (const line of lines) if (line.text && line.start < end && SENT_FROM.test(line.text)) edits.push({ start: line.start, end: line.next })
  // Notices stand in the last paragraphs.
  const tail = Math.max(0, end - 3000)
  for (const block of blocksOf(text.slice(tail, end))) {
    const [start, next] = [tail + block.start, tail + block.next]
    const said = text.slice(start, tail + block.end).replace(/\s+/g, ' ')
    if (start > 0 && DISCLAIMER.test(said) && !edits.some((edit) => edit.start < next && edit.end > start)) edits.push({ start, end: next })
  }
  if (delimiter >= 0) edits.push({ start: end, end: text.length })
  const joint = joined(edits.sort((a, b) => a.start - b.start))
  return saysSomething(text, joint, 0) ? { edits: joint } : NOTHING
}
