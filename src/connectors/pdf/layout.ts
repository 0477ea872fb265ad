/** A place on a page in points (1/72 inch), seen from the upper left corner of the page as it is shown. */
export interface Area {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A line of text as the file's author program wrote it. */
export interface Line extends Area {
  readonly text: string
  /** Height of most of its characters' boxes. */
  readonly size: number
  readonly bold: boolean
  readonly mono: boolean
  /** Not written from left to right as the page is shown. */
  readonly turned: boolean
  /** The line ends within a word. */
  readonly hyphen: boolean
  /** Where the middle of each UTF-16 unit of the text stands, across the page. */
  readonly places: readonly number[]
  /** And the lower edge of its box, down the page: some programs write cells of two rows as one line. */
  readonly feet: readonly number[]
  /** Wide empty places within the line: where the text goes on (an index), and from where to where they reach. */
  readonly gaps: readonly { readonly at: number; readonly left: number; readonly right: number }[]
}

export interface Page {
  readonly number: number
  readonly width: number
  readonly height: number
  /** In the order in which they were written, or from top to bottom if they were recognised. */
  readonly lines: readonly Line[]
  /** Straight lines that are drawn on it, edges of filled areas included: without width or height. */
  readonly rules: readonly Area[]
  /** Number of images; only counted where there is no text. */
  readonly pictures: number
  /** Nothing is drawn on it. */
  readonly blank: boolean
  /** Its lines were recognised in its picture, and come in no order that means anything: with the mean confidence, 0…1. */
  readonly recognised?: { readonly confidence: number }
  readonly unreadable: boolean
}

export interface PdfText {
  readonly pages: readonly Page[]
  readonly title: string
  readonly author: string
  readonly created: string
}

export interface Table extends Area {
  readonly rows: readonly (readonly string[])[]
}

/** A paragraph, heading, list item or table of a page. */
export interface Block extends Area {
  readonly kind: 'text' | 'heading' | 'item' | 'table' | 'code'
  /** Without markdown's marks, except for tables. */
  readonly text: string
  readonly size: number
  /** Marker of a list item: "-" or "3.". */
  readonly marker?: string
}

export const isInside = (line: Area, area: Area): boolean => {
  const x = (line.left + line.right) / 2
  const y = (line.top + line.bottom) / 2
  return x >= area.left - 2 && x <= area.right + 2 && y >= area.top - 2 && y <= area.bottom + 2
}

/** Share of the narrower one's width that both have in common. */
export function overlap(one: Area, other: Area): number {
  const common = Math.min(one.right, other.right) - Math.max(one.left, other.left)
  return common / Math.max(1, Math.min(one.right - one.left, other.right - other.left))
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
