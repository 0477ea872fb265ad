import type { Database } from './database.ts'
import { readNames } from './manifest.ts'
import { BLOCK_SIZE, placeInBlock } from './posting.ts'

/** A file, as far as searches need it. */
export interface CatalogueFile {
  readonly place: string
  readonly source: string
  readonly kind: string
}

function findCatalogueFile(database: Database, number: number): CatalogueFile | undefined {
  const row = database.prepare('SELECT names, kind FROM file WHERE number = ?').get(number)
  if (!row) return undefined
  const { place, source } = readNames(database, Number(row['names']))
  return { place, source, kind: String(row['kind']) }
}

/**
 * What searches need of every chunk, in memory, as columns: `entry` counts the chunks in the order in which they were read.
 * A deleted chunk's entry stays, not alive, until more than half are dead; then `generation` changes and all is read anew.
 */
export interface Catalogue {
  readonly generation: number
  /** Number of entries, dead ones included. */
  readonly size: number
  /** 1 where the chunk still exists. */
  readonly alive: Uint8Array
  /** Number of the chunk. */
  numberOf(entry: number): number
  /** Words in the chunk, repetitions counted. */
  lengthOf(entry: number): number
  /** Index into `files()`. */
  fileOf(entry: number): number
  /** The files of all entries. Read when a search needs them. */
  files(): readonly CatalogueFile[]
  /** Entries of a block by their place in it, −1 where there is none; undefined for an empty block. */
  blockEntries(block: number): Int32Array | undefined
  /** Entries of a vector space, in ascending order of their chunks' numbers. */
  spaceEntries(space: number): readonly number[]
  /** Order among equal scores: source, start, place, position of the document in its file. The same in every store of the same content. */
  before(first: number, second: number): boolean
  /** Brings the columns up to date with the transaction that is open. */
  refresh(): void
}

/** Dead entries are no burden below this. */
const FEW_ENTRIES = 4096

type ChunkRow = readonly [number: number, start: number, length: number, space: number, file: number, position: number]

export function createCatalogue(database: Database): Catalogue {
  let seen = 0
  let generation = 0
  let size = 0
  let dead = 0
  let columns = allocate(1024)
  let fileNumbers: number[] = []
  let files: CatalogueFile[] = []
  let fileIndex = new Map<number, number>()
  let blocks = new Map<number, Int32Array>()
  let spaces = new Map<number, number[]>()

  function reset(): void {
    generation++
    seen = size = dead = 0
    columns = allocate(1024)
    fileNumbers = []
    files = []
    fileIndex = new Map()
    blocks = new Map()
    spaces = new Map()
  }

  function indexOfFile(number: number): number {
    let index = fileIndex.get(number)
    if (index === undefined) {
      index = fileNumbers.push(number) - 1
      fileIndex.set(number, index)
    }
    return index
  }

  /** A file that is deleted has no name any more, and no entry that is alive. */
  function readFile(index: number): CatalogueFile {
    return (files[index] ??= findCatalogueFile(database, fileNumbers[index] ?? 0) ?? { place: '', source: '', kind: '' })
  }

  function append([number, start, length, space, file, position]: ChunkRow): number {
    if (size === columns.alive.length) columns = grow(columns)
    const entry = size++
    columns.number[entry] = number
    columns.start[entry] = start
    columns.length[entry] = length
    columns.file[entry] = indexOfFile(file)
    columns.position[entry] = position
    columns.alive[entry] = 1
    const entries = spaces.get(space)
    if (entries) entries.push(entry)
    else spaces.set(space, [entry])
    return entry
  }

  /** Reads the chunks of a block and compares them with what is known. */
  function load(block: number): void {
    const rows = database
      .prepare(
        `SELECT chunk.number, chunk.start, chunk.length, chunk.space, document.file, document.position
         FROM chunk CROSS JOIN document ON document.number = chunk.document WHERE chunk.number BETWEEN ? AND ? ORDER BY chunk.number`,
        'arrays',
      )
      .all(block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE - 1) as unknown as readonly ChunkRow[]
    const known = blocks.get(block)
    const entries = new Int32Array(BLOCK_SIZE).fill(-1)
    for (const row of rows) {
      const place = placeInBlock(row[0])
      const entry = known?.[place] ?? -1
      entries[place] = entry >= 0 ? entry : append(row)
    }
    known?.forEach((entry, place) => {
      if (entry < 0 || entries[place] === entry) return
      columns.alive[entry] = 0
      dead++
    })
    if (rows.length > 0) blocks.set(block, entries)
    else blocks.delete(block)
  }

  function loadChanged(): void {
    const rows = database.prepare('SELECT number FROM block WHERE changed > ? ORDER BY number', 'arrays').all(seen) as unknown as readonly [number][]
    const loadAll = () => rows.forEach(([number]) => load(number))
    if (rows.length > 1) database.bulk(loadAll)
    else loadAll()
  }

  return {
    get generation() {
      return generation
    },
    get size() {
      return size
    },
    get alive() {
      return columns.alive
    },
    files() {
      fileNumbers.forEach((_, index) => readFile(index))
      return files
    },
    numberOf: (entry) => columns.number[entry] ?? 0,
    lengthOf: (entry) => columns.length[entry] ?? 0,
    fileOf: (entry) => columns.file[entry] ?? 0,
    blockEntries: (block) => blocks.get(block),
    spaceEntries: (space) => spaces.get(space) ?? [],
    before(first, second) {
      const [a, b] = [readFile(columns.file[first] ?? 0), readFile(columns.file[second] ?? 0)]
      if (a.source !== b.source) return a.source < b.source
      const starts = (columns.start[first] ?? 0) - (columns.start[second] ?? 0)
      if (starts !== 0) return starts < 0
      if (a.place !== b.place) return a.place < b.place
      return (columns.position[first] ?? 0) < (columns.position[second] ?? 0)
    },
    refresh() {
      const { changes } = database.prepare('SELECT changes FROM state').get() as { readonly changes: number }
      if (changes === seen) return
      // A failure half way leaves `seen` behind, so the next call reads the same blocks again.
      loadChanged()
      if (dead > FEW_ENTRIES && dead > size / 2) {
        reset()
        loadChanged()
      }
      seen = changes
    },
  }
}

interface Columns {
  readonly number: Float64Array
  readonly start: Int32Array
  readonly length: Int32Array
  readonly file: Int32Array
  readonly position: Int32Array
  readonly alive: Uint8Array
}

function allocate(capacity: number): Columns {
  const column = () => new Int32Array(capacity)
  return { number: new Float64Array(capacity), start: column(), length: column(), file: column(), position: column(), alive: new Uint8Array(capacity) }
}

function grow(columns: Columns): Columns {
  const grown = allocate(columns.alive.length * 2)
  grown.number.set(columns.number)
  grown.start.set(columns.start)
  grown.length.set(columns.length)
  grown.file.set(columns.file)
  grown.position.set(columns.position)
  grown.alive.set(columns.alive)
  return grown
}
