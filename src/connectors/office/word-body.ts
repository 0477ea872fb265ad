import { escapeText, oneLine, tidy } from './markdown.ts'
import type { Block } from './markdown.ts'
import { readInline } from './word-inline.ts'
import type { WordContext } from './word-inline.ts'
import { outlineLevel, valueOf } from './word-styles.ts'
import { readTable } from './word-table.ts'
import { childOf, elementsOf, pathOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Longer than any heading: somebody gave body text an outline level. */
const LONGEST_HEADING = 300

/** Paragraphs and tables of a body, a cell, a text box or a note. Headings have level 0 for a title, 1…9 below. */
export function readBody(container: XmlElement, context: WordContext): Block[] {
  const blocks: Block[] = []
  // Text of a paragraph whose end was deleted, or of a drop cap: it goes on in the next.
  let carried = ''
  const walk = (parent: XmlElement) => {
    for (const child of elementsOf(parent)) {
      switch (child.name) {
        case 'w:p':
          carried = readParagraph(child, { carried, blocks, context })
          break
        case 'w:tbl':
          blocks.push(...readTable(child, context, readBody))
          break
        case 'w:del':
        case 'w:moveFrom':
          break
        case 'w:sdt':
          if (valueOf(child, 'w:sdtPr', 'w:docPartObj', 'w:docPartGallery') !== 'Table of Contents') walk(childOf(child, 'w:sdtContent') ?? child)
          break
        case 'm:oMathPara':
        case 'm:oMath':
          readParagraph({ name: 'w:p', attributes: {}, children: [child] }, { carried: '', blocks, context })
          break
        case 'w:ins':
        case 'w:moveTo':
        case 'w:customXml':
        case 'w:smartTag':
          walk(child)
          break
        default:
      }
    }
  }
  walk(container)
  if (carried) blocks.push({ kind: 'paragraph', text: carried })
  return blocks
}

interface Place {
  readonly carried: string
  readonly blocks: Block[]
  readonly context: WordContext
}

/** Adds a paragraph to the blocks; returns what is to be carried over to the next. */
function readParagraph(paragraph: XmlElement, { carried, blocks, context }: Place): string {
  const properties = childOf(paragraph, 'w:pPr')
  const styleId = valueOf(properties, 'w:pStyle')
  const style = context.styles(styleId)
  // A generated table of contents repeats the headings, with page numbers that mean nothing here.
  if (style.contents) return carried
  const inline = readInline(paragraph, context)
  const text = carried + escapeText(tidy(inline.text))
  const goesOn = pathOf(properties, 'w:rPr', 'w:del') !== undefined || childOf(properties, 'w:framePr')?.attributes['w:dropCap'] !== undefined
  if (goesOn) {
    blocks.push(...inline.floating)
    return text
  }
  const outline = outlineLevel(properties)
  const heading = outline === undefined ? style.heading : outline < 9 ? (style.heading ?? outline + 1) : undefined
  const list = listOf(properties, context)
  const label = list && context.numbering.next(list.id, list.level)
  if (text) {
    if (heading !== undefined && text.length <= LONGEST_HEADING)
      blocks.push({ kind: 'heading', level: heading, text: oneLine(label ? `${label} ${text}` : text) })
    else if (list && label !== undefined) blocks.push({ kind: 'item', level: list.level, label: escapeText(label), text })
    else blocks.push({ kind: 'paragraph', text: inline.formulas === 1 && /^\$[^$]+\$$/.test(text) ? `$${text}$` : text })
  }
  blocks.push(...inline.floating)
  return ''
}

/** The list that a paragraph is in, by itself or by its style; list "0" takes it out of one. */
function listOf(properties: XmlElement | undefined, { styles, numbering }: WordContext): { readonly id: string; readonly level: number } | undefined {
  const styleId = valueOf(properties, 'w:pStyle')
  const ofStyle = styles(styleId).list
  const own = childOf(properties, 'w:numPr')
  const id = valueOf(own, 'w:numId') ?? ofStyle?.id
  if (id === undefined || id === '0') return undefined
  const given = valueOf(own, 'w:ilvl')
  const level = given === undefined ? ((ofStyle && (numbering.levelOf(id, ofStyle.style) ?? ofStyle.level)) ?? 0) : Number(given)
  return { id, level: Number.isInteger(level) ? Math.min(Math.max(0, level), 8) : 0 }
}
