import { targetOf } from './package.ts'
import type { OfficePackage } from './package.ts'
import { childOf, descendantsOf, pathOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** How a paragraph of a slide is marked. `start` is the first number of a numbered list. */
export type Bullet = { readonly kind: 'none' } | { readonly kind: 'sign' } | { readonly kind: 'number'; readonly scheme: string; readonly start: number }

/** What a slide takes over from its layout, its master and the presentation. */
export interface SlideStyles {
  /** The mark of a shape's paragraphs at a level (0…8) where they say nothing themselves. */
  bulletOf(shape: XmlElement, level: number): Bullet
  /** Where a shape stands: EMU from the slide's top left. */
  positionOf(shape: XmlElement): { readonly x: number; readonly y: number }
}

const TITLES = new Set(['title', 'ctrTitle'])

export const placeholderOf = (shape: XmlElement) => [...descendantsOf(nonVisual(shape), 'p:ph')][0]
const nonVisual = (shape: XmlElement) => childOf(shape, 'p:nvSpPr') ?? childOf(shape, 'p:nvGraphicFramePr') ?? childOf(shape, 'p:nvPicPr')
/** "body" is what a placeholder without a type is, as far as its text goes. */
export const placeholderType = (placeholder: XmlElement | undefined) => placeholder && (placeholder.attributes['type'] ?? 'obj')
export const isTitle = (shape: XmlElement) => TITLES.has(placeholderType(placeholderOf(shape)) ?? '')

export function readSlideStyles(office: OfficePackage, slide: string, parts: (part: string | undefined) => XmlElement | undefined): SlideStyles {
  const layoutPart = targetOf(office, slide, 'slideLayout')
  const layout = parts(layoutPart)
  const master = parts(layoutPart === undefined ? undefined : targetOf(office, layoutPart, 'slideMaster'))
  const texts = childOf(master, 'p:txStyles')

  /** The placeholders that a shape inherits from, nearest first. */
  const inherited = (shape: XmlElement): XmlElement[] => {
    const placeholder = placeholderOf(shape)
    if (!placeholder) return []
    const [onLayout, onMaster] = [findPlaceholder(layout, placeholder, true), findPlaceholder(master, placeholder, false)]
    return [onLayout, onMaster].filter((each) => each !== undefined)
  }
  return {
    bulletOf(shape, level) {
      const type = placeholderType(placeholderOf(shape))
      const name = `a:lvl${level + 1}pPr`
      const general =
        type === undefined
          ? childOf(office.root, 'p:defaultTextStyle')
          : childOf(texts, TITLES.has(type) ? 'p:titleStyle' : PLAIN_PLACEHOLDERS.has(type) ? 'p:otherStyle' : 'p:bodyStyle')
      const lists = [shape, ...inherited(shape)].map((each) => pathOf(each, 'p:txBody', 'a:lstStyle', name))
      for (const properties of [...lists, childOf(general, name)]) {
        const bullet = readBullet(properties)
        if (bullet) return bullet
      }
      return { kind: 'none' }
    },
    positionOf(shape) {
      for (const each of [shape, ...inherited(shape)]) {
        const frame = pathOf(each, 'p:spPr', 'a:xfrm') ?? pathOf(each, 'p:grpSpPr', 'a:xfrm') ?? childOf(each, 'p:xfrm')
        const offset = childOf(frame, 'a:off')
        if (offset) return { x: Number(offset.attributes['x']) || 0, y: Number(offset.attributes['y']) || 0 }
      }
      return { x: 0, y: 0 }
    },
  }
}

const PLAIN_PLACEHOLDERS = new Set(['dt', 'ftr', 'sldNum', 'hdr'])

/** A slide's placeholder has the index of the layout's; the master's is known by its type alone. */
function findPlaceholder(root: XmlElement | undefined, { attributes }: XmlElement, byIndex: boolean): XmlElement | undefined {
  const shapes = [...descendantsOf(root, 'p:sp')]
  const index = attributes['idx']
  const base = baseType(attributes['type'])
  const exact = byIndex && index !== undefined ? shapes.find((shape) => placeholderOf(shape)?.attributes['idx'] === index) : undefined
  return exact ?? shapes.find((shape) => placeholderOf(shape) !== undefined && baseType(placeholderOf(shape)?.attributes['type']) === base)
}

function baseType(type: string | undefined): string {
  if (type === 'ctrTitle') return 'title'
  return type === undefined || type === 'obj' || type === 'subTitle' ? 'body' : type
}

/** The mark that paragraph properties (a:pPr, a:lvl1pPr) ask for; undefined where they leave it open. */
export function readBullet(properties: XmlElement | undefined): Bullet | undefined {
  if (childOf(properties, 'a:buNone')) return { kind: 'none' }
  if (childOf(properties, 'a:buChar') ?? childOf(properties, 'a:buBlip')) return { kind: 'sign' }
  const number = childOf(properties, 'a:buAutoNum')
  return number && { kind: 'number', scheme: number.attributes['type'] ?? 'arabicPeriod', start: Math.trunc(Number(number.attributes['startAt'] ?? 1)) || 1 }
}
