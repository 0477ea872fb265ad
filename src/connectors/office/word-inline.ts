import { chartBlocks, diagramBlocks } from './chart.ts'
import type { Block } from './markdown.ts'
import { latexLines, latexOf } from './omml.ts'
import { relationshipOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import type { WordNotes } from './word-notes.ts'
import type { WordNumbering } from './word-numbering.ts'
import { isOn } from './word-styles.ts'
import type { WordStyles } from './word-styles.ts'
import { childOf, descendantsOf, elementsOf, textOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** What reading any part of a Word document needs. */
export interface WordContext {
  readonly office: OfficePackage
  /** The part being read: relationships are its own. */
  readonly part: string
  readonly styles: WordStyles
  readonly numbering: WordNumbering
  readonly notes: WordNotes
  /** Reads the content of a text box. */
  readonly blocks: (container: XmlElement, context: WordContext) => Block[]
}

export interface Inline {
  /** As it stands: neither tidied nor escaped. */
  text: string
  /** Text boxes, charts and diagrams that hang on the paragraph. */
  readonly floating: Block[]
  /** Formulas alone. */
  formulas: number
  /** Within a field's code, which is not shown; its result is. */
  fieldCode: boolean[]
}

/** Reads the runs of a paragraph: what is shown, with tracked insertions and without deletions. */
export function readInline(paragraph: XmlElement, context: WordContext): Inline {
  const inline: Inline = { text: '', floating: [], formulas: 0, fieldCode: [] }
  read(paragraph, inline, context)
  return inline
}

const SKIPPED = new Set([
  'w:pPr',
  'w:rPr',
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:instrText',
  'w:delInstrText',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:rt',
  'w:annotationRef',
  'w:ruby',
])

function read(parent: XmlElement, inline: Inline, context: WordContext): void {
  for (const child of elementsOf(parent)) readChild(child, inline, context)
}

function readChild(child: XmlElement, inline: Inline, context: WordContext): void {
  const { attributes, name } = child
  if (name === 'w:fldChar') {
    const type = attributes['w:fldCharType']
    if (type === 'begin') inline.fieldCode.push(true)
    else if (type === 'separate') inline.fieldCode.splice(-1, 1, false)
    else inline.fieldCode.pop()
    return
  }
  if (name === 'w:r') {
    if (!isOn(childOf(child, 'w:rPr'), 'w:vanish')) read(child, inline, context)
    return
  }
  if (name === 'w:drawing' || name === 'w:pict' || name === 'w:object') return readDrawing(child, inline, context)
  if (name === 'w:ruby') return read(childOf(child, 'w:rubyBase') ?? child, inline, context)
  if (SKIPPED.has(name) || inline.fieldCode.includes(true)) return
  switch (name) {
    case 'w:t':
      inline.text += symbols(textOf(child))
      return
    case 'w:tab':
    case 'w:ptab':
      inline.text += '\t'
      return
    case 'w:br':
    case 'w:cr':
      inline.text += '\n'
      return
    case 'w:noBreakHyphen':
      inline.text += '-'
      return
    case 'w:sym':
      inline.text += fontSign(attributes['w:char'], attributes['w:font'])
      return
    case 'w:footnoteReference':
    case 'w:endnoteReference':
      inline.text += context.notes.mark(name === 'w:footnoteReference' ? 'footnote' : 'endnote', attributes['w:id'] ?? '')
      return
    case 'm:oMath':
      addFormula(latexOf(child), inline)
      return
    case 'm:oMathPara':
      for (const formula of latexLines(child)) addFormula(formula, inline)
      return
    default:
      // Links, tracked insertions, content controls, smart tags and whatever else wraps runs.
      read(child, inline, context)
  }
}

function addFormula(latex: string, inline: Inline): void {
  if (!latex) return
  inline.formulas++
  const separate = inline.text && !/\s$/.test(inline.text) ? ' ' : ''
  inline.text += `${separate}$${latex}$ `
}

function readDrawing(drawing: XmlElement, inline: Inline, context: WordContext): void {
  const { office, part } = context
  for (const each of descendantsOf(drawing, 'w:txbxContent', 'c:chart', 'dgm:relIds')) {
    if (each.name === 'w:txbxContent') inline.floating.push(...context.blocks(each, context))
    else if (each.name === 'c:chart') inline.floating.push(...chartBlocks(office, relationshipOf(office, part, each.attributes['r:id'])?.target))
    else inline.floating.push(...diagramBlocks(office, relationshipOf(office, part, each.attributes['r:dm'])?.target))
  }
}

/** A sign by its place in a font (w:sym), which is below 256 or in the private area for the fonts that have signs for letters. */
function fontSign(place = '', font = ''): string {
  const code = Number.parseInt(place, 16)
  if (!(code >= 32 && code <= 0xffff)) return ''
  const ofSigns = code < 0x100 && /symbol|dings/i.test(font)
  return symbols(String.fromCharCode(ofSigns ? 0xf000 + code : code)).toWellFormed()
}

/** Signs of the fonts Symbol and Wingdings stand in a private area; those that mean something get their Unicode, others go. */
function symbols(text: string): string {
  return text.replace(/[\uf000-\uf0ff]/g, (sign) => SYMBOLS[sign.charCodeAt(0) & 0xff] ?? '')
}
const SYMBOLS: Readonly<Record<number, string>> = {
  0xb7: '•',
  0xa7: '▪',
  0xa8: '☐',
  0x6f: '☐',
  0xfe: '☑',
  0xfc: '✓',
  0xfb: '✗',
  0xe0: '→',
  0xdf: '←',
  0xb0: '°',
  0xb1: '±',
  0xb3: '≥',
  0xa3: '≤',
  0xb4: '×',
  0x6d: 'µ',
  0x44: 'Δ',
  0x57: 'Ω',
  0x4a: '☺',
}
