import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, matchesGlob, resolve } from 'node:path'
import { TilthError } from '../common/errors.ts'
import type { Place, SourceFile } from '../contracts/prepare.ts'

/** Which files of a folder are wanted: globs over the path relative to the place. */
export interface Selection {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/** What a walk through a place found, in a stable order, and the folders that could not be looked into. */
export interface Found {
  readonly files: readonly SourceFile[]
  /** Paths relative to the place, "" for the place itself: nothing below them may be called vanished. */
  readonly unreachable: readonly string[]
}

/** The folder and file that a path on the command line means. Throws `no-such-path`. */
export async function resolvePlace(given: string): Promise<Place> {
  const path = await realpath(resolve(given)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOOP')
      throw new TilthError('no-such-path', `${given} is a link that leads to itself`, 'give the file or folder that it was meant to point to')
    if (error.code === 'EACCES') throw new TilthError('not-readable', `${given} may not be read`, 'check its permissions')
    throw new TilthError('no-such-path', `there is no ${given}`, 'check the path; folders and files can be given')
  })
  return (await stat(path)).isDirectory() ? { place: path } : { place: dirname(path), source: basename(path) }
}

/**
 * Names the files of a place. Hidden files and folders, `node_modules` and `skipFolders` (the store itself) are passed over;
 * links are never followed, so that a folder cannot reach outside itself or into a ring.
 */
export async function findFiles({ place, source }: Place, selection: Selection = {}, skipFolders: readonly string[] = []): Promise<Found> {
  const files: SourceFile[] = []
  const unreachable: string[] = []
  if (source !== undefined) {
    files.push(await describe(place, source))
    return { files, unreachable }
  }
  const wanted = (path: string) =>
    (!selection.include?.length || selection.include.some((glob) => matchesGlob(path, glob))) && !selection.exclude?.some((glob) => matchesGlob(path, glob))
  const skipped = new Set(skipFolders)

  // A list of folders still to visit instead of recursion: a tree may be deeper than the stack.
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const path = join(place, folder)
    if (skipped.has(path)) continue
    const entries = await readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      unreachable.push(folder)
      if (folder)
        files.push({ place, source: folder, path, modified: 0, size: 0, refused: { status: 'failed', reason: `the folder cannot be read (${error.code})` } })
      return []
    })
    const inner: string[] = []
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
      const relative = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) inner.push(relative)
      else if (wanted(relative)) files.push(await describe(place, relative))
    }
    folders.push(...inner.reverse())
  }
  return { files: files.sort((a, b) => (a.source < b.source ? -1 : 1)), unreachable }
}

async function describe(place: string, source: string): Promise<SourceFile> {
  const path = join(place, source)
  const refuse = (status: 'dropped' | 'failed', reason: string): SourceFile => ({ place, source, path, modified: 0, size: 0, refused: { status, reason } })
  try {
    const entry = await lstat(path)
    if (entry.isSymbolicLink()) return refuse('dropped', 'a link: links are not followed; give what it points to as a place of its own')
    if (!entry.isFile()) return refuse('failed', `not a regular file (${kindOf(entry)})`)
    return { place, source, path, modified: entry.mtimeMs, size: entry.size }
  } catch (error) {
    return refuse('failed', `cannot be looked at (${(error as NodeJS.ErrnoException).code})`)
  }
}

function kindOf(entry: { isFIFO(): boolean; isSocket(): boolean; isDirectory(): boolean }): string {
  return entry.isFIFO() ? 'a pipe' : entry.isSocket() ? 'a socket' : entry.isDirectory() ? 'a folder' : 'a device'
}
