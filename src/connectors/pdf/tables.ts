import type { Line, Table } from './layout.ts'
import { isInside } from './layout.ts'

interface Parsed {
  readonly pages: readonly {
    readonly pageNum: number
    readonly blocks?: readonly {
      readonly kind: string
      readonly header?: readonly { readonly text: string }[]
      readonly rows?: readonly (readonly { readonly text: string }[])[]
      readonly bbox?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
    }[]
  }[]
}

/**
 * The tables that liteparse finds, by page number. It is a native library: where it is not installed for this machine, or
 * fails on the file, there are no tables and the text stays in lines.
 */
export async function findTables(bytes: Uint8Array, password?: string): Promise<Map<number, Table[]>> {
  const tables = new Map<number, Table[]>()
  try {
    const { LiteParse } = await import('@llamaindex/liteparse')
    // OCR would fetch its data from the network. The parser keeps no reference to the bytes.
    const parser = new LiteParse({
      ocrEnabled: false,
      ...(password === undefined ? {} : { password }),
      outputFormat: 'markdown',
      imageMode: 'off',
      extractLinks: false,
      extractBlocks: true,
      continueOnPageError: true,
      quiet: true,
      numWorkers: 1,
    })
    const parsed = (await parser.parse(Buffer.from(bytes))) as unknown as Parsed
    for (const page of parsed.pages) {
      const found = (page.blocks ?? []).flatMap((block) => {
        if (block.kind !== 'table' || !block.bbox) return []
        const { x, y, width, height } = block.bbox
        const rows = [...(block.header ? [block.header] : []), ...(block.rows ?? [])].map((row) => row.map((cell) => plain(cell.text)))
        return [{ left: x, top: y, right: x + width, bottom: y + height, rows }]
      })
      tables.set(page.pageNum, found)
    }
  } catch {
    // See above: tables are an extra.
  }
  return tables
}

/** Cells come as markdown. */
const plain = (text: string): string =>
  text
    .replace(/\*\*|~~|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)/g, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, '$1')
    .replace(/<br\s*\/?>/gi, ' ')
    .trim()

/**
 * A grid across two columns of prose looks like a table. A true one was written in one go, has short cells that are mostly
 * filled, and holds the words that stand there.
 */
export function isTrueTable(table: Table, lines: readonly Line[]): boolean {
  const columns = Math.max(0, ...table.rows.map((row) => row.length))
  if (table.rows.length < 2 || columns < 2) return false
  const inside = lines.flatMap((line, index) => (isInside(line, table) ? [index] : []))
  if (!inside.length) return false
  const between = inside.at(-1)! - inside[0]! + 1 - inside.length
  if (between > inside.length * 0.15) return false
  // Steps from the foot back to the head: lists or columns side by side, written one after another.
  const height = table.bottom - table.top
  const back = inside.filter((index, at) => at > 0 && lines[inside[at - 1]!]!.top - lines[index]!.top > height * 0.4).length
  if (table.rows.length > 2 && back >= columns - 1) return false
  const cells = table.rows.flat()
  const filled = cells.filter(Boolean)
  if (filled.length < cells.length * 0.4 || filled.some((cell) => /(?:\.\s?){5,}/.test(cell))) return false
  const words = filled.map((cell) => cell.split(/\s+/).length).toSorted((a, b) => a - b)
  const usual = words[words.length >> 1] ?? 0
  // Two columns of prose, line by line.
  if (usual > 15 || (usual >= 6 && columns <= 3 && table.rows.length >= 6)) return false
  const written = lettersOf(inside.map((index) => lines[index]!.text).join(''))
  return Math.abs(lettersOf(filled.join('')) - written) <= written * 0.15
}

const lettersOf = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0
