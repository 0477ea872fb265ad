import type { ExtractedDocument } from '../../contracts/extractor.ts'

/** Marks that a text went through a wrong encoding: replacement characters, what they become in GBK, UTF-8 read as Windows-1252. */
const BROKEN = /\ufffd|锟斤拷|烫烫|屯屯|[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2018-\u203a\u20ac\u2122]|â€[\u0080-\u00bf\u0152-\u0178\u2018-\u203a\u20ac\u2122œ]/g

/** How damaged a text is: damaged places in 1,000 characters, and 1 for one that breaks off in the middle of a sentence. */
export function damageOf({ text, metadata }: Pick<ExtractedDocument, 'text' | 'metadata'>): number {
  if (!text.length) return 0
  const replaced = typeof metadata['replacedCharacters'] === 'number' ? metadata['replacedCharacters'] : 0
  const broken = Math.max(text.match(BROKEN)?.length ?? 0, replaced)
  return (1000 * broken) / text.length + (breaksOff(text) ? 1 : 0)
}

/** The last line is long and ends in a word or a comma, though the lines before it end in full stops. */
function breaksOff(text: string): boolean {
  const lines = text.trimEnd().split('\n')
  const last = lines[lines.length - 1]!.trim()
  if (last.length < 60 || /[.!?。！？…:：;；)\]）】"”’'|>`*_\d]$/.test(last)) return false
  return /[.!?。！？]/.test(text.slice(0, -last.length || undefined)) || /[.!?。！？]\s/.test(last)
}
