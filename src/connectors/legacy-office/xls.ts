import { TilthError } from '../../common/errors.ts'
import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { escapeText, oneLine, tidy, toMarkdown } from '../office/markdown.ts'
import { builtInFormat, formatCell } from '../office/number-format.ts'
import { joinPages } from '../office/pages.ts'
import { sheetBlocks } from '../office/sheet-blocks.ts'
import type { Area, SheetCells } from '../office/sheet-cells.ts'
import { openCompoundFile } from './compound.ts'
import { readSummary } from './summary.ts'
import { readText, recordsOf, stringsOf } from './xls-records.ts'
import type { XlsRecord } from './xls-records.ts'

/** Workbooks of Excel 97 to 2003 (BIFF8, [MS-XLS]) as Markdown, in the same form as newer ones. */
export const xlsExtractor: Extractor = { kinds: ['xls'], extract: async (file) => extractXls(file) }

const MOST_CELLS = 500_000
/** Record types, [MS-XLS] 2.3. */
const BOF = 0x809
const EOF = 0x0a
const BOUND_SHEET = 0x85
const SHARED_STRINGS = 0xfc
const LABEL_SHARED = 0xfd
const LABEL = 0x204
const NUMBER = 0x203
const RK = 0x27e
const MANY_RK = 0xbd
const FORMULA = 0x06
const STRING = 0x207
const BOOLEAN = 0x205
const MERGED = 0xe5
const CELL_FORMAT = 0xe0
const NUMBER_FORMAT = 0x41e
const DATES_1904 = 0x22
const PASSWORD = 0x2f

interface Workbook {
  readonly strings: readonly string[]
  readonly show: (value: number, style: number) => string
  readonly sheets: readonly { readonly name: string; readonly position: number }[]
}

function extractXls(file: FileContent): Extraction {
  const { root } = openCompoundFile(file.bytes)
  const stream = root.stream('Workbook')
  if (!stream) {
    const old = root.stream('Book') !== undefined
    throw new TilthError(
      'unsupported',
      `${file.name} ${old ? 'is of Excel 95 or older' : 'holds no workbook'}`,
      'open it in a newer program and save it as .xlsx',
    )
  }
  const workbook = readGlobals(stream, file.name)
  let left = MOST_CELLS
  let cut = false
  const read = workbook.sheets.map(({ name, position }, index) => {
    const cells = readSheet(stream, position, workbook, left)
    left -= cells.size
    if (cells.cut) cut = true
    const blocks = sheetBlocks(cells)
    return { number: index + 1, text: blocks.length ? toMarkdown([{ kind: 'heading', level: 1, text: escapeText(oneLine(tidy(name))) }, ...blocks]) : '' }
  })
  const { text, pages } = joinPages(read)
  if (!text) return { documents: [], reason: 'there is no text in it' }
  const { title, metadata } = readSummary(root)
  const reason = cut ? `only its first ${MOST_CELLS.toLocaleString('en')} cells were read` : undefined
  return { documents: [{ text, format: 'markdown', pages, ...(title && { title }), metadata }], ...(reason && { reason }) }
}

function readGlobals(stream: Buffer, name: string): Workbook {
  const formats = new Map<number, string>()
  const styles: number[] = []
  const sheets: { name: string; position: number }[] = []
  let strings: string[] = []
  let date1904 = false
  const records = recordsOf(stream, 0)
  const first = records.next().value as XlsRecord | undefined
  if (first?.type !== BOF || first.data.readUInt16LE(0) !== 0x600)
    throw new TilthError('unsupported', `${name} is of Excel 95 or older`, 'open it in a newer program and save it as .xlsx')
  for (const { type, data, pieces } of records) {
    if (type === PASSWORD) throw new TilthError('file-encrypted', `${name} is protected with a password`, 'save a copy without the password')
    if (type === BOUND_SHEET && data[4] === 0 && data[5] === 0)
      sheets.push({ position: data.readUInt32LE(0), name: readText(data, 7, data[6] ?? 0, data[7] ?? 0).text })
    else if (type === SHARED_STRINGS) strings = stringsOf(pieces())
    else if (type === NUMBER_FORMAT) formats.set(data.readUInt16LE(0), readText(data, 4, data.readUInt16LE(2), data[4] ?? 0).text)
    else if (type === CELL_FORMAT) styles.push(data.readUInt16LE(2))
    else if (type === DATES_1904) date1904 = data.readUInt16LE(0) === 1
    if (type === EOF) break
  }
  const codes = styles.map((id) => formats.get(id) ?? builtInFormat(id))
  return { strings, sheets, show: (value, style) => formatCell(value, codes[style] ?? 'General', date1904) }
}

