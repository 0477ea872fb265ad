import { createContext, Script } from 'node:vm'
import { TilthError, messageOf } from '../../common/errors.ts'
import type { CustomRecogniser } from '../../contracts/personal-data.ts'
import type { Candidate } from './recognisers/page.ts'

/** Finds what the recognisers of a configuration name. Throws TilthError `pattern-too-slow` where a pattern outruns its time. */
export type CustomFinder = (text: string) => Candidate[]

/** A text of a megabyte is matched in some 10 ms by a sound pattern; one that explodes would take years. */
const TIME_MS = 1000
/** What a user asked for by name is sure. */
const SCORE = 0.97

/**
 * Compiles recognisers. Throws TilthError `bad-recogniser` for a type that is not a name, a pattern that is none,
 * and an entry without patterns and words.
 */
export function customFinder(recognisers: readonly CustomRecogniser[], timeMs = TIME_MS): CustomFinder {
  const compiled = recognisers.flatMap(compile)
  // A context of its own is the one place where Node stops a regular expression that runs too long.
  const scope: { pattern: RegExp; text: string } = { pattern: /(?:)/g, text: '' }
  const context = compiled.length ? createContext(scope) : undefined
  const script = new Script('[...text.matchAll(pattern)]')
  return (text) => {
    if (!context) return []
    const until = performance.now() + timeMs
    scope.text = text
    return compiled.flatMap(({ type, pattern }) => {
      scope.pattern = pattern
      const left = Math.ceil(until - performance.now())
      const matches = left > 0 ? run(script, context, left) : undefined
      if (!matches) {
        throw new TilthError(
          'pattern-too-slow',
          `the pattern of ${type} took more than ${timeMs} ms on a text of ${text.length.toLocaleString('en')} characters`,
          'avoid a repeat inside a repeat, such as (a+)+, and alternatives that match the same; put a limit on repeats: {1,20}',
        )
      }
      return matches.flatMap((match) => {
        const value = match.groups?.['value'] ?? match[0]
        const start = match.index + match[0].indexOf(value)
        return value ? [{ start, end: start + value.length, type, score: SCORE }] : []
      })
    })
  }
}

function run(script: Script, context: object, timeout: number): RegExpExecArray[] | undefined {
  try {
    return script.runInContext(context, { timeout }) as RegExpExecArray[]
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined
    throw error
  }
}

function compile({ type, patterns = [], words = [] }: CustomRecogniser): { type: string; pattern: RegExp }[] {
  const bad = (why: string, hint: string): TilthError => new TilthError('bad-recogniser', `the recogniser of ${type || 'no type'} ${why}`, hint)
  if (!/^[A-Z][A-Z\d]*(?:_[A-Z\d]+)*$/.test(type)) throw bad('has no proper type', 'name it in upper case, words joined by "_": EMPLOYEE_ID')
  const sources = patterns.map((pattern) => {
    try {
      return new RegExp(pattern, 'gu')
    } catch (error) {
      throw bad(`has a pattern that is none: ${messageOf(error)}`, 'write a regular expression of JavaScript, valid with the flag u')
    }
  })
  const listed = [...new Set(words.map((word) => word.trim()).filter(Boolean))].toSorted((a, b) => b.length - a.length)
  if (listed.length) sources.push(new RegExp(listed.map(whole).join('|'), 'giu'))
  if (!sources.length) throw bad('has neither patterns nor words', 'give it `patterns` or `words`')
  return sources.map((pattern) => ({ type, pattern }))
}

/** A word stands whole where its ends are letters of a script that parts words by spaces. */
function whole(word: string): string {
  const edge = '[\\p{L}\\p{N}_]'
  const escaped = word.replace(/[$()*+.?[\\\]^{|}/-]/g, (letter) => (letter === '-' ? '\\x2d' : `\\${letter}`)).replace(/\s+/g, '\\s+')
  const spaced = (letter: string): boolean => /[\p{L}\p{N}_]/u.test(letter) && !/\p{Script=Han}/u.test(letter)
  return `${spaced(word.slice(0, 1)) ? `(?<!${edge})` : ''}${escaped}${spaced(word.slice(-1)) ? `(?!${edge})` : ''}`
}
