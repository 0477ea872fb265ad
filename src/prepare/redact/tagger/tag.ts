import type { PersonalSpan } from '../../../contracts/personal-data.ts'

// A first, crude version: what stands after a title or a label. The trained tagger takes its place.
const RULES: readonly (readonly [type: string, score: number, pattern: RegExp])[] = [
  [
    'PERSON',
    0.8,
    /(?<=\b(?:Mr|Mrs|Ms|Dr|Prof|Dear|Hi|Hello|Name:|Contact:|Regards,|wishes,|Sincerely,)\.?\s+(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?)\p{Lu}[\p{L}'’-]+(?:[ \t]+\p{Lu}[\p{L}'’-]*\.?){0,2}/gu,
  ],
  [
    'ADDRESS',
    0.8,
    /\b\d{1,5}[A-Z]?,?[ \t]+(?:\p{Lu}[\p{L}'’-]+[ \t]+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Close|Way|Place|Pl)\b\.?/gu,
  ],
  ['PERSON', 0.8, /(?<=(?:姓名|联系人|聯絡人|收件人|客户|患者|申请人|经办人)\s*[:：]\s*)\p{Script=Han}{2,4}/gu],
  [
    'ADDRESS',
    0.8,
    /\p{Script=Han}{2,8}(?:省|市|县|區|区)\p{Script=Han}{0,12}(?:路|街|道|巷|弄)[\d一二三四五六七八九十]+(?:号|號)(?:[\dA-Za-z\p{Script=Han}]{0,12}(?:室|楼|樓))?/gu,
  ],
]

/** Names of people (PERSON) and postal addresses (ADDRESS) in a text, English and Chinese. Pure and synchronous. */
export function tagText(text: string): PersonalSpan[] {
  const spans = RULES.flatMap(([type, score, pattern]) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length, type, text: found, score })),
  )
  spans.sort((a, b) => a.start - b.start || b.end - a.end)
  return spans.filter((span, at) => spans.slice(0, at).every((other) => other.end <= span.start))
}
