import type { PersonalSpan } from '../../contracts/personal-data.ts'

const KEYS =
  /^(?:(?:last)?(?:author|creator|modifiedby|modifier|savedby|sender|recipient|manager|owner|editor|contributor|contact|assignee|reporter)s?|authors?|from|to|cc|bcc|reply-?to|dc:creator|by(?:line)?)$/i
const NO_PERSON =
  /\b(?:inc|ltd|llc|gmbh|corp|co|plc|company|group|team|department|dept|office|university|institute|committee|council|ministry|agency|admin(?:istrator)?|microsoft|apple|google|adobe|windows|user|unknown|default|support|service|sales|info|editors?|staff|list|news|system|test)\b|公司|大学|大學|学院|部|局|中心|委员会|协会|集团|编辑|用户|办公室/i
const NAME =
  /^(?:\p{Lu}[\p{L}\p{M}'’.-]*(?:[ \t]+(?:van|von|de|der|den|del|da|di|la|bin|al))?[ \t]*){2,4}$|^\p{Lu}[\p{L}\p{M}'’-]+, ?\p{Lu}[\p{L}\p{M}'’. -]+$|^\p{Script=Han}{2,4}$/u

/** Who is named in a field that holds people: "from", "author" … needs no other sign that a text is a name. */
export function people(key: string, value: string): PersonalSpan[] {
  if (!KEYS.test(key.replace(/[\s_-]/g, ''))) return []
  const spans: PersonalSpan[] = []
  for (const { 0: part, index } of value.matchAll(/"[^"]*"|[^<>;；、"]+(?=<|$|[;；、])/g)) {
    const [, lead = '', text = ''] = /^([\s"',，]*)(.*?)[\s"',，]*$/s.exec(part) ?? []
    const start = index + lead.length
    if (text.length < 60 && NAME.test(text) && !NO_PERSON.test(text)) spans.push({ start, end: start + text.length, type: 'PERSON', text, score: 0.9 })
  }
  return spans
}
