import { isChinese } from '../common/language.ts'

/** What is said where the documents do not support an answer, in the question's language. */
export function notInDocuments(question: string, passages: number): string {
  if (isChinese(question)) return passages ? '这些文档里没有找到这个问题的答案。下面是最接近的段落。' : '这些文档里没有找到这个问题的答案。'
  return passages ? 'The documents do not answer this question. The nearest passages are listed below.' : 'The documents do not answer this question.'
}
