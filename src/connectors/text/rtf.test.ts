import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { rtfExtractor } from './rtf.ts'

const rtf = (body: string, name = 'letter.rtf') => ({ name, kind: 'rtf', bytes: Buffer.from(body, 'latin1') })
const textOf = async (body: string) => (await rtfExtractor.extract(rtf(body))).documents[0]?.text

const LETTER = String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fnil\fcharset134 SimSun;}}{\colortbl;\red0\green0\blue0;}
{\info{\title Notice of change}{\author Ann}}{\header\pard Page \chpgn\par}
{\*\generator Writer;}\pard\outlinelevel0\b Terms\b0\par
\pard The fee is 40\'80 a month, \ldblquote net\rdblquote  of tax.\par
\pard\f1 \'d7\'f9\'bb\'fa: \u30005?\u35805?\par
\trowd\cellx1000\cellx2000\pard\intbl Item\cell Price\cell\row
\trowd\cellx1000\cellx2000\pard\intbl Lamp\cell 12\cell\row
\pard{\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt our page}}{\v secret} ends.\par}`

test('reads paragraphs, a heading, a table, characters of several code pages, and leaves out what is not text', async () => {
  const { documents } = await rtfExtractor.extract(rtf(LETTER))
  expect(documents).toHaveLength(1)
  expect(documents[0]?.title).toBe('Notice of change')
  expect(documents[0]?.text).toBe(
    '# Terms\n\nThe fee is 40€ a month, “net” of tax.\n\n座机: 电话\n\n| Item | Price |\n| --- | --- |\n| Lamp | 12 |\n\nour page ends.',
  )
})

test('passes over binary data and survives groups that are never closed', async () => {
  expect(await textOf(String.raw`{\rtf1 before {\pict\bin5 }{}}\} after`)).toBe('before after')
  expect(await textOf(String.raw`{\rtf1 {\b open`)).toBe('open')
})

test('refuses groups nested without end', async () => {
  await expect(rtfExtractor.extract(rtf(`{\\rtf1 ${'{'.repeat(5000)}`))).rejects.toMatchObject({ code: 'file-hostile' })
})

extractorSuite('rtf', rtfExtractor, { sound: [rtf(LETTER)], broken: [rtf('no rich text', 'broken.rtf')] })
