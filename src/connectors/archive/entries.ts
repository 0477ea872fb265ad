import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { messageOf, TilthError } from '../../common/errors.ts'
import type { FileContent } from '../../contracts/extractor.ts'
import { openArchive } from '../office/zip.ts'
import { tarEntries } from './tar.ts'
import type { Entry } from './tar.ts'

/** What one packed file may unpack to. */
const MOST_BYTES = 256 * 2 ** 20

export function* entriesOf({ name, bytes }: FileContent): Generator<Entry> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.toString('latin1', 0, 2) === 'PK') {
    const archive = openArchive(file)
    for (const entry of archive.names) yield { name: entry, read: () => archive.read(entry) ?? new Uint8Array() }
    return
  }
  if (isTar(file)) return yield* tarEntries(file)
  const inner = unpacked(name, file)
  if (isTar(inner)) return yield* tarEntries(inner)
  yield { name: name.replace(/\.(gz|zst)$/i, '').replace(/\.tgz$/i, '.tar'), read: () => inner }
}

const isTar = (file: Buffer) => file.toString('latin1', 257, 262) === 'ustar'

function unpacked(name: string, file: Buffer): Buffer {
  const unpack = file.readUInt32LE(0) === 0xfd2fb528 ? zstdDecompressSync : gunzipSync
  try {
    return unpack(file, { maxOutputLength: MOST_BYTES })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new TilthError('archive-too-large', `${name} unpacks to more than ${MOST_BYTES / 2 ** 20} MB`, 'unpack it and give its parts', { cause: error })
    throw new TilthError('archive-damaged', `${name} cannot be unpacked: ${messageOf(error)}`, 'fetch or pack it again', { cause: error })
  }
}
