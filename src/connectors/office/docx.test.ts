import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { docxExtractor } from './docx.ts'

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ' +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
const RELATIONSHIP = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

/** A Word file of the given body and other parts ("styles", "numbering", "footnotes" …). */
function docx(body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const links = Object.keys(parts).map((name) => `<Relationship Id="${name}" Type="${RELATIONSHIP}${name}" Target="${name}.xml"/>`)
  const relationships = (list: string) => `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`
  const files: Record<string, string> = {
    '_rels/.rels': relationships(`<Relationship Id="r1" Type="${RELATIONSHIP}officeDocument" Target="word/document.xml"/>`),
    'word/_rels/document.xml.rels': relationships(links.join('')),
    'word/document.xml': `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`,
  }
  for (const [name, content] of Object.entries(parts)) files[`word/${name}.xml`] = `<w:${name} ${NAMESPACES}>${content}</w:${name}>`
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

async function markdown(body: string, parts?: Readonly<Record<string, string>>): Promise<string> {
  const { documents } = await docxExtractor.extract({ name: 'a.docx', bytes: docx(body, parts), kind: 'docx' })
  return documents.map(({ text }) => text).join('\n\n')
}

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
const p = (content: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith('<') ? content : run(content)}</w:p>`
const style = (id: string) => `<w:pStyle w:val="${id}"/>`
const list = (id: number, level = 0) => `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`
const level = (index: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/>${more}</w:lvl>`
const cell = (content: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : p(content)}</w:tc>`
const row = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`

extractorSuite('Word', docxExtractor, {
  sound: [{ name: 'text.docx', bytes: docx(p('A\u00a0word\u200b or &#x1F600; two') + p('Heading', '<w:outlineLvl w:val="0"/>')), kind: 'docx' }],
  broken: [
    { name: 'zeros.docx', bytes: new Uint8Array(1000), kind: 'docx' },
    { name: 'cut.docx', bytes: docx(p('text')).subarray(0, 500), kind: 'docx' },
  ],
})

describe('docxExtractor: paragraphs', () => {
  it('makes headings of styles, based on styles and outline levels', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>' +
      '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    const body =
      p('Handbook', style('Titel')) + p('Leave', style('berschrift1')) + p('Parental', style('Own')) + p('Paid', '<w:outlineLvl w:val="2"/>') + p('Ten days.')
    expect(await markdown(body, { styles })).toBe('# Handbook\n\n## Leave\n\n### Parental\n\n#### Paid\n\nTen days.')
  })

  it('keeps insertions, the words of links and content controls, and leaves out deletions, hidden text and field codes', async () => {
    const body = p(
      `${run('The ')}<w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:ins>${run('new ')}</w:ins><w:hyperlink r:id="x">${run('rule')}</w:hyperlink>` +
        `<w:r><w:rPr><w:vanish/></w:rPr><w:t> secret</w:t></w:r><w:sdt><w:sdtContent>${run(' holds')}</w:sdtContent></w:sdt>` +
        `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(' 7')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
    )
    expect(await markdown(body)).toBe('The new rule holds 7')
  })

  it('reads signs of fonts, tabs and breaks', async () => {
    const sign = (place: string, font: string) => `<w:r><w:sym w:font="${font}" w:char="${place}"/></w:r>`
    const body = p(
      `${sign('F0FE', 'Wingdings')}${run(' yes')}<w:r><w:tab/></w:r>${sign('2610', 'MS Gothic')}${run(' no')}<w:r><w:br/></w:r>${sign('B3', 'Symbol')}${run(' 3')}`,
    )
    expect(await markdown(body)).toBe('☑ yes ☐ no\n≥ 3')
  })

  it('joins paragraphs whose end was deleted', async () => {
    expect(await markdown(p('One ', '<w:rPr><w:del/></w:rPr>') + p('two'))).toBe('Onetwo')
  })

  it('escapes what would vanish in Markdown, and nothing else', async () => {
    expect(await markdown(p('Use &lt;b> &amp;amp; *stars* for 3 &lt; 4 &amp; 5'))).toBe('Use &lt;b> &amp;amp; *stars* for 3 < 4 & 5')
  })

  it('reads a text box once, where its paragraph is', async () => {
    const box = `<w:txbxContent>${p('In the box')}</w:txbxContent>`
    const body = p(
      `${run('Before')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice>` +
        `<mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    )
    expect(await markdown(body + p('After'))).toBe('Before\n\nIn the box\n\nAfter')
  })

  it('puts footnotes, endnotes and comments at the end', async () => {
    const body = p(`${run('Fact')}<w:r><w:footnoteReference w:id="2"/></w:r>${run(' and claim')}<w:r><w:endnoteReference w:id="5"/></w:r>`)
    const parts = {
      footnotes: `<w:footnote w:id="0" w:type="separator">${p('-')}</w:footnote><w:footnote w:id="2">${p('Source A')}</w:footnote>`,
      endnotes: `<w:endnote w:id="5">${p('Source B')}</w:endnote>`,
      comments: `<w:comment w:id="0" w:author="Ann" w:date="2026-01-02T03:04:05Z">${p('Sure?')}</w:comment>`,
    }
    expect(await markdown(body, parts)).toBe('Fact[^1] and claim[^i]\n\n[^1]: Source A\n\n[^i]: Source B\n\n[author: Ann, time: 2026-01-02T03:04:05]: Sure?')
  })

  it('reads strict files and any prefix', async () => {
    const bytes = zipSync({
      'word/document.xml': strToU8(
        '<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:p><d:r><d:t>Strict</d:t></d:r></d:p></d:body></d:document>',
      ),
    })
    expect((await docxExtractor.extract({ name: 'a.docx', bytes, kind: 'docx' })).documents[0]?.text).toBe('Strict')
  })

  it('gives a reason for a file without text', async () => {
    expect(await docxExtractor.extract({ name: 'a.docx', bytes: docx('<w:p/>'), kind: 'docx' })).toEqual({ documents: [], reason: 'there is no text in it' })
  })
})

describe('docxExtractor: lists', () => {
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}${level(2, 'decimal', '%1.%2.%3', '<w:isLgl/>')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}${level(1, 'bullet', 'o')}</w:abstractNum>` +
    `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
    `<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>`

  it('counts on after other paragraphs, restarts below, and starts where a list says', async () => {
    const body =
      p('one', list(1)) +
      p('a', list(1, 1)) +
      p('b', list(1, 1)) +
      p('deep', list(1, 2)) +
      p('two', list(1)) +
      p('a again', list(1, 1)) +
      p('Text') +
      p('three', list(1)) +
      p('seven', list(3))
    expect(await markdown(body, { numbering })).toBe(
      '1. one\n    - a) a\n    - b) b\n        - 1.2.1 deep\n2. two\n    - a) a again\n\nText\n\n3. three\n7. seven',
    )
  })

  it('nests bullets, and takes paragraphs out of a list', async () => {
    expect(await markdown(p('one', list(2)) + p('two', list(2, 1)) + p('three', list(0)), { numbering })).toBe('- one\n    - two\n\nthree')
  })

  it('numbers headings by the list of their style', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
    const parts = {
      styles,
      numbering:
        `<w:abstractNum w:abstractNumId="3">${level(0, 'chineseCounting', '第%1章', '<w:pStyle w:val="H1"/>')}${level(1, 'decimal', '%1.%2', '<w:pStyle w:val="H2"/><w:isLgl/>')}</w:abstractNum>` +
        `<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>`,
    }
    expect(await markdown(p('总则', style('H1')) + p('目的', style('H2')), parts)).toBe('# 第一章 总则\n\n## 1.1 目的')
  })
})

