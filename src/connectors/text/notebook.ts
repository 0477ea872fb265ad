import { TilthError, messageOf } from '../../common/errors.ts'
import type { Extractor } from '../../contracts/extractor.ts'
import { readText, tidyText } from './plain.ts'

/** A Jupyter notebook (nbformat 4) as Markdown: its texts, its code in fences, and what the code printed. Pictures are left out. */
export const notebookExtractor: Extractor = {
  kinds: ['ipynb'],
  async extract(file) {
    const { text, metadata } = readText(file)
    const damaged = (why: string) => new TilthError('damaged', `${file.name} is no Jupyter notebook: ${why}`, 'open it in Jupyter and save it again')
    let notebook: unknown
    try {
      notebook = JSON.parse(text)
    } catch (error) {
      throw damaged(messageOf(error))
    }
    const cells = fieldOf(notebook, 'cells')
    if (!Array.isArray(cells)) throw damaged('it has no list of cells (notebooks before version 4 are not read)')
    const language = textOf(fieldOf(fieldOf(fieldOf(notebook, 'metadata'), 'language_info'), 'name')) || 'python'
    const markdown = cells.map((cell) => cellMarkdown(cell, language)).filter(Boolean)
    if (!markdown.length) return { documents: [], reason: 'the notebook is empty' }
    const title = /^#{1,2} +(.+)$/m.exec(markdown.join('\n\n'))?.[1]?.trim()
    return { documents: [{ text: markdown.join('\n\n'), format: 'markdown', ...(title && { title }), metadata: { ...metadata, language } }] }
  },
}

/** Output that a cell printed is cut after this many characters: logs of a training run are no text to be asked about. */
const LONGEST_OUTPUT = 2000

function cellMarkdown(cell: unknown, language: string): string {
  const source = tidyText(textOf(fieldOf(cell, 'source'))).trim()
  if (fieldOf(cell, 'cell_type') !== 'code') return source
  const outputs = fieldOf(cell, 'outputs')
  const printed = (Array.isArray(outputs) ? outputs : []).map(outputText).filter(Boolean).join('\n')
  return [source && fenced(source, language), printed && fenced(printed.slice(0, LONGEST_OUTPUT), 'text')].filter(Boolean).join('\n\n')
}

function outputText(output: unknown): string {
  const text = textOf(fieldOf(output, 'text')) || textOf(fieldOf(fieldOf(output, 'data'), 'text/plain'))
  const error = fieldOf(output, 'ename') === undefined ? '' : `${textOf(fieldOf(output, 'ename'))}: ${textOf(fieldOf(output, 'evalue'))}`
  // Terminal colours.
  return tidyText((text || error).replace(/\u001b\[[\d;]*[A-Za-z]/g, '')).trim()
}

/** A fence longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const fieldOf = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined)

/** Notebooks hold texts as one string or as lines. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('') : ''
}
