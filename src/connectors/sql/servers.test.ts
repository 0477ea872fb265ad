import mysql from 'mysql2/promise'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { missing, startMariaDb, startPostgres, type SqlServer } from '../../../test/sql-servers.ts'
import type { Fetched, Source, SourceItem } from '../../contracts/source.ts'
import { sourceSuite } from '../../testing/source-suite.ts'
import { parsePlace, type SqlPlace } from './address.ts'
import { openSql, sqlConnector } from './sql.ts'

/** The same tests for both servers: what differs is here. */
interface Kind {
  readonly name: 'PostgreSQL' | 'MariaDB'
  readonly scheme: 'postgres' | 'mysql'
  start(): Promise<SqlServer>
  /** Runs statements as the owner of the database `kb`. */
  admin(server: SqlServer): Promise<{ run(sql: string): Promise<unknown>; end(): Promise<void> }>
  readonly setup: readonly string[]
  /** Numbers from 1 to `count`, as a FROM. */
  numbers(count: number): string
  readonly mixed: readonly string[]
  /** A text of so many bytes. */
  long(bytes: number): string
  readonly sleep: string
}

const PASSWORD = 'pa$s/w@rd:1'

const kinds: readonly Kind[] = [
  {
    name: 'PostgreSQL',
    scheme: 'postgres',
    start: startPostgres,
    admin: async ({ socket, port, user }) => {
      const connect = async (database: string) => {
        const client = new Client({ host: socket, port, user, database })
        client.on('error', () => {})
        await client.connect()
        return client
      }
      let client = await connect('postgres')
      if (!(await client.query(`SELECT 1 FROM pg_database WHERE datname = 'kb'`)).rowCount) await client.query('CREATE DATABASE kb')
      await client.end()
      client = await connect('kb')
      return { run: (sql) => client.query(sql), end: () => client.end() }
    },
    setup: [`CREATE ROLE reader LOGIN PASSWORD '${PASSWORD}'`, 'GRANT pg_read_all_data TO reader', `CREATE ROLE writer LOGIN SUPERUSER PASSWORD '${PASSWORD}'`],
    numbers: (count) => `(SELECT n FROM generate_series(1, ${count}) AS n) AS numbers`,
    mixed: [
      `CREATE TYPE mood AS ENUM ('glad')`,
      'CREATE TABLE mixed (id uuid PRIMARY KEY, name text, flag boolean, small int, big bigint, money numeric(30,2), day date, at timestamptz, local timestamp, data jsonb, raw bytea, tags text[], mood mood, box box, nothing text)',
      `INSERT INTO mixed VALUES ('00000000-0000-0000-0000-000000000001', '張三 🦉', true, 7, 9007199254740993, 12345678901234567890.12, '2024-02-29', '2024-03-01 10:00:00.5+02', '2024-03-01 10:00:00', '{"a": [1, 12345678901234567890]}', '\\xff00', '{x,y}', 'glad', '(1,1),(0,0)', NULL)`,
    ],
    long: (bytes) => `repeat('x', ${bytes})`,
    sleep: `SELECT 1 AS id, pg_sleep(30)::text AS body`,
  },
  {
    name: 'MariaDB',
    scheme: 'mysql',
    start: startMariaDb,
    admin: async ({ socket, user }) => {
      const client = await mysql.createConnection({ socketPath: socket, user })
      client.on('error', () => {})
      await client.query('CREATE DATABASE IF NOT EXISTS kb')
      await client.query('USE kb')
      return { run: (sql) => client.query(sql), end: () => client.end() }
    },
    setup: [
      `CREATE USER reader@'%' IDENTIFIED BY '${PASSWORD}'`,
      `GRANT SELECT ON kb.* TO reader@'%'`,
      `CREATE USER writer@'%' IDENTIFIED BY '${PASSWORD}'`,
      `GRANT ALL ON *.* TO writer@'%'`,
    ],
    numbers: (count) => `(SELECT seq AS n FROM seq_1_to_${count}) AS numbers`,
    mixed: [
      'CREATE TABLE mixed (id binary(16) PRIMARY KEY, name text, flag boolean, small int, big bigint, money decimal(30,2), day date, at timestamp(3), local datetime, data json, raw blob, bits bit(3), mood enum("glad"), box geometry, nothing text) CHARSET utf8mb4',
      `SET time_zone = '+02:00'`,
      `INSERT INTO mixed VALUES (x'00000000000000000000000000000001', '張三 🦉', true, 7, 9007199254740993, 12345678901234567890.12, '2024-02-29', '2024-03-01 10:00:00.5', '2024-03-01 10:00:00', '{"a": [1, 12345678901234567890]}', x'ff00', b'101', 'glad', point(1, 1), NULL)`,
    ],
    long: (bytes) => `REPEAT('x', ${bytes})`,
    sleep: 'SELECT 1 AS id, SLEEP(30) AS body',
  },
]

