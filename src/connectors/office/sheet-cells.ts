import type { OfficePackage } from './package.ts'
import type { CellFormats } from './sheet-styles.ts'
import { decodeEscapes } from './xml.ts'

/** A cell with text. Rows and columns count from 1. `merged` is one number for all cells of a merged range. */
export interface Cell {
  readonly column: number
  readonly text: string
  readonly merged?: number
}
export interface Row {
  readonly number: number
  readonly cells: readonly Cell[]
}

export interface SheetCells {
  /** From top to bottom, cells from left to right. */
  readonly rows: readonly Row[]
  readonly merged: readonly Area[]
  /** The sheet has more cells than were asked for. */
  readonly cut: boolean
  /** How many were read; long ones count as several. */
  readonly size: number
}
/** Inclusive. */
export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** What cells refer to. */
export interface WorkbookParts {
  readonly strings: readonly string[]
  readonly formats: CellFormats
}

const STOP = new Error('enough cells')
/** A cell of more characters counts as several: a long string that all cells share must not multiply without bound. */
const USUAL_LENGTH = 40

/** Strings that cells share (sharedStrings.xml), without the pronunciation that East Asian ones may carry. */
export function readStrings(office: OfficePackage, part: string | undefined): string[] {
  const strings: string[] = []
  let text = ''
  let reading = false
  let phonetic = false
  if (part === undefined) return strings
  office.stream(part, {
    open(name) {
      if (name === 'x:si') text = ''
      else if (name === 'x:rPh') phonetic = true
      reading = name === 'x:t' && !phonetic
    },
    text(each) {
      if (reading) text += each
    },
    close(name) {
      reading = false
      if (name === 'x:rPh') phonetic = false
      else if (name === 'x:si') strings.push(decodeEscapes(text))
    },
  })
  return strings
}

/** The first `most` cells of a sheet that show something, formulas by the value that was last computed. */
export function readCells(office: OfficePackage, part: string, { strings, formats, most }: WorkbookParts & { readonly most: number }): SheetCells {
  const rows = new Map<number, Map<number, string>>()
  const merged: Area[] = []
  let found = 0
  let cut = false
  let row = 0
  let column = 0
  let type = 'n'
  let style = 0
  let value = ''
  let inline = ''
  let place: 'value' | 'inline' | undefined
  let phonetic = false
  const take = () => {
    const text = cellText(type === 'inlineStr' ? inline : value)
    if (!text.trim()) return
    found += Math.max(1, text.length / USUAL_LENGTH)
    if (found > most) throw STOP
    const cells = rows.get(row) ?? new Map<number, string>()
    rows.set(row, cells.set(column, text))
  }
  const cellText = (given: string) => {
    if (type === 's') return strings[Number(given)] ?? ''
    if (type === 'b') return given.trim() === '1' ? 'TRUE' : given.trim() === '0' ? 'FALSE' : given
    if (type === 'd') return given.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ')
    if (type !== 'n') return decodeEscapes(given)
    return given.trim() && Number.isFinite(Number(given)) ? formats(Number(given), style) : given
  }
  try {
    office.stream(part, {
      open(name, attributes) {
        if (name === 'x:row') {
          row = Number(attributes['r']) || row + 1
          column = 0
        } else if (name === 'x:c') {
          const at = attributes['r'] === undefined ? undefined : addressOf(attributes['r'])
          if (at) row = at.row
          column = at?.column ?? column + 1
          type = attributes['t'] ?? 'n'
          style = Number(attributes['s'] ?? 0)
          value = ''
          inline = ''
        } else if (name === 'x:v') place = 'value'
        else if (name === 'x:rPh') phonetic = true
        else if (name === 'x:t' && !phonetic) place = 'inline'
        else if (name === 'x:mergeCell') {
          const area = areaOf(attributes['ref'] ?? '')
          if (area) merged.push(area)
        }
      },
      text(text) {
        if (place === 'value') value += text
        else if (place === 'inline') inline += text
      },
      close(name) {
        if (name === 'x:c') take()
        else if (name === 'x:rPh') phonetic = false
        else if (name === 'x:v' || name === 'x:t') place = undefined
      },
    })
  } catch (error) {
    if (error !== STOP) throw error
    cut = true
  }
  const sorted = [...rows].sort(([left], [right]) => left - right)
  return {
    rows: sorted.map(([number, cells]) => ({ number, cells: [...cells].sort(([left], [right]) => left - right).map(([at, text]) => ({ column: at, text })) })),
    merged,
    cut,
    size: found,
  }
}

const LAST_ROW = 1_048_576
const LAST_COLUMN = 16_384

/** "BC12" → row 12, column 55; undefined outside of what a sheet can have. */
export function addressOf(reference: string): { readonly row: number; readonly column: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(reference)
  if (!match) return undefined
  const column = [...(match[1] ?? '').toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)
  const row = Number(match[2])
  return row >= 1 && row <= LAST_ROW && column <= LAST_COLUMN ? { row, column } : undefined
}

/** "B2:D9" or "B2". */
export function areaOf(reference: string): Area | undefined {
  const [first, last = first] = reference.split(':', 2).map(addressOf)
  return first && last
    ? {
        top: Math.min(first.row, last.row),
        left: Math.min(first.column, last.column),
        bottom: Math.max(first.row, last.row),
        right: Math.max(first.column, last.column),
      }
    : undefined
}
