import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { chartBlocks, diagramBlocks } from './chart.ts'
import { toMarkdown } from './markdown.ts'
import { openPackage } from './package.ts'

const C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
const officeOf = (part: string) =>
  openPackage(
    {
      name: 'a.xlsx',
      kind: 'xlsx',
      bytes: zipSync({ 'xl/workbook.xml': strToU8('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'), 'c.xml': strToU8(part) }),
    },
    'x:workbook',
  )
const cached = (values: readonly (string | number)[]) =>
  `<c:numRef><c:f>S!A1</c:f><c:numCache>${values.map((value, at) => `<c:pt idx="${at}"><c:v>${value}</c:v></c:pt>`).join('')}</c:numCache></c:numRef>`
const chart = (inner: string) =>
  `<c:chartSpace ${C}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Ducks</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>${inner}</c:plotArea></c:chart></c:chartSpace>`

it('gives title, type and a table of what the chart holds', () => {
  const series = (name: string, values: readonly number[]) =>
    `<c:ser><c:tx>${cached([name])}</c:tx><c:cat>${cached(['2023', '2024'])}</c:cat><c:val>${cached(values)}</c:val></c:ser>`
  const office = officeOf(chart(`<c:barChart>${series('Wild', [4.2999999999999998, 5])}</c:barChart><c:lineChart>${series('Tame', [1])}</c:lineChart>`))
  expect(toMarkdown(chartBlocks(office, 'c.xml'))).toBe('Ducks\n\nBar chart\n\n|  | Wild | Tame |\n| --- | --- | --- |\n| 2023 | 4.3 | 1 |\n| 2024 | 5 |  |')
})

it('looks up the cells of a chart that holds no copy', () => {
  const ref = (name: string) => `<c:numRef><c:f>${name}</c:f></c:numRef>`
  const office = officeOf(chart(`<c:pieChart><c:ser><c:tx>${ref('n')}</c:tx><c:cat>${ref('k')}</c:cat><c:val>${ref('v')}</c:val></c:ser></c:pieChart>`))
  const values: Readonly<Record<string, readonly string[]>> = { n: ['Share'], k: ['x', 'y'], v: ['60%', '40%'] }
  expect(toMarkdown(chartBlocks(office, 'c.xml', (name) => values[name] ?? []))).toBe(
    'Ducks\n\nPie chart\n\n|  | Share |\n| --- | --- |\n| x | 60% |\n| y | 40% |',
  )
})

it('gives nothing for a chart that is not there', () => {
  expect(chartBlocks(officeOf(chart('')), 'none.xml')).toEqual([])
})

it('lists the words of a diagram, without those of its layout', () => {
  const point = (text: string, type = 'node') => `<dgm:pt type="${type}"><dgm:t><a:p><a:r><a:t>${text}</a:t></a:r></a:p></dgm:t></dgm:pt>`
  const office = officeOf(
    `<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>${point('', 'doc')}${point('Ask')}${point('Answer')}${point('x', 'pres')}</dgm:ptLst></dgm:dataModel>`,
  )
  expect(toMarkdown(diagramBlocks(office, 'c.xml'))).toBe('- Ask\n- Answer')
})
