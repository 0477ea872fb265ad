import { expect, test } from 'vitest'
import { isBroken } from './pictures.ts'

test('a text of glyphs without a meaning is broken; bullets, symbols and other scripts are not', () => {
  expect(isBroken([{ text: '\ue001\ue014\ue00a \ue003\ue009\ue011\ue00f' }, { text: '\ue021\ue004\ue00a\ue003 \ue009\ue011\ue00f\ue001\ue014 2023 km' }])).toBe(
    true,
  )
  expect(isBroken([{ text: '\uf0b7 stone for the quay' }, { text: '\uf0b7 iron for the bridge' }])).toBe(false)
  expect(isBroken([{ text: '员工须在出差结束后三十天内提交差旅费用报销单 (ζ ≤ 3 °C)' }])).toBe(false)
  expect(isBroken([{ text: '\ue001\ue014' }])).toBe(false)
})
