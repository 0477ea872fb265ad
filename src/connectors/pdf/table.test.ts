import Pdf from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { pdfExtractor } from './pdf.ts'

type Doc = InstanceType<typeof Pdf>
interface Cell {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly columns?: number
  readonly rows?: number
}

const [LEFT, TOP, WIDTH, HEIGHT] = [72, 150, 110, 34]

function made(draw: (doc: Doc) => void): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const doc = new Pdf({ margin: 72 })
    const parts: Buffer[] = []
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    draw(doc)
    doc.end()
  })
}

async function tableOf(draw: (doc: Doc) => void): Promise<string[]> {
  const bytes = await made((doc) => {
    doc.fontSize(10).text('The trade of the ports was counted as every year, and by the same people.', 72, 80)
    draw(doc)
  })
  const [document] = (await pdfExtractor.extract({ name: 'a.pdf', kind: 'pdf', bytes })).documents
  return document?.text.split('\n').filter((line) => line.startsWith('|')) ?? []
}

const put = (doc: Doc, { text, x, y, columns = 1 }: Cell) => doc.text(text, LEFT + WIDTH * x + 4, TOP + HEIGHT * y + 4, { width: WIDTH * columns - 8 })
const cells: readonly Cell[] = [
  { text: 'Port', x: 0, y: 0, rows: 2 },
  { text: 'Trade in 2023', x: 1, y: 0, columns: 2 },
  { text: 'Remarks', x: 3, y: 0, rows: 2 },
  { text: 'Ships', x: 1, y: 1 },
  { text: 'Tons', x: 2, y: 1 },
  { text: 'Bremen', x: 0, y: 2 },
  { text: '120', x: 1, y: 2 },
  { text: '4500', x: 2, y: 2 },
  { text: 'frozen for three weeks', x: 3, y: 2 },
  { text: 'Hull', x: 0, y: 3 },
  { text: '80', x: 1, y: 3 },
  { text: '3100', x: 2, y: 3 },
  { text: 'none', x: 3, y: 3 },
]
const EXPECTED = [
  '| Port | Trade in 2023 | Trade in 2023 | Remarks |',
  '| --- | --- | --- | --- |',
  '| Port | Ships | Tons | Remarks |',
  '| Bremen | 120 | 4500 | frozen for three weeks |',
  '| Hull | 80 | 3100 | none |',
]

describe('a drawn table', () => {
  test('with cells over several rows and columns, and of several lines, has each cell where it belongs', async () => {
    const table = await tableOf((doc) => {
      for (const cell of cells) {
        put(doc, cell)
        const { x, y, columns = 1, rows = 1 } = cell
        doc.rect(LEFT + WIDTH * x, TOP + HEIGHT * y, WIDTH * columns, HEIGHT * rows).stroke()
      }
    })
    expect(table).toEqual(EXPECTED)
  })

  test('needs no lines where its cells have colours', async () => {
    const table = await tableOf((doc) => {
      for (const { x, y, columns = 1, rows = 1 } of cells)
        doc.rect(LEFT + WIDTH * x, TOP + HEIGHT * y, WIDTH * columns, HEIGHT * rows).fill(y % 2 ? '#eeeeee' : '#dddddd')
      doc.fill('black')
      for (const cell of cells) put(doc, cell)
    })
    expect(table).toEqual(EXPECTED)
  })

  test('needs no outer lines, and no lines between the rows of its body', async () => {
    const rows = ['Bremen 120 4500', 'Hull 80 3100', 'Gent 64 2700', 'Turku 12 410'].map((row) => row.split(' '))
    const table = await tableOf((doc) => {
      for (const [x, text] of ['Port', 'Ships', 'Tons'].entries()) put(doc, { text, x, y: 0 })
      for (const [y, row] of rows.entries()) for (const [x, text] of row.entries()) doc.text(text, LEFT + WIDTH * x + 4, TOP + HEIGHT + 4 + 14 * y)
      for (const y of [0, HEIGHT, HEIGHT + 64])
        doc
          .moveTo(LEFT, TOP + y)
          .lineTo(LEFT + 3 * WIDTH, TOP + y)
          .stroke()
      for (const x of [1, 2])
        doc
          .moveTo(LEFT + WIDTH * x, TOP)
          .lineTo(LEFT + WIDTH * x, TOP + HEIGHT + 64)
          .stroke()
    })
    expect(table).toEqual(['| Port | Ships | Tons |', '| --- | --- | --- |', ...rows.map((row) => `| ${row.join(' | ')} |`)])
  })

  test('is none when a frame is drawn around prose', async () => {
    const table = await tableOf((doc) => {
      doc.rect(LEFT, TOP, 400, 60).stroke()
      doc.text('Whoever enters the quay must wear a helmet, and must have spoken to the master of the harbour before.', LEFT + 8, TOP + 8, { width: 380 })
    })
    expect(table).toEqual([])
  })
})
