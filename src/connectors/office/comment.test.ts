import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { toMarkdown } from './markdown.ts'
import { openPackage } from './package.ts'
import { readCellComments } from './sheet-extras.ts'
import { readAuthors, readComments } from './slide-comments.ts'

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const links = (types: Readonly<Record<string, string>>) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(types)
    .map(([target, type]) => `<Relationship Id="${target}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`
const office = (kind: 'pptx' | 'xlsx', files: Readonly<Record<string, string>>) =>
  openPackage(
    { name: `a.${kind}`, kind, bytes: zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))) },
    kind === 'pptx' ? 'p:presentation' : 'x:workbook',
  )

it('gives notes on cells, and threads instead of the notes that repeat them', () => {
  const x = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const tc = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
  const book = office('xlsx', {
    'xl/workbook.xml': `<workbook ${x}/>`,
    'xl/_rels/workbook.xml.rels': links({ 'person.xml': 'person' }),
    'xl/person.xml': `<personList ${tc}><person id="{1}" displayName="Jane"/></personList>`,
    'xl/_rels/s.xml.rels': links({ 'c.xml': 'comments', 't.xml': 'threadedComment' }),
    'xl/c.xml': `<comments ${x}><authors><author>John</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>Why </t></r><r><t>so?</t></r></text></comment><comment ref="B2" authorId="0"><text><t>[Threaded comment]</t></text></comment></commentList></comments>`,
    'xl/t.xml': `<ThreadedComments ${tc}><threadedComment ref="B2" dT="2026-06-18T17:12:37.41" personId="{1}"><text>Indeed</text></threadedComment></ThreadedComments>`,
  })
  expect(toMarkdown(readCellComments(book, 'xl/s.xml'))).toBe('[author: John]: Why so?\n\n[author: Jane, time: 2026-06-18T17:12:37.41]: Indeed')
})

it('gives comments on slides in their older and newer form, replies after them', () => {
  const p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
  const n = 'xmlns:n="http://schemas.microsoft.com/office/powerpoint/2018/8/main" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
  const body = (text: string) => `<n:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></n:txBody>`
  const deck = office('pptx', {
    'ppt/presentation.xml': `<p:presentation ${p}/>`,
    'ppt/_rels/presentation.xml.rels': links({ 'old.xml': 'commentAuthors', 'new.xml': 'authors' }),
    'ppt/old.xml': `<p:cmAuthorLst ${p}><p:cmAuthor id="0" name="John" initials="J"/></p:cmAuthorLst>`,
    'ppt/new.xml': `<n:authorLst ${n}><n:author id="{2}" name="Jane"/></n:authorLst>`,
    'ppt/_rels/s.xml.rels': links({ 'a.xml': 'comments', 'b.xml': 'comments' }),
    'ppt/a.xml': `<p:cmLst ${p}><p:cm authorId="0" dt="2026-01-01T00:00:00"><p:text>First</p:text></p:cm></p:cmLst>`,
    'ppt/b.xml': `<n:cmLst ${n}><n:cm authorId="{2}" created="2026-02-02T00:00:00Z"><n:replyLst><n:reply authorId="{2}">${body('Third')}</n:reply></n:replyLst>${body('Second')}</n:cm></n:cmLst>`,
  })
  expect(toMarkdown(readComments(deck, 'ppt/s.xml', readAuthors(deck)))).toBe(
    '[author: John (J), time: 2026-01-01T00:00:00]: First\n\n[author: Jane, time: 2026-02-02T00:00:00]: Second\n\n[author: Jane]: Third',
  )
})
