import { expect, test } from 'vitest'
import { parseAddress, parsePlace, shownDatabase } from './address.ts'
import { keyOf, sourceOf } from './key.ts'

test('an address as it is typed, and as a program writes it', () => {
  const typed = parsePlace(
    "postgres://r@h/kb?query=SELECT a+1 AS id FROM t WHERE x LIKE '%word%' AND y='b&c' # no&key=id, b&template=# {{t}}\\n\\n{{b}}&sslmode=require&timeout=5",
  )
  expect(typed).toEqual({
    sql: 'postgres://r@h/kb?sslmode=require',
    query: "SELECT a+1 AS id FROM t WHERE x LIKE '%word%' AND y='b&c' # no",
    key: ['id', 'b'],
    template: '# {{t}}\n\n{{b}}',
    timeoutMs: 5_000,
  })
  const fields = { query: 'SELECT a+1 AS id FROM t', key: 'id' }
  expect(parsePlace(`sqlite:kb.db?${new URLSearchParams(fields)}`)).toMatchObject({ query: fields.query, key: ['id'] })
})

test('who and where', () => {
  expect(parseAddress('postgres://me:p%40:s@[::1]:6000/my%20kb', {})).toEqual({
    dialect: 'postgres',
    user: 'me',
    password: 'p@:s',
    host: '::1',
    port: 6000,
    database: 'my kb',
  })
  expect(parseAddress('mariadb://h/kb?password-env=KB', { KB: 'secret' })).toEqual({ dialect: 'mysql', host: 'h', database: 'kb', password: 'secret' })
  expect(parseAddress('postgres:///kb?host=/run/postgresql', {})).toEqual({ dialect: 'postgres', database: 'kb', socket: '/run/postgresql' })
  expect(shownDatabase(parseAddress('postgres://me:secret@h:5432/kb', {}))).toBe('postgres://h/kb')
  expect(() => parseAddress('mysql://h/kb?password-env=NONE', {})).toThrow(/NONE/)
  for (const wrong of ['postgres:kb', 'postgres://me:secret@h', 'mysql://me:secret@h:99999/kb', 'postgres://me:secret@h/kb?sslmode=maybe']) {
    expect(() => parseAddress(wrong, {})).toThrow(/address of the database(?!.*secret)/)
  }
})

test('keys become sources and keys again', () => {
  const keys = [[42], ['a/b', '50%', 'ü?#'], [''], ['..'], [' x '], ['a\tb\\c'], ['張三'], ['%']]
  const sources = keys.map(sourceOf)
  expect(sources).toEqual(['42', 'a%2Fb/50%25/ü%3F%23', '%', '%2E%2E', '%20x%20', 'a%09b%5Cc', '張三', '%25'])
  expect(sources.map((source) => keyOf(source!))).toEqual(keys.map((key) => key.map(String)))
  expect(sourceOf(['a', null])).toBeUndefined()
})
