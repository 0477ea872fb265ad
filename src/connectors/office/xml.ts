import { SaxesParser } from 'saxes'
import { messageOf, TilthError } from '../../common/errors.ts'
import { prefixOf } from './namespaces.ts'

/**
 * An element under a canonical name: "w:p" is a Word paragraph whatever prefix the file chose, in transitional and
 * strict files alike. Attributes likewise: "w:val", "r:id"; without a namespace just "val".
 */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
}
export type XmlNode = XmlElement | string

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void
  text?(text: string): void
  close(name: string): void
}

/** Deeper than any program writes; keeps readers that call themselves away from the end of the stack. */
const MAX_DEPTH = 400
/** About 400 MB of tree; a document of a thousand pages has half a million. */
const MAX_ELEMENTS = 1_500_000
/** Of parts that are read without a tree; a sheet of half a million cells has some two million. */
const MAX_STREAMED_ELEMENTS = 10_000_000
/** Bytes decoded and parsed at a time, so that a large part never stands in memory as one string. */
const BLOCK = 2 ** 18
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({})

/** Programs' extensions whose content this reader understands; where a file offers one, it is taken instead of its fallback. */
const UNDERSTOOD = /^(wps|wpg|wpc|a14|p14|c14|x14|x14ac|w14|w15|cx1)$/

/**
 * Reads the bytes of a part, in pieces, as XML, calling back in document order. Throws a `TilthError` for XML that is not well-formed, nests
 * absurdly or has a DOCTYPE, which office files never have and which is how entities multiply.
 */
export function streamXml(pieces: Iterable<Uint8Array>, part: string, handlers: XmlHandlers): void {
  const parser = new SaxesParser({ xmlns: true, position: false })
  let depth = 0
  let elements = 0
  parser.on('error', (error) => {
    throw damaged(part, messageOf(error).replace(/^[\d:]+:? ?/, ''))
  })
  parser.on('doctype', () => {
    throw new TilthError(
      'xml-doctype',
      `"${part}" in it declares a document type, which office files never do: it is not read`,
      'open it in its own program and save it again',
    )
  })
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH)
      throw new TilthError('xml-too-deep', `"${part}" in it nests more than ${MAX_DEPTH} elements`, 'open it in its own program and save it again')
    if (++elements > MAX_STREAMED_ELEMENTS) throw tooMany(part)
    handlers.open(prefixOf(tag.uri, tag.prefix) + tag.local, attributesOf(tag.attributes))
  })
  if (handlers.text) parser.on('text', (text) => handlers.text?.(text))
  if (handlers.text) parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('closetag', (tag) => {
    depth--
    handlers.close(prefixOf(tag.uri, tag.prefix) + tag.local)
  })
  let decoder: InstanceType<typeof TextDecoder> | undefined
  for (const bytes of pieces) {
    decoder ??= decoderFor(bytes, part)
    for (let at = 0; at < bytes.length; at += BLOCK) parser.write(decode(decoder, bytes.subarray(at, at + BLOCK), part))
  }
  parser.close()
}

/**
 * The tree of a part. Alternatives (mc:AlternateContent) are resolved: their place is taken by the content that is
 * understood, or else by the fallback.
 */
export function parseXml(bytes: Uint8Array, part: string): XmlElement {
  interface Open {
    readonly name: string
    readonly attributes: Readonly<Record<string, string>>
    readonly children: XmlNode[]
  }
  const root: Open = { name: '', attributes: NO_ATTRIBUTES, children: [] }
  const stack: Open[] = [root]
  let elements = 0
  streamXml([bytes], part, {
    open(name, attributes) {
      if (++elements > MAX_ELEMENTS) throw tooMany(part)
      const element: Open = { name, attributes, children: [] }
      stack.at(-1)?.children.push(element)
      stack.push(element)
    },
    text(text) {
      stack.at(-1)?.children.push(text)
    },
    close(name) {
      const element = stack.pop()
      if (name !== 'mc:AlternateContent' || !element) return
      const siblings = stack.at(-1)?.children
      siblings?.pop()
      for (const child of chosen(element)) siblings?.push(child)
    },
  })
  const top = root.children.find((child) => typeof child !== 'string')
  if (!top || typeof top === 'string') throw damaged(part, 'it is empty')
  return top
}

function chosen(alternatives: XmlElement): readonly XmlNode[] {
  const choices = childrenOf(alternatives, 'mc:Choice')
  const understood = choices.find(({ attributes }) => (attributes['Requires'] ?? '').split(' ').every((name) => UNDERSTOOD.test(name)))
  return (understood ?? childOf(alternatives, 'mc:Fallback') ?? choices[0])?.children ?? []
}

function attributesOf(attributes: Record<string, { readonly local: string; readonly prefix: string; readonly uri: string; readonly value: string }>) {
  let all: Record<string, string> | undefined
  for (const name in attributes) {
    const attribute = attributes[name]
    if (!attribute || attribute.prefix === 'xmlns' || name === 'xmlns') continue
    all ??= {}
    all[attribute.prefix ? prefixOf(attribute.uri, attribute.prefix) + attribute.local : attribute.local] = attribute.value
  }
  return all ?? NO_ATTRIBUTES
}

/** XML says its encoding itself; office files are UTF-8, or UTF-16 with a mark. */
function decoderFor(bytes: Uint8Array, part: string): InstanceType<typeof TextDecoder> {
  const [first, second] = bytes
  const declared = /^<\?xml[^>]*encoding=["']([\w.-]+)/.exec(Buffer.from(bytes.subarray(0, 100)).toString('latin1'))?.[1]
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : (declared ?? 'utf-8')
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw damaged(part, `its encoding "${encoding}" is unknown`)
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, part: string): string {
  try {
    return decoder.decode(bytes, { stream: true })
  } catch (error) {
    throw damaged(part, `it is not written in ${decoder.encoding}`, error)
  }
}

const damaged = (part: string, what: string, cause?: unknown) =>
  new TilthError(
    'xml-damaged',
    `the file is damaged: "${part}" in it is not well-formed (${what})`,
    'open it in its own program, save it again, or fetch a new copy',
    { cause },
  )
const tooMany = (part: string) => new TilthError('xml-too-large', `"${part}" in it has too many elements to be read`, 'split the document, or leave it out')

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string'

export function* elementsOf(element: XmlElement | undefined): Generator<XmlElement> {
  if (element) for (const child of element.children) if (typeof child !== 'string') yield child
}

export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  if (element) for (const child of element.children) if (typeof child !== 'string' && child.name === name) return child
  return undefined
}

/** The first child of the first child …: `pathOf(p, 'w:pPr', 'w:numPr')`. */
export function pathOf(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce((at, name) => childOf(at, name), element)
}

export function childrenOf(element: XmlElement | undefined, name: string): XmlElement[] {
  return element ? element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name) : []
}

/** All elements of a name below `element`, in document order; does not look inside those found. */
export function* descendantsOf(element: XmlElement | undefined, ...names: readonly string[]): Generator<XmlElement> {
  for (const child of elementsOf(element)) {
    if (names.includes(child.name)) yield child
    else yield* descendantsOf(child, ...names)
  }
}

/** Strings may hold characters that XML does not allow as "_x000B_" (ST_Xstring; ECMA-376, 22.9.2.19). */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))).toWellFormed()
}

/** All text below an element. */
export function textOf(element: XmlElement | undefined): string {
  if (!element) return ''
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
