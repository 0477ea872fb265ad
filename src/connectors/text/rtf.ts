import { TilthError } from '../../common/errors.ts'
import type { Extractor } from '../../contracts/extractor.ts'
import { pipeTable } from './pipe-table.ts'
import { tidyText } from './plain.ts'

/**
 * Rich text (RTF 1.9.1) as Markdown: paragraphs and tables. Fonts, pictures, headers, fields' instructions and whatever else
 * stands in a destination of its own is passed over.
 */
export const rtfExtractor: Extractor = {
  kinds: ['rtf'],
  async extract(file) {
    const source = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length).toString('latin1')
    if (!source.trimStart().startsWith('{\\rtf'))
      throw new TilthError('damaged', `${file.name} is not rich text: it does not begin with {\\rtf`, 'open it in a word processor and save it again')
    const { blocks, title } = readRtf(source)
    const text = tidyText(blocks.map(blockMarkdown).filter(Boolean).join('\n\n')).trim()
    return text ? { documents: [{ text, format: 'markdown', ...(title && { title }), metadata: {} }] } : { documents: [], reason: 'there is no text in it' }
  },
}

type Block = { readonly text: string; readonly level?: number } | { readonly rows: readonly (readonly string[])[] }

function blockMarkdown(block: Block): string {
  if ('rows' in block) return pipeTable(block.rows)
  const text = block.text
    .replace(/^\s*[•·▪◦\uf0a7\uf0b7]\s*\t/, '- ')
    .replace(/[ \t]+/g, ' ')
    .trim()
  return text && block.level !== undefined ? `${'#'.repeat(Math.min(6, block.level + 1))} ${text.replace(/\s*\n\s*/g, ' ')}` : text
}

/** Destinations whose text is not the document's, besides all that begin with "\*". */
const PASSED_OVER = new Set(
  'fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf object objdata listtable listoverridetable rsidtbl generator themedata colorschememapping datastore xmlnstbl fldinst bkmkstart bkmkend latentstyles pntext pnseclvl ftnsep ftnsepc aftnsep filetbl revtbl sp'.split(
    ' ',
  ),
)
const SIGNS: Readonly<Record<string, string>> = {
  par: '\n', sect: '\n', page: '\n', line: '\n', tab: '\t', emdash: '—', endash: '–', emspace: ' ', enspace: ' ', qmspace: ' ',
  bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', '~': '\u00a0', _: '-', '-': '',
} // prettier-ignore

/** Windows code pages by number, as `TextDecoder` calls them. */
const PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
  65001: 'utf-8',
  10000: 'macintosh',
  437: 'ibm866',
  850: 'windows-1252',
}
/** Code pages by a font's `\fcharset`. */
const CHARSETS: Readonly<Record<number, number>> = {
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
}

interface Group {
  readonly skip: boolean
  readonly title: boolean
  readonly fonts: boolean
  /** Characters that follow a \u for readers without Unicode. */
  readonly fallback: number
  readonly page: number
  readonly hidden: boolean
}

