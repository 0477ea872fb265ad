import { describe, expect, test } from 'vitest'
import { spaced, usualLimit, withSpaces } from './spaces.ts'

const HEIGHT = 48

/** A strip in which each letter is a bar of 10 columns, after a gap of as many columns as are given; spaces are what the model saw. */
function strip(letters: string, gaps: readonly number[]) {
  const width = 12 * letters.length + gaps.reduce((sum, gap) => sum + gap, 0) + 20
  const plane = new Float32Array(HEIGHT * width).fill(1)
  const glyphs: { text: string; x: number }[] = []
  let x = 5
  for (const [index, text] of [...letters].entries()) {
    if (text === ' ') {
      glyphs.push({ text, x })
      continue
    }
    x += gaps[index] ?? 2
    for (let y = 10; y < 38; y++) plane.fill(-1, y * width + x, y * width + x + 10)
    glyphs.push({ text, x: x + 5 })
    x += 10
  }
  return spaced(glyphs, { plane, width, height: HEIGHT, stride: width })
}

describe('spaces', () => {
  test('stand where the gaps are wide, whether the model saw them or not', () => {
    expect(withSpaces(strip('thebridgewasrepaired', [2, 2, 2, 12, 2, 3, 2, 2, 2, 13, 2, 2, 12]))).toBe('the bridge was repaired')
    expect(withSpaces(strip('the bridgewas repaired', [2, 2, 2, 0, 12, 2, 3, 2, 2, 2, 13, 2, 2, 0, 12]))).toBe('the bridge was repaired')
  })

  test('do not divide one word, a number or Chinese', () => {
    expect(withSpaces(strip('Berks', [0, 2, 7, 3, 6]))).toBe('Berks')
    expect(withSpaces(strip('forthesumof11,200', [0, 2, 2, 12, 2, 2, 12, 2, 2, 12, 2, 12, 6]))).toBe('for the sum of 11,200')
    expect(withSpaces(strip('第三十天内，付款', [0, 2, 12, 2, 2, 12]))).toBe('第三十天内，付款')
  })

  test('of short lines are as wide as in the lines around', () => {
    const long = strip('thebridgewasrepaired', [2, 2, 2, 12, 2, 3, 2, 2, 2, 13, 2, 2, 12])
    const usual = usualLimit([long, long, long])
    expect(withSpaces(strip('VATrate', [0, 2, 2, 10, 2, 2]), usual)).toBe('VAT rate')
    expect(usualLimit([long])).toBeUndefined()
  })

  test('are put after marks that were taken for Chinese ones', () => {
    expect(withSpaces(strip('theyear，thebridge', [0, 2, 2, 12, 2, 2, 2, 2, 12, 2, 2, 12]))).toBe('the year, the bridge')
  })
})
