import { TilthError } from '../../common/errors.ts'
import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { escapeText, tidy, toMarkdown } from '../office/markdown.ts'
import type { Block } from '../office/markdown.ts'
import { openCompoundFile } from './compound.ts'
import { readParagraphs, readPieces } from './doc-pieces.ts'
import type { DocParagraph } from './doc-pieces.ts'
import { readSummary } from './summary.ts'

/** Documents of Word 97 to 2003 ([MS-DOC]) as Markdown: headings, lists, tables and notes; running heads are left out. */
export const docExtractor: Extractor = { kinds: ['doc'], extract: async (file) => extractDoc(file) }

function extractDoc(file: FileContent): Extraction {
  const { root } = openCompoundFile(file.bytes)
  const stream = root.stream('WordDocument')
  if (!stream || stream.length < 0x200 || stream.readUInt16LE(0) !== 0xa5ec)
    throw new TilthError('unsupported', `${file.name} is of Word 95 or older, or no Word document`, 'open it in a newer program and save it as .docx')
  const flags = stream.readUInt16LE(0x0a)
  if (flags & 0x100) throw new TilthError('file-encrypted', `${file.name} is protected with a password`, 'save a copy without the password')
  const table = root.stream(flags & 0x200 ? '1Table' : '0Table')
  if (!table) throw new TilthError('file-damaged', `${file.name}: the file is damaged: a part of it is missing`, 'open it in its own program and save it again')

  const pieces = readPieces(stream, table)
  // Parts of the text, one behind the other: main, footnotes, heads, (macros,) comments, endnotes, text boxes (FibRgLw97).
  const [main = 0, notes = 0, heads = 0, , comments = 0, ends = 0, boxes = 0] = [0x4c, 0x50, 0x54, 0x58, 0x5c, 0x60, 0x64].map((at) => stream.readUInt32LE(at))
  const paragraphs = readParagraphs(stream, table, pieces)
  const part = (start: number, length: number) => blocksOf(paragraphs.filter(({ position }) => position >= start && position < start + length))
  const behind = main + notes + heads + stream.readUInt32LE(0x58)
  const blocks = [...part(0, main), ...part(behind + comments + ends, boxes), ...part(main, notes), ...part(behind + comments, ends), ...part(behind, comments)]
  const text = toMarkdown(blocks)
  if (!text) return { documents: [], reason: 'there is no text in it' }
  const { title, metadata } = readSummary(root)
  const heading = blocks.find((block) => block.kind === 'heading')
  const name = title ?? (heading?.kind === 'heading' ? heading.text : undefined)
  return { documents: [{ text, format: 'markdown', ...(name && { title: name }), metadata }] }
}

function blocksOf(paragraphs: readonly DocParagraph[]): Block[] {
  const blocks: Block[] = []
  let cells: string[] = []
  let cell: string[] = []
  let rows: string[][] = []
  const endTable = () => {
    if (rows.some((row) => row.some(Boolean))) blocks.push({ kind: 'table', rows })
    rows = []
  }
  for (const { text: raw, end, rowEnd, inTable, heading, listLevel } of paragraphs) {
    const text = tidy(escapeText(shown(raw)))
    if (inTable || end === 'cell') {
      if (rowEnd) {
        rows.push(cells)
        cells = []
        cell = []
        continue
      }
      if (text) cell.push(text)
      if (end === 'cell') {
        cells.push(cell.join(' '))
        cell = []
      }
      continue
    }
    endTable()
    if (!text) continue
    if (heading !== undefined) blocks.push({ kind: 'heading', level: heading, text })
    else if (listLevel !== undefined) blocks.push({ kind: 'item', level: listLevel, label: '', text })
    else blocks.push({ kind: 'paragraph', text })
  }
  if (cells.length) rows.push(cells)
  endTable()
  return blocks
}

/** Text without marks for pictures and notes; of a field, its result and not its instruction. */
function shown(raw: string): string {
  let text = ''
  // For each field that is open: are we still in its instruction?
  const fields: boolean[] = []
  for (const sign of raw) {
    if (sign === '\u0013') fields.push(true)
    else if (sign === '\u0014' && fields.length) fields[fields.length - 1] = false
    else if (sign === '\u0015') fields.pop()
    else if (!fields.includes(true)) text += SIGNS[sign] ?? (sign < ' ' && sign !== '\t' ? '' : sign)
  }
  return text
}

const SIGNS: Readonly<Record<string, string>> = { '\u000b': '\n', '\u001e': '-', '\u001f': '', '\u00a0': ' ' }
