import { isUtf8 } from 'node:buffer'
import { access, constants, lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { TilthError } from '../common/errors.ts'
import { patiently } from '../common/transient.ts'
import type { Place, SourceFile } from '../contracts/prepare.ts'
import { readIgnoreRules, type IgnoreRules } from './ignore-rules.ts'
import { isWanted, type Selection } from './selection.ts'

/** What a walk through a place found, in a stable order, and the folders that could not be looked into. */
export interface Found {
  readonly files: readonly SourceFile[]
  /** Paths relative to the place: nothing below them may be called vanished. */
  readonly unreachable: readonly string[]
  /** Files that the selection chose, and those that it left out. */
  readonly selected: number
  readonly passedOver: number
  /** The place itself could not be looked into. */
  readonly refused?: TilthError
}

/** The folder and file that a path on the command line means. Throws `no-such-path` and `not-readable`. */
export async function resolvePlace(given: string): Promise<Place> {
  try {
    const path = await realpath(resolve(given))
    return (await stat(path)).isDirectory() ? { place: path } : { place: dirname(path), source: basename(path) }
  } catch (error) {
    throw placeError(given, error as NodeJS.ErrnoException)
  }
}

function placeError(given: string, { code }: NodeJS.ErrnoException): TilthError {
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new TilthError(
      'no-such-path',
      `there is no ${given}`,
      /^[a-z][a-z\d+.-]+:/i.test(given)
        ? 'addresses begin with http://, https://, sqlite:, postgres://, mysql:// or s3://'
        : 'check the path; folders and files can be given',
    )
  if (code === 'ELOOP')
    return new TilthError('no-such-path', `${given} is a link that leads to itself`, 'give the file or folder that it was meant to point to')
  if (code === 'EACCES' || code === 'EPERM') return new TilthError('not-readable', `${given} may not be read (${code})`, 'check its permissions')
  return new TilthError('not-readable', `${given} cannot be read (${code ?? 'unknown error'})`, 'check the path and the disk that it is on')
}

/** Whether a place's folder is there and can be looked into. */
export async function isReachable(place: string): Promise<boolean> {
  return access(place, constants.R_OK | constants.X_OK).then(
    async () => (await stat(place)).isDirectory(),
    () => false,
  )
}

/**
 * Names the files of a place. Hidden files and folders, `node_modules` and `skipFolders` (the store itself) are passed over;
 * what a `.tilthignore` names is left out; links are never followed, so that a folder cannot reach outside itself or into a ring.
 */
export async function findFiles({ place, source }: Place, selection: Selection = {}, skipFolders: readonly string[] = []): Promise<Found> {
  const files: SourceFile[] = []
  const unreachable: string[] = []
  let refused: TilthError | undefined
  let [selected, passedOver] = [0, 0]
  if (source !== undefined) {
    files.push(...(await describe(place, source)))
    return { files, unreachable, selected: files.length, passedOver }
  }
  const skipped = new Set(skipFolders)

  /** Of a folder: those of the folders above it too, its own last. */
  const rules = new Map<string, readonly FolderRules[]>()
  // A list of folders still to visit instead of recursion: a tree may be deeper than the stack.
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const path = join(place, folder)
    if (skipped.has(path)) continue
    // Names as bytes: made a text too early, one that is not UTF-8 would be a name that no file has.
    const entries = await patiently(() => readdir(path, { withFileTypes: true, encoding: 'buffer' })).catch((error: NodeJS.ErrnoException) => {
      if (!folder) refused = placeError(place, error)
      else files.push(refusal({ place, source: folder }, 'failed', `the folder cannot be read (${error.code})`))
      unreachable.push(folder)
      return []
    })
    const inherited = rules.get(folder) ?? []
    let own = inherited
    if (entries.some(({ name }) => name.toString() === IGNORE_FILE)) {
      try {
        own = [...inherited, { folder, rules: readIgnoreRules(await readFile(join(path, IGNORE_FILE), 'utf8')) }]
      } catch (error) {
        // What it keeps out must not come in because of that.
        const { code } = error as NodeJS.ErrnoException
        if (!folder) refused = placeError(join(place, IGNORE_FILE), error as NodeJS.ErrnoException)
        else files.push(refusal({ place, source: folder }, 'failed', `the folder is passed over: its ${IGNORE_FILE} cannot be read (${code})`))
        unreachable.push(folder)
        continue
      }
    }
    const inner: string[] = []
    for (const { name, entry } of entries.map((each) => ({ name: nameOf(each.name), entry: each })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (name.startsWith('.') || name === 'node_modules') continue
      const relative = folder ? `${folder}/${name}` : name
      const legible = isUtf8(entry.name)
      if (isIgnored(relative, entry.isDirectory(), own)) {
        if (!entry.isDirectory()) passedOver++
        continue
      }
      if (entry.isDirectory() && legible) {
        inner.push(relative)
        if (own.length) rules.set(relative, own)
      } else if (!isWanted(relative, selection)) passedOver++
      else {
        const what = entry.isDirectory() ? 'the name of the folder' : 'its name'
        const described = legible
          ? await describe(place, relative)
          : [refusal({ place, source: relative }, 'failed', `${what} is not valid UTF-8: rename it to have it read`)]
        files.push(...described)
        selected += described.length
      }
    }
    folders.push(...inner.reverse())
  }
  return { files: files.sort((a, b) => (a.source < b.source ? -1 : 1)), unreachable, selected, passedOver, ...(refused && { refused }) }
}

const IGNORE_FILE = '.tilthignore'

interface FolderRules {
  readonly folder: string
  readonly rules: IgnoreRules
}

function isIgnored(path: string, isFolder: boolean, rules: readonly FolderRules[]): boolean {
  for (const { folder, rules: own } of rules.toReversed()) {
    const said = own.ignores(folder ? path.slice(folder.length + 1) : path, isFolder)
    if (said !== undefined) return said
  }
  return false
}

/** A name as text; bytes that are no UTF-8 as "\xE9", so that two such names stay two. */
function nameOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString()
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16).toUpperCase()}`)).join('')
}

function refusal({ place, source }: Required<Place>, status: 'dropped' | 'failed', reason: string, unseen?: true): SourceFile {
  return { place, source, path: join(place, source), modified: 0, size: 0, refused: { status, reason, ...(unseen && { unseen }) } }
}

/** Nothing where it is gone again. */
async function describe(place: string, source: string): Promise<SourceFile[]> {
  const path = join(place, source)
  const refuse = (status: 'dropped' | 'failed', reason: string, unseen?: true) => [refusal({ place, source }, status, reason, unseen)]
  try {
    const entry = await patiently(() => lstat(path))
    if (entry.isSymbolicLink()) return refuse('dropped', 'a link: links are not followed; give what it points to as a place of its own')
    if (!entry.isFile()) return refuse('failed', `not a regular file (${kindOf(entry)})`)
    return [{ place, source, path, modified: entry.mtimeMs, size: entry.size }]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' ? [] : refuse('failed', `cannot be looked at (${code})`, true)
  }
}

function kindOf(entry: { isFIFO(): boolean; isSocket(): boolean; isDirectory(): boolean }): string {
  return entry.isFIFO() ? 'a pipe' : entry.isSocket() ? 'a socket' : entry.isDirectory() ? 'a folder' : 'a device'
}
