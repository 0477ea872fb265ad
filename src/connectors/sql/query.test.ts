import { describe, expect, test } from 'vitest'
import { bareName, checkQuery, type Dialect } from './query.ts'

const DIALECTS: readonly Dialect[] = ['sqlite', 'postgres', 'mysql']

describe('one SELECT passes', () => {
  test.each([
    ['SELECT * FROM articles', 'articles', true],
    ['  select id from articles where x = 1 order by a, b ; -- the end;', 'articles', true],
    ["SELECT ';', 'it''s -- no comment' FROM articles", 'articles', true],
    ['/* ; */ SELECT 1 AS id', undefined, false],
    ['WITH a AS (SELECT 1 AS id) SELECT * FROM a', 'a', false],
    ['SELECT * FROM a JOIN b ON a.id = b.id', 'a', false],
    ['SELECT * FROM a, b', 'a', false],
    ['SELECT x, count(*) FROM a GROUP BY x', 'a', false],
    ['SELECT * FROM (SELECT * FROM a) AS q', 'a', false],
  ])('%s', (query, table, single) => {
    for (const dialect of DIALECTS) expect(checkQuery(query, dialect)).toMatchObject({ single, ...(table === undefined ? {} : { table }) })
  })

  test('with what only one database understands', () => {
    expect(checkQuery('SELECT $$;\'$$, $a$ ; $a$, E\'\\\';\' FROM "my schema"."T" /* a /* b */ ; */', 'postgres').table).toBe('"my schema"."T"')
    expect(checkQuery('SELECT "a;\\"", `b;` FROM `kb`.`t` # ; no', 'mysql').table).toBe('`kb`.`t`')
    expect(checkQuery('SELECT [a;b], "c;" FROM [t;]', 'sqlite').table).toBe('[t;]')
    expect(['"my schema"."T"', '`kb`.`t`', '[t;]', 'public.articles'].map(bareName)).toEqual(['T', 't', 't;', 'articles'])
  })

  test('without its semicolon', () => expect(checkQuery('SELECT 1; /* ; */', 'sqlite').text).toBe('SELECT 1'))
})

test.each([
  ['', 'empty'],
  ['DELETE FROM articles', 'DELETE'],
  ['SELECT 1; DROP TABLE articles', 'more than one'],
  ['SELECT * INTO copy FROM articles', 'INTO'],
  ["SELECT 1 INTO OUTFILE '/tmp/x'", 'INTO'],
  ['SELECT * FROM articles FOR UPDATE', 'locks'],
  ['SELECT 1) AS q; SELECT (2', 'parentheses|more than one'],
  ['SELECT 1) AS q, (SELECT 2', 'parentheses'],
  ["SELECT 'open", 'not closed'],
  ['EXPLAIN SELECT 1', 'EXPLAIN'],
])('%s is refused', (query, why) => {
  for (const dialect of DIALECTS) expect(() => checkQuery(query, dialect)).toThrow(new RegExp(why))
})

test("MySQL's comments that are commands are refused", () => {
  expect(() => checkQuery('SELECT 1 /*! INTO OUTFILE "x" */', 'mysql')).toThrow(/command/)
  expect(() => checkQuery('SELECT 1 /*M! , 2 */', 'mysql')).toThrow(/command/)
})
