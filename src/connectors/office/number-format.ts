/** Number formats that a workbook refers to without spelling them out (ECMA-376, 18.8.30); the East Asian ones are dates. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '$#,##0',
  6: '$#,##0',
  7: '$#,##0.00',
  8: '$#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm',
  19: 'h:mm:ss',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd h:mm',
  37: '#,##0',
  38: '#,##0',
  39: '#,##0.00',
  40: '#,##0.00',
  41: '#,##0',
  42: '$#,##0',
  43: '#,##0.00',
  44: '$#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  48: '0.0E+0',
}

/** Excel allows no longer ones. */
const LONGEST_FORMAT = 255

export function builtInFormat(id: number): string {
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return 'yyyy-mm-dd'
  return id >= 32 && id <= 35 ? 'h:mm:ss' : (BUILT_IN[id] ?? 'General')
}

/**
 * A number as its cell shows it: rounded, with its signs of thousands, per cent and currency. Dates are written as
 * ISO 8601 does whatever the format's order, as far as the format goes: "2024-03-05", "2024-03", "09:30".
 */
export function formatCell(value: number, code: string, date1904: boolean): string {
  if (!Number.isFinite(value)) return ''
  const sections = sectionsOf(code.slice(0, LONGEST_FORMAT))
  const section = sections[value < 0 && sections.length > 1 ? 1 : value === 0 && sections.length > 2 ? 2 : 0] ?? ''
  if (isDate(section)) return formatDate(value, section, date1904) ?? plainNumber(value)
  if (!section && sections.length > 1) return ''
  // Accounts show a dash for nothing; a figure says the same and is found.
  if (value === 0 && !/0|general|@/i.test(formatSigns(section))) return '0'
  // A negative number's own section shows by itself that it is one.
  return formatNumeric(sections.length > 1 && value < 0 ? -value : value, section)
}

/** Fifteen digits are what Excel computes with; more is noise of the conversion to binary. */
export const plainNumber = (value: number) => String(Number(value.toPrecision(15)))

interface Token {
  readonly kind: 'literal' | 'format' | 'bracket'
  readonly text: string
}

/** Splits a section into quoted or escaped text, brackets, and the rest, sign by sign. */
function tokensOf(section: string): Token[] {
  const tokens: Token[] = []
  for (const [text] of section.matchAll(/"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|[^"\\_*[]/gsu)) {
    if (text.startsWith('"')) tokens.push({ kind: 'literal', text: text.replaceAll('"', '') })
    else if (text.startsWith('\\')) tokens.push({ kind: 'literal', text: text.slice(1) })
    else if (text.startsWith('[')) tokens.push({ kind: 'bracket', text: text.replace(/^\[|\]$/g, '') })
    // "_x" leaves room for x, "*x" fills the cell with it: neither is text.
    else if (!/^[_*]./su.test(text)) tokens.push({ kind: 'format', text })
  }
  return tokens
}

