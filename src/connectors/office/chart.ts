import { tidy, escapeText } from './markdown.ts'
import type { Block } from './markdown.ts'
import type { OfficePackage } from './package.ts'
import { childOf, childrenOf, descendantsOf, elementsOf, pathOf, textOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Values of cells by a reference such as "Sheet1!$B$2:$B$9", for charts that hold no copy of them. */
export type CellLookup = (reference: string) => readonly string[]

const TYPES: Readonly<Record<string, string>> = {
  'c:barChart': 'Bar chart',
  'c:bar3DChart': 'Bar chart',
  'c:lineChart': 'Line chart',
  'c:line3DChart': 'Line chart',
  'c:pieChart': 'Pie chart',
  'c:pie3DChart': 'Pie chart',
  'c:doughnutChart': 'Pie chart',
  'c:scatterChart': 'Scatter chart',
  'c:bubbleChart': 'Bubble chart',
  'c:areaChart': 'Area chart',
  'c:area3DChart': 'Area chart',
  'c:radarChart': 'Radar chart',
  'c:stockChart': 'Stock chart',
  'c:surfaceChart': 'Surface chart',
}
const MAX_POINTS = 2000

/** A chart (ECMA-376, 21.2) as its title, its type and a table: categories down, series across. */
export function chartBlocks(office: OfficePackage, part: string | undefined, lookup?: CellLookup): Block[] {
  const chart = childOf(office.xml(part), 'c:chart')
  const plot = childOf(chart, 'c:plotArea')
  const types = [...elementsOf(plot)].filter(({ name }) => name in TYPES)
  if (!chart || !types.length) return []
  const series = types.flatMap((type) => childrenOf(type, 'c:ser'))
  const names = series.map((each) => valuesOf(childOf(each, 'c:tx'), lookup).filter(Boolean).join(' ') || textOf(pathOf(each, 'c:tx', 'c:v')))
  const columns = series.map((each) => valuesOf(childOf(each, 'c:val') ?? childOf(each, 'c:yVal'), lookup))
  const withCategories = series.find((each) => childOf(each, 'c:cat') ?? childOf(each, 'c:xVal'))
  const categories = valuesOf(childOf(withCategories, 'c:cat') ?? childOf(withCategories, 'c:xVal'), lookup)
  const length = Math.min(MAX_POINTS, Math.max(0, categories.length, ...columns.map((column) => column.length)))
  const clean = (text: string | undefined) => escapeText(tidy(text ?? ''))
  const title = clean([...descendantsOf(childOf(chart, 'c:title'), 'a:p')].map(textOf).join(' '))
  const blocks: Block[] = title ? [{ kind: 'paragraph', text: title }] : []
  if (!length) return blocks
  const rows = Array.from({ length }, (_, row) => [clean(categories[row] ?? ''), ...columns.map((column) => clean(column[row]))])
  return [...blocks, { kind: 'paragraph', text: TYPES[types[0]?.name ?? ''] ?? 'Chart' }, { kind: 'table', rows: [['', ...names.map(clean)], ...rows] }]
}

/** Values of a reference (c:strRef, c:numRef) or literal, in the order of their index. */
function valuesOf(holder: XmlElement | undefined, lookup: CellLookup | undefined): string[] {
  const [points] = descendantsOf(holder, 'c:strCache', 'c:numCache', 'c:strLit', 'c:numLit', 'c:lvl')
  if (points) {
    const values: string[] = []
    for (const point of childrenOf(points, 'c:pt')) {
      const index = Number(point.attributes['idx'])
      if (index >= 0 && index < MAX_POINTS) values[index] = numberText(textOf(childOf(point, 'c:v')))
    }
    return Array.from(values, (value) => value ?? '')
  }
  const [formula] = descendantsOf(holder, 'c:f')
  return formula && lookup ? [...lookup(textOf(formula))] : []
}

/** "4.2999999999999998" is how 4.3 is stored. */
export function numberText(text: string): string {
  if (!/^-?\d+\.\d{10,}$|^-?\d(\.\d+)?E[-+]?\d+$/i.test(text)) return text
  return String(Number(Number(text).toPrecision(15)))
}

/** The words of a diagram (SmartArt), one item each. */
export function diagramBlocks(office: OfficePackage, part: string | undefined): Block[] {
  const points = childrenOf(childOf(office.xml(part), 'dgm:ptLst'), 'dgm:pt').filter(({ attributes }) => (attributes['type'] ?? 'node') === 'node')
  return points.flatMap((point): Block[] => {
    const text = escapeText(tidy(childrenOf(childOf(point, 'dgm:t'), 'a:p').map(textOf).join('\n')))
    return text ? [{ kind: 'item', level: 0, label: '', text }] : []
  })
}
