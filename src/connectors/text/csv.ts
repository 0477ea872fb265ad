import type { Extractor } from '../../contracts/extractor.ts'
import { parseDelimited, sniffDelimiter } from './delimited.ts'
import { pipeTable } from './pipe-table.ts'
import { readText, tidyText } from './plain.ts'

/** Comma, semicolon, tab or bar separated values as Markdown tables, the first row as header. */
export const csvExtractor: Extractor = {
  kinds: ['csv'],
  async extract(file) {
    const { text, metadata } = readText(file)
    if (!/[^\s,;|"]/.test(text)) return { documents: [], reason: 'the table has no content' }
    const delimiter = /\.tsv$/i.test(file.name) && text.includes('\t') ? '\t' : sniffDelimiter(text)
    const { captions, tables } = partsOf(parseDelimited(tidyText(text), delimiter))
    const markdown = [...captions, ...tables.map(pipeTable)].filter(Boolean).join('\n\n')
    return markdown ? { documents: [{ text: markdown, format: 'markdown', metadata }] } : { documents: [], reason: 'the table has no content' }
  },
}

type Rows = readonly (readonly string[])[]

/** Exports often have a title above the table, or tables of different width one below the other with an empty row between. */
function partsOf(rows: Rows): { readonly captions: string[]; readonly tables: Rows[] } {
  const start = rows.findIndex((row) => filled(row) > 1)
  const captions = rows.slice(0, Math.max(start, 0)).map((row) => row.join(' ').trim())
  const tables: (readonly string[])[][] = []
  let gap = true
  for (const row of rows.slice(Math.max(start, 0))) {
    if (filled(row) === 0) {
      gap = true
      continue
    }
    const table = tables.at(-1)
    if (table && (!gap || table.at(-1)?.length === row.length)) table.push(row)
    else tables.push([row])
    gap = false
  }
  return { captions, tables }
}

const filled = (row: readonly string[]): number => row.reduce((count, cell) => count + (cell.trim() ? 1 : 0), 0)
