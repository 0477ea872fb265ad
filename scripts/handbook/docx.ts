import { parseBlocks, type Block } from './blocks.ts'
import { contentTypes, coreProperties, escapeXml, relationships, XML, zipTexts } from './zip.ts'

export interface WordFile {
  readonly title: string
  readonly author: string
  /** ISO date. */
  readonly date: string
  /** In the form `parseBlocks` reads. */
  readonly text: string
  /** Stands at the foot of every page. */
  readonly footer: string
}

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ')

/** A Word file with real styles, list numbering, tables, text boxes (as Word writes them: drawing and fallback) and formulas. */
export function writeWord({ title, author, date, text, footer }: WordFile): Uint8Array {
  let lists = 0
  const body = parseBlocks(text).map((block) => blockXml(block, block.type === 'list' ? ++lists : 0))
  const section =
    '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
  const main = 'vnd.openxmlformats-officedocument.wordprocessingml'
  return zipTexts({
    '[Content_Types].xml': contentTypes({
      'word/document.xml': `${main}.document.main`,
      'word/styles.xml': `${main}.styles`,
      'word/numbering.xml': `${main}.numbering`,
      'word/footer1.xml': `${main}.footer`,
      'docProps/core.xml': 'vnd.openxmlformats-package.core-properties',
    }),
    '_rels/.rels': relationships([
      ['officeDocument', 'word/document.xml'],
      ['core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(title, author, date),
    'word/_rels/document.xml.rels': relationships([
      ['styles', 'styles.xml'],
      ['numbering', 'numbering.xml'],
      ['footer', 'footer1.xml'],
    ]),
    'word/document.xml': `${XML}<w:document ${NAMESPACES} mc:Ignorable="wps"><w:body>${body.join('')}${section}</w:body></w:document>`,
    'word/styles.xml': STYLES,
    'word/numbering.xml': numbering(lists, parseBlocks(text)),
    'word/footer1.xml': `${XML}<w:ftr ${NAMESPACES}>${paragraph(footer)}</w:ftr>`,
  })
}

function blockXml(block: Block, list: number): string {
  switch (block.type) {
    case 'heading':
      return paragraph(block.text, `<w:pStyle w:val="${block.level === 1 ? 'Title' : `Heading${block.level - 1}`}"/>`)
    case 'paragraph':
      return paragraph(block.text)
    case 'list':
      return block.items
        .map((item) => paragraph(item, `<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`))
        .join('')
    case 'table':
      return table(block.rows)
    case 'box':
      return textBox(block.text)
    case 'formula':
      return `<w:p><m:oMathPara><m:oMath><m:r><m:t>${escapeXml(block.text)}</m:t></m:r></m:oMath></m:oMathPara></w:p>`
  }
}

function paragraph(text: string, properties = ''): string {
  return `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`
}

function table(rows: readonly (readonly string[])[]): string {
  const width = Math.floor(9000 / (rows[0]?.length ?? 1))
  const cells = rows.map((row, index) => {
    const header = index === 0 ? '<w:trPr><w:tblHeader/></w:trPr>' : ''
    return `<w:tr>${header}${row.map((cell) => `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`
  })
  const grid = (rows[0] ?? []).map(() => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${cells.join('')}</w:tbl>${paragraph('')}`
}

function textBox(text: string): string {
  const content = `<w:txbxContent>${paragraph(text)}</w:txbxContent>`
  const size = '<wp:extent cx="5400000" cy="720000"/><wp:docPr id="1" name="Text Box 1"/>'
  const shape = `<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"/></wps:spPr><wps:txbx>${content}</wps:txbx><wps:bodyPr/></wps:wsp>`
  const drawing = `<w:drawing><wp:inline>${size}<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">${shape}</a:graphicData></a:graphic></wp:inline></w:drawing>`
  const fallback = `<w:pict><v:shape style="width:425pt;height:57pt"><v:textbox>${content}</v:textbox></v:shape></w:pict>`
  return `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">${drawing}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>`
}

function numbering(lists: number, blocks: readonly Block[]): string {
  const level = (format: string, text: string): string =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>`
  const kinds = blocks.flatMap((block) => (block.type === 'list' ? [block.numbered] : []))
  const numbers = Array.from({ length: lists }, (_, index) => {
    const kind = kinds[index] ? 1 : 0
    return `<w:num w:numId="${index + 1}"><w:abstractNumId w:val="${kind}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`
  })
  return `${XML}<w:numbering ${NAMESPACES}><w:abstractNum w:abstractNumId="0">${level('bullet', '•')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level('decimal', '%1.')}</w:abstractNum>${numbers.join('')}</w:numbering>`
}

const style = (id: string, name: string, size: number, outline?: number): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>${outline === undefined ? '' : `<w:pPr><w:keepNext/><w:outlineLvl w:val="${outline}"/></w:pPr>`}<w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`)
  .join('')

const STYLES = `${XML}<w:styles ${NAMESPACES}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${style('Title', 'Title', 40)}${style('Heading1', 'heading 1', 30, 0)}${style('Heading2', 'heading 2', 26, 1)}<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>${BORDERS}</w:tblBorders></w:tblPr></w:style></w:styles>`
