import type { Command } from 'commander'
import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { messageOf, TilthError, UsageError } from '../../common/errors.ts'
import { print, printable, printJson } from '../output.ts'
import { choice, verb, withTilth, type CommonFlags, type VerbContext } from '../verb.ts'

export function storeCommand(done: (status: number) => void): Command {
  return verb('store', 'Check that a store is sound, or write a copy of it while others use it.', [
    'tilth store check',
    'tilth store backup ~/backups/tilth-monday',
  ])
    .addArgument(choice('what', 'what to do', ['check', 'backup']))
    .argument('[folder]', 'for backup: a new folder, which can be given as --store afterwards')
    .action(async (what: string, folder: string | undefined, flags: CommonFlags & Record<string, unknown>) => {
      if (what === 'backup' && folder === undefined) throw new UsageError('backup takes a folder', 'for example: tilth store backup ~/backups/tilth-monday')
      if (what === 'check' && folder !== undefined)
        throw new UsageError(`check takes no folder, but got ${folder}`, 'the store to check is named by --store DIR')
      await withTilth(flags, async (context) => {
        if (folder !== undefined) return backUp(folder, context)
        const result = await context.tilth.checkStore()
        if (context.mode !== 'text') printJson(result)
        else if (result.ok) print('the store is sound')
        else for (const problem of result.problems) print(printable(problem))
        done(result.ok ? 0 : 1)
      })
    })
}

async function backUp(folder: string, { tilth, mode }: VerbContext): Promise<void> {
  const made: string[] = []
  try {
    makeFolder(resolve(folder), made)
    const result = await tilth.backupStore(folder)
    if (mode === 'text') print(`written: ${printable(result.path)} (${(result.bytes / 2 ** 20).toFixed(1)} MB)`)
    else printJson(result)
  } catch (error) {
    for (const each of made.reverse()) removeIfEmpty(each)
    if (error instanceof TilthError) throw error
    const { code, path } = error as NodeJS.ErrnoException
    const why = code === 'EEXIST' && path === resolve(folder) ? 'it is a file' : (WORDS[code ?? ''] ?? messageOf(error))
    throw new TilthError('backup-failed', `no copy of the store can be written into ${folder}: ${why}`, 'give a new folder, on a disk with room for a copy', {
      cause: error,
    })
  }
}

const WORDS: Readonly<Record<string, string>> = {
  EEXIST: 'a part of the path is a file',
  ENOTDIR: 'a part of the path is a file',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'no folder can be made there',
}

/** `mkdir -p`, folder by folder: Node's own never ends where a file system makes no folders at all, as in /proc. */
function makeFolder(path: string, made: string[]): void {
  if (existsSync(path)) {
    mkdirSync(path, { recursive: true }) // says whether it is a folder
    return
  }
  makeFolder(dirname(path), made)
  mkdirSync(path)
  made.push(path)
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // something is in it
  }
}
