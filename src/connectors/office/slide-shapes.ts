import { chartBlocks, diagramBlocks } from './chart.ts'
import { cellText, oneLine, repeated } from './markdown.ts'
import type { Block } from './markdown.ts'
import { relationshipOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { isTitle, placeholderOf, placeholderType } from './slide-styles.ts'
import type { SlideStyles } from './slide-styles.ts'
import { readText } from './slide-text.ts'
import { childOf, childrenOf, descendantsOf, elementsOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

export interface SlideContext {
  readonly office: OfficePackage
  /** Name of the slide's part. */
  readonly part: string
  readonly styles: SlideStyles
}

/** Shapes whose tops are within this many EMU (1.3 mm) stand in one row and are read from left to right. */
const ROW = 45_720
/** Date, foot and number of the slide. */
const FRAME = new Set(['dt', 'ftr', 'sldNum', 'hdr', 'sldImg'])
const MAX_COLUMNS = 100

/** Text of a tree of shapes in reading order: the title, then from top to bottom. */
export function readShapes(tree: XmlElement | undefined, context: SlideContext): Block[] {
  return inReadingOrder([...elementsOf(tree)], context.styles).flatMap((shape) => readShape(shape, context))
}

function inReadingOrder(shapes: readonly XmlElement[], styles: SlideStyles): XmlElement[] {
  const placed = shapes.map((shape) => ({ shape, title: isTitle(shape), ...styles.positionOf(shape) })).sort((left, right) => left.y - right.y)
  const rows: (typeof placed)[] = []
  for (const each of placed) {
    const row = rows.at(-1)
    if (row?.[0] && each.y - row[0].y <= ROW) row.push(each)
    else rows.push([each])
  }
  const ordered = rows.flatMap((row) => row.sort((left, right) => left.x - right.x))
  return [...ordered.filter(({ title }) => title), ...ordered.filter(({ title }) => !title)].map(({ shape }) => shape)
}

function readShape(shape: XmlElement, context: SlideContext): Block[] {
  if (shape.name === 'p:grpSp') return readShapes(shape, context)
  if (shape.name === 'p:graphicFrame') return readFrame(shape, context)
  if (shape.name !== 'p:sp' && shape.name !== 'p:cxnSp') return []
  const type = placeholderType(placeholderOf(shape))
  if (FRAME.has(type ?? '')) return []
  const blocks = readText(childOf(shape, 'p:txBody'), (level) => context.styles.bulletOf(shape, level))
  if (!isTitle(shape)) return blocks
  const title = oneLine(cellText(blocks.map((block) => (block.kind === 'item' ? { kind: 'paragraph', text: block.text } : block))))
  return title ? [{ kind: 'heading', level: 1, text: title }] : []
}

function readFrame(frame: XmlElement, { office, part }: SlideContext): Block[] {
  const target = (id: string | undefined) => relationshipOf(office, part, id)?.target
  return [...descendantsOf(frame, 'a:tbl', 'c:chart', 'dgm:relIds')].flatMap((content) => {
    if (content.name === 'a:tbl') return readTable(content)
    return content.name === 'c:chart' ? chartBlocks(office, target(content.attributes['r:id'])) : diagramBlocks(office, target(content.attributes['r:dm']))
  })
}

/** A table (ECMA-376, 21.1.3). Merged cells all have an element; those after the first take over its words. */
function readTable(table: XmlElement): Block[] {
  const rows: string[][] = []
  const isSet = (cell: XmlElement, name: string) => /^(1|true)$/.test(cell.attributes[name] ?? '')
  for (const row of childrenOf(table, 'a:tr')) {
    const above = rows.at(-1)
    const cells: string[] = []
    for (const cell of childrenOf(row, 'a:tc').slice(0, MAX_COLUMNS)) {
      if (isSet(cell, 'vMerge')) cells.push(repeated(above?.[cells.length] ?? ''))
      else if (isSet(cell, 'hMerge')) cells.push(repeated(cells.at(-1) ?? ''))
      else cells.push(cellText(readText(childOf(cell, 'a:txBody'))))
    }
    rows.push(cells)
  }
  return rows.some((row) => row.some(Boolean)) ? [{ kind: 'table', rows }] : []
}
