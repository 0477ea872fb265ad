import { expect, test } from 'vitest'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { emlExtractor } from './eml.ts'

const file = (name: string, content: string | Uint8Array) => ({ name, bytes: Buffer.from(content as string), kind: 'eml' })
const read = async (content: string | Uint8Array) => (await emlExtractor.extract(file('x.eml', content))).documents[0]!

const PLAIN = `Message-ID: <1@example.com>
From: =?UTF-8?B?546L6Iqz?= <wang@example.com>
To: Ann <ann@example.com>, bob@example.com
Cc: Team: c@example.com, D <d@example.com>;
Date: Tue, 5 Mar 2024 09:30:00 +0100
Subject: Offices: who
 moves when

Dear all,\r
\r
room 12 goes first.\r
`
const MIXED = `From: a@example.com
Subject: =?gb2312?B?yNWzzA==?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/html; charset=gb2312
Content-Transfer-Encoding: quoted-printable

<h2>Plan</h2><p>=BB=E1=D2=E9<br>at <b>nine</b></p><script>track()</script>
--b
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--b--
`

extractorSuite('e-mail', emlExtractor, {
  sound: [
    file('plain.eml', PLAIN),
    file('mixed.eml', MIXED),
    file('cut.eml', MIXED.slice(0, 300)),
    file('control.eml', PLAIN.replace('room', 'ro\u0000\u0007om')),
  ],
  broken: [file('zeros.eml', new Uint8Array(65_536)), file('prose.eml', 'The weaver lives above the smithy.\n\nIn Upper Lane.\n')],
})

test('a plain message', async () => {
  expect(await read(PLAIN)).toEqual({
    title: 'Offices: who moves when',
    format: 'markdown',
    text: `# Offices: who moves when

- From: 王芳 <wang@example.com>
- To: Ann <ann@example.com>, bob@example.com
- Cc: c@example.com, D <d@example.com>
- Date: 2024-03-05T09:30:00+01:00

Dear all,

room 12 goes first.`,
    metadata: {
      from: '王芳 <wang@example.com>',
      to: ['Ann <ann@example.com>', 'bob@example.com'],
      cc: ['c@example.com', 'D <d@example.com>'],
      date: '2024-03-05T09:30:00+01:00',
      messageId: '<1@example.com>',
    },
  })
})

test('a message of HTML becomes Markdown, its attachment is named', async () => {
  const { text, title, metadata } = await read(MIXED)
  expect(title).toBe('日程')
  expect(text).toContain('- Attachments: plan.pdf')
  expect(text).toContain('## Plan')
  expect(text).toMatch(/会议\s+at \W*nine/)
  expect(text).not.toContain('track')
  expect(metadata).toEqual({ from: 'a@example.com', attachments: ['plan.pdf'] })
})

test.each([
  ['Tue, 5 Mar 2024 23:30:00 -0530 (some place)', '2024-03-05T23:30:00-05:30'],
  ['Tue, 5 Mar 2024 09:30:00 +0000', '2024-03-05T09:30:00.000Z'],
  ['Tue, 5 Mar 2024 09:30:00 GMT', '2024-03-05T09:30:00.000Z'],
  ['Tue, 5 Mar 2024 09:30:00 +9900', undefined],
  ['some day in March', undefined],
])('the date %j is what the sender saw', async (written, seen) => {
  const { metadata, text } = await read(PLAIN.replace('Tue, 5 Mar 2024 09:30:00 +0100', written))
  if (seen) expect(metadata).toMatchObject({ date: seen })
  expect(text).toContain(`- Date: ${String(metadata?.['date'])}`)
})

test('what somebody typed is no Markdown', async () => {
  const { text } = await read('From: a@example.com\nSubject: s\n\n# a comment of a shell\nlast words\n-- \nAnn\n')
  expect(text).toContain('\\# a comment of a shell\nlast words\n\n--')
})
