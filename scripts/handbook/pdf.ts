import Pdfkit from 'pdfkit'
import { parseBlocks, type Block } from './blocks.ts'

export interface PdfFile {
  readonly title: string
  readonly author: string
  /** ISO date. */
  readonly date: string
  /** In the form `parseBlocks` reads; characters of Latin-1 only (the standard fonts hold no others). */
  readonly text: string
  /** Running head of every page; the foot holds the page number. */
  readonly head: string
}

type Pdf = InstanceType<typeof Pdfkit>

const MARGIN = 64
const SIZES = [22, 15, 12]

/** An A4 document with headings, lists and ruled tables; a section ("##") that starts low on a page moves to the next one. */
export async function writePdf({ title, author, date, text, head }: PdfFile): Promise<Uint8Array> {
  const created = new Date(`${date}T09:00:00Z`)
  const pdf = new Pdfkit({
    size: 'A4',
    margins: { top: 84, bottom: 84, left: MARGIN, right: MARGIN },
    bufferPages: true,
    info: { Title: title, Author: author, CreationDate: created, ModDate: created },
  })
  const parts: Uint8Array[] = []
  pdf.on('data', (part: Uint8Array) => parts.push(part))
  const ended = new Promise((resolve) => pdf.on('end', resolve))
  for (const block of parseBlocks(text)) draw(pdf, block)
  frame(pdf, head)
  pdf.end()
  await ended
  return Buffer.concat(parts)
}

function draw(pdf: Pdf, block: Block): void {
  const width = pdf.page.width - 2 * MARGIN
  switch (block.type) {
    case 'heading':
      if (pdf.y > pdf.page.height - (block.level === 2 ? 220 : 160)) pdf.addPage()
      pdf.moveDown(block.level === 1 ? 0 : 0.8).font('Helvetica-Bold')
      pdf.fontSize(SIZES[block.level - 1] ?? 11).text(block.text, MARGIN, undefined, { width })
      pdf.moveDown(0.4)
      return
    case 'list':
      block.items.forEach((item, index) => {
        pdf.font('Helvetica').fontSize(10.5)
        pdf.text(`${block.numbered ? `${index + 1}.` : '•'} ${item}`, MARGIN + 14, undefined, { width: width - 14, lineGap: 2 })
      })
      pdf.moveDown(0.6)
      return
    case 'table':
      drawTable(pdf, block.rows, width)
      return
    default:
      pdf.font(block.type === 'box' ? 'Helvetica-Oblique' : 'Helvetica').fontSize(10.5)
      pdf.text(block.text, MARGIN, undefined, { width, lineGap: 2 })
      pdf.moveDown(0.6)
  }
}

function drawTable(pdf: Pdf, rows: readonly (readonly string[])[], width: number): void {
  const columns = rows[0]?.length ?? 1
  const weights = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => Math.min(40, row[column]?.length ?? 0)), 8))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  rows.forEach((row, index) => {
    pdf.font(index === 0 ? 'Helvetica-Bold' : 'Helvetica').fontSize(9.5)
    const widths = weights.map((weight) => (weight / total) * width)
    const height = Math.max(...row.map((cell, column) => pdf.heightOfString(cell, { width: (widths[column] ?? 40) - 10 }))) + 8
    if (pdf.y + height > pdf.page.height - 84) pdf.addPage()
    const top = pdf.y
    let left = MARGIN
    row.forEach((cell, column) => {
      const size = widths[column] ?? 40
      pdf.rect(left, top, size, height).lineWidth(0.5).stroke('#888888')
      pdf.fillColor('black').text(cell, left + 5, top + 4, { width: size - 10 })
      left += size
    })
    pdf.x = MARGIN
    pdf.y = top + height
  })
  pdf.moveDown(0.8)
}

/** Head and foot are drawn last, when the number of pages is known. */
function frame(pdf: Pdf, head: string): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0
    const width = pdf.page.width - 2 * MARGIN
    pdf.font('Helvetica').fontSize(8).fillColor('#666666')
    pdf.text(head, MARGIN, 40, { width, align: 'left', lineBreak: false })
    pdf.text(`Page ${page + 1} of ${count}`, MARGIN, pdf.page.height - 48, { width, align: 'center', lineBreak: false })
    pdf.fillColor('black')
  }
}
