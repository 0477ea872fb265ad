import { commentBlock } from '../office/comment.ts'
import { cellText, escapeText, oneLine, repeated, tidy } from '../office/markdown.ts'
import type { Block } from '../office/markdown.ts'
import { childOf, childrenOf, descendantsOf, elementsOf, isElement, pathOf, textOf } from '../office/xml.ts'
import type { XmlElement } from '../office/xml.ts'
import type { OpenDocument } from './package.ts'

/** What a reading gathers for the end of the document. */
export interface Reading extends Pick<OpenDocument, 'styles' | 'object'> {
  /** Foot- and endnotes, in order. */
  readonly notes: Block[]
}

/** Elements whose content is not the document's text: drafts, forms, generated lists, descriptions of pictures. */
const LEFT_OUT = new Set([
  'text:tracked-changes',
  'text:table-of-content',
  'text:alphabetical-index',
  'text:sequence-decls',
  'text:variable-decls',
  'text:user-field-decls',
  'office:forms',
  'draw:object-ole',
  'draw:image',
  'draw:plugin',
  'svg:title',
  'svg:desc',
  'presentation:notes',
  'table:shapes',
  'text:ruby-text',
])

/** Blocks of paragraphs, headings, lists and tables inside an element, in document order. */
export function readBlocks(parent: XmlElement | undefined, reading: Reading): Block[] {
  return [...elementsOf(parent)].flatMap((element) => readBlock(element, reading))
}

function readBlock(element: XmlElement, reading: Reading): Block[] {
  const { name, attributes } = element
  if (LEFT_OUT.has(name)) return []
  if (name === 'text:h') return heading(element, Number(attributes['text:outline-level']) || 1, reading)
  if (name === 'text:p') {
    const styles = reading.styles.ancestry(attributes['text:style-name'])
    if (styles.includes('Title')) return heading(element, 0, reading)
    if (styles.includes('Subtitle')) return heading(element, 1, reading)
    return paragraph(element, reading)
  }
  if (name === 'text:list') return readList(element, reading, 1, attributes['text:style-name'])
  if (name === 'table:table') return readTable(element, reading)
  if (name === 'draw:object') return chartTables(element, reading)
  // Sections, frames, shapes, groups: what stands in them.
  return readBlocks(element, reading)
}

function heading(element: XmlElement, level: number, reading: Reading): Block[] {
  const { text, inside } = inline(element, reading)
  return [...(text ? [{ kind: 'heading', level, text: oneLine(text) } as const] : []), ...inside]
}

function paragraph(element: XmlElement, reading: Reading): Block[] {
  const { text, inside } = inline(element, reading)
  return [...(text ? [{ kind: 'paragraph', text } as const] : []), ...inside]
}

/** A paragraph's own text, and the blocks of frames that are anchored in it. */
function inline(element: XmlElement, reading: Reading): { readonly text: string; readonly inside: Block[] } {
  let text = ''
  const inside: Block[] = []
  const walk = (parent: XmlElement) => {
    for (const node of parent.children) {
      if (!isElement(node)) text += escapeText(node.replace(/[ \t\r\n]+/g, ' '))
      else if (node.name === 'text:s') text += ' '.repeat(Math.min(100, Number(node.attributes['text:c']) || 1))
      else if (node.name === 'text:tab') text += '\t'
      else if (node.name === 'text:line-break') text += '\n'
      else if (node.name === 'text:note') note(node)
      else if (node.name === 'office:annotation') inside.push(...annotation(node, reading))
      else if (node.name.startsWith('draw:')) inside.push(...readBlock(node, reading))
      else if (!LEFT_OUT.has(node.name)) walk(node)
    }
  }
  const note = (node: XmlElement) => {
    const label = textOf(childOf(node, 'text:note-citation')).trim()
    const body = cellText(readBlocks(childOf(node, 'text:note-body'), reading))
    if (label) text += `[^${label}]`
    if (body) reading.notes.push({ kind: 'paragraph', text: `[^${label}]: ${body}` })
  }
  walk(element)
  return { text: tidy(text), inside }
}

function annotation(node: XmlElement, reading: Reading): Block[] {
  const paragraphs: XmlElement = { ...node, children: node.children.filter((child) => isElement(child) && child.name.startsWith('text:')) }
  const text = cellText(readBlocks(paragraphs, reading))
  return commentBlock({ author: textOf(childOf(node, 'dc:creator')).trim() || undefined, time: textOf(childOf(node, 'dc:date')).trim() || undefined, text })
}

