import { existsSync, rmdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, TilthError } from '../../common/errors.ts'
import { makeFolder } from './make-folder.ts'
import type { SqliteStore } from './sqlite-store.ts'

/**
 * Writes a copy of the store into `folder`, which may be new and can be opened as a store afterwards. Throws `backup-exists`
 * where there is a store already, and `backup-failed` with the reason; a folder that was made for it is then gone again.
 */
export async function backupInto(store: SqliteStore, folder: string): Promise<{ path: string; bytes: number }> {
  const file = join(folder, 'tilth.db')
  if (existsSync(file)) throw new TilthError('backup-exists', `there is a store in ${folder} already`, 'give a new folder')
  const made: string[] = []
  try {
    makeFolder(folder, made)
    await store.backup(file)
    return { path: folder, bytes: statSync(file).size }
  } catch (error) {
    for (const each of made.reverse()) removeIfEmpty(each)
    if (error instanceof TilthError) throw error
    const why = WORDS[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error)
    throw new TilthError('backup-failed', `no copy of the store can be written into ${folder}: ${why}`, 'give a new folder, on a disk with room for a copy', {
      cause: error,
    })
  }
}

const WORDS: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of the path is a file',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'no folder can be made there',
  ENAMETOOLONG: 'the path is too long for this system',
  ELOOP: 'a part of the path is a link that leads to itself',
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // something is in it
  }
}
