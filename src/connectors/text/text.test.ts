import { expect, test } from 'vitest'
import type { FileContent } from '../../contracts/extractor.ts'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { markdownExtractor } from './markdown.ts'
import { textExtractor } from './text.ts'

const file = (name: string, content: string | Uint8Array, kind = name.split('.').at(-1)!): FileContent => ({
  name,
  bytes: Buffer.from(content as string),
  kind,
})
const NOISE = Uint8Array.from({ length: 4000 }, (_, index) => ((index * 2654435761) >>> 13) & 0xff)
const PDF = Buffer.concat([Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Length 4000 /Filter /FlateDecode >> stream\n', 'latin1'), NOISE])

extractorSuite('plain text', textExtractor, {
  sound: [file('note.txt', 'The weaver lives above the smithy.\r\nIn Upper Lane.\n'), file('short.txt', 'ä'), file('中文.txt', '青铜水壶放在县城博物馆。')],
  broken: [file('zeros.txt', new Uint8Array(65_536)), file('noise.txt', NOISE), file('really-a-pdf.txt', PDF)],
  verbatim: true,
})

extractorSuite('Markdown', markdownExtractor, {
  sound: [file('plain.md', '# Leave\n\nTwenty days.'), file('front.md', '---\ntitle: "Leave: 2024"\ntags: [hr, leave]\nowner: 人事部\n---\nText.')],
  broken: [file('zeros.md', new Uint8Array(65_536))],
  verbatim: true,
})

test('plain text passes character by character; only the byte order mark goes', async () => {
  const text = 'The \u0000\u0007\u001b[31mred\u001b[0m barn \u202estands\u202c by the river.\r\n\ttabs\u00a0 and  spaces \r'
  const { documents } = await textExtractor.extract(file('control.txt', `\ufeff${text}`))
  expect(documents).toEqual([{ text, format: 'plain', metadata: {} }])
})

test('what was not UTF-8, and what could not be decoded, stands in the metadata', async () => {
  const latin = await textExtractor.extract(file('latin.txt', Buffer.from('Le café est fermé.', 'latin1')))
  expect(latin.documents[0]).toMatchObject({ text: 'Le café est fermé.', metadata: { encoding: 'windows-1252' } })
  const damaged = await textExtractor.extract(file('cut.txt', Buffer.from('青铜水壶放在县城').subarray(0, -1)))
  expect(damaged.documents[0]).toMatchObject({ text: '青铜水壶放在县\ufffd', metadata: { replacedCharacters: 1 } })
})

test('a file of white space gives no document and a reason', async () => {
  expect(await textExtractor.extract(file('blank.txt', ' \n\t\n'))).toEqual({ documents: [], reason: 'the file holds only white space' })
})

test('front matter becomes metadata and title and stays in the text', async () => {
  const text =
    '---\ntitle: Travel policy # 2024\nversion: 3\ndraft: false\ntags:\n  - travel\n  - "costs: all"\nauthor:\n  name: nested\nlang: en\n---\n\n# Heading\n'
  const { documents } = await markdownExtractor.extract(file('policy.md', text))
  expect(documents).toEqual([
    {
      text,
      format: 'markdown',
      title: 'Travel policy',
      language: 'en',
      metadata: { title: 'Travel policy', version: 3, draft: false, tags: ['travel', 'costs: all'], lang: 'en' },
    },
  ])
})

test.each([
  ['# Leave policy #\n\ntext', 'Leave policy'],
  ['```sh\n# a comment\n```\n\nIntro\n\n# Real', 'Real'],
  ['Leave policy\n=====\n\ntext', 'Leave policy'],
  ['## Only a second level', undefined],
  ['---\n\nA rule, not front matter: x\n\n# T', 'T'],
])('title of %j', async (text, title) => {
  expect((await markdownExtractor.extract(file('x.md', text))).documents[0]?.title).toBe(title)
})
