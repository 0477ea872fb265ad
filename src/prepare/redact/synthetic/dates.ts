import type { Draw } from './draw.ts'

const MONTHS = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may', 'may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec'],
] as const

interface Field {
  readonly start: number
  readonly end: number
  readonly is: 'year' | 'month' | 'day' | 'name'
}

/** The same day of birth moved by up to some years, written as the value is; undefined where its form is not understood. */
export function makeDate(value: string, draw: Draw): string | undefined {
  const fields = fieldsOf(value)
  if (!fields) return undefined
  const year = -4 + draw(9)
  // Which of two numbers up to 12 is the month cannot be told: then both are.
  const days =
    fields.some(({ is }) => is === 'name') ||
    fields.some(({ start, end, is }) => is === 'day' && Number(value.slice(start, end)) > 12) ||
    fields[0]?.is === 'year'
      ? 28
      : 12
  const made = { month: 1 + draw(12), day: 1 + draw(days) }
  let text = ''
  let at = 0
  for (const { start, end, is } of fields) {
    const old = value.slice(start, end)
    text += value.slice(at, start)
    if (is === 'year') text += old.length === 2 ? two((Number(old) + 100 + year) % 100) : String(Number(old) + year)
    else if (is === 'name') text += sameCase(old, nameOf(old, made.month))
    else text += old.length === 2 ? two(made[is]) : String(made[is])
    at = end
  }
  return text + value.slice(at)
}

const two = (value: number): string => String(value).padStart(2, '0')

function nameOf(old: string, month: number): string {
  const names = MONTHS[month - 1]!
  return old.length <= 4 && old.toLowerCase() !== 'june' && old.toLowerCase() !== 'july' ? names[1] : names[0]
}

function sameCase(form: string, word: string): string {
  if (form === form.toUpperCase()) return word.toUpperCase()
  return form === form.toLowerCase() ? word : word[0]!.toUpperCase() + word.slice(1)
}

function fieldsOf(value: string): Field[] | undefined {
  const words = Array.from(value.matchAll(/\d+|\p{Script=Latin}+/gu), ({ 0: text, index }) => ({ text, start: index, end: index + text.length }))
  const fields: Field[] = []
  const numbers = words.filter(({ text }) => /^\d/.test(text))
  const named = words.find(({ text }) => MONTHS.some((names) => (names as readonly string[]).includes(text.toLowerCase())))
  if (named) fields.push({ start: named.start, end: named.end, is: 'name' })
  const years = numbers.filter(({ text }) => text.length === 4)
  if (years.length > 1 || numbers.some(({ text }) => text.length > 4 || text.length === 3)) {
    const [only] = numbers
    // "19840312"
    if (numbers.length === 1 && only?.text.length === 8) {
      const yearFirst = /^(?:19|20)/.test(only.text)
      const cut = (from: number, to: number, is: Field['is']): Field => ({ start: only.start + from, end: only.start + to, is })
      return yearFirst ? [cut(0, 4, 'year'), cut(4, 6, 'month'), cut(6, 8, 'day')] : [cut(0, 2, 'day'), cut(2, 4, 'month'), cut(4, 8, 'year')]
    }
    return undefined
  }
  const [year] = years
  const small = numbers.filter((each) => each !== year)
  if (year) fields.push({ start: year.start, end: year.end, is: 'year' })
  else if (small.length === (named ? 2 : 3)) {
    const last = small.pop()!
    fields.push({ start: last.start, end: last.end, is: 'year' })
  }
  if (small.length > 2 || (!small.length && !year)) return undefined
  // Day and month are both new and at most 12 and 28: which comes first only matters where one is above 12.
  const dayFirst = named !== undefined || small.length < 2 || (Number(small[0]!.text) > 12 && year !== numbers[0])
  small.forEach(({ start, end }, at) => fields.push({ start, end, is: named || small.length < 2 ? 'day' : (at === 0) === dayFirst ? 'day' : 'month' }))
  return fields.sort((a, b) => a.start - b.start)
}
