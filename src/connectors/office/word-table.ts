import { cellText, repeated } from './markdown.ts'
import type { Block } from './markdown.ts'
import type { WordContext } from './word-inline.ts'
import { valueOf } from './word-styles.ts'
import { childOf, elementsOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Word itself allows 63 columns. */
const MAX_COLUMNS = 63

type ReadBody = (container: XmlElement, context: WordContext) => Block[]

/** A table (ECMA-376, 17.4). The words of merged cells stand in each of them; a table of one cell is but a frame round its content. */
export function readTable(table: XmlElement, context: WordContext, read: ReadBody): Block[] {
  const found = [...wrapped(table, 'w:tr')].filter((row) => !childOf(childOf(row, 'w:trPr'), 'w:del'))
  const cellsOf = (row: XmlElement) => [...wrapped(row, 'w:tc')]
  const [only] = found.length === 1 && found[0] ? cellsOf(found[0]) : []
  if (only && found[0] && cellsOf(found[0]).length === 1) return read(only, context)

  const rows: string[][] = []
  // By column: the words of the merged cell that reaches down here.
  let above: string[] = []
  for (const row of found) {
    const cells: string[] = Array.from({ length: count(valueOf(childOf(row, 'w:trPr'), 'w:gridBefore'), 0) }, () => '')
    const below: string[] = []
    for (const cell of cellsOf(row)) {
      const properties = childOf(cell, 'w:tcPr')
      const merge = childOf(properties, 'w:vMerge')
      const goesOn = merge !== undefined && merge.attributes['w:val'] !== 'restart'
      const text = goesOn ? (above[cells.length] ?? '') : cellText(read(cell, context))
      if (merge) below[cells.length] = repeated(text)
      const span = count(valueOf(properties, 'w:gridSpan'), 1)
      for (let at = 0; at < span && cells.length < MAX_COLUMNS; at++) cells.push(at ? repeated(text) : text)
    }
    above = below
    rows.push(cells)
  }
  return rows.some((row) => row.some(Boolean)) ? [{ kind: 'table', rows }] : []
}

const count = (value: string | undefined, usual: number) => Math.min(MAX_COLUMNS, Math.max(usual, Math.trunc(Number(value ?? usual)) || usual))

/** Rows or cells, also those within content controls and tracked insertions. */
function* wrapped(parent: XmlElement, name: 'w:tr' | 'w:tc'): Generator<XmlElement> {
  for (const child of elementsOf(parent)) {
    if (child.name === name) yield child
    else if (child.name === 'w:sdt') yield* wrapped(childOf(child, 'w:sdtContent') ?? child, name)
    else if (child.name === 'w:ins' || child.name === 'w:customXml' || child.name === 'w:sdtContent') yield* wrapped(child, name)
  }
}
