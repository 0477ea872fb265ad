import { chartBlocks } from './chart.ts'
import type { CellLookup } from './chart.ts'
import { commentBlock } from './comment.ts'
import { escapeText, oneLine, tidy } from './markdown.ts'
import type { Block } from './markdown.ts'
import { relationshipOf, targetOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { readText } from './slide-text.ts'
import { childOf, childrenOf, descendantsOf, textOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Charts and text boxes that lie on a sheet. */
export function readDrawings(office: OfficePackage, sheet: string, lookup: CellLookup): Block[] {
  const part = targetOf(office, sheet, 'drawing')
  if (part === undefined) return []
  return [...descendantsOf(office.xml(part), 'c:chart', 'xdr:txBody')].flatMap((each) =>
    each.name === 'c:chart' ? chartBlocks(office, relationshipOf(office, part, each.attributes['r:id'])?.target, lookup) : readText(each),
  )
}

/** Notes and threaded comments (2018) on cells. A thread also has a note that repeats it, which is left out. */
export function readCellComments(office: OfficePackage, sheet: string): Block[] {
  const threads = childrenOf(office.xml(targetOf(office, sheet, 'threadedComment')), 'tc:threadedComment')
  const threaded = new Set(threads.map(({ attributes }) => attributes['ref']))
  const root = office.xml(targetOf(office, sheet, 'comments'))
  const authors = childrenOf(childOf(root, 'x:authors'), 'x:author').map(textOf)
  const notes = childrenOf(childOf(root, 'x:commentList'), 'x:comment').filter(({ attributes }) => !threaded.has(attributes['ref']))
  const people = threads.length ? readPeople(office) : new Map<string, string>()
  return [
    ...notes.flatMap((note) =>
      commentBlock({
        author: authors[Number(note.attributes['authorId'])],
        text: clean([...descendantsOf(childOf(note, 'x:text'), 'x:t')].map(textOf).join('')),
      }),
    ),
    ...threads.flatMap((comment) =>
      commentBlock({
        author: people.get(comment.attributes['personId'] ?? ''),
        time: comment.attributes['dT'],
        text: clean(textOf(childOf(comment, 'tc:text'))),
      }),
    ),
  ]
}

const clean = (text: string) => escapeText(oneLine(tidy(text)))

function readPeople(office: OfficePackage): ReadonlyMap<string, string> {
  const root: XmlElement | undefined = office.xml(targetOf(office, office.main, 'person'))
  return new Map(childrenOf(root, 'tc:person').map(({ attributes }) => [attributes['id'] ?? '', attributes['displayName'] ?? '']))
}
