/** A word with its inner marks, a number with its separators, or a single character of a writing without spaces. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|\p{N}+(?:[.,:]\p{N}+)*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}])+(?:['’](?=\p{L})\p{L}+)*/gu // prettier-ignore

/** The words of a text as they are compared: width and case folded, marks of emphasis and punctuation left out, numbers whole ("1,000" is "1000"). */
export function wordsIn(text: string): string[] {
  const words = text.normalize('NFKC').toLowerCase().match(WORD) ?? []
  return words.map((word) => (/^\d/.test(word) ? plainNumber(word) : word))
}

/** The words as they are written, for what capitals tell. */
export function writtenWords(text: string): string[] {
  return (text.normalize('NFKC').match(WORD) ?? []).map((word) => (/^\d/.test(word) ? plainNumber(word) : word))
}

export const plainNumber = (word: string): string => (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(word) ? word.replaceAll(',', '') : word)
