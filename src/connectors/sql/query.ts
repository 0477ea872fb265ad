import { UsageError } from '../../common/errors.ts'

export type Dialect = 'sqlite' | 'postgres' | 'mysql'

/** A query that may be run: one SELECT, without the semicolon at its end. */
export interface CheckedQuery {
  readonly text: string
  /** The first table that it names, as it is written. */
  readonly table?: string
  /** Each of its rows is one row of `table`: there is no other table, no grouping and nothing of the kind. */
  readonly single: boolean
}

interface Token {
  readonly text: string
  readonly kind: 'word' | 'name' | 'text' | 'sign'
  readonly depth: number
  /** Where it ends in the query. */
  readonly end: number
}

/** What stands between names and signs, by the rules of each database. */
const BLANKS: Readonly<Record<Dialect, RegExp>> = {
  sqlite: /(?:\s|--[^\n]*|\/\*[^]*?(?:\*\/|$))+/y,
  postgres: /(?:\s|--[^\n]*)+/y,
  mysql: /(?:\s|--(?=\s|$)[^\n]*|#[^\n]*|\/\*(?!M?!)[^]*?\*\/)+/y,
}
const TEXTS: Readonly<Record<Dialect, RegExp>> = {
  sqlite: /x?'(?:[^']|'')*'/iy,
  postgres: /(?<![\w$])e'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|\$((?:[a-z_]\w*)?)\$[^]*?\$\1\$/iy,
  mysql: /'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"/y,
}
const NAMES: Readonly<Record<Dialect, RegExp>> = {
  sqlite: /"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y,
  postgres: /"(?:[^"]|"")*"/y,
  mysql: /`(?:[^`]|``)*`/y,
}
const WORD = /[\p{L}_][\p{L}\p{N}_$]*|\d[\w.]*/uy

/**
 * Lets one SELECT (or WITH … SELECT) pass. The transaction is read-only whatever is written: this says so earlier and clearer, and
 * keeps the query from reaching out of the parentheses that are put around it. Throws a `UsageError`.
 */
export function checkQuery(query: string, dialect: Dialect): CheckedQuery {
  const tokens = tokensOf(query, dialect)
  const first = tokens[0]
  if (!first) throw new UsageError('the query is empty', 'give a SELECT: query=SELECT id, title, body FROM articles')
  const end = tokens.findIndex(({ text, kind }) => kind === 'sign' && text === ';')
  if (end >= 0 && tokens.slice(end).some(({ text }) => text !== ';')) throw refused('it holds more than one statement')
  if (first.kind !== 'word' || !/^(?:select|with)$/i.test(first.text)) throw refused(`it begins with ${first.text.slice(0, 20)}`)
  const words = tokens.map(({ text, kind }) => (kind === 'word' ? text.toLowerCase() : kind === 'sign' ? text : ''))
  if (words.includes('into')) throw refused('SELECT … INTO writes')
  const locks = words.some(
    (word, index) => (word === 'for' && /^(?:update|share|no|key)$/.test(words[index + 1] ?? '')) || (word === 'lock' && words[index + 1] === 'in'),
  )
  if (locks) throw refused('it locks the rows that it reads (FOR UPDATE)')
  const statement = end < 0 ? tokens : tokens.slice(0, end)
  // Without what stands behind the last word: a comment there may be open to what comes next.
  const text = query.slice(0, statement.at(-1)?.end).trim()
  return { text, ...tableOf(statement) }
}

const refused = (why: string) => new UsageError(`the query is not a single SELECT: ${why}`, 'only reading is allowed: give one SELECT, or one WITH … SELECT')

function tokensOf(query: string, dialect: Dialect): Token[] {
  const tokens: Token[] = []
  let [at, depth] = [0, 0]
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at
    const text = pattern.exec(query)?.[0]
    at += text?.length ?? 0
    return text
  }
  while (at < query.length) {
    if (take(BLANKS[dialect]) || (dialect === 'postgres' && query.startsWith('/*', at) && (at = endOfComment(query, at)))) continue
    const text = take(TEXTS[dialect])
    if (text !== undefined) {
      tokens.push({ text, kind: 'text', depth, end: at })
      continue
    }
    const name = take(NAMES[dialect])
    const word = name ?? take(WORD)
    if (word !== undefined) {
      tokens.push({ text: word, kind: name === undefined ? 'word' : 'name', depth, end: at })
      continue
    }
    const sign = query[at++] ?? ''
    if (/["'`]/.test(sign)) throw new UsageError('the query has a quotation mark that is not closed', 'close it; within a text it is written twice')
    if (sign === '/' && query[at] === '*') throw refused('it has a comment that is a command, or has no end')
    if (sign === ')') depth--
    if (depth < 0) throw unbalanced()
    tokens.push({ text: sign, kind: 'sign', depth, end: at })
    if (sign === '(') depth++
  }
  if (depth > 0) throw unbalanced()
  return tokens
}

const unbalanced = () => new UsageError('the parentheses of the query do not pair', 'try it in the shell of the database first')

/** PostgreSQL's comments stand within each other. */
function endOfComment(query: string, start: number): number {
  let depth = 0
  for (const { 0: sign, index } of query.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += sign === '/*' ? 1 : -1
    if (depth === 0) return start + index + 2
  }
  throw refused('it has a comment without an end')
}

/** What makes rows that are not the table's own. */
const MIXING = new Set(['join', 'union', 'intersect', 'except', 'group', 'distinct', 'unnest', 'lateral', 'apply'])

function tableOf(tokens: readonly Token[]): { table?: string; single: boolean } {
  const from = tokens.findIndex(({ text, kind }, index) => kind === 'word' && /^from$/i.test(text) && /^(?:word|name)$/.test(tokens[index + 1]?.kind ?? ''))
  const start = tokens[from + 1]
  if (from < 0 || !start) return { single: false }
  let table = start.text
  let next = from + 2
  while (tokens[next]?.text === '.' && tokens[next + 1]) {
    table += `.${tokens[next + 1]?.text}`
    next += 2
  }
  const words = tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text.toLowerCase())
  const others = tokens.slice(next).some(({ text, depth }) => depth === 0 && text === ',' && !/order/i.test(words.join(' ')))
  const single = words[0] === 'select' && words.filter((word) => word === 'select').length === 1 && !words.some((word) => MIXING.has(word))
  return { table, single: single && !others && tokens[next]?.text !== '(' && start.depth === 0 }
}

/** The last part of a table's name, without its quotation marks: `"public"."Articles"` is Articles. */
export function bareName(table: string): string {
  const last = /(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[^.]+)$/.exec(table)?.[0] ?? table
  if (last.startsWith('[')) return last.slice(1, -1)
  const mark = last[0]
  return mark === '"' || mark === '`' ? last.slice(1, -1).replaceAll(mark + mark, mark) : last
}