const documentOf = (fetched: Fetched) => {
  if (fetched.unchanged || !('documents' in fetched)) throw new Error('nothing was read')
  return fetched.documents[0]!
}

for (const kind of kinds) {
  const why = missing(kind.name)
  if (why) console.warn(`skipped: ${why}`)
  describe.skipIf(why !== undefined)(kind.name, () => {
    let server: SqlServer
    let admin: Awaited<ReturnType<Kind['admin']>>
    const base = (user = 'reader', password = PASSWORD) => `${kind.scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/kb`
    const opened: Source[] = []
    const open = async (fields: Partial<SqlPlace> & { readonly query: string }, options?: Parameters<typeof openSql>[1]) => {
      const source = await openSql({ sql: base(), ...fields }, options)
      opened.push(source)
      return source
    }
    const list = async (source: Source, known: ReadonlyMap<string, string> = new Map()) => {
      const items: SourceItem[] = []
      for await (const item of source.list({ known })) items.push(item)
      return items
    }
    const text = async (source: Source, name: string) => documentOf(await source.fetch((await list(source)).find((item) => item.source === name)!)).text

    beforeAll(async () => {
      server = await kind.start()
      admin = await kind.admin(server)
      for (const statement of kind.setup) await admin.run(statement)
      await admin.run('CREATE TABLE articles (id int PRIMARY KEY, title varchar(100), body text, changed int)')
      await admin.run(`INSERT INTO articles SELECT n, CONCAT('Title ', n), CONCAT('Body ', n), 1 FROM ${kind.numbers(2_000)}`)
    })
    afterAll(async () => {
      await Promise.all(opened.map((source) => source.close()))
      await admin?.end().catch(() => {})
      await server?.stop()
    })

    for (const modified of ['', '&modified=changed']) {
      sourceSuite(`${kind.name}${modified && ', with a time of change'}`, async () => {
        const table = `suite${modified ? 1 : 0}`
        await admin.run(`CREATE TABLE ${table} (id varchar(20), title text, body text, changed int)`)
        await admin.run(
          `INSERT INTO ${table} VALUES ('1', 'One', 'The first', 1), ('2', 'Two', 'The second', 1), ('a/b', 'Three', 'The third', 1), ('2', 'Again', '', 1), (NULL, 'None', '', 1)`,
        )
        const place = `${base()}?query=SELECT * FROM ${table}&key=id${modified}`
        return {
          connector: sqlConnector(),
          place,
          secrets: [PASSWORD, encodeURIComponent(PASSWORD)],
          sound: ['1', '2', 'a%2Fb'],
          broken: ['2?2', kind.name === 'PostgreSQL' ? '?row-5' : '?row-1'],
          change: async () => {
            await admin.run(`UPDATE ${table} SET body = 'changed', changed = 2 WHERE id = '1'`)
            return '1'
          },
          nonsense: [
            `${kind.scheme}://nobody`,
            place.replace(encodeURIComponent(PASSWORD), 'wrong'),
            place.replace('/kb', '/none'),
            place.replace(table, 'no_such_table'),
            place.replace('SELECT *', 'SELECT nothing'),
            place.replace('SELECT *', 'SELECT * FROM FROM'),
            place.replace('key=id', 'key=number'),
            place.replace(/:\d+\//, ':1/'),
            `${place}&template={{nothing}}`,
            `${base()}?query=SELECT 1 AS a, 2 AS a&key=a`,
          ],
          close: async () => {},
        }
      })
    }

    test('prints every type in a way that one can read, and none of the bytes', async () => {
      for (const statement of kind.mixed) await admin.run(statement)
      const source = await open({ query: 'SELECT * FROM mixed' })
      const [item] = await list(source)
      const { text, title, metadata } = documentOf(await source.fetch(item!))
      expect({ item, text: text.replaceAll(/ +/g, ' '), title, metadata }).toMatchSnapshot()
      expect(text).not.toMatch(/ff00|\\xff|raw/)
    })

    test('asks for the changed rows alone', async () => {
      const source = await open({ query: 'SELECT * FROM articles', modified: 'changed' })
      const known = new Map((await list(source)).map((item) => [item.source, item.version!]))
      expect(known.size).toBe(2_000)
      await admin.run("UPDATE articles SET changed = 2, title = CONCAT(title, '!') WHERE id IN (7, 1999)")
      const changed = (await list(source, known)).filter((item) => known.get(item.source) !== item.version)
      expect(changed.map((item) => item.source).sort()).toEqual(['1999', '7'])
      expect(documentOf(await source.fetch(changed[0]!)).title).toMatch(/!$/)
    })

    test('reads while it lists, or after it, in any order and at once', async () => {
      for (const modified of [undefined, 'changed']) {
        const source = await open({
          query: 'SELECT id, title, body, changed FROM articles',
          key: ['id', 'title'],
          ...(modified ? { modified } : {}),
          template: '{{body}}',
        })
        const found: string[] = []
        for await (const item of source.list({ known: new Map() })) found.push(documentOf(await source.fetch(item)).text)
        expect(new Set(found).size).toBe(2_000)
        const items = (await list(source)).toReversed()
        const texts = await Promise.all(items.map(async (item) => documentOf(await source.fetch(item)).text))
        expect(texts.map((each) => each.replace('Body ', ''))).toEqual(items.map((item) => item.source.split('/')[0]))
      }
    })

    test('a read that is aborted costs no other', async () => {
      const source = await open({ query: 'SELECT * FROM articles', modified: 'changed' })
      const items = await list(source)
      const controller = new AbortController()
      await source.fetch(items[0]!, { signal: controller.signal })
      controller.abort()
      await expect(source.fetch(items[1]!, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
      for (const item of items.slice(1, 700))
        expect(documentOf(await source.fetch(item, { signal: new AbortController().signal })).text).toContain(`id: ${item.source}\n`)
    })

    test('changes nothing, whatever the query calls', async () => {
      const sneaky =
        kind.name === 'PostgreSQL'
          ? 'CREATE FUNCTION sneak() RETURNS int LANGUAGE sql AS $$ DELETE FROM articles RETURNING 1 $$'
          : 'CREATE FUNCTION sneak() RETURNS int MODIFIES SQL DATA BEGIN DELETE FROM articles; RETURN 1; END'
      await admin.run(sneaky)
      const reading = open({ sql: base('writer'), query: 'SELECT id, sneak() AS body FROM articles', key: 'id' }).then((source) => list(source))
      await expect(reading).rejects.toMatchObject({ code: 'not-read-only' })
      expect(await text(await open({ query: 'SELECT count(*) AS number, 1 AS id FROM articles', key: 'id' }), '1')).toContain('2000')
    })

    test('leaves out a row of 100 MB and reads the others', async () => {
      await admin.run('CREATE TABLE giants (id int PRIMARY KEY, body ' + (kind.name === 'PostgreSQL' ? 'text)' : 'longtext)'))
      if (kind.name === 'MariaDB') await admin.run('SET GLOBAL max_allowed_packet = 1073741824')
      const writer = await kind.admin(server)
      await writer.run(
        `INSERT INTO giants SELECT n, CASE n WHEN 2 THEN ${kind.long(104_857_600)} WHEN 4 THEN ${kind.long(3_000_000)} ELSE 'small' END FROM ${kind.numbers(4)}`,
      )
      await writer.end()
      const source = await open({ query: 'SELECT * FROM giants' })
      const items = await list(source)
      expect(items.map((item) => item.refused?.reason ?? '')).toEqual(['', expect.stringMatching(/holds 10[0-9] MB/), '', ''])
      expect(documentOf(await source.fetch(items[3]!)).text.length).toBeGreaterThan(3_000_000)
    })

    test('gives up a query that takes too long, and a server that says nothing more', async () => {
      await expect(open({ query: kind.sleep, key: 'id', timeoutMs: 300 }).then((source) => list(source))).rejects.toMatchObject({
        code: 'database-timeout',
        hint: expect.stringContaining('timeout='),
      })
      const source = await open({ query: 'SELECT * FROM articles', timeoutMs: 300 })
      server.freeze()
      try {
        await expect(list(source)).rejects.toMatchObject({ code: 'database-timeout' })
      } finally {
        server.thaw()
      }
    })

    test('says that the server went away in the middle, and reads on when it is back for a row', async () => {
      const query = `SELECT n AS id, CONCAT('x', ${kind.long(2_000)}) AS body FROM ${kind.numbers(100_000)}`
      const source = await open({ query, key: 'id' })
      const others = kind.name === 'PostgreSQL' ? `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'` : 'KILL USER reader'
      let count = 0
      const reading = (async () => {
        for await (const _ of source.list({ known: new Map() })) if (++count === 1_000) await admin.run(others)
      })()
      await expect(reading).rejects.toMatchObject({ code: 'database-gone', hint: expect.stringContaining('run the same command again') })
      expect(count).toBeLessThan(100_000)
      const again = await open({ query: 'SELECT * FROM articles', modified: 'changed' })
      const items = await list(again)
      await again.fetch(items[0]!)
      await admin.run(others)
      // Those of the batch that came already are held; these are not.
      expect(documentOf(await again.fetch(items[1_500]!)).text).toContain(`id: ${items[1_500]!.source}`)
    })

    test('reads many rows in bounded memory', async () => {
      const source = await open({ query: `SELECT n AS id, ${kind.long(4_000)} AS body FROM ${kind.numbers(100_000)}`, key: 'id' })
      const before = process.memoryUsage().rss
      let [count, most] = [0, 0]
      for await (const _ of source.list({ known: new Map() })) if (++count % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss)
      expect(count).toBe(100_000)
      // The rows hold 400 MB as bytes and as text again; the collector takes its time.
      expect(most - before).toBeLessThan(550 * 1_048_576)
    }, 180_000)

    test('has a place that two queries do not share, and a name that does not change with them', async () => {
      const [first, second, named] = await Promise.all([
        open({ query: 'SELECT * FROM articles WHERE id < 3' }),
        open({ query: 'SELECT * FROM articles WHERE id > 3' }),
        openSql(parsePlace(`${base()}?query=SELECT * FROM articles&name=wiki`)),
      ])
      expect(first.place).toMatch(new RegExp(`^${kind.scheme}://127.0.0.1:${server.port}/kb/articles-[0-9a-f]{8}$`))
      expect(second.place).not.toBe(first.place)
      expect(named.place).toBe(`${kind.scheme}://127.0.0.1:${server.port}/kb/wiki`)
    })
  })
}
