import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { cellText, toMarkdown } from './markdown.ts'
import type { Block } from './markdown.ts'
import { openPackage, readProperties, relationshipOf, targetOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { joinPages } from './pages.ts'
import { readAuthors, readComments } from './slide-comments.ts'
import { readShapes } from './slide-shapes.ts'
import { placeholderOf, placeholderType, readSlideStyles } from './slide-styles.ts'
import { readText } from './slide-text.ts'
import { childOf, childrenOf, descendantsOf, pathOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Presentations as Markdown, a page for each slide: its title as heading, what is on it, its comments and the speaker's notes. */
export const pptxExtractor: Extractor = { kinds: ['pptx'], extract: async (file) => extractPptx(file) }

/** A first line up to this long makes a heading for a slide that has no title of its own. */
const LONGEST_TITLE = 120

function extractPptx(file: FileContent): Extraction {
  const office = openPackage(file, 'p:presentation')
  const { title, metadata } = readProperties(office)
  const known = new Map<string, XmlElement | undefined>()
  const shared = (part: string | undefined) => {
    if (part === undefined) return undefined
    if (!known.has(part)) known.set(part, office.xml(part))
    return known.get(part)
  }
  const authors = readAuthors(office)
  const slides = childrenOf(childOf(office.root, 'p:sldIdLst'), 'p:sldId').map(
    ({ attributes }) => relationshipOf(office, office.main, attributes['r:id'])?.target,
  )
  const read = slides.map((part, index): Block[] => {
    const tree = part === undefined ? undefined : pathOf(office.xml(part), 'p:cSld', 'p:spTree')
    if (part === undefined || !tree) return []
    const shapes = readShapes(tree, { office, part, styles: readSlideStyles(office, part, shared) })
    const blocks = [...shapes, ...readComments(office, part, authors), ...readNotes(office, part)]
    return titled(blocks, index + 1)
  })
  const { text, pages } = joinPages(read.map((blocks, index) => ({ number: index + 1, text: toMarkdown(blocks) })))
  if (!text) return { documents: [], reason: 'there is no text in it' }
  const heading = read.flat().find((block) => block.kind === 'heading')
  const name = title ?? (heading?.kind === 'heading' ? heading.text : undefined)
  return { documents: [{ text, format: 'markdown', pages, ...(name && { title: name }), metadata }] }
}

/** Every slide begins with a heading, so that none stands under another's. */
export function titled(blocks: readonly Block[], number: number): Block[] {
  const [first, ...rest] = blocks
  if (!first || first.kind === 'heading') return [...blocks]
  if (first.kind === 'paragraph' && first.text.length <= LONGEST_TITLE && !first.text.startsWith('[') && !first.text.includes('\n'))
    return [{ kind: 'heading', level: 1, text: first.text }, ...rest]
  return [{ kind: 'heading', level: 1, text: `Slide ${number}` }, ...blocks]
}

function readNotes(office: OfficePackage, slide: string): Block[] {
  const tree = pathOf(office.xml(targetOf(office, slide, 'notesSlide')), 'p:cSld', 'p:spTree')
  const body = [...descendantsOf(tree, 'p:sp')].filter((shape) => placeholderType(placeholderOf(shape)) === 'body')
  const blocks = body.flatMap((shape) => readText(childOf(shape, 'p:txBody')))
  const text = cellText(blocks)
  return text ? [{ kind: 'paragraph', text: `Notes: ${text}` }] : []
}
