import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Pdf from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { pdfExtractor } from './pdf.ts'

type Doc = InstanceType<typeof Pdf>

function made(draw: (doc: Doc) => void, options: ConstructorParameters<typeof Pdf>[0] = {}): Promise<Uint8Array> {
  return new Promise((resolve) => {
    const doc = new Pdf({ margin: 72, ...options })
    const parts: Buffer[] = []
    doc.on('data', (part: Buffer) => parts.push(part))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    draw(doc)
    doc.end()
  })
}

const extract = (bytes: Uint8Array) => pdfExtractor.extract({ name: 'plan.pdf', kind: 'pdf', bytes })
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const QUAY = readFileSync(join(import.meta.dirname, '..', 'ocr', 'samples', 'quay.png'))
const long = (topic: string) =>
  `The ${topic} was discussed at length by everybody who had come, and after many hours it was decided to build it in the coming year.`

const plan = await made((doc) => void doc.fontSize(20).text('Harbour plan').fontSize(11).moveDown().text(long('bridge')).addPage().text(long('quay')))
extractorSuite('pdf', pdfExtractor, {
  sound: [{ name: 'plan.pdf', kind: 'pdf', bytes: plan }],
  broken: [
    { name: 'cut.pdf', kind: 'pdf', bytes: plan.subarray(0, 60) },
    { name: 'zeros.pdf', kind: 'pdf', bytes: new Uint8Array(1000) },
  ],
})

describe('a PDF', () => {
  test('becomes markdown with headings, paragraphs, lists and facts', async () => {
    const bytes = await made(
      (doc) => {
        doc.font('Helvetica-Bold').fontSize(22).text('Harbour plan')
        doc.font('Helvetica').fontSize(11).moveDown().text(long('bridge')).moveDown()
        doc.font('Helvetica-Bold').fontSize(15).text('Costs').font('Helvetica').fontSize(11).moveDown()
        doc.text(long('quay')).moveDown()
        doc.text('• stone for the quay').text('• iron for the bridge')
      },
      { info: { Title: 'The harbour', Author: 'Ann Roe', CreationDate: new Date('2024-03-01T12:00:00Z') } },
    )
    const [document] = (await extract(bytes)).documents
    expect(document?.text).toBe(`# Harbour plan\n\n${long('bridge')}\n\n## Costs\n\n${long('quay')}\n\n- stone for the quay\n- iron for the bridge`)
    expect(document).toMatchObject({ title: 'The harbour', format: 'markdown', metadata: { pages: 1, author: 'Ann Roe', created: '2024-03-01' } })
  })

  test('keeps the numbers of its pages and loses running heads and page numbers', async () => {
    const bytes = await made((doc) => {
      for (let page = 1; page <= 4; page++) {
        if (page > 1) doc.addPage()
        doc.fontSize(9).text('Annual report of the harbour', 72, 30)
        doc.fontSize(11).text(long(`plan of page ${page}`), 72, 100)
        doc.fontSize(9).text(`${page}`, 300, 740, { lineBreak: false })
      }
    })
    const [document] = (await extract(bytes)).documents
    expect(document?.pages?.map(({ number, start, end }) => [number, document.text.slice(start, end)])).toEqual(
      [1, 2, 3, 4].map((page) => [page, long(`plan of page ${page}`)]),
    )
  })

  test('of two columns is read column by column', async () => {
    const bytes = await made((doc) => {
      doc.fontSize(10)
      for (let line = 0; line < 20; line++) {
        doc.text(`left line ${line} goes on with the old story about`, 72, 100 + 14 * line, { lineBreak: false })
        doc.text(`right line ${line} tells of a new bridge over the`, 320, 100 + 14 * line, { lineBreak: false })
      }
    })
    const text = (await extract(bytes)).documents[0]?.text ?? ''
    expect(text.indexOf('left line 19')).toBeLessThan(text.indexOf('right line 0'))
  })

  test('has words that were divided at the end of a line in one piece', async () => {
    const bytes = await made((doc) =>
      doc
        .fontSize(11)
        .text('The old harbour was dredged by the municipal depart-', 72, 100)
        .text('ment of works, which had bought a new machine for it.', 72, 114),
    )
    expect((await extract(bytes)).documents[0]?.text).toContain('department of works')
  })

  test('keeps a table as a table', async () => {
    const rows = [
      ['Port', 'Ships', 'Tons'],
      ['Bremen', '120', '4500'],
      ['Hull', '80', '3100'],
      ['Gent', '64', '2700'],
      ['Turku', '12', '410'],
    ]
    const bytes = await made((doc) => {
      doc.fontSize(11).text(long('trade'), 72, 80)
      rows.forEach((row, y) => row.forEach((cell, x) => doc.text(cell, 80 + 130 * x, 150 + 22 * y, { lineBreak: false })))
      for (let y = 0; y <= rows.length; y++)
        doc
          .moveTo(72, 144 + 22 * y)
          .lineTo(462, 144 + 22 * y)
          .stroke()
      for (let x = 0; x <= 3; x++)
        doc
          .moveTo(72 + 130 * x, 144)
          .lineTo(72 + 130 * x, 144 + 22 * rows.length)
          .stroke()
    })
    const text = (await extract(bytes)).documents[0]?.text ?? ''
    for (const row of rows) expect(text).toContain(`| ${row.join(' | ')} |`)
  })

  test('keeps a table without rules, and names over numbers in one column', async () => {
    const rows = [
      ['Year', 'Freshwater ducks'],
      ['2021', '150'],
      ['2022', '170'],
      ['2023', '160'],
    ]
    const bytes = await made((doc) => {
      doc.fontSize(11).text(long('pond'), 72, 80)
      for (const [y, [year, ducks]] of rows.entries()) {
        doc.text(year!, y ? 110 : 80, 150 + 16 * y, { lineBreak: false })
        doc.text(ducks!, y ? 250 : 200, 150 + 16 * y, { lineBreak: false })
      }
    })
    const text = (await extract(bytes)).documents[0]?.text ?? ''
    for (const row of rows) expect(text).toContain(`| ${row.join(' | ')} |`)
  })

  test('keeps the lines and the indentation of code', async () => {
    const bytes = await made((doc) => {
      doc.fontSize(11).text(long('program'), 72, 80)
      doc.font('Courier').fontSize(10).text('if (ready) {', 72, 130).text('start()', 96, 142).text('}', 72, 154)
    })
    expect((await extract(bytes)).documents[0]?.text).toContain('```\nif (ready) {\n    start()\n}\n```')
  })

  test('with turned pages is read upright', async () => {
    const bytes = await made((doc) => {
      Object.assign(doc.page.dictionary.data, { Rotate: 90 })
      doc
        .rotate(-90, { origin: [0, 0] })
        .fontSize(20)
        .text('Turned heading', -700, 60, { lineBreak: false })
        .fontSize(11)
        .text('and a line of text below it', -700, 100, { lineBreak: false })
    })
    expect((await extract(bytes)).documents[0]?.text).toBe('# Turned heading\n\nand a line of text below it')
  })
})