describe('docxExtractor: tables', () => {
  it('repeats the words of merged cells, escapes bars and keeps lists within cells', async () => {
    const table = `<w:tbl>${row(cell('Who'), cell('Days', '<w:gridSpan w:val="2"/>'))}${row(cell('A|B', '<w:vMerge w:val="restart"/>'), cell('1'), cell(p('x') + p('y')))}${row(cell('', '<w:vMerge/>'), cell('2'), cell('z'))}</w:tbl>`
    expect(await markdown(table)).toBe('| Who | Days | Days |\n| --- | --- | --- |\n| A\\|B | 1 | x y |\n| A\\|B | 2 | z |')
  })

  it('reads a table of one cell as the text that it frames, and a nested table in its cell', async () => {
    const inner = `<w:tbl>${row(cell('a'), cell('b'))}</w:tbl>`
    expect(await markdown(`<w:tbl>${row(cell(p('Note') + p('well')))}</w:tbl>`)).toBe('Note\n\nwell')
    expect(await markdown(`<w:tbl>${row(cell('x'), cell(inner + p('')))}</w:tbl>`)).toBe('| x | a b |\n| --- | --- |')
  })
})

describe('docxExtractor: formulas', () => {
  const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`
  it('writes LaTeX, alone or within a line', async () => {
    const fraction = `<m:f><m:num>${r('𝑥−1')}</m:num><m:den>${r('α')}</m:den></m:f>`
    const power = `<m:sSup><m:e>${fraction}</m:e><m:sup>${r('2')}</m:sup></m:sSup>`
    expect(await markdown(p(`<m:oMathPara><m:oMath>${power}</m:oMath></m:oMathPara>`))).toBe('$${\\frac{x-1}{\\alpha}}^{2}$$')
    const root = `<m:oMath><m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e>${r('y')}</m:e></m:rad></m:oMath>`
    expect(await markdown(p(`${run('Take ')}${root}${run('.')}`))).toBe('Take $\\sqrt{y}$ .')
    const sum = `<m:oMath><m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>${r('i=1')}</m:sub><m:sup>${r('n')}</m:sup><m:e><m:d><m:e>${r('i')}</m:e></m:d></m:e></m:nary></m:oMath>`
    expect(await markdown(p(sum))).toBe('$$\\sum_{i=1}^{n} \\left(i\\right)$$')
  })
})

describe('docxExtractor: broken files', () => {
  const refusal = async (bytes: Uint8Array) => {
    try {
      await docxExtractor.extract({ name: 'a.docx', bytes, kind: 'docx' })
    } catch (error) {
      return error
    }
    return undefined
  }
  it.each([
    ['nothing', new Uint8Array(), 'not a Word document: the file is empty'],
    ['zeros', new Uint8Array(65_536), 'not a Word document: it holds nothing but zero bytes'],
    ['a PDF', strToU8('%PDF-1.7\n'), 'not a Word document: it is a PDF'],
    ['another archive', zipSync({ 'a.txt': strToU8('a') }), 'not a Word document: it is a zip archive of other files'],
    [
      'a workbook',
      zipSync({ 'xl/workbook.xml': strToU8('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>') }),
      'not a Word document: it is an Excel workbook',
    ],
    ['a cut file', docx(p('text')).subarray(0, 400), 'the file is damaged: its end is missing, as if it was not copied to the end'],
  ])('says what is wrong with %s', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatchObject({ name: 'TilthError', message })
  })

  it('refuses entities, deep nesting and XML that is not well-formed', async () => {
    const archive = (xml: string) => zipSync({ 'word/document.xml': strToU8(xml) })
    const code = async (xml: string) => ((await refusal(archive(xml))) as { code?: string }).code
    expect(await code(`<!DOCTYPE a [<!ENTITY b "ha">]><w:document ${NAMESPACES}><w:body><w:p>&b;</w:p></w:body></w:document>`)).toBe('xml-doctype')
    expect(await code(`<w:document ${NAMESPACES}><w:body>${'<w:sdt>'.repeat(100_000)}`)).toBe('xml-too-deep')
    expect(await code(`<w:document ${NAMESPACES}><w:body></w:document>`)).toBe('xml-damaged')
  })

  it('finds a flipped bit in what it reads', async () => {
    const bytes = Uint8Array.from(zipSync({ 'word/document.xml': [docxXml(), { level: 0 }] }))
    bytes[bytes.length - 300] = (bytes[bytes.length - 300] ?? 0) ^ 4
    expect(await refusal(bytes)).toMatchObject({ code: 'archive-damaged' })
  })
})

const docxXml = () => strToU8(`<w:document ${NAMESPACES}><w:body>${p('word '.repeat(200))}</w:body></w:document>`)
