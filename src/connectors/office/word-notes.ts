import { formatNumber } from './number-words.ts'
import { cellText } from './markdown.ts'
import type { Block } from './markdown.ts'
import { childrenOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

export type NoteKind = 'footnote' | 'endnote'

/** Footnotes and endnotes, numbered in the order in which the text refers to them. */
export interface WordNotes {
  /** The mark "[^2]" for the text; endnotes have Roman numbers, as in Word. */
  mark(kind: NoteKind, id: string): string
  /** The notes referred to so far and not yet given, "[^2]: …". */
  take(): Block[]
}

/** `read` gives the blocks of one note. */
export function readNotes(parts: Readonly<Record<NoteKind, XmlElement | undefined>>, read: (note: XmlElement, kind: NoteKind) => Block[]): WordNotes {
  const counts = { footnote: 0, endnote: 0 }
  const marks = new Map<XmlElement, string>()
  const waiting: { readonly mark: string; readonly kind: NoteKind; readonly note: XmlElement }[] = []
  const all = (kind: NoteKind) => new Map(childrenOf(parts[kind], `w:${kind}`).map((note) => [note.attributes['w:id'] ?? '', note]))
  const notes = { footnote: all('footnote'), endnote: all('endnote') }
  return {
    mark(kind, id) {
      const note = notes[kind].get(id)
      if (!note) return ''
      const known = marks.get(note)
      if (known) return known
      const mark = `[^${formatNumber(++counts[kind], kind === 'footnote' ? 'decimal' : 'lowerRoman')}]`
      marks.set(note, mark)
      waiting.push({ mark, kind, note })
      return mark
    },
    take() {
      const blocks: Block[] = []
      // A note may refer to another one, which then comes last.
      for (const { mark, kind, note } of waiting) {
        const text = cellText(read(note, kind))
        if (text) blocks.push({ kind: 'paragraph', text: `${mark}: ${text}` })
      }
      waiting.length = 0
      return blocks
    },
  }
}