describe('a scan', () => {
  test('is read page by page where it has no text of its own', async () => {
    const bytes = await made((doc) => doc.text(long('first page')).addPage().image(QUAY, 72, 72, { width: 350 }))
    const [document] = (await extract(bytes)).documents
    expect(document?.pages?.map(({ start, end }) => document.text.slice(start, end))).toEqual([
      long('first page'),
      'The quay was built in 1872. It cost 4,500 guilders.',
    ])
    expect(document?.metadata).toMatchObject({ pages: 2, ocrPages: 1, ocrConfidence: expect.closeTo(0.97, 1) })
  })

  test('is left alone when recognition is switched off, and read anyway when it shall be', async () => {
    const bytes = await made((doc) => doc.image(QUAY, 72, 72, { width: 350 }).fontSize(14).text('Seen on the quay in May', 72, 300))
    const reading = async (ocr: 'auto' | 'always' | 'never') => (await pdfExtractor.extract({ name: 'a.pdf', kind: 'pdf', bytes }, { ocr })).documents[0]?.text
    expect([await reading('never'), await reading('auto')]).toEqual(['Seen on the quay in May', 'Seen on the quay in May'])
    expect(await reading('always')).toBe('The quay was built in 1872. It cost 4,500 guilders.\n\nSeen on the quay in May')
    const scan = await made((doc) => doc.image(QUAY, 72, 72, { width: 350 }))
    expect(await pdfExtractor.extract({ name: 'a.pdf', kind: 'pdf', bytes: scan }, { ocr: 'never' })).toEqual({
      documents: [],
      reason: expect.stringContaining('switched off'),
    })
  })
})

describe('a PDF that cannot be read', () => {
  test('because it needs a password says so', async () => {
    const bytes = await made((doc) => doc.text('secret'), { userPassword: 'open sesame', pdfVersion: '1.7' })
    await expect(extract(bytes)).rejects.toMatchObject({ code: 'encrypted', message: 'plan.pdf: the PDF is encrypted: a password is needed' })
  })

  test('opens with its password, and not with another', async () => {
    const bytes = await made((doc) => doc.text(long('secret')), { userPassword: 'open sesame', pdfVersion: '1.7' })
    const read = (password: string) => pdfExtractor.extract({ name: 'plan.pdf', kind: 'pdf', bytes }, { password })
    expect((await read('open sesame')).documents[0]?.text).toBe(long('secret'))
    await expect(read('open barley')).rejects.toMatchObject({ code: 'encrypted', message: expect.stringContaining('not the right one') })
  })

  test('because it is cut off, blank or something else says so', async () => {
    const whole = await made((doc) => doc.text('whole'))
    const blank = new Uint8Array(5000)
    const hollow = new Uint8Array([...Buffer.from('%PDF-1.7\n'), ...blank])
    await expect(extract(whole.subarray(0, whole.length >> 1))).rejects.toMatchObject({ code: 'damaged' })
    await expect(extract(hollow)).rejects.toMatchObject({ code: 'damaged' })
    await expect(extract(blank)).rejects.toThrow(/plan\.pdf is no PDF/)
  })

  test('because it is a scan gives no text and the reason', async () => {
    const bytes = await made((doc) => doc.image(PIXEL, 0, 0, { width: 600 }))
    expect(await extract(bytes)).toEqual({ documents: [], reason: expect.stringContaining('images, in which no text') })
  })

  test('because it is empty gives no text and the reason', async () => {
    expect(await extract(await made(() => {}))).toEqual({ documents: [], reason: expect.stringContaining('empty') })
  })

  test('in part only tells how many of its pages have no text', async () => {
    const bytes = await made((doc) => doc.text(long('first page')).addPage().image(PIXEL, 0, 0, { width: 600 }))
    expect((await extract(bytes)).documents[0]?.metadata).toMatchObject({ pages: 2, pagesWithoutText: 1 })
  })
})
