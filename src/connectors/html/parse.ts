import { parseHTML } from 'linkedom'
import type { DomDocument, DomNode } from './dom.ts'
import { isElement } from './dom.ts'

/** Deeper than any page that a person wrote; walks of the tree may recurse as long as it is no deeper. */
export const MAX_DEPTH = 200

const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
  'path',
  'use',
  'circle',
  'rect',
  'line',
  'g',
  'stop',
])
/** Elements whose end tag may be left out, so that counting their tags says nothing about depth. */
const OPEN_ENDED = new Set([
  'p',
  'li',
  'dt',
  'dd',
  'tr',
  'td',
  'th',
  'thead',
  'tbody',
  'tfoot',
  'option',
  'optgroup',
  'colgroup',
  'rt',
  'rp',
  'html',
  'head',
  'body',
])
const RAW = new Set(['script', 'style', 'textarea', 'title', 'noframes', 'xmp'])
const HEAD = new Set(['meta', 'title', 'link', 'script', 'style', 'base', 'noscript', 'template'])
const TAG_NAME = /[a-z][a-z0-9:-]*/iy

/** A page as a document of one head and one body, whatever was left out, doubled or nested too deep in the source. */
export function parsePage(html: string): DomDocument {
  const { document } = parseHTML(`<html>${boundDepth(html)}`) as unknown as { document: DomDocument }
  const root = document.documentElement
  // The page's own html element, where there is one, lies inside that.
  const inner = [...root.children].filter((child) => child.localName === 'html')
  const language = inner.find((element) => element.hasAttribute('lang'))?.getAttribute('lang')
  if (language) root.setAttribute('lang', language)
  const head = document.createElement('head')
  const body = document.createElement('body')
  for (const name of ['class', 'id']) {
    const value = document.querySelector('body')?.getAttribute(name)
    if (value) body.setAttribute(name, value)
  }
  let started = false
  // linkedom makes a new list for each `childNodes`, so that nodes may move while it is walked.
  const place = (node: DomNode): void => {
    const name = isElement(node) ? node.localName : ''
    if (name === 'html' || name === 'head' || name === 'body') {
      started ||= name === 'body'
      for (const child of node.childNodes) place(child)
    } else {
      const early = !started && (HEAD.has(name) || (!isElement(node) && !node.textContent?.trim()))
      started ||= !early
      ;(early ? head : body).appendChild(node)
    }
  }
  for (const child of root.childNodes) place(child)
  for (const child of root.childNodes) child.remove()
  root.appendChild(head)
  root.appendChild(body)
  return document
}

/**
 * The source without the tags nested deeper than `MAX_DEPTH`; their text stays. Time is linear in the length. Parsers and
 * extractors recurse or search upwards from each element, and a page of 100,000 nested elements would stop them for hours.
 */
export function boundDepth(html: string, maxDepth: number = MAX_DEPTH): string {
  const kept: string[] = []
  let from = 0
  let depth = 0
  let dropped = 0
  let at = html.indexOf('<')
  while (at >= 0) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4)
      if (end < 0) break
      at = html.indexOf('<', end + 3)
      continue
    }
    const closing = html[at + 1] === '/'
    TAG_NAME.lastIndex = at + (closing ? 2 : 1)
    const name = TAG_NAME.exec(html)?.[0].toLowerCase()
    const end = name ? html.indexOf('>', TAG_NAME.lastIndex) : at
    if (end < 0) break
    let next = end + 1
    if (name && !closing && RAW.has(name)) {
      const close = new RegExp(`</${name}`, 'gi')
      close.lastIndex = next
      const found = close.exec(html)
      if (!found) break
      next = found.index + name.length + 2
    } else if (name && !VOID.has(name) && !OPEN_ENDED.has(name)) {
      const drop = closing ? dropped > 0 : depth >= maxDepth
      if (drop) {
        dropped += closing ? -1 : 1
        kept.push(html.slice(from, at), ' ')
        from = next
      } else depth = Math.max(0, depth + (closing ? -1 : 1))
    }
    at = html.indexOf('<', next)
  }
  return from === 0 ? html : kept.join('') + html.slice(from)
}

/** Depth of the deepest element, found without recursion. */
export function depthOf(document: DomDocument): number {
  let deepest = 0
  let level = [document.documentElement]
  while (level.length) {
    deepest++
    level = level.flatMap((element) => Array.from(element.children))
    if (deepest > 4 * MAX_DEPTH) return deepest
  }
  return deepest
}
