import type { SealedEntry, VaultStore } from '../../contracts/vault.ts'
import type { Database } from './database.ts'

/**
 * The vault: sealed entries, and which file uses which. An entry goes with the last file that uses it, unless it is pinned: then it
 * was put there for no file, and stays. The store cannot tell what is in an entry.
 */
export const VAULT_TABLES = `
  CREATE TABLE vault (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL, pinned INTEGER NOT NULL) STRICT;
  CREATE TABLE vault_use (
    file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, entry INTEGER NOT NULL REFERENCES vault, PRIMARY KEY (file, entry)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX vault_use_entry ON vault_use (entry);
`

/** Adds what a file uses, within the open transaction. */
export function useEntries(database: Database, file: number, entries: readonly SealedEntry[]): void {
  for (const entry of entries) database.prepare('INSERT OR IGNORE INTO vault_use VALUES (?, ?)').run(file, insertEntry(database, entry, false))
}

function insertEntry(database: Database, { id, sealed }: SealedEntry, pinned: boolean): number {
  database
    .prepare('INSERT INTO vault (id, sealed, pinned) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET pinned = max(pinned, excluded.pinned)')
    .run(id, sealed, Number(pinned))
  return Number(database.prepare('SELECT number FROM vault WHERE id = ?').get(id)?.['number'])
}

/** Entries that a file uses, to be given to `dropUnused` once it is gone. */
export function entriesOf(database: Database, file: number): number[] {
  return database
    .prepare('SELECT entry FROM vault_use WHERE file = ?')
    .all(file)
    .map(({ entry }) => Number(entry))
}

/** Removes those of the entries that nothing uses any more. Overwritten first: a page may keep what a row leaves behind. */
export function dropUnused(database: Database, entries: Iterable<number>): void {
  const unused = 'number = ? AND pinned = 0 AND NOT EXISTS (SELECT 1 FROM vault_use WHERE entry = vault.number)'
  const erase = database.prepare(`UPDATE vault SET sealed = zeroblob(octet_length(sealed)) WHERE ${unused}`)
  const drop = database.prepare(`DELETE FROM vault WHERE ${unused}`)
  for (const entry of new Set(entries)) {
    erase.run(entry)
    drop.run(entry)
  }
}

/** `change` runs a write transaction. */
export function vaultStore(database: Database, change: (work: () => boolean) => Promise<void>): VaultStore {
  return {
    entries: () =>
      database.read(() =>
        (database.prepare('SELECT id, sealed FROM vault ORDER BY number', 'arrays').all() as unknown as readonly [string, Uint8Array][]).map(
          ([id, sealed]) => ({
            id,
            sealed,
          }),
        ),
      ),
    put: (entries) =>
      change(() => {
        for (const entry of entries) insertEntry(database, entry, true)
        return false
      }),
  }
}
