import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { mboxExtractor } from './mbox.ts'

const message = (subject: string, text: string) => `From ann@example.com Mon May  6 10:00:00 2024\nFrom: ann@example.com\nSubject: ${subject}\n\n${text}\n\n`
const file = (content: string, name = 'box.mbox') => ({ name, kind: 'mbox', bytes: Buffer.from(content) })
const BOX = file(
  message('One', 'first text\n>From here on it is quoted\nFrom the same line on it is text') + message('Two', 'second text').replaceAll('\n', '\r\n'),
)

test('each message is a document; lines that were escaped are as they were written', async () => {
  const { documents, reason } = await mboxExtractor.extract(BOX)
  expect(reason).toBeUndefined()
  expect(documents.map(({ title, metadata }) => [title, metadata['messageNumber']])).toEqual([
    ['One', 1],
    ['Two', 2],
  ])
  expect(documents[0]?.text).toContain('first text\nFrom here on it is quoted\nFrom the same line on it is text')
  expect(documents[1]?.text).toContain('second text')
})

test('a broken message in the middle costs itself', async () => {
  const { documents, reason } = await mboxExtractor.extract(
    file(`${message('One', 'a')}From x Mon May  6 10:00:00 2024\n\u0000\u0001 no head at all\n\n${message('Three', 'c')}`),
  )
  expect(documents.map(({ title }) => title)).toEqual(['One', 'Three'])
  expect(reason).toMatch(/^1 of 3 messages cannot be read whole: message 2 /)
})

test('a mailbox without messages has a reason', async () => {
  expect(await mboxExtractor.extract(file('nothing'))).toEqual({ documents: [], reason: 'there is no message in it' })
})

extractorSuite('mailbox', mboxExtractor, { sound: [BOX], broken: [] })