function readRtf(source: string): { readonly blocks: Block[]; readonly title?: string } {
  const token = /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/g
  const fonts = new Map<number, number>()
  const stack: Group[] = []
  let group: Group = { skip: false, title: false, fonts: false, fallback: 1, page: 1252, hidden: false }
  let font = 0
  let first = false
  let starred = false
  let skipNext = 0
  let bytes: number[] = []
  let title = ''
  const out = writer()

  const flush = () => {
    if (!bytes.length) return
    const text = decoderOf(group.page).decode(Uint8Array.from(bytes))
    bytes = []
    put(text)
  }
  const put = (text: string) => {
    if (group.title) title += text
    else if (!group.skip && !group.hidden) out.text(text)
  }
  const byte = (value: number) => {
    if (skipNext > 0) skipNext--
    else bytes.push(value)
  }

  for (let found = token.exec(source); found; found = token.exec(source)) {
    const [, word, number, hex, sign, brace, plain] = found
    if (brace === '{') {
      flush()
      if (stack.length > 2000) throw new TilthError('file-hostile', 'the rich text nests its groups too deep to be read', 'save it again, or leave it out')
      stack.push(group)
      first = true
      starred = false
      skipNext = 0
      continue
    }
    if (brace === '}') {
      flush()
      group = stack.pop() ?? group
      skipNext = 0
      if (!stack.length) break
    } else if (hex !== undefined) byte(Number.parseInt(hex, 16))
    else if (plain !== undefined) for (let at = 0; at < plain.length; at++) byte(plain.charCodeAt(at))
    else if (sign === '*') {
      starred = true
      continue
    } else if (sign !== undefined) {
      flush()
      put(SIGNS[sign] ?? (/[\\{}]/.test(sign) ? sign : ''))
    } else if (word !== undefined) {
      const value = number === undefined ? undefined : Number(number)
      if (word === 'u' && value !== undefined) {
        flush()
        put(String.fromCharCode(value & 0xffff))
        skipNext = group.fallback
        continue
      }
      if (word === 'bin' && value) {
        token.lastIndex += value
        continue
      }
      flush()
      if (first && word === 'title') group = { ...group, skip: true, title: true }
      else if (first && word === 'fonttbl') group = { ...group, skip: true, fonts: true }
      else if (first && (PASSED_OVER.has(word) || (starred && word !== 'shpinst'))) group = { ...group, skip: true }
      else if (word === 'uc') group = { ...group, fallback: value ?? 1 }
      else if (word === 'ansicpg' && value) group = { ...group, page: value }
      else if (word === 'f' && value !== undefined) {
        font = value
        const page = fonts.get(value)
        if (!group.fonts && page) group = { ...group, page }
      } else if (word === 'fcharset' && group.fonts) fonts.set(font, CHARSETS[value ?? 0] ?? 1252)
      else if (word === 'v') group = { ...group, hidden: value !== 0 }
      else if (word === 'plain') group = { ...group, hidden: false }
      else if (!group.skip) out.word(word, value)
    }
    first = false
    starred = false
  }
  flush()
  return { blocks: out.blocks(), ...(title.trim() && { title: title.trim() }) }
}

const decoders = new Map<number, InstanceType<typeof TextDecoder>>()
function decoderOf(page: number): InstanceType<typeof TextDecoder> {
  let decoder = decoders.get(page)
  if (!decoder) {
    try {
      decoder = new TextDecoder(PAGES[page] ?? `windows-${page}`)
    } catch {
      decoder = new TextDecoder('windows-1252')
    }
    decoders.set(page, decoder)
  }
  return decoder
}

/** Gathers paragraphs, and rows of tables (`\intbl … \cell … \row`). */
function writer() {
  const blocks: Block[] = []
  let text = ''
  let level: number | undefined
  let inTable = false
  let cells: string[] = []
  let rows: string[][] = []
  const endTable = () => {
    if (rows.length) blocks.push({ rows })
    rows = []
  }
  const endParagraph = () => {
    if (inTable) return void (text += ' ')
    endTable()
    if (text.trim()) blocks.push({ text, ...(level !== undefined && { level }) })
    text = ''
  }
  return {
    text: (more: string) => void (text += more),
    word(word: string, value: number | undefined) {
      if (word === 'par' || word === 'sect' || word === 'page') endParagraph()
      else if (word === 'pard') {
        inTable = false
        level = undefined
      } else if (word === 'intbl') inTable = true
      else if (word === 'outlinelevel') level = value !== undefined && value < 9 ? value : undefined
      else if (word === 'cell' || word === 'nestcell') {
        cells.push(text.replace(/\s+/g, ' ').trim())
        text = ''
      } else if (word === 'row' || word === 'nestrow') {
        if (cells.length) rows.push(cells)
        cells = []
        text = ''
      } else text += SIGNS[word] ?? ''
    },
    blocks(): Block[] {
      inTable = false
      if (cells.length) rows.push(cells)
      endParagraph()
      endTable()
      return blocks
    },
  }
}
