import { TilthError } from '../../common/errors.ts'
import type { Metadata } from '../../contracts/document.ts'
import type { FileContent } from '../../contracts/extractor.ts'
import { childOf, descendantsOf, parseXml, pathOf, textOf } from '../office/xml.ts'
import type { XmlElement } from '../office/xml.ts'
import { openArchive } from '../office/zip.ts'

/** What of an OpenDocument file (OASIS OpenDocument 1.3, parts 2 and 3) its text is read from. */
export interface OpenDocument {
  /** The element inside `office:body`: `office:text`, `office:spreadsheet` or `office:presentation`. */
  readonly body: XmlElement
  readonly styles: OpenStyles
  /** Content of an object that is embedded under an address, such as a chart with its table; undefined where it cannot be read. */
  object(address: string | undefined): XmlElement | undefined
  readonly title?: string
  readonly metadata: Metadata
}

export interface OpenStyles {
  /** A style and those it is derived from, nearest first, by their names. */
  ancestry(style: string | undefined): readonly string[]
  /** Is a list numbered at this level (from 1)? */
  numbered(list: string | undefined, level: number): boolean
  /** Tables and pages of this style are not shown. */
  hidden(style: string | undefined): boolean
}

export function openOpenDocument(file: FileContent, wanted: 'office:text' | 'office:spreadsheet' | 'office:presentation'): OpenDocument {
  const archive = openArchive(file.bytes)
  const xml = (part: string) => {
    const bytes = archive.read(part)
    return bytes && parseXml(bytes, part)
  }
  const manifest = xml('META-INF/manifest.xml')
  if (manifest && [...descendantsOf(manifest, 'manifest:encryption-data')].length)
    throw new TilthError('file-encrypted', `${file.name} is protected with a password`, 'save a copy without the password')
  const content = xml('content.xml')
  const body = childOf(childOf(content, 'office:body'), wanted)
  if (!content || !body)
    throw new TilthError(
      'file-damaged',
      `${file.name} holds no ${wanted.slice('office:'.length)}, as its name says`,
      'open it in its own program and save it again',
    )
  const meta = optional(() => pathOf(xml('meta.xml'), 'office:meta'))
  const value = (name: string) => textOf(childOf(meta, name)).replace(/\s+/g, ' ').trim()
  const [title, author, created, modified] = [
    value('dc:title'),
    value('meta:initial-creator') || value('dc:creator'),
    value('meta:creation-date'),
    value('dc:date'),
  ]
  return {
    body,
    object: (address) => optional(() => (address === undefined ? undefined : xml(`${address.replace(/^\.\//, '')}/content.xml`))),
    styles: readStyles([content, optional(() => xml('styles.xml'))]),
    ...(title && { title }),
    metadata: { ...(author && { author }), ...(created && { created }), ...(modified && { modified }) },
  }
}

/** Styles and properties are extras: a file whose own are damaged is still read. */
function optional<T>(read: () => T | undefined): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function readStyles(parts: readonly (XmlElement | undefined)[]): OpenStyles {
  const parents = new Map<string, string | undefined>()
  const hidden = new Set<string>()
  const numbered = new Map<string, Set<number>>()
  for (const part of parts) {
    for (const style of descendantsOf(part, 'style:style')) {
      const name = style.attributes['style:name']
      if (name === undefined) continue
      parents.set(name, style.attributes['style:parent-style-name'])
      const shown = childOf(style, 'style:table-properties')?.attributes['table:display']
      const visible = childOf(style, 'style:drawing-page-properties')?.attributes['presentation:visibility']
      if (shown === 'false' || visible === 'hidden') hidden.add(name)
    }
    for (const list of descendantsOf(part, 'text:list-style')) {
      const levels = [...descendantsOf(list, 'text:list-level-style-number')].filter(({ attributes }) => attributes['style:num-format'])
      numbered.set(list.attributes['style:name'] ?? '', new Set(levels.map(({ attributes }) => Number(attributes['text:level']))))
    }
  }
  return {
    ancestry(style) {
      const names: string[] = []
      // A ring of parents would never end.
      for (let name = style; name !== undefined && !names.includes(name); name = parents.get(name)) names.push(name)
      return names
    },
    numbered: (list, level) => numbered.get(list ?? '')?.has(level) ?? false,
    hidden: (style) => style !== undefined && hidden.has(style),
  }
}