function readList(list: XmlElement, reading: Reading, level: number, style: string | undefined): Block[] {
  const numbered = reading.styles.numbered(style, level)
  let number = 1
  return [...elementsOf(list)].flatMap((item) => {
    if (item.name !== 'text:list-item' && item.name !== 'text:list-header') return []
    const start = Number(item.attributes['text:start-value'])
    if (start) number = start
    let labelled = false
    return [...elementsOf(item)].flatMap((element): Block[] => {
      if (element.name === 'text:list') return readList(element, reading, level + 1, element.attributes['text:style-name'] ?? style)
      const blocks = readBlock(element, reading)
      return blocks.map((block): Block => {
        if (block.kind !== 'paragraph' || labelled) return block
        labelled = true
        const label = numbered && item.name === 'text:list-item' ? `${number++}.` : ''
        return { kind: 'item', level: level - 1, label, text: block.text }
      })
    })
  })
}

/** A chart keeps the figures that it draws as tables. */
function chartTables({ attributes }: XmlElement, reading: Reading): Block[] {
  const chart = pathOf(reading.object(attributes['xlink:href']), 'office:body', 'office:chart')
  return [...descendantsOf(chart, 'table:table')].flatMap((table) => readTable(table, reading))
}

/** Rows and columns that repeat are written out as far as they hold anything. */
const MOST_REPEATED = 1000

/** A table in a text or on a slide; a short text of merged cells stands in each of them. */
function readTable(table: XmlElement, reading: Reading): Block[] {
  const rows: string[][] = []
  // Columns that a cell above reaches down into: the text to repeat, and for how many rows more.
  const reaching = new Map<number, { text: string; rows: number }>()
  for (const row of rowsOf(table)) {
    const cells: string[] = []
    for (const cell of elementsOf(row)) {
      const times = Math.min(MOST_REPEATED, Number(cell.attributes['table:number-columns-repeated']) || 1)
      if (cell.name === 'table:covered-table-cell') {
        for (let each = 0; each < times; each++) {
          const above = reaching.get(cells.length)
          cells.push(above && above.rows > 0 ? above.text : '')
          if (above) above.rows--
        }
      } else if (cell.name === 'table:table-cell') {
        const text = cellText(readBlocks(cell, reading))
        const wide = Number(cell.attributes['table:number-columns-spanned']) || 1
        const high = Number(cell.attributes['table:number-rows-spanned']) || 1
        const at = cells.length
        for (let each = 0; each < times; each++) cells.push(text)
        // The covered cells beside it come next in the row.
        for (let column = at; column < at + wide; column++) {
          if (column > at) reaching.set(column, { text: repeated(text), rows: high })
          else if (high > 1) reaching.set(column, { text: repeated(text), rows: high - 1 })
        }
      }
    }
    while (cells.length && !cells.at(-1)) cells.pop()
    rows.push(cells)
  }
  const filled = rows.filter((row) => row.length)
  return filled.length ? [{ kind: 'table', rows: filled }] : []
}

export function* rowsOf(table: XmlElement): Generator<XmlElement> {
  for (const element of elementsOf(table)) {
    if (element.name === 'table:table-row') yield element
    else if (/^table:table-(header-rows|rows|row-group)$/.test(element.name)) yield* rowsOf(element)
  }
}

/** Title, text and notes of a slide (`draw:page`). */
export function readSlide(page: XmlElement, reading: Reading): Block[] {
  const frames = [...elementsOf(page)].filter(({ name }) => !LEFT_OUT.has(name))
  const isTitle = ({ attributes }: XmlElement) => attributes['presentation:class'] === 'title'
  const titles = frames.filter(isTitle).flatMap((frame) => {
    const text = cellText(readBlocks(frame, reading))
    return text ? [{ kind: 'heading', level: 1, text } as const] : []
  })
  const rest = frames.filter((frame) => !isTitle(frame)).flatMap((frame) => readBlock(frame, reading))
  const notes = childrenOf(page, 'presentation:notes').map((note) => cellText(readBlocks(note, reading)))
  return [...titles, ...rest, ...notes.filter(Boolean).map((text) => ({ kind: 'paragraph', text: `Notes: ${text}` }) as const)]
}
