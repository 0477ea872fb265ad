import type { DomElement, DomNode } from './dom.ts'
import { isElement, isText, linkShare, squeezed, wordCount } from './dom.ts'
import { captionOf, isLayoutTable, pipeTable, rowsOf } from './table.ts'

/**
 * HTML as markdown for reading and quoting: headings, lists, tables and code keep their marks; emphasis and the addresses of
 * links are left out, because they would stand inside quotes and between the words that a search looks for.
 */
export function markdownOf(root: DomElement): string {
  return joinBlocks(blocksOf(root))
}

/** A piece of markdown between blank lines. Neighbouring list items (`tight`) are joined by one line feed. */
export interface Block {
  readonly kind: 'heading' | 'text' | 'item' | 'code' | 'table'
  readonly text: string
  readonly tight: boolean
  /** Share of the text that stands inside links, 0 to 1. */
  readonly linked: number
}

const SKIPPED = new Set(
  'script style noscript template iframe object embed applet svg canvas video audio map select datalist input textarea progress meter dialog head link meta'.split(
    ' ',
  ),
)
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
/** Inline elements that are drawn apart even where the source has no space between them. */
const APART = new Set('a button label img input time option'.split(' '))
const INVISIBLE = /[\u200b\u2060\ufeff\u00ad]/g
/** A list item with headings and this many words places a part of the page. */
const LAYOUT_WORDS = 80

/** Where a line stands: prefix of quotes and lists around it, and the marker that the next line of a list item begins with. */
interface Place {
  readonly prefix: string
  marker: string
  readonly inItem: boolean
}

