import { formatNumber } from './number-words.ts'
import { escapeText, tidy } from './markdown.ts'
import type { Block } from './markdown.ts'
import { latexLines, latexOf } from './omml.ts'
import { readBullet } from './slide-styles.ts'
import type { Bullet } from './slide-styles.ts'
import { childOf, childrenOf, decodeEscapes, elementsOf, textOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Paragraphs of a text body (p:txBody, a:txBody; ECMA-376, 21.1.2), with their bullets and numbers. */
export function readText(body: XmlElement | undefined, inherited: (level: number) => Bullet = () => ({ kind: 'none' })): Block[] {
  const blocks: Block[] = []
  // By level: the list that is being counted.
  const counts: ({ readonly scheme: string; readonly value: number } | undefined)[] = []
  for (const paragraph of childrenOf(body, 'a:p')) {
    const text = paragraphText(paragraph)
    if (!text) continue
    const properties = childOf(paragraph, 'a:pPr')
    const level = Math.min(Math.max(0, Math.trunc(Number(properties?.attributes['lvl'] ?? 0)) || 0), 8)
    const bullet = readBullet(properties) ?? inherited(level)
    const before = counts[level]
    counts.length = level
    if (bullet.kind === 'none') blocks.push({ kind: 'paragraph', text })
    else if (bullet.kind === 'sign') blocks.push({ kind: 'item', level, label: '', text })
    else {
      const { scheme, start } = bullet
      const value = before?.scheme === scheme ? before.value + 1 : start
      counts[level] = { scheme, value }
      blocks.push({ kind: 'item', level, label: numberLabel(value, scheme), text })
    }
  }
  return blocks
}

/** Words of one paragraph (a:p), escaped. */
export function paragraphText(paragraph: XmlElement): string {
  let text = ''
  for (const child of elementsOf(paragraph)) {
    if (child.name === 'a:r') text += textOf(childOf(child, 'a:t'))
    else if (child.name === 'a:br') text += '\n'
    else if (child.name === 'a14:m') text += formulas(child)
    // Fields hold the slide's number and dates, which mean nothing elsewhere; others are text.
    else if (child.name === 'a:fld' && !/^(slidenum|datetime)/.test(child.attributes['type'] ?? '')) text += textOf(childOf(child, 'a:t'))
  }
  return escapeText(tidy(decodeEscapes(text)))
}

function formulas(holder: XmlElement): string {
  const all: string[] = []
  for (const child of elementsOf(holder)) {
    if (child.name === 'm:oMath') all.push(latexOf(child))
    else if (child.name === 'm:oMathPara') all.push(...latexLines(child))
  }
  return all
    .filter(Boolean)
    .map((latex) => ` $${latex}$ `)
    .join('')
}

const FORMATS: readonly (readonly [string, string])[] = [
  ['arabicDb', 'decimalFullWidth'],
  ['alphaLc', 'lowerLetter'],
  ['alphaUc', 'upperLetter'],
  ['romanLc', 'lowerRoman'],
  ['romanUc', 'upperRoman'],
  ['circleNum', 'decimalEnclosedCircle'],
  ['ea1', 'chineseCounting'],
]

/** Number of a list by its scheme (ST_TextAutonumberScheme): "alphaLcParenR" is "a)". */
function numberLabel(value: number, scheme: string): string {
  const number = formatNumber(value, FORMATS.find(([start]) => scheme.startsWith(start))?.[1] ?? 'decimal')
  if (scheme.endsWith('ParenBoth')) return `(${number})`
  if (scheme.endsWith('ParenR')) return `${number})`
  return scheme.endsWith('Period') ? `${number}.` : number
}
