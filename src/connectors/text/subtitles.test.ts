import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { subtitlesExtractor } from './subtitles.ts'

const file = (text: string, name: string) => ({ name, kind: name.slice(-3), bytes: Buffer.from(text) })
const SRT = file(
  '\ufeff1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>Welcome to the</i>\r\nevening course.\r\n\r\n2\r\n00:01:04,000 --> 00:01:06,000\r\nBring a notebook.\r\n',
  'course.srt',
)
const VTT = file(
  'WEBVTT\n\nNOTE made by hand\n\nintro\n00:02.000 --> 00:04.000 align:start\n<v Anna>今天我们谈\n\n00:04.000 --> 00:06.000\n租约。\n',
  'talk.vtt',
)

test('joins cues into paragraphs with the time they begin at', async () => {
  expect((await subtitlesExtractor.extract(SRT)).documents[0]?.text).toBe('[00:00:01] Welcome to the evening course. Bring a notebook.')
  expect((await subtitlesExtractor.extract(VTT)).documents[0]?.text).toBe('[00:00:02] Anna: 今天我们谈租约。')
})

test('a long talk is parted at ends of sentences', async () => {
  const cues = Array.from(
    { length: 40 },
    (_, at) => `${at}\n00:${String(at).padStart(2, '0')}:00,000 --> 00:${String(at).padStart(2, '0')}:09,000\nSentence number ${at} says a little more.\n`,
  )
  const paragraphs = ((await subtitlesExtractor.extract(file(cues.join('\n'), 'long.srt'))).documents[0]?.text ?? '').split('\n\n')
  expect(paragraphs.length).toBeGreaterThan(2)
  for (const paragraph of paragraphs) expect(paragraph).toMatch(/^\[00:\d\d:00\] Sentence .*more\.$/)
})

extractorSuite('subtitles', subtitlesExtractor, { sound: [SRT, VTT], broken: [file('no times here', 'broken.srt')] })
