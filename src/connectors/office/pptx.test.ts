import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ExtractedDocument } from '../../contracts/extractor.ts'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { pptxExtractor } from './pptx.ts'

const A = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const P = 'http://schemas.openxmlformats.org/presentationml/2006/main'
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const ROOT = `xmlns:a="${A}" xmlns:p="${P}" xmlns:r="${R}"`
const relationships = (links: Readonly<Record<string, string>>) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(links)
    .map(([target, type], at) => `<Relationship Id="r${at}" Type="${R}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** Slides by their shapes; `notes` of the first; the layout's body placeholder stands at 300 and has bullets by its master. */
function pptx(slides: readonly string[], notes = ''): Uint8Array {
  const files: Record<string, string> = {
    '_rels/.rels': relationships({ 'ppt/presentation.xml': 'officeDocument' }),
    'ppt/presentation.xml': `<p:presentation ${ROOT}><p:sldIdLst>${slides.map((_, at) => `<p:sldId id="${at}" r:id="r${at}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relationships(Object.fromEntries(slides.map((_, at) => [`slides/s${at}.xml`, 'slide']))),
    'ppt/layout.xml': `<p:sldLayout ${ROOT}><p:cSld><p:spTree>${sp('', { type: 'body', index: 1, y: 300 })}</p:spTree></p:cSld></p:sldLayout>`,
    'ppt/_rels/layout.xml.rels': relationships({ 'master.xml': 'slideMaster' }),
    'ppt/master.xml': `<p:sldMaster ${ROOT}><p:cSld><p:spTree/></p:cSld><p:txStyles><p:bodyStyle><a:lvl1pPr><a:buChar char="•"/></a:lvl1pPr><a:lvl2pPr><a:buChar char="–"/></a:lvl2pPr></p:bodyStyle></p:txStyles></p:sldMaster>`,
  }
  for (const [at, shapes] of slides.entries()) {
    files[`ppt/slides/s${at}.xml`] = `<p:sld ${ROOT}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`
    files[`ppt/slides/_rels/s${at}.xml.rels`] = relationships({ '../layout.xml': 'slideLayout', ...(notes && at === 0 && { '../notes.xml': 'notesSlide' }) })
  }
  if (notes)
    files['ppt/notes.xml'] =
      `<p:notes ${ROOT}><p:cSld><p:spTree>${sp(para(notes), { type: 'body' })}${sp(para('1'), { type: 'sldNum' })}</p:spTree></p:cSld></p:notes>`
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}

const para = (text: string, properties = '') => `<a:p>${properties}<a:r><a:t>${text}</a:t></a:r></a:p>`
function sp(
  body: string,
  { type, index, x = 0, y }: { readonly type?: string; readonly index?: number; readonly x?: number; readonly y?: number } = {},
): string {
  const placeholder = type === undefined ? '' : `<p:ph type="${type}"${index === undefined ? '' : ` idx="${index}"`}/>`
  const place = y === undefined ? '' : `<a:xfrm><a:off x="${x}" y="${y}"/></a:xfrm>`
  return `<p:sp><p:nvSpPr><p:cNvPr id="1"/><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr>${place}</p:spPr><p:txBody><a:bodyPr/>${body}</p:txBody></p:sp>`
}

async function read(slides: readonly string[], notes?: string): Promise<ExtractedDocument> {
  const [document] = (await pptxExtractor.extract({ name: 'a.pptx', bytes: pptx(slides, notes), kind: 'pptx' })).documents
  if (!document) throw new Error('no document')
  return document
}

const sound = pptx([sp(para('Plan _x000B_B _xD800_'), { type: 'title' }), sp(para('')), sp(para('End'))], 'Notes')
extractorSuite('PowerPoint', pptxExtractor, {
  sound: [{ name: 'plan.pptx', bytes: sound, kind: 'pptx' }],
  broken: [
    { name: 'empty.pptx', bytes: new Uint8Array(), kind: 'pptx' },
    { name: 'cut.pptx', bytes: sound.subarray(0, 500), kind: 'pptx' },
  ],
})

describe('pptxExtractor', () => {
  it('gives a page for each slide, with title, inherited bullets and notes', async () => {
    const body = sp(para('First') + para('below', '<a:pPr lvl="1"/>') + para('plain', '<a:pPr><a:buNone/></a:pPr>'), { type: 'body', index: 1 })
    const { text, pages, title } = await read(
      [body + sp(para('Plan'), { type: 'title' }) + sp(para('7'), { type: 'sldNum' }), sp(para('Thanks'))],
      'Speak slowly',
    )
    expect(text).toBe('# Plan\n\n- First\n    - below\n\nplain\n\nNotes: Speak slowly\n\n# Thanks')
    expect(pages?.map(({ number, start, end }) => [number, text.slice(start, end)])).toEqual([
      [1, '# Plan\n\n- First\n    - below\n\nplain\n\nNotes: Speak slowly'],
      [2, '# Thanks'],
    ])
    expect(title).toBe('Plan')
  })

  it('reads from top to bottom and from left to right, groups and inherited places included', async () => {
    const box = (text: string, y: number, x = 0) => sp(para(text), { y, x })
    const group = `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="200000"/></a:xfrm></p:grpSpPr>${box('in group', 5)}</p:grpSp>`
    const shapes =
      box('last', 400_000) +
      box('right', 100_040, 900) +
      group +
      box('left', 100_050) +
      sp(para('inherited'), { type: 'body', index: 1 }) +
      sp(para('T'), { type: 'title', y: 900_000 })
    expect((await read([shapes])).text).toBe('# T\n\n- inherited\n\nleft\n\nright\n\nin group\n\nlast')
  })

  it('numbers lists as their scheme and start say', async () => {
    const number = (scheme: string, start = 1, level = 0) => `<a:pPr lvl="${level}"><a:buAutoNum type="${scheme}" startAt="${start}"/></a:pPr>`
    const body =
      para('a', number('arabicPeriod', 3)) +
      para('x', number('alphaLcParenR', 1, 1)) +
      para('b', number('arabicPeriod', 3)) +
      para('y', number('alphaLcParenR', 1, 1))
    expect((await read([sp(para('T'), { type: 'title' }) + sp(body)])).text).toBe('# T\n\n3. a\n    - a) x\n4. b\n    - a) y')
  })

  it('reads tables with merged cells, and calls a slide that begins with one by its number', async () => {
    const tc = (text: string, attributes = '') => `<a:tc ${attributes}><a:txBody>${para(text)}</a:txBody></a:tc>`
    const table = `<a:tbl><a:tr>${tc('Head', 'gridSpan="2"')}${tc('', 'hMerge="1"')}</a:tr><a:tr>${tc('A', 'rowSpan="2"')}${tc('1')}</a:tr><a:tr>${tc('', 'vMerge="1"')}${tc('2')}</a:tr></a:tbl>`
    const frame = `<p:graphicFrame><p:xfrm><a:off x="0" y="0"/></p:xfrm><a:graphic><a:graphicData>${table}</a:graphicData></a:graphic></p:graphicFrame>`
    expect((await read([frame])).text).toBe('# Slide 1\n\n| Head | Head |\n| --- | --- |\n| A | 1 |\n| A | 2 |')
  })

  it('refuses what is no presentation', async () => {
    const bytes = zipSync({ 'word/document.xml': strToU8('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>') })
    await expect(pptxExtractor.extract({ name: 'a.pptx', bytes, kind: 'pptx' })).rejects.toMatchObject({
      code: 'wrong-kind',
      message: 'not a PowerPoint presentation: it is a Word document',
    })
  })
})
