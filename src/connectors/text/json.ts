import { TilthError, messageOf } from '../../common/errors.ts'
import type { Metadata } from '../../contracts/document.ts'
import type { ExtractedDocument, Extraction, Extractor } from '../../contracts/extractor.ts'
import { fieldsOf, lineOf } from './json-fields.ts'
import { nameOf, outlineOf } from './json-outline.ts'
import type { Json } from './json-table.ts'
import { readText, tidyText } from './plain.ts'

/** JSON as one outline; JSON Lines as one document a record. */
export const jsonExtractor: Extractor = {
  kinds: ['json', 'jsonl'],
  async extract(file) {
    const { text, metadata } = readText(file)
    if (!text.trim()) return { documents: [], reason: 'the file holds only white space' }
    if (file.kind === 'jsonl') return recordsOf(text, file.name, metadata)
    const value = parsed(text)
    if (!(value instanceof SyntaxError)) return outlined(value, metadata)
    // A common misnomer: JSON Lines that are called .json.
    const lines = text.trim().split('\n', 2)
    if (lines.length === 2 && lines.every((line) => !(parsed(line) instanceof SyntaxError))) return recordsOf(text, file.name, metadata)
    throw new TilthError('damaged', `${file.name} is not valid JSON: ${messageOf(value)}`, 'correct the file, or name it .txt to read it as plain text')
  },
}

function outlined(value: Json, metadata: Metadata): Extraction {
  const text = tidyText(outlineOf(value))
  if (!text) return { documents: [], reason: 'the JSON value is empty' }
  const title = nameOf(value)
  return { documents: [{ text, format: 'markdown', ...(title ? { title } : {}), metadata }] }
}

/** A broken line costs that line: it is left out, and every document's metadata and the reason say how many were. */
function recordsOf(text: string, name: string, metadata: Metadata): Extraction {
  const documents: ExtractedDocument[] = []
  let skipped = 0
  text.split('\n').forEach((line, index) => {
    if (!line.trim()) return
    const value = parsed(line)
    if (value instanceof SyntaxError) return void skipped++
    const record = tidyText(fieldsOf(value).map(lineOf).join('\n'))
    if (!record) return
    const title = nameOf(value)
    documents.push({ text: record, format: 'plain', ...(title ? { title } : {}), metadata: { ...metadata, line: index + 1 } })
  })
  if (!skipped) return documents.length ? { documents } : { documents, reason: 'the records are empty' }
  if (!documents.length) throw new TilthError('damaged', `${name} has no line that is valid JSON`, 'JSON Lines have one complete JSON value on each line')
  return {
    documents: documents.map((document) => ({ ...document, metadata: { ...document.metadata, skippedLines: skipped } })),
    reason: `${skipped} of ${skipped + documents.length} lines are not valid JSON and were left out`,
  }
}

function parsed(text: string): Json | SyntaxError {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    return error instanceof SyntaxError ? error : new SyntaxError(messageOf(error))
  }
}
