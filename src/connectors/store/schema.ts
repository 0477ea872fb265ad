import { TilthError } from '../../common/errors.ts'
import type { Database } from './database.ts'
import { DUPLICATE_TABLES } from './duplicates.ts'
import { VAULT_TABLES } from './vault.ts'

/** "Tilt" in ASCII: tells our files from other SQLite databases. */
const APPLICATION_ID = 0x54_69_6c_74

/**
 * Each brings a store from version `index` to `index + 1`. Released ones are never changed.
 *
 * Numbers are never used twice (AUTOINCREMENT), so that what another process holds in memory cannot be mistaken for
 * something newer. Large values stand apart from what is read often.
 */
const MIGRATIONS: readonly ((database: Database) => void)[] = [
  (database) =>
    database.exec(`
      -- One row. changes: write transactions so far: whoever knows it can tell what has changed since. The others: of \`string\`.
      CREATE TABLE state (
        id INTEGER PRIMARY KEY CHECK (id = 1), changes INTEGER NOT NULL, live_bytes INTEGER NOT NULL, dead_bytes INTEGER NOT NULL
      ) STRICT;
      INSERT INTO state VALUES (1, 0, 0, 0);

      CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

      -- All that is written in words (\`strings.ts\`). Elsewhere stand only numbers, hashes and codes.
      CREATE TABLE string (number INTEGER PRIMARY KEY, start INTEGER NOT NULL, data TEXT NOT NULL) STRICT;

      -- key: hash of place and source. names: JSON [place, source, reason]. The strings of a file are neighbours.
      CREATE TABLE file (
        number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, names INTEGER NOT NULL, first_string INTEGER NOT NULL,
        last_string INTEGER NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, fingerprint TEXT NOT NULL, modified REAL, size INTEGER,
        documents INTEGER NOT NULL, chunks INTEGER NOT NULL, redactions TEXT NOT NULL, seconds REAL NOT NULL
      ) STRICT;

      -- details: JSON of its metadata and pages; first_text … last_text: the pieces of its text, none where it is empty.
      CREATE TABLE document (
        number INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, position INTEGER NOT NULL,
        id TEXT NOT NULL UNIQUE, format TEXT NOT NULL, language TEXT, title INTEGER, details INTEGER NOT NULL,
        first_text INTEGER NOT NULL, last_text INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX document_file ON document (file);

      CREATE TABLE space (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, dimensions INTEGER NOT NULL, chunks INTEGER NOT NULL) STRICT;

      -- length: words in the chunk, repetitions counted; for BM25. heading: a string.
      CREATE TABLE chunk (
        number INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, space INTEGER NOT NULL REFERENCES space, length INTEGER NOT NULL, tokens INTEGER NOT NULL,
        page INTEGER, heading INTEGER, header_start INTEGER, header_end INTEGER, UNIQUE (document, start, "end")
      ) STRICT;

      -- What the kernel scans (int8, \`quantize.ts\`), and what the best are rescored with (float32, little-endian).
      CREATE TABLE code (
        number INTEGER PRIMARY KEY REFERENCES chunk ON DELETE CASCADE, space INTEGER NOT NULL, scale BLOB NOT NULL, codes BLOB NOT NULL
      ) STRICT;
      CREATE TABLE vector (number INTEGER PRIMARY KEY REFERENCES chunk ON DELETE CASCADE, hash TEXT NOT NULL, data BLOB NOT NULL) STRICT;
      CREATE INDEX vector_hash ON vector (hash);

      -- Words as 47-bit hashes (\`word-key.ts\`): those of each chunk, and where in a block of chunks each stands (\`posting.ts\`).
      CREATE TABLE chunk_words (number INTEGER PRIMARY KEY REFERENCES chunk ON DELETE CASCADE, data BLOB NOT NULL) STRICT;
      CREATE TABLE posting (block INTEGER NOT NULL, word INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (block, word)) STRICT, WITHOUT ROWID;
      -- chunks and words: totals of the block; changed: \`state.changes\` when it was last written.
      CREATE TABLE block (number INTEGER PRIMARY KEY, chunks INTEGER NOT NULL, words INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT;
    `),
  (database) => database.exec(VAULT_TABLES),
  (database) => database.exec(DUPLICATE_TABLES),
  // Parts of a large file are rows of their own: part_of is the key of the file. cleaned: JSON.
  (database) =>
    database.exec(`
      ALTER TABLE file ADD COLUMN version TEXT;
      ALTER TABLE file ADD COLUMN prepared_at REAL;
      ALTER TABLE file ADD COLUMN cleaned TEXT;
      ALTER TABLE file ADD COLUMN part_of TEXT;
      ALTER TABLE file ADD COLUMN part INTEGER;
      CREATE INDEX file_part ON file (part_of, part) WHERE part_of IS NOT NULL;
    `),
]

export const SCHEMA_VERSION = MIGRATIONS.length

export type StoreState = 'empty' | 'older' | 'current'

/** Throws when the file is no store, or one that only a newer Tilth can read. */
export function inspectSchema(database: Database): StoreState {
  const version = pragma(database, 'user_version')
  const application = pragma(database, 'application_id')
  if (version === 0 && application === 0 && !database.prepare('SELECT 1 FROM sqlite_schema').get()) return 'empty'
  if (application !== APPLICATION_ID) {
    throw new TilthError('not-a-store', `tilth.db in ${database.location} is not a Tilth store`, 'move that file away, or name another folder with --store DIR')
  }
  if (version > SCHEMA_VERSION) {
    throw new TilthError(
      'store-too-new',
      `the store ${database.location} was made by a newer Tilth (store version ${version}, this one knows up to ${SCHEMA_VERSION})`,
      'update Tilth, or name another folder with --store DIR',
    )
  }
  return version < SCHEMA_VERSION ? 'older' : 'current'
}

/** Brings the store to this version, in one transaction. */
export async function migrate(database: Database): Promise<void> {
  await database.write(() => {
    if (inspectSchema(database) === 'current') return
    for (const migration of MIGRATIONS.slice(pragma(database, 'user_version'))) migration(database)
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`)
  })
}

function pragma(database: Database, name: 'user_version' | 'application_id'): number {
  const row = database.prepare(`PRAGMA ${name}`).get()
  return Number(row?.[name] ?? 0)
}
