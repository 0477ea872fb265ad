import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { commentBlock } from './comment.ts'
import { cellText, toMarkdown } from './markdown.ts'
import type { Block } from './markdown.ts'
import { openPackage, readProperties, targetOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { readBody } from './word-body.ts'
import type { WordContext } from './word-inline.ts'
import { readNotes } from './word-notes.ts'
import type { NoteKind, WordNotes } from './word-notes.ts'
import { readNumbering } from './word-numbering.ts'
import { readStyles } from './word-styles.ts'
import { childOf, childrenOf } from './xml.ts'

/**
 * Word documents as Markdown. Running heads and feet are left out, for they repeat; so are generated tables of
 * contents, hidden text and tracked deletions. Notes and reviewers' comments stand at the end.
 */
export const docxExtractor: Extractor = { kinds: ['docx'], extract: async (file) => extractDocx(file) }

function extractDocx(file: FileContent): Extraction {
  const office = openPackage(file, 'w:document')
  const { title, metadata } = readProperties(office)
  const blocks = readDocument(office)
  const text = toMarkdown(blocks)
  if (!text) return { documents: [], reason: 'there is no text in it' }
  const heading = blocks.find((block) => block.kind === 'heading')
  const name = title ?? (heading?.kind === 'heading' ? heading.text : undefined)
  return { documents: [{ text, format: 'markdown', ...(name && { title: name }), metadata }] }
}

function readDocument(office: OfficePackage): Block[] {
  const { main, root } = office
  const partOf = (type: string) => targetOf(office, main, type)
  const styles = readStyles(office.xml(partOf('styles')))
  const numbering = readNumbering(office.xml(partOf('numbering')), styles)
  const noteParts = { footnote: partOf('footnotes'), endnote: partOf('endnotes') }
  const contextOf = (part: string | undefined): WordContext => ({ office, part: part ?? main, styles, numbering, notes, blocks: readBody })
  const notes: WordNotes = readNotes({ footnote: office.xml(noteParts.footnote), endnote: office.xml(noteParts.endnote) }, (note, kind: NoteKind) =>
    readBody(note, contextOf(noteParts[kind])),
  )
  const body = childOf(root, 'w:body')
  const blocks = body ? readBody(body, contextOf(main)) : []
  blocks.push(...notes.take())
  const comments = partOf('comments')
  for (const comment of childrenOf(office.xml(comments), 'w:comment')) {
    const { 'w:author': author, 'w:date': time } = comment.attributes
    blocks.push(...commentBlock({ author, time, text: cellText(readBody(comment, contextOf(comments))) }))
  }
  return levelled(blocks)
}

/** A document with a title has its headings one level below it. */
function levelled(blocks: readonly Block[]): Block[] {
  const down = blocks.some((block) => block.kind === 'heading' && block.level === 0) ? 1 : 0
  return blocks.map((block) => (block.kind === 'heading' ? { ...block, level: block.level + down } : block))
}