/** The blocks of an element, without the elements of `without`. */
export function blocksOf(root: DomElement, without?: ReadonlySet<DomElement>): Block[] {
  const blocks: Block[] = []
  /** The line being collected, in pieces, and its last character. */
  let pieces: string[] = []
  let last = ''
  /** Characters of it that stand inside links. */
  let linked = 0
  let linksAround = 0
  let place: Place = { prefix: '', marker: '', inItem: false }
  walkChildren(root)
  flush()
  return blocks

  function walkChildren(element: DomElement): void {
    for (const node of element.childNodes) walk(node)
  }

  function walk(node: DomNode): void {
    if (isText(node)) {
      const text = inlineText(node)
      add(text)
      if (linksAround) linked += text.length
    } else if (isElement(node) && !isHidden(node) && !without?.has(node)) element(node)
  }

  function element(node: DomElement): void {
    const name = node.localName
    if (name === 'br') add('\n')
    else if (name === 'img') add(altOf(node))
    else if (name === 'math') add(` ${formulaOf(node)} `)
    else if (name === 'pre' || name === 'listing' || name === 'xmp') code(node)
    else if (/^h[1-6]$/.test(name)) heading(node, Number(name[1]))
    else if (name === 'ul' || name === 'ol' || name === 'menu' || name === 'dir') list(node)
    else if (name === 'dl') definitions(node)
    else if (name === 'blockquote') within({ prefix: `${place.prefix}> `, marker: '', inItem: false }, node)
    else if (name === 'table') table(node)
    else if (name === 'button') {
      if (node.closest('h1, h2, h3, h4, h5, h6, summary, dt')) walkChildren(node)
    } else if (BLOCKS.has(name)) {
      flush()
      walkChildren(node)
      flush()
    } else inline(node)
  }

  function inline(node: DomElement): void {
    const name = node.localName
    if (name === 'code' || name === 'kbd' || name === 'samp' || name === 'tt') {
      const text = squeezed(node.textContent ?? '').replace(INVISIBLE, '')
      if (text) add(text.includes('`') ? text : `${/\w/.test(last) ? ' ' : ''}\`${text}\`${/^\w/.test(node.nextSibling?.textContent ?? '') ? ' ' : ''}`)
      return
    }
    if (name === 'a' && /^\s*[¶#§🔗]\s*$/u.test(node.textContent ?? '')) return
    if (name === 'sup' && /^\s*[-−]?\d+\s*$/.test(node.textContent ?? '') && /[\p{L}\d)]/u.test(last)) add('^')
    if (name === 'q') add('“')
    const apart = APART.has(name) || name.includes('-')
    if (apart && last.trim() && node.previousSibling && isElement(node.previousSibling)) add(' ')
    const link = name === 'a' && node.hasAttribute('href')
    if (link) linksAround++
    walkChildren(node)
    if (link) linksAround--
    if (name === 'q') add('”')
  }

  function heading(node: DomElement, level: number): void {
    flush()
    walkChildren(node)
    const { line, share } = taken()
    const text = squeezed(line)
    if (!text) return
    if (place.inItem) {
      add(text)
      flush()
    } else blocks.push({ kind: 'heading', text: `${place.prefix}${'#'.repeat(level)} ${text}`, tight: false, linked: share })
  }

  function list(node: DomElement): void {
    flush()
    const outer = place
    const prefix = outer.inItem ? `${outer.prefix}    ` : outer.prefix
    const ordered = node.localName === 'ol'
    let number = Number.parseInt(node.getAttribute('start') ?? '1', 10) || (node.getAttribute('start') === '0' ? 0 : 1)
    for (const child of node.childNodes) {
      const layout =
        isElement(child) && child.localName === 'li' && child.querySelector('h1, h2, h3, h4, h5, h6') && wordCount(child.textContent ?? '') > LAYOUT_WORDS
      if (layout || !isElement(child)) walk(child)
      else if (child.localName === 'ul' || child.localName === 'ol') within({ prefix, marker: '', inItem: true }, child, true)
      else if (!isHidden(child)) {
        const value = Number.parseInt(child.getAttribute('value') ?? '', 10)
        if (Number.isFinite(value)) number = value
        const before = blocks.length
        within({ prefix, marker: ordered ? `${number}. ` : '- ', inItem: true }, child)
        if (blocks.length > before) number++
      }
      flush()
    }
    place = outer
  }

  function definitions(node: DomElement): void {
    flush()
    const outer = place
    const prefix = outer.inItem ? `${outer.prefix}    ` : outer.prefix
    let term = ''
    const entries = Array.from(node.children).flatMap((child) => (child.localName === 'div' ? Array.from(child.children) : child))
    for (const entry of entries) {
      if (isHidden(entry)) continue
      if (entry.localName === 'dt') {
        if (term) item(`- ${term}`, prefix)
        term = cellText(entry)
      } else if (entry.localName === 'dd') {
        within({ prefix, marker: term ? `- ${term}${/[:：?？]$/.test(term) ? '' : ':'} ` : '- ', inItem: true }, entry)
        term = ''
      } else walk(entry)
    }
    if (term) item(`- ${term}`, prefix)
    place = outer
  }

  function item(text: string, prefix: string): void {
    blocks.push({ kind: 'item', text: prefix + text, tight: true, linked: 0 })
  }

  function table(node: DomElement): void {
    flush()
    if (isLayoutTable(node)) {
      const caption = captionOf(node)
      if (caption) walk(caption)
      for (const row of rowsOf(node))
        for (const cell of row.children) {
          flush()
          walkChildren(cell)
        }
      return flush()
    }
    const caption = captionOf(node)
    if (caption) walk(caption)
    flush()
    const text = pipeTable(node, cellText)
    if (text) push('table', text, linkShare(node))
  }

  function code(node: DomElement): void {
    flush()
    const text = dedented(preText(node))
    if (!text) return
    const fence = text.includes('```') ? '~~~~' : '```'
    const language =
      /\blang(?:uage)?-([\w+#-]+)/.exec(`${node.getAttribute('class') ?? ''} ${node.querySelector('code')?.getAttribute('class') ?? ''}`)?.[1] ?? ''
    push('code', `${fence}${language}\n${text}\n${fence}`)
  }

  function push(kind: Block['kind'], text: string, share = 0): void {
    if (place.marker) {
      const bare = place.marker.trimEnd()
      if (bare !== '-' && !/^\d+\.$/.test(bare)) blocks.push({ kind: 'item', text: place.prefix + bare, tight: true, linked: 0 })
      place.marker = ''
    }
    const prefix = place.inItem ? `${place.prefix}    ` : place.prefix
    blocks.push({
      kind,
      text: text
        .split('\n')
        .map((line) => prefix + line)
        .join('\n'),
      tight: false,
      linked: share,
    })
  }

  function within(inner: Place, node: DomElement, itself = false): void {
    flush()
    const outer = place
    place = inner
    if (itself) walk(node)
    else walkChildren(node)
    flush()
    place = outer
  }

  function flush(): void {
    const { line, share } = taken()
    const paragraphs = tidy(line)
      .split(/\n{2,}/)
      .filter(Boolean)
    for (const paragraph of paragraphs) {
      const first = place.marker
      const rest = place.inItem ? `${place.prefix}    ` : place.prefix
      place.marker = ''
      const text = paragraph
        .split('\n')
        .map((line, index) => (index === 0 && first ? place.prefix + first : rest) + line)
        .join('\n')
      blocks.push({ kind: first ? 'item' : 'text', text, tight: place.inItem, linked: share })
    }
  }

  function add(text: string): void {
    if (!text) return
    pieces.push(text)
    last = text.at(-1)!
  }

  function taken(): { line: string; share: number } {
    const line = pieces.join('')
    const share = linked ? Math.min(1, linked / Math.max(1, line.trim().length)) : 0
    pieces = []
    last = ''
    linked = 0
    return { line, share }
  }
}

export function joinBlocks(blocks: readonly Block[]): string {
  let text = ''
  for (const [index, block] of blocks.entries()) {
    if (index > 0) text += block.tight && blocks[index - 1]!.tight ? '\n' : '\n\n'
    text += block.text
  }
  return text
}

/** An element that a reader never sees. Long text that is only folded away (answers of a FAQ) stays. */
export function isHidden(node: DomElement): boolean {
  if (SKIPPED.has(node.localName) || node.hasAttribute('hidden')) return true
  const style = node.getAttribute('style')
  if (style && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style)) return true
  return node.getAttribute('aria-hidden') === 'true' && (node.textContent ?? '').length < 20
}

/** One line of text, with what is inside told apart by spaces: for cells and terms. */
export function cellText(element: DomElement): string {
  let text = ''
  const visit = (node: DomNode, number?: number): void => {
    if (isText(node)) text += inlineText(node)
    if (!isElement(node) || isHidden(node)) return
    if (node.localName === 'img') text += altOf(node)
    else if (node.localName === 'math') text += ` ${formulaOf(node)} `
    else {
      const apart = BLOCKS.has(node.localName) || APART.has(node.localName) || node.localName === 'br'
      if (apart) text += ' '
      if (node.localName === 'li') text += number === undefined ? '- ' : `${number}. `
      let count = 0
      for (const child of node.childNodes) visit(child, node.localName === 'ol' && isElement(child) ? ++count : undefined)
      if (apart) text += ' '
    }
  }
  for (const child of element.childNodes) visit(child)
  return squeezed(text.replace(INVISIBLE, ''))
}

const inlineText = (node: DomNode): string => (node.textContent ?? '').replace(INVISIBLE, '').replace(/\s+/g, ' ')

const tidy = (text: string): string =>
  text
    .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim()

/** A picture says something in words only where it is all that a link has. */
function altOf(image: DomElement): string {
  const alt = squeezed(image.getAttribute('alt') ?? '')
  const link = image.parentNode?.localName === 'a' ? image.parentNode : null
  return alt && link && !squeezed(link.textContent ?? '') && !link.closest('figure') ? ` ${alt} ` : ' '
}

/** TeX where the page brings it along, else the letters. */
function formulaOf(math: DomElement): string {
  const tex = math.querySelector('annotation[encoding*="tex"]')?.textContent ?? math.getAttribute('alttext')
  return tex?.trim() ? `$${squeezed(tex)}$` : squeezed(math.textContent ?? '')
}

function preText(node: DomNode): string {
  if (isText(node)) return (node.textContent ?? '').replace(/\r\n?/g, '\n')
  if (!isElement(node)) return ''
  if (node.localName === 'br') return '\n'
  return [...node.childNodes].map(preText).join('')
}

/** Without the blank lines around it and the indentation that all its lines share. */
function dedented(text: string): string {
  const lines = text
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
    .split('\n')
  const indents = lines.filter((line) => line.trim()).map((line) => /^[ \t]*/.exec(line)![0].length)
  const common = Math.min(...indents)
  return Number.isFinite(common) ? lines.map((line) => line.slice(common)).join('\n') : ''
}
