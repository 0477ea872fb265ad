const HAN_OR_KANA = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const LETTER = /[\p{L}\p{N}]/gu

/** Share of a text's letters and digits that are Han or kana, 0…1; looks at the first 4,000 characters. */
export function hanShare(text: string): number {
  const head = text.slice(0, 4000)
  const letters = head.match(LETTER)?.length ?? 0
  return letters ? (head.match(HAN_OR_KANA)?.length ?? 0) / letters : 0
}

/**
 * Chinese or not: enough to route a text to its embedder and to choose the language of a message. A Chinese sentence about
 * "LoRA rank 8" is still Chinese, so a fifth of the letters is enough: one Han character says as much as a short word.
 */
export function isChinese(text: string): boolean {
  return hanShare(text) > 0.2
}
