import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chunkStoreSuite } from '../../testing/chunk-store-suite.ts'
import { openSqliteStore } from './sqlite-store.ts'

chunkStoreSuite('SQLite store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tilth-store-'))
  const store = await openSqliteStore(folder, { create: true })
  return {
    store,
    reopen: () => openSqliteStore(folder),
    async close() {
      const { problems } = await store.check()
      await store.close()
      rmSync(folder, { recursive: true })
      if (problems.length > 0) throw new Error(problems.join('\n'))
    },
  }
})
