import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sourceSuite } from '../../testing/source-suite.ts'
import { sqlConnector } from './sql.ts'

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