function sectionsOf(code: string): string[] {
  const sections = ['']
  for (const [text] of code.matchAll(/"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|[\s\S]/gu)) {
    if (text === ';') sections.push('')
    else sections[sections.length - 1] += text
  }
  return sections
}

const formatSigns = (section: string) =>
  tokensOf(section)
    .map(({ kind, text }) => (kind === 'format' ? text : kind === 'bracket' && /^[hms]+$/i.test(text) ? `[${text}]` : ''))
    .join('')

function isDate(section: string): boolean {
  const signs = formatSigns(section)
  return !/general/i.test(signs) && /[ymdhs年月日]/i.test(signs.replace(/E[+-]/gi, '')) && !/[0#?]/.test(signs.replace(/s\.0+/gi, 's').replace(/\.0+/g, ''))
}

const DAY_MS = 86_400_000
/** 9999-12-31. */
const LAST_DAY = 2_958_466

function formatDate(value: number, section: string, date1904: boolean): string | undefined {
  const signs = formatSigns(section).toLowerCase()
  const elapsed = /\[(h+|m+|s+)\]/.exec(signs)?.[1]
  const seconds = Math.round(value * 86_400)
  if (elapsed) return elapsedTime(seconds, elapsed[0] ?? 'h', /s/.test(signs))
  if (value < 0 || value >= LAST_DAY) return undefined
  // Excel counts a 29 February 1900 that never was: before it the days are one off.
  const days = date1904 ? value + 1462 : value < 60 ? value + 1 : value
  const iso = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * (DAY_MS / 86_400)).toISOString()
  const time = /h|s/.test(signs) ? iso.slice(11, /s/.test(signs) ? 19 : 16) : ''
  const [hasYear, hasDay] = [/[y年]/.test(signs), /[d日]/.test(signs)]
  const hasMonth = time ? /[y年d日]/.test(signs) : /[m月]/.test(signs)
  const date = hasYear && !hasMonth && !hasDay ? iso.slice(0, 4) : hasYear && !hasDay ? iso.slice(0, 7) : hasYear || hasDay || hasMonth ? iso.slice(0, 10) : ''
  return [date, time].filter(Boolean).join(' ')
}

function elapsedTime(seconds: number, unit: string, withSeconds: boolean): string {
  const sign = seconds < 0 ? '-' : ''
  const total = Math.abs(seconds)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  if (unit === 's') return `${sign}${total}`
  if (unit === 'm') return `${sign}${Math.floor(total / 60)}:${two(total % 60)}`
  return `${sign}${Math.floor(total / 3600)}:${two((total % 3600) / 60)}${withSeconds ? `:${two(total % 60)}` : ''}`
}

function formatNumeric(value: number, section: string): string {
  const tokens = tokensOf(section)
  const signs = tokens.map(({ kind, text }) => (kind === 'format' ? text : '\0')).join('')
  if (/general|@/i.test(signs)) return around(tokens, plainNumber(value), /[@a-z]/i)
  if (!/[0#?]/.test(signs)) return around(tokens, '', /$^/)
  if (/\/[\s\0]*[\d?#]/.test(signs)) return plainNumber(value)
  const mantissa = signs.split(/E[+-]/i, 1)[0] ?? ''
  const [whole = '', fraction = ''] = mantissa.split('.', 2)
  const decimals = Math.min(20, (fraction.match(/[0#?]/g) ?? []).length)
  const percent = signs.includes('%')
  if (/E[+-]/i.test(signs)) return value.toExponential(decimals).replace('e', 'E')
  // Commas after the last digit each divide by a thousand.
  const thousands = (/,+(?=[^0#?,]*$)/.exec(mantissa.replace(/\0+$/, ''))?.[0].length ?? 0) * (/[0#?],+[^0#?]*$/.test(mantissa) ? 1 : 0)
  const scaled = Number((Math.abs(value) * (percent ? 100 : 1)).toPrecision(15)) / 1000 ** thousands
  const [integer = '0', digits = ''] = roundTo(scaled, decimals).split('.', 2)
  const least = (whole.match(/0/g) ?? []).length
  const padded = least > 0 ? integer.padStart(least, '0') : integer === '0' && digits ? '' : integer
  const grouped = /[0#?],[0#?]/.test(whole) ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded
  // Decimals beyond those that are always shown go when they are zeros.
  const always = fraction.lastIndexOf('0') < 0 ? 0 : (fraction.slice(0, fraction.lastIndexOf('0') + 1).match(/[0#?]/g) ?? []).length
  let shown = digits
  while (shown.length > always && shown.endsWith('0')) shown = shown.slice(0, -1)
  const number = `${grouped || (shown ? '0' : integer)}${shown && `.${shown}`}`
  const negative = value < 0 && /[1-9]/.test(number) ? '-' : ''
  return negative + around(tokens, number, /[0#?.,]/)
}

/** `toFixed`, but 1.005 is rounded as it reads, not as it is stored. */
function roundTo(value: number, decimals: number): string {
  if (value >= 1e15) return value.toFixed(0)
  const shifted = Number(`${value}e${decimals}`)
  return Number.isFinite(shifted) ? Number(`${Math.round(shifted)}e-${decimals}`).toFixed(decimals) : value.toFixed(decimals)
}

/** The section's own text (units, currency, brackets, per cent) with the number in the place of its digits. */
function around(tokens: readonly Token[], number: string, digit: RegExp): string {
  let text = ''
  let placed = !number
  for (const token of tokens) {
    if (token.kind === 'literal') text += token.text
    // [$€-407] is a currency and a language; other brackets are colours and conditions.
    else if (token.kind === 'bracket') text += token.text.startsWith('$') ? (token.text.slice(1).split('-', 1)[0] ?? '') : ''
    else if (digit.test(token.text)) {
      if (!placed) text += number
      placed = true
    } else text += token.text
  }
  return (placed ? text : number + text).replace(/\s+/g, ' ').trim()
}
