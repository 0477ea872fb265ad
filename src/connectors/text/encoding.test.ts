import { describe, expect, test } from 'vitest'
import { decodeText } from './encoding.ts'

/** A legacy encoder: the decoder that Node has, turned round. */
function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number[]>()
  const learn = (bytes: number[]) => {
    const letter = decoder.decode(Uint8Array.from(bytes))
    if ([...letter].length === 1 && letter !== '\ufffd' && !table.has(letter)) table.set(letter, bytes)
  }
  for (let byte = 0; byte < 256; byte++) learn([byte])
  if (!encoding.startsWith('windows') && encoding !== 'koi8-r')
    for (let lead = 0x81; lead <= 0xfe; lead++) for (let trail = 0x40; trail <= 0xfe; trail++) learn([lead, trail])
  return Uint8Array.from([...text].flatMap((letter) => table.get(letter) ?? [0x3f]))
}

const SIMPLIFIED = '说明。\n青铜水壶放在县城博物馆的第三展厅，每周二闭馆。'
const TRADITIONAL = '說明。\n燈塔的鑰匙交給老船長保管，每年春天重新油漆一次。'
const JAPANESE = '説明。\n山小屋の時計は五分進んでいる。登山者は朝四時に出発する。'
const KOREAN = '회의실 예약은 전날 오후 다섯 시까지 총무부에 신청해 주십시오.'
const RUSSIAN = 'Командировочные расходы возмещаются в конце месяца.'
const GERMAN = 'Die Bäckerei in der Königstraße öffnet früh.'
const ALONE = 'Elle va à Paris.'
const FRENCH = 'Le café est fermé à cause de la grève, mais l’hôtel reste ouvert.'

describe('decodeText', () => {
  test.each([
    ['gb18030', SIMPLIFIED],
    ['gb18030', '员工出差报销标准'],
    ['big5', TRADITIONAL],
    ['shift_jis', JAPANESE],
    ['shift_jis', '出張費は月末に精算'],
    ['euc-jp', JAPANESE],
    ['euc-kr', KOREAN],
    ['windows-1252', GERMAN],
    ['windows-1252', FRENCH],
    ['windows-1252', ALONE],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['utf-16le', SIMPLIFIED],
    ['utf-16be', TRADITIONAL],
    ['utf-16le', GERMAN],
    ['utf-16be', RUSSIAN],
  ])('%s without a mark: %s', (encoding, text) => {
    expect(decodeText(encode(text, encoding))).toEqual({ text, encoding, replaced: 0 })
  })

  test.each(['utf-8', 'utf-16le', 'utf-16be'])('a %s byte order mark decides and is taken off', (encoding) => {
    const bytes = encoding === 'utf-8' ? Buffer.from('\ufeffréservé') : encode('\ufeffréservé', encoding)
    expect(decodeText(bytes)).toEqual({ text: 'réservé', encoding, replaced: 0 })
  })

  test('a Chinese line after pages of English is found', () => {
    const text = 'All work and no play makes Jack a dull boy.\n'.repeat(3000) + SIMPLIFIED
    expect(decodeText(encode(text, 'gb18030'))).toEqual({ text, encoding: 'gb18030', replaced: 0 })
  })

  test('one huge line is decoded as a whole', () => {
    const text = SIMPLIFIED.replace('\n', '').repeat(5000)
    expect(decodeText(encode(text, 'gb18030')).text).toBe(text)
  })

  test('UTF-8 with damage keeps the rest and counts the damage', () => {
    const bytes = Buffer.concat([Buffer.from('青铜水壶'), Buffer.from([0xff]), Buffer.from('放在县城'), Buffer.from([0xe5, 0x9c])])
    expect(decodeText(bytes)).toEqual({ text: '青铜水壶\ufffd放在县城\ufffd', encoding: 'utf-8', replaced: 2 })
  })

  test('bytes of no encoding in an English text are replaced', () => {
    const bytes = Buffer.concat([
      Buffer.from('The bakery opens at five '),
      Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
      Buffer.from(' and closes.'),
    ])
    expect(decodeText(bytes)).toMatchObject({ encoding: 'utf-8', text: expect.stringMatching(/^The bakery opens at five \ufffd.* and closes\.$/) })
  })

  test('a declared charset decides what is not valid UTF-8, and is ignored where the bytes are', () => {
    expect(decodeText(encode('Zażółć', 'windows-1250'), { charset: 'windows-1250' }).text).toBe('Zażółć')
    expect(decodeText(Buffer.from(SIMPLIFIED), { charset: 'iso-8859-1' }).text).toBe(SIMPLIFIED)
    expect(decodeText(encode(SIMPLIFIED, 'gb18030'), { charset: 'no such thing' }).encoding).toBe('gb18030')
  })

  test('carriage returns and an empty text stay as they are', () => {
    expect(decodeText(Buffer.from('a\r\nb\rc')).text).toBe('a\r\nb\rc')
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', replaced: 0 })
  })
})
