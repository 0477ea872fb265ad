import { TilthError } from '../../common/errors.ts'
import type { FileContent } from '../../contracts/extractor.ts'
import { openArchive } from './zip.ts'
import type { Archive } from './zip.ts'
import { childrenOf, parseXml, streamXml, textOf } from './xml.ts'
import type { XmlElement, XmlHandlers } from './xml.ts'

export interface Relationship {
  readonly id: string
  /** Last part of the type's address: "slide", "footnotes", "hyperlink" … */
  readonly type: string
  /** Name of the part pointed to; an address where `external`. */
  readonly target: string
  readonly external: boolean
}

/** An office file: parts (XML) that point to each other by relationships (ECMA-376 part 2). */
export interface OfficePackage {
  /** Name and tree of the part that the others hang from. */
  readonly main: string
  readonly root: XmlElement
  has(part: string): boolean
  /** A part's tree; undefined when there is no such part. */
  xml(part: string | undefined): XmlElement | undefined
  /** Streams a part; false when there is no such part. */
  stream(part: string, handlers: XmlHandlers): boolean
  relationships(part: string): readonly Relationship[]
}

/** What a user calls the kinds of office files, by the root element of their main part. */
const KINDS: Readonly<Record<string, string>> = { 'w:document': 'Word document', 'p:presentation': 'PowerPoint presentation', 'x:workbook': 'Excel workbook' }
export type OfficeRoot = 'w:document' | 'p:presentation' | 'x:workbook'

/**
 * Opens a file whose main part must have the root element `wanted`. Every error is a `TilthError` that says what the
 * file is not, and why: "not a Word document: it is a PDF".
 */
export function openPackage(file: FileContent, wanted: OfficeRoot): OfficePackage {
  const kind = KINDS[wanted] ?? 'office file'
  const refuse = (why: string, hint: string, code = 'wrong-kind') => new TilthError(code, `not ${article(kind)}: ${why}`, hint)
  const looks = appearance(file.bytes)
  if (looks) throw refuse(looks.what, looks.hint, looks.code)
  const archive = openArchive(file.bytes)
  const opened = packageOf(archive)
  if (!opened) throw refuse(strangeArchive(archive), 'give the file the extension of what it is')
  if (opened.root.name !== wanted) {
    const other = KINDS[opened.root.name]
    throw refuse(other ? `it is ${article(other)}` : `its main part holds <${opened.root.name}>`, 'give the file the extension of what it is')
  }
  return opened
}

const article = (noun: string) => `${/^[AEIO]/.test(noun) ? 'an' : 'a'} ${noun}`

function appearance(bytes: Uint8Array): { readonly what: string; readonly hint: string; readonly code?: string } | undefined {
  const again = 'open it in its own program, save it again, or fetch a new copy'
  const rename = 'give the file the extension of what it is'
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (!bytes.length) return { what: 'the file is empty', hint: again, code: 'file-damaged' }
  if (start.startsWith('PK')) return undefined
  if (start.includes('%PDF-')) return { what: 'it is a PDF', hint: rename }
  if (start.startsWith('\xd0\xcf\x11\xe0')) {
    // Names in a compound file are UTF-16; an encrypted office file is one stream of this name ([MS-OFFCRYPTO] 2.3.4).
    const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    if (encrypted) return { what: 'it is protected with a password', hint: 'save a copy without the password', code: 'file-encrypted' }
    return { what: 'it is in the binary format of Office 97 to 2003', hint: 'open it and save it in the format that ends in "x"' }
  }
  if (start.startsWith('{\\rtf')) return { what: 'it is Rich Text (RTF)', hint: rename }
  if (/^\s*<(!doctype html|html)/i.test(start)) return { what: 'it is an HTML page', hint: rename }
  if (/^\0+$/.test(start)) return { what: 'it holds nothing but zero bytes', hint: again, code: 'file-damaged' }
  return { what: 'it is no zip archive, as such files are', hint: again, code: 'file-damaged' }
}

