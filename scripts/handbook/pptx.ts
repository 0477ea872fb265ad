import { contentTypes, coreProperties, escapeXml, relationships, XML, zipTexts } from './zip.ts'

export interface Slide {
  readonly title: string
  readonly bullets?: readonly string[]
  /** The first row is the header. */
  readonly table?: readonly (readonly string[])[]
}

const NAMESPACES =
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
const GROUP = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
const MAP =
  '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'

/** A deck with one master and one layout, and on each slide a title and bullets or a table. */
export function writeSlides({ title, author, date, slides }: { title: string; author: string; date: string; slides: readonly Slide[] }): Uint8Array {
  const main = 'vnd.openxmlformats-officedocument.presentationml'
  const names = slides.map((_, index) => `ppt/slides/slide${index + 1}.xml`)
  const ids = slides.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 2}"/>`).join('')
  return zipTexts({
    '[Content_Types].xml': contentTypes({
      'ppt/presentation.xml': `${main}.presentation.main`,
      'ppt/slideMasters/slideMaster1.xml': `${main}.slideMaster`,
      'ppt/slideLayouts/slideLayout1.xml': `${main}.slideLayout`,
      'ppt/theme/theme1.xml': 'vnd.openxmlformats-officedocument.theme',
      ...Object.fromEntries(names.map((name) => [name, `${main}.slide`])),
      'docProps/core.xml': 'vnd.openxmlformats-package.core-properties',
    }),
    '_rels/.rels': relationships([
      ['officeDocument', 'ppt/presentation.xml'],
      ['core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(title, author, date),
    'ppt/presentation.xml': `${XML}<p:presentation ${NAMESPACES}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships([
      ['slideMaster', 'slideMasters/slideMaster1.xml'],
      ...slides.map((_, index) => ['slide', `slides/slide${index + 1}.xml`] as const),
    ]),
    'ppt/slideMasters/slideMaster1.xml': `${XML}<p:sldMaster ${NAMESPACES}><p:cSld><p:spTree>${GROUP}</p:spTree></p:cSld>${MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst></p:sldMaster>`,
    'ppt/slideMasters/_rels/slideMaster1.xml.rels': relationships([
      ['slideLayout', '../slideLayouts/slideLayout1.xml'],
      ['theme', '../theme/theme1.xml'],
    ]),
    'ppt/slideLayouts/slideLayout1.xml': `${XML}<p:sldLayout ${NAMESPACES} type="obj"><p:cSld name="Title and Content"><p:spTree>${GROUP}</p:spTree></p:cSld></p:sldLayout>`,
    'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relationships([['slideMaster', '../slideMasters/slideMaster1.xml']]),
    'ppt/theme/theme1.xml': THEME,
    ...Object.fromEntries(
      slides.flatMap((slide, index) => [
        [`ppt/slides/slide${index + 1}.xml`, slideXml(slide)],
        [`ppt/slides/_rels/slide${index + 1}.xml.rels`, relationships([['slideLayout', '../slideLayouts/slideLayout1.xml']])],
      ]),
    ),
  })
}

function slideXml({ title, bullets, table }: Slide): string {
  const shapes = [shape(2, 'Title 1', '<p:ph type="title"/>', [title], 457200, 274638, 1143000)]
  if (bullets) shapes.push(shape(3, 'Content Placeholder 2', '<p:ph idx="1"/>', bullets, 457200, 1600200, 4525963))
  if (table) shapes.push(tableXml(table))
  return `${XML}<p:sld ${NAMESPACES}><p:cSld><p:spTree>${GROUP}${shapes.join('')}</p:spTree></p:cSld></p:sld>`
}

function shape(id: number, name: string, placeholder: string, lines: readonly string[], x: number, y: number, height: number): string {
  const text = lines.map((line) => `<a:p><a:r><a:rPr lang="en-GB"/><a:t>${escapeXml(line)}</a:t></a:r></a:p>`).join('')
  const place = `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="8229600" cy="${height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>`
  return `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="${name}"/><p:cNvSpPr/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr>${place}</p:spPr><p:txBody><a:bodyPr/>${text}</p:txBody></p:sp>`
}

function tableXml(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 1
  const grid = `<a:gridCol w="${Math.floor(8229600 / columns)}"/>`.repeat(columns)
  const cell = (text: string): string =>
    `<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB"/><a:t>${escapeXml(text)}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>`
  const body = rows.map((row) => `<a:tr h="370840">${row.map(cell).join('')}</a:tr>`).join('')
  return `<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="Table 3"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="457200" y="1600200"/><a:ext cx="8229600" cy="${370840 * rows.length}"/></p:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>${grid}</a:tblGrid>${body}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
}

const COLOURS = [
  ['dk1', '000000'],
  ['lt1', 'FFFFFF'],
  ['dk2', '2F3E2F'],
  ['lt2', 'EEF2EA'],
  ['accent1', '5B7F4B'],
  ['accent2', 'A67C52'],
  ['accent3', '3F6C8F'],
  ['accent4', 'C9A227'],
  ['accent5', '7A5C7E'],
  ['accent6', '4B8F8C'],
  ['hlink', '0563C1'],
  ['folHlink', '954F72'],
]
const FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
const FONT = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
const THEME = `${XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Larkfield"><a:themeElements><a:clrScheme name="Larkfield">${COLOURS.map(([name, rgb]) => `<a:${name}><a:srgbClr val="${rgb}"/></a:${name}>`).join('')}</a:clrScheme><a:fontScheme name="Larkfield"><a:majorFont>${FONT}</a:majorFont><a:minorFont>${FONT}</a:minorFont></a:fontScheme><a:fmtScheme name="Larkfield"><a:fillStyleLst>${FILL.repeat(3)}</a:fillStyleLst><a:lnStyleLst>${`<a:ln w="9525">${FILL}</a:ln>`.repeat(3)}</a:lnStyleLst><a:effectStyleLst>${'<a:effectStyle><a:effectLst/></a:effectStyle>'.repeat(3)}</a:effectStyleLst><a:bgFillStyleLst>${FILL.repeat(3)}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>`
