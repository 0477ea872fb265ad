/** Numbers as lists show them. Names are those of ST_NumberFormat (ECMA-376, 17.18.59). */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
      return ''
    case 'decimalZero':
      return String(value).padStart(2, '0')
    case 'lowerLetter':
      return letters(value)
    case 'upperLetter':
      return letters(value).toUpperCase()
    case 'lowerRoman':
      return roman(value)
    case 'upperRoman':
      return roman(value).toUpperCase()
    case 'ordinal':
      return `${value}${ordinalEnding(value)}`
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2460 + value - 1) : String(value)
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return chinese(value, '〇一二三四五六七八九', '十百千万')
    case 'chineseLegalSimplified':
      return chinese(value, '零壹贰叁肆伍陆柒捌玖', '拾佰仟万', false)
    case 'ideographLegalTraditional':
      return chinese(value, '零壹貳參肆伍陸柒捌玖', '拾佰仟萬', false)
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(value)].map((digit) => '〇一二三四五六七八九'[Number(digit)] ?? digit).join('')
    case 'ideographTraditional':
      return cyclic(value, '甲乙丙丁戊己庚辛壬癸')
    case 'ideographZodiac':
      return cyclic(value, '子丑寅卯辰巳午未申酉戌亥')
    case 'russianLower':
      return cyclic(value, 'абвгдежзиклмнопрстуфхцчшщыэюя')
    case 'russianUpper':
      return cyclic(value, 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ')
    default:
      return String(value)
  }
}

const cyclic = (value: number, signs: string) => (value >= 1 && value <= signs.length ? (signs[value - 1] ?? '') : String(value))

/** 1 → a, 26 → z, 27 → aa, 28 → bb, as Word counts on. */
function letters(value: number): string {
  if (value < 1 || value > 780) return String(value)
  return String.fromCodePoint(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26))
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value)
  let left = value
  let text = ''
  for (const [worth, sign] of ROMAN) {
    while (left >= worth) {
      text += sign
      left -= worth
    }
  }
  return text
}

function ordinalEnding(value: number): string {
  const last = value % 100 >= 11 && value % 100 <= 13 ? 0 : value % 10
  return last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th'
}

/** `units` are the signs for ten, hundred, thousand and ten thousand; plain counting says 十二, not 一十二. */
function chinese(value: number, digits: string, units: string, dropsOne = true): string {
  const sign = (digit: number) => digits[digit] ?? ''
  if (value < 0 || value > 99_999 || !Number.isInteger(value)) return String(value)
  if (value === 0) return sign(0)
  const zero = dropsOne ? '零' : sign(0)
  let text = ''
  let skipped = false
  const numerals = [...String(value)].map(Number)
  for (const [at, digit] of numerals.entries()) {
    const power = numerals.length - 1 - at
    if (digit === 0) skipped = true
    else {
      text += (skipped ? zero : '') + sign(digit) + (power ? (units[power - 1] ?? '') : '')
      skipped = false
    }
  }
  return dropsOne && value >= 10 && value < 20 ? text.slice(1) : text
}
