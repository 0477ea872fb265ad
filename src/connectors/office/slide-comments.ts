import { commentBlock } from './comment.ts'
import { cellText, escapeText, oneLine, tidy } from './markdown.ts'
import type { Block } from './markdown.ts'
import { targetOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { readText } from './slide-text.ts'
import { childOf, childrenOf, elementsOf, textOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** Names of those who commented, "Jane Smith (JS)", by id; the older and the newer form (2018) side by side. */
export function readAuthors(office: OfficePackage): ReadonlyMap<string, string> {
  const authors = new Map<string, string>()
  for (const type of ['commentAuthors', 'authors']) {
    for (const { attributes } of elementsOf(office.xml(targetOf(office, office.main, type)))) {
      const { id, name, initials } = attributes
      if (id !== undefined && name) authors.set(id, initials ? `${name} (${initials})` : name)
    }
  }
  return authors
}

/** Comments on a slide, replies after what they reply to. */
export function readComments(office: OfficePackage, slide: string, authors: ReadonlyMap<string, string>): Block[] {
  const parts = office.relationships(slide).filter(({ type, external }) => type === 'comments' && !external)
  return parts.flatMap(({ target }) => [...elementsOf(office.xml(target))].flatMap((comment) => readComment(comment, authors)))
}

function readComment(comment: XmlElement, authors: ReadonlyMap<string, string>): Block[] {
  const { authorId, dt, created } = comment.attributes
  const plain = escapeText(oneLine(tidy(textOf(childOf(comment, 'p:text')))))
  const text = plain || cellText(readText(childOf(comment, 'p188:txBody')))
  const replies = childrenOf(childOf(comment, 'p188:replyLst'), 'p188:reply')
  return [...commentBlock({ author: authors.get(authorId ?? ''), time: dt ?? created, text }), ...replies.flatMap((reply) => readComment(reply, authors))]
}