function strangeArchive(archive: Archive): string {
  if (archive.names.some((name) => /^xl\/workbook\.bin$/i.test(name))) return 'it is a binary Excel workbook (.xlsb), which is not read'
  if (archive.has('mimetype') && archive.has('content.xml')) return 'it is an OpenDocument file'
  if (archive.has('META-INF/container.xml')) return 'it is an e-book (EPUB)'
  return archive.has('[Content_Types].xml') ? 'its main part is missing' : 'it is a zip archive of other files'
}

function packageOf(archive: Archive): OfficePackage | undefined {
  const relationships = (part: string) => readRelationships(archive, part)
  const main = relationships('').find(({ type, external }) => type === 'officeDocument' && !external)?.target
  const candidates = [main, 'word/document.xml', 'ppt/presentation.xml', 'xl/workbook.xml']
  const name = candidates.find((each) => each !== undefined && /\.xml$/i.test(each) && archive.has(each))
  const bytes = name === undefined ? undefined : archive.read(name)
  if (name === undefined || !bytes) return undefined
  const xml = (part: string | undefined) => {
    const content = part === undefined ? undefined : archive.read(part)
    return part !== undefined && content ? parseXml(content, part) : undefined
  }
  const stream = (part: string, handlers: XmlHandlers) => {
    const pieces = archive.pieces(part)
    if (pieces) streamXml(pieces, part, handlers)
    return pieces !== undefined
  }
  const known = new Map<string, readonly Relationship[]>()
  return {
    main: name,
    root: parseXml(bytes, name),
    has: (part) => archive.has(part),
    xml,
    stream,
    relationships(part) {
      const list = known.get(part) ?? relationships(part)
      known.set(part, list)
      return list
    },
  }
}

/** Relationships of a part, or of the whole package for ''. */
function readRelationships(archive: Archive, part: string): Relationship[] {
  const slash = part.lastIndexOf('/')
  const folder = part.slice(0, slash + 1)
  const name = `${folder}_rels/${part.slice(slash + 1)}.rels`
  const bytes = archive.read(name)
  if (!bytes) return []
  return childrenOf(parseXml(bytes, name), 'rel:Relationship').map(({ attributes }) => {
    const external = attributes['TargetMode'] === 'External'
    const target = attributes['Target'] ?? ''
    return {
      id: attributes['Id'] ?? '',
      type: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
      target: external ? target : resolve(folder, target),
      external,
    }
  })
}

/** "ppt/slides/" and "../media/a.png" → "ppt/media/a.png". */
function resolve(folder: string, target: string): string {
  const parts: string[] = []
  for (const part of (target.startsWith('/') ? target : `${folder}${target}`).replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop()
    else if (part && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

export function targetOf(office: OfficePackage, part: string, type: string): string | undefined {
  return office.relationships(part).find((each) => each.type === type && !each.external)?.target
}

export function relationshipOf(office: OfficePackage, part: string, id: string | undefined): Relationship | undefined {
  return id === undefined ? undefined : office.relationships(part).find((each) => each.id === id)
}

/** Titles that programs and templates fill in by themselves. */
const MEANINGLESS =
  /^(untitled|title|document|dokument|presentation|powerpoint[- ]?(presentation|präsentation)|word document|microsoft (word|excel|powerpoint)\b.*|(document|presentation|book|workbook|文档|演示文稿|工作簿|新建.*)\s*\d*|(slide|folie|diapositive)\s*\d+|présentation powerpoint|presentación de powerpoint|powerpoint 演示文稿|.*\.(docx?|pptx?|xlsx?|dotx?|potx?))$/i

export interface Properties {
  readonly title?: string
  readonly metadata: Readonly<Record<string, string>>
}

/** Author, times and title from the file's properties. They are an extra: where they cannot be read, they are left out. */
export function readProperties(office: OfficePackage): Properties {
  let root: XmlElement | undefined
  try {
    root = office.xml(targetOf(office, '', 'core-properties') ?? 'docProps/core.xml')
  } catch {
    root = undefined
  }
  const value = (name: string) => textOf(childrenOf(root, name)[0]).replace(/\s+/g, ' ').trim()
  const [title, author, created, modified] = [value('dc:title'), value('dc:creator'), value('dcterms:created'), value('dcterms:modified')]
  return {
    ...(title && !MEANINGLESS.test(title) && { title }),
    metadata: { ...(author && { author }), ...(created && { created }), ...(modified && { modified }) },
  }
}
