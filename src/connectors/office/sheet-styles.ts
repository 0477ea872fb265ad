import { builtInFormat, formatCell } from './number-format.ts'
import { childOf, childrenOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Text of a number in a cell of style `style` (an index into cellXfs). */
export type CellFormats = (value: number, style: number) => string

/** Reads the styles part (styles.xml). */
export function readCellFormats(root: XmlElement | undefined, date1904: boolean): CellFormats {
  const own = new Map(
    childrenOf(childOf(root, 'x:numFmts'), 'x:numFmt').map(({ attributes }) => [Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General']),
  )
  const codes = childrenOf(childOf(root, 'x:cellXfs'), 'x:xf').map(({ attributes }) => {
    const id = Number(attributes['numFmtId'] ?? 0)
    return own.get(id) ?? builtInFormat(id)
  })
  return (value, style) => formatCell(value, codes[style] ?? 'General', date1904)
}
