import { expect, test } from 'vitest'
import { makeCompoundFile } from '../../testing/compound-file.ts'
import { extractorSuite } from '../../testing/extractor-suite.ts'
import { msgExtractor } from './msg.ts'

const wide = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'))
/** Properties of fixed length behind a head: [id, type, value]. */
function fixed(head: number, ...values: readonly [number, number, bigint][]): Uint8Array {
  const bytes = Buffer.alloc(head + 16 * values.length)
  values.forEach(([id, type, value], at) => {
    bytes.writeUInt16LE(type, head + 16 * at)
    bytes.writeUInt16LE(id, head + 16 * at + 2)
    bytes.writeBigUInt64LE(value, head + 16 * at + 8)
  })
  return new Uint8Array(bytes)
}
const filetime = (iso: string) => BigInt(Date.parse(iso) + 11_644_473_600_000) * 10_000n
const recipient = (name: string, address: string, type: bigint) => ({
  '__properties_version1.0': fixed(8, [0x0c15, 3, type]),
  [`__substg1.0_3001001F`]: wide(name),
  '__substg1.0_39FE001F': wide(address),
})

const file = (root: Parameters<typeof makeCompoundFile>[0], name = 'offer.msg') => ({ name, kind: 'msg', bytes: makeCompoundFile(root) })
const MESSAGE = file({
  '__properties_version1.0': fixed(32, [0x0039, 0x40, filetime('2024-05-06T08:30:00Z')], [0x3ffd, 3, 936n]),
  '__substg1.0_0037001F': wide('Offer for the lathe 报价'),
  '__substg1.0_0C1A001F': wide('Ann Example'),
  '__substg1.0_5D01001F': wide('ann@example.com'),
  '__substg1.0_1000001E': new Uint8Array([0xc4, 0xfa, 0xba, 0xc3, 0x0d, 0x0a, 0x31, 0x32]),
  '__recip_version1.0_#00000000': recipient('Bob', 'bob@example.com', 1n),
  '__recip_version1.0_#00000001': recipient('Cy', 'cy@example.com', 2n),
  '__attach_version1.0_#00000000': {
    '__properties_version1.0': fixed(8),
    '__substg1.0_3707001F': wide('terms.txt'),
    '__substg1.0_37010102': new Uint8Array(Buffer.from('Pay in 30 days.')),
  },
})

test('reads people, time, a text in the code page of the sender, and names attachments', async () => {
  const { documents } = await msgExtractor.extract(MESSAGE)
  expect(documents).toHaveLength(1)
  expect(documents[0]?.text).toBe(
    '# Offer for the lathe 报价\n\n- From: Ann Example <ann@example.com>\n- To: Bob <bob@example.com>\n- Cc: Cy <cy@example.com>\n- Date: 2024-05-06T08:30:00Z\n- Attachments: terms.txt\n\n您好\n12',
  )
})

test('hands attachments on, and says which cannot be read', async () => {
  const read = await msgExtractor.extract(MESSAGE, {
    readInner: async ({ name, bytes }) => ({ documents: [{ text: `${name}: ${Buffer.from(bytes).toString()}`, format: 'plain', metadata: {} }] }),
  })
  expect(read.documents[1]).toEqual({
    text: 'terms.txt: Pay in 30 days.',
    format: 'plain',
    title: 'terms.txt',
    metadata: { part: 'terms.txt', message: 'Offer for the lathe 报价' },
  })
  const failed = await msgExtractor.extract(MESSAGE, { readInner: () => Promise.reject(new Error('it is damaged')) })
  expect(failed.documents).toHaveLength(1)
  expect(failed.reason).toBe('attachments that cannot be read: terms.txt (it is damaged)')
})

test('unpacks the rich text that stands alone (the example of [MS-OXRTFCP] 3.1)', async () => {
  const packed = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex')
  const { documents } = await msgExtractor.extract(
    file({ '__properties_version1.0': fixed(32), '__substg1.0_0037001F': wide('x'), '__substg1.0_10090102': new Uint8Array(packed) }),
  )
  expect(documents[0]?.text).toBe('# x\n\nhello world')
})

extractorSuite('Outlook message', msgExtractor, {
  sound: [MESSAGE],
  broken: [{ ...MESSAGE, bytes: MESSAGE.bytes.subarray(0, 600), name: 'cut.msg' }, file({ other: wide('x') }, 'other.msg')],
})
