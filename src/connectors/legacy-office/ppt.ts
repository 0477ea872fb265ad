import { TilthError } from '../../common/errors.ts'
import type { Extraction, Extractor, FileContent } from '../../contracts/extractor.ts'
import { escapeText, oneLine, tidy, toMarkdown } from '../office/markdown.ts'
import type { Block } from '../office/markdown.ts'
import { joinPages } from '../office/pages.ts'
import { titled } from '../office/pptx.ts'
import { openCompoundFile } from './compound.ts'
import { readSummary } from './summary.ts'

/** Presentations of PowerPoint 97 to 2003 ([MS-PPT]) as Markdown, a page for each slide, in the same form as newer ones. */
export const pptExtractor: Extractor = { kinds: ['ppt'], extract: async (file) => extractPpt(file) }

/** Record types, [MS-PPT] 2.13.24. */
const DOCUMENT = 0x03e8
const SLIDE = 0x03ee
const SLIDE_LIST = 0x0ff0
const SLIDE_PERSIST = 0x03f3
const SLIDE_ATOM = 0x03ef
const NOTES = 0x03f0
const NOTES_ATOM = 0x03f1
const TEXT_HEADER = 0x0f9f
const TEXT_WIDE = 0x0fa0
const TEXT_BYTES = 0x0fa8
const TEXT_REFERENCE = 0x0f9e
const TEXT_BOX = 0xf00d
const USER_EDIT = 0x0ff5
const PERSIST_DIRECTORY = 0x1772

interface PptRecord {
  readonly instance: number
  readonly type: number
  readonly data: Buffer
  readonly container: boolean
}

interface Text {
  /** 0 and 6 are titles ([MS-PPT] TextTypeEnum). */
  readonly type: number
  readonly text: string
}

function extractPpt(file: FileContent): Extraction {
  const { root } = openCompoundFile(file.bytes)
  const stream = root.stream('PowerPoint Document')
  const user = root.stream('Current User')
  if (!stream || !user || user.length < 20)
    throw new TilthError('unsupported', `${file.name} holds no presentation of PowerPoint 97 or newer`, 'open it in a newer program and save it as .pptx')
  if (user.readUInt32LE(12) === 0xf3d1c4df)
    throw new TilthError('file-encrypted', `${file.name} is protected with a password`, 'save a copy without the password')
  const objects = readPersistObjects(stream, user.readUInt32LE(16))
  const document = [...objects.values()].map((offset) => recordAt(stream, offset)).find((record) => record?.type === DOCUMENT)
  if (!document) throw new TilthError('file-damaged', `${file.name} is damaged: its presentation is missing`, 'open it in PowerPoint and save it again')
  const lists = [...recordsOf(document.data)].filter(({ type }) => type === SLIDE_LIST)
  const list = (instance: number) => entriesOf(lists.find((each) => each.instance === instance))
  const notes = new Map(list(2).map(({ persist, id }) => [id, textsOf(recordAt(stream, objects.get(persist)), [])]))
  const slides = list(0).map(({ persist, texts }, index) => {
    const slide = recordAt(stream, objects.get(persist))
    const atom = slide && [...recordsOf(slide.data)].find(({ type }) => type === SLIDE_ATOM)
    const notesId = atom && atom.data.length >= 20 ? atom.data.readUInt32LE(16) : 0
    const spoken = (notes.get(notesId) ?? []).map(({ text }) => oneLine(text)).filter((text) => text && !/^(\*|\d{1,4})$/.test(text))
    return { number: index + 1, blocks: slideBlocks(textsOf(slide, texts), spoken, index + 1) }
  })
  const { text, pages } = joinPages(slides.map(({ number, blocks }) => ({ number, text: toMarkdown(blocks) })))
  if (!text) return { documents: [], reason: 'there is no text in it' }
  const { title, metadata } = readSummary(root)
  const heading = slides.flatMap(({ blocks }) => blocks).find((block) => block.kind === 'heading' && !/^Slide \d+$/.test(block.text))
  const name = title ?? (heading?.kind === 'heading' ? heading.text : undefined)
  return { documents: [{ text, format: 'markdown', pages, ...(name && { title: name }), metadata }] }
}

