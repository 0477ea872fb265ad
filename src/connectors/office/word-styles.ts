import { childOf, childrenOf, pathOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** What a paragraph style means for reading, gathered along the styles that it is based on. */
export interface WordStyle {
  /** 0 for the document's title, 1…9 for headings. */
  readonly heading?: number
  /** List that paragraphs of this style belong to; `style` is the one that says so. */
  readonly list?: { readonly id: string; readonly level?: number; readonly style: string }
  /** An entry of a generated table of contents. */
  readonly contents: boolean
}

export type WordStyles = (id: string | undefined) => WordStyle

const PLAIN: WordStyle = { contents: false }
/** Word writes built-in names in English whatever its language; other programs translate them. */
const HEADING = /^(?:heading|标题|標題|見出し|제목|überschrift|titre|título|titolo|заголовок|kop|rubrik|overskrift|nagłówek)\s*([1-9])$/i
const TITLE = /^(title|标题|標題|titel)$/i
const CONTENTS = /^(toc|目录|目錄|verzeichnis) ?\d$/i

/** Reads the styles part (styles.xml). */
export function readStyles(root: XmlElement | undefined): WordStyles {
  const elements = new Map<string, XmlElement>()
  let standard: string | undefined
  for (const style of childrenOf(root, 'w:style')) {
    const { 'w:type': type, 'w:styleId': id, 'w:default': isDefault } = style.attributes
    if (id === undefined || (type !== 'paragraph' && type !== 'numbering')) continue
    elements.set(id, style)
    if (type === 'paragraph' && (isDefault === '1' || isDefault === 'true')) standard = id
  }
  const known = new Map<string, WordStyle>()
  return (given) => {
    const id = given ?? standard
    if (id === undefined) return PLAIN
    const style = known.get(id) ?? resolve(id, elements)
    known.set(id, style)
    return style
  }
}

function resolve(id: string, elements: ReadonlyMap<string, XmlElement>): WordStyle {
  let heading: number | undefined
  let decided = false
  let list: WordStyle['list']
  let contents = false
  const seen = new Set<string>()
  for (let at: string | undefined = id; at !== undefined && !seen.has(at);) {
    seen.add(at)
    const element = elements.get(at)
    const properties = childOf(element, 'w:pPr')
    const name = valueOf(element, 'w:name') ?? at
    if (!decided) {
      const outline = outlineLevel(properties)
      const named = HEADING.exec(name)?.[1]
      if (outline !== undefined || named !== undefined || TITLE.test(name)) {
        decided = true
        heading = named !== undefined ? Number(named) : TITLE.test(name) ? 0 : outline !== undefined && outline < 9 ? outline + 1 : undefined
      }
    }
    contents ||= CONTENTS.test(name)
    const listId = valueOf(childOf(properties, 'w:numPr'), 'w:numId')
    if (!list && listId !== undefined) {
      const level = Number(valueOf(childOf(properties, 'w:numPr'), 'w:ilvl') ?? Number.NaN)
      list = { id: listId, style: at, ...(Number.isInteger(level) && { level }) }
    }
    at = valueOf(element, 'w:basedOn')
  }
  return { contents, ...(heading !== undefined && { heading }), ...(list && { list }) }
}

/** 0…8 for headings, 9 for body text; undefined where nothing is said. */
export function outlineLevel(properties: XmlElement | undefined): number | undefined {
  const level = Number(valueOf(properties, 'w:outlineLvl') ?? Number.NaN)
  return Number.isInteger(level) && level >= 0 ? level : undefined
}

/** `w:val` of a child. */
export const valueOf = (element: XmlElement | undefined, ...names: readonly string[]) => pathOf(element, ...names)?.attributes['w:val']

/** A property that is on by being there, unless it says otherwise: <w:vanish/>, <w:b w:val="0"/>. */
export function isOn(element: XmlElement | undefined, name: string): boolean {
  const property = childOf(element, name)
  return property !== undefined && !/^(0|false|off)$/.test(property.attributes['w:val'] ?? '1')
}
