/** The part of the DOM that is used here, as linkedom has it; the types of browsers are not loaded in this project. */
export interface DomNode {
  readonly nodeType: number
  readonly textContent: string | null
  readonly parentNode: DomElement | null
  readonly previousSibling: DomNode | null
  readonly nextSibling: DomNode | null
  readonly childNodes: ArrayLike<DomNode> & Iterable<DomNode>
  remove(): void
}

export interface DomElement extends DomNode {
  readonly localName: string
  readonly children: ArrayLike<DomElement> & Iterable<DomElement>
  innerHTML: string
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  matches(selector: string): boolean
  closest(selector: string): DomElement | null
  querySelector(selector: string): DomElement | null
  querySelectorAll(selector: string): Iterable<DomElement> & ArrayLike<DomElement>
  setAttribute(name: string, value: string): void
  appendChild(node: DomNode): DomNode
}

export interface DomDocument {
  readonly documentElement: DomElement
  readonly head: DomElement | null
  readonly body: DomElement | null
  querySelector(selector: string): DomElement | null
  querySelectorAll(selector: string): Iterable<DomElement> & ArrayLike<DomElement>
  createElement(name: string): DomElement
}

export const isElement = (node: DomNode): node is DomElement => node.nodeType === 1
export const isText = (node: DomNode): boolean => node.nodeType === 3

/** Words of a text; a Chinese, Japanese or Korean character counts as half a word, which is about what it says. */
export function wordCount(text: string): number {
  const dense = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return dense
    ? Math.ceil(dense / 2) +
        (text.replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0)
    : words
}

/** Share of an element's text that stands inside links, 0 to 1. */
export function linkShare(element: DomElement): number {
  const all = squeezed(element.textContent ?? '').length
  if (!all) return 0
  let linked = 0
  for (const link of element.querySelectorAll('a[href]')) linked += squeezed(link.textContent ?? '').length
  return Math.min(1, linked / all)
}

export const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim()