function readSheet(stream: Buffer, position: number, { strings, show }: Workbook, most: number): SheetCells {
  const rows = new Map<number, Map<number, string>>()
  const merged: Area[] = []
  let size = 0
  let waiting: { row: number; column: number } | undefined
  const put = (row: number, column: number, text: string) => {
    if (!text.trim()) return
    size++
    const cells = rows.get(row + 1) ?? new Map<number, string>()
    rows.set(row + 1, cells.set(column + 1, text))
  }
  let cut = false
  let depth = 0
  for (const { type, data } of recordsOf(stream, position)) {
    if (type === BOF) depth++
    // Charts within the sheet have records of their own.
    if (type === EOF && --depth === 0) break
    if (depth > 1) continue
    if (size >= most) {
      cut = true
      break
    }
    if (type === MERGED) {
      for (let at = 2; at + 8 <= data.length; at += 8)
        merged.push({
          top: data.readUInt16LE(at) + 1,
          bottom: data.readUInt16LE(at + 2) + 1,
          left: data.readUInt16LE(at + 4) + 1,
          right: data.readUInt16LE(at + 6) + 1,
        })
      continue
    }
    if (type === STRING && waiting) {
      put(waiting.row, waiting.column, readText(data, 2, data.readUInt16LE(0), data[2] ?? 0).text)
      waiting = undefined
    }
    if (![LABEL_SHARED, LABEL, NUMBER, RK, MANY_RK, FORMULA, BOOLEAN].includes(type) || data.length < 6) continue
    const row = data.readUInt16LE(0)
    const column = data.readUInt16LE(2)
    const style = data.readUInt16LE(4)
    if (type === LABEL_SHARED) put(row, column, strings[data.readUInt32LE(6)] ?? '')
    else if (type === LABEL) put(row, column, readText(data, 8, data.readUInt16LE(6), data[8] ?? 0).text)
    else if (type === NUMBER) put(row, column, show(data.readDoubleLE(6), style))
    else if (type === RK) put(row, column, show(numberOf(data.readInt32LE(6)), style))
    else if (type === BOOLEAN && data[7] === 0) put(row, column, data[6] ? 'TRUE' : 'FALSE')
    else if (type === MANY_RK)
      for (let at = 4, next = column; at + 8 <= data.length; at += 6, next++) put(row, next, show(numberOf(data.readInt32LE(at + 2)), data.readUInt16LE(at)))
    else if (type === FORMULA) {
      // A result that is no number: its first byte says what, and a string follows in a record of its own.
      if (data.readUInt16LE(12) !== 0xffff) put(row, column, show(data.readDoubleLE(6), style))
      else if (data[6] === 0) waiting = { row, column }
      else if (data[6] === 1) put(row, column, data[8] ? 'TRUE' : 'FALSE')
    }
  }
  const sorted = [...rows].sort(([left], [right]) => left - right)
  return {
    rows: sorted.map(([number, cells]) => ({ number, cells: [...cells].sort(([left], [right]) => left - right).map(([column, text]) => ({ column, text })) })),
    merged,
    cut,
    size,
  }
}

/** RkNumber ([MS-XLS] 2.5.217): 30 bits of an integer or of a double's top; bit 0: hundredths, bit 1: integer. */
function numberOf(rk: number): number {
  let value: number
  if (rk & 2) value = rk >> 2
  else {
    const bits = Buffer.alloc(8)
    bits.writeInt32LE(rk & ~3, 4)
    value = bits.readDoubleLE(0)
  }
  return rk & 1 ? value / 100 : value
}