function slideBlocks(texts: readonly Text[], spoken: readonly string[], number: number): Block[] {
  const isTitle = ({ type }: Text) => type === 0 || type === 6
  const titles = texts.filter(isTitle).map(({ text }): Block => ({ kind: 'heading', level: 1, text: oneLine(text) }))
  const rest = texts
    .filter((text) => !isTitle(text))
    .flatMap(({ type, text }) =>
      text.split('\n').flatMap((line): Block[] => {
        if (!line.trim()) return []
        return [type === 1 || type === 7 || type === 8 ? { kind: 'item', level: 0, label: '', text: line.trim() } : { kind: 'paragraph', text: line.trim() }]
      }),
    )
  const notes = spoken.length ? [{ kind: 'paragraph', text: `Notes: ${spoken.join(' ')}` } as const] : []
  return titled([...titles, ...rest, ...notes], number)
}

/** Newest place of each object, following the edits back from the last (2.1.2). */
function readPersistObjects(stream: Buffer, last: number): Map<number, number> {
  const objects = new Map<number, number>()
  const seen = new Set<number>()
  for (let at = last; at && !seen.has(at);) {
    seen.add(at)
    const edit = recordAt(stream, at)
    if (edit?.type !== USER_EDIT || edit.data.length < 16) break
    const directory = recordAt(stream, edit.data.readUInt32LE(12))
    if (directory?.type === PERSIST_DIRECTORY) {
      const { data } = directory
      for (let place = 0; place + 4 <= data.length;) {
        const head = data.readUInt32LE(place)
        const count = head >>> 20
        for (let each = 0; each < count && place + 8 + 4 * each <= data.length; each++) {
          const id = (head & 0xfffff) + each
          if (!objects.has(id)) objects.set(id, data.readUInt32LE(place + 4 + 4 * each))
        }
        place += 4 + 4 * count
      }
    }
    at = edit.data.readUInt32LE(8)
  }
  return objects
}

/** Slides in order, with the texts of their placeholders. */
function entriesOf(list: PptRecord | undefined): { readonly persist: number; readonly id: number; readonly texts: readonly Text[] }[] {
  const entries: { persist: number; id: number; texts: Text[] }[] = []
  let type = 4
  for (const record of list ? recordsOf(list.data) : []) {
    if (record.type === SLIDE_PERSIST && record.data.length >= 16)
      entries.push({ persist: record.data.readUInt32LE(0), id: record.data.readUInt32LE(12), texts: [] })
    else if (record.type === TEXT_HEADER) type = record.data.readUInt32LE(0)
    else if (record.type === TEXT_WIDE || record.type === TEXT_BYTES) entries.at(-1)?.texts.push({ type, text: characters(record) })
  }
  return entries
}

/** Texts of the shapes on a slide, in their order; those of placeholders stand in the list of slides. */
function textsOf(slide: PptRecord | undefined, outline: readonly Text[]): Text[] {
  if (slide?.type !== SLIDE && slide?.type !== NOTES) return [...outline]
  const texts: Text[] = []
  const referred = new Set<number>()
  const walk = (data: Buffer, inBox: boolean, depth: number) => {
    let type = 4
    for (const record of recordsOf(data)) {
      if (record.type === NOTES_ATOM) continue
      if (record.container && depth < 30) walk(record.data, inBox || record.type === TEXT_BOX, depth + 1)
      else if (record.type === TEXT_BOX) walk(record.data, true, depth + 1)
      else if (!inBox) continue
      else if (record.type === TEXT_HEADER) type = record.data.readUInt32LE(0)
      else if (record.type === TEXT_WIDE || record.type === TEXT_BYTES) texts.push({ type, text: characters(record) })
      else if (record.type === TEXT_REFERENCE) {
        const index = record.data.readUInt32LE(0)
        const found = outline[index]
        if (found && !referred.has(index)) texts.push(found)
        referred.add(index)
      }
    }
  }
  walk(slide.data, false, 0)
  return [...outline.filter((_, index) => !referred.has(index)), ...texts]
}

const characters = ({ type, data }: PptRecord) => tidy(escapeText(data.toString(type === TEXT_WIDE ? 'utf16le' : 'latin1').replace(/[\r\u000b]/g, '\n')))

function* recordsOf(data: Buffer): Generator<PptRecord> {
  for (let at = 0; at + 8 <= data.length;) {
    const record = recordAt(data, at)
    if (!record) return
    yield record
    at += 8 + record.data.length
  }
}

/** Undefined where there is none, or it is cut off. */
function recordAt(data: Buffer, at: number | undefined): PptRecord | undefined {
  if (at === undefined || at + 8 > data.length) return undefined
  const head = data.readUInt16LE(at)
  const length = data.readUInt32LE(at + 4)
  if (at + 8 + length > data.length) return undefined
  return { instance: head >> 4, container: (head & 15) === 15, type: data.readUInt16LE(at + 2), data: data.subarray(at + 8, at + 8 + length) }
}
