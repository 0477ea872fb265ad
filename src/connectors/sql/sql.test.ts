import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceSuite } from '../../testing/source-suite.ts'
import { openSql, sqlConnector } from './sql.ts'

for (const modified of ['', '&modified=changed']) {
  sourceSuite(`SQLite${modified && ' with a time of change'}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tilth-sqlite-'))
    const file = join(folder, 'kb.db')
    const database = new DatabaseSync(file)
    database.exec(`CREATE TABLE articles (id, title TEXT, body TEXT, changed INTEGER);
      INSERT INTO articles VALUES (1, 'One', 'The first', 1), (2, 'Two', 'The second', 1), ('a/b', 'Three', 'The third', 1), (2, 'Again', 'The second again', 1), (NULL, 'No key', '', 1)`)
    return {
      connector: sqlConnector(),
      place: `sqlite:${file}?query=SELECT * FROM articles&key=id${modified}&template=# {{title}}\\n\\n{{body}}`,
      secrets: ['PRAGMA'],
      sound: ['1', '2', 'a%2Fb'],
      broken: ['2?2', '?row-1'],
      change: async () => {
        database.exec(`UPDATE articles SET body = 'The first, changed', changed = 2 WHERE id = 1`)
        return '1'
      },
      nonsense: [
        'sqlite:',
        `sqlite:${file}`,
        `sqlite:${file}?query=DROP TABLE articles`,
        `sqlite:${file}?query=SELECT 1&colour=red`,
        `sqlite:${folder}/none.db?query=SELECT 1`,
      ],
      close: async () => {
        database.close()
        rmSync(folder, { recursive: true })
      },
    }
  })
}

/** A database with one table, removed when the test ends. */
function makeDatabase(statements: string): { readonly sql: string; [Symbol.dispose](): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-sqlite-'))
  const file = join(folder, 'kb.db')
  const database = new DatabaseSync(file)
  database.exec(statements)
  database.close()
  return { sql: `sqlite:${file}`, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}

test('the primary key names the rows where one table is asked, and must be named otherwise', async () => {
  using made = makeDatabase("CREATE TABLE t (b TEXT, a INTEGER, body TEXT, PRIMARY KEY (a, b)); INSERT INTO t VALUES ('x', 1, 'text')")
  const source = await openSql({ sql: made.sql, query: 'SELECT * FROM t WHERE a > 0' })
  const items = await Array.fromAsync(source.list({ known: new Map() }))
  expect(items.map((item) => item.source)).toEqual(['1/x'])
  await source.close()
  for (const query of ['SELECT body FROM t', 'SELECT a, body FROM t', 'SELECT * FROM t JOIN (SELECT 1)', 'SELECT max(a) AS a FROM t GROUP BY b']) {
    await expect(openSql({ sql: made.sql, query })).rejects.toMatchObject({ hint: expect.stringContaining('key=') })
  }
})

test('no hash of values is made where it is not wanted', async () => {
  using made = makeDatabase("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, at TEXT); INSERT INTO t VALUES (1, 'Ada', '2024-01-01')")
  const versions = async (fields: object, options?: object) => {
    const source = await openSql({ sql: made.sql, query: 'SELECT * FROM t', ...fields }, options)
    const items = await Array.fromAsync(source.list({ known: new Map() }))
    const fetched = await source.fetch(items[0]!)
    await source.close()
    expect(fetched.version).toBe(items[0]?.version)
    return items[0]?.version
  }
  expect(await versions({}, { hashVersions: false })).toBeUndefined()
  expect(await versions({})).toMatch(/^[0-9a-f]{32}$/)
  expect(await versions({ modified: 'at' })).toMatch(/^2024-01-01~/)
  // Another template makes another text of the same row.
  expect(await versions({ modified: 'at', template: '{{name}}' })).not.toBe(await versions({ modified: 'at' }))
})

test('bytes that are no UTF-8, huge values and values of any type in one column', async () => {
  using made =
    makeDatabase(`CREATE TABLE t (id INTEGER PRIMARY KEY, body); INSERT INTO t VALUES (1, CAST(x'6162ff63' AS TEXT)), (2, x'00ff'), (3, 9007199254740993), (4, NULL),
    (5, CAST(zeroblob(70000000) AS TEXT)), (6, 1.5)`)
  const source = await openSql({ sql: made.sql, query: 'SELECT * FROM t' })
  const found: unknown[] = []
  for await (const item of source.list({ known: new Map() })) {
    const fetched = item.refused ? undefined : await source.fetch(item)
    found.push(fetched && !fetched.unchanged && 'documents' in fetched ? fetched.documents[0]?.text : item.refused?.reason)
  }
  await source.close()
  expect(found).toEqual([
    'id: 1\nbody: ab\uFFFDc',
    'id: 2',
    'id: 3\nbody: 9007199254740993',
    'id: 4',
    'the row holds 67 MB; rows over 64 MB are not read',
    'id: 6\nbody: 1.5',
  ])
})

test.each([
  ['SELECT * FROM nowhere', 'no-such-table'],
  ['SELECT nobody FROM t', 'no-such-column'],
  ['SELECT FROM t', 'bad-query'],
])('%s is explained', async (query, code) => {
  using made = makeDatabase('CREATE TABLE t (id INTEGER PRIMARY KEY)')
  await expect(openSql({ sql: made.sql, query })).rejects.toMatchObject({ code })
})
