import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { basename } from 'node:path'
import { TilthError, messageOf } from '../../common/errors.ts'
import { patiently } from '../../common/transient.ts'

/**
 * The bytes of a regular file of at most `maxBytes`. Never waits: a pipe or device is refused, before and after it is opened,
 * since what stands at a path may change in between. Throws a TilthError for whatever cannot be read.
 */
export async function readRegularFile(path: string, maxBytes: number): Promise<Uint8Array> {
  return explainedOr(basename(path), async (name) => {
    const handle = await opened(path, name, maxBytes)
    try {
      return await readAll(handle, (await handle.stat()).size, maxBytes, name)
    } finally {
      await handle.close()
    }
  })
}

/** The same for a file that is read bit by bit. Whoever asks closes it. */
export async function openRegularFile(path: string): Promise<FileHandle> {
  return explainedOr(basename(path), (name) => opened(path, name, Infinity))
}

/** Size in bytes of a regular file. */
export async function sizeOfRegularFile(path: string): Promise<number> {
  return explainedOr(basename(path), async (name) => {
    const stats = await stat(path)
    refuse(stats, name, Infinity)
    return stats.size
  })
}

async function opened(path: string, name: string, maxBytes: number): Promise<FileHandle> {
  refuse(await stat(path), name, maxBytes)
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    refuse(await handle.stat(), name, maxBytes)
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function explainedOr<T>(name: string, work: (name: string) => Promise<T>): Promise<T> {
  try {
    return await patiently(() => work(name))
  } catch (error) {
    throw error instanceof TilthError ? error : explained(error, name)
  }
}

async function readAll(handle: FileHandle, size: number, maxBytes: number, name: string): Promise<Uint8Array> {
  let bytes = Buffer.allocUnsafeSlow(size)
  let length = 0
  for (;;) {
    if (length === bytes.length) {
      // The usual end: nothing follows. A file that grew meanwhile is read as far as it goes now.
      const more = Buffer.allocUnsafe(65_536)
      const { bytesRead } = await handle.read(more, 0, more.length, null)
      if (bytesRead === 0) return bytes
      bytes = Buffer.concat([bytes, more.subarray(0, bytesRead)])
      length = bytes.length
      if (length > maxBytes) throw tooBig(name, length, maxBytes)
    }
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null)
    if (bytesRead === 0) return bytes.subarray(0, length)
    length += bytesRead
  }
}

function refuse(stats: Stats, name: string, maxBytes: number): void {
  if (stats.isFile()) {
    if (stats.size > maxBytes) throw tooBig(name, stats.size, maxBytes)
    return
  }
  const what = stats.isDirectory() ? 'a folder' : stats.isFIFO() ? 'a named pipe' : stats.isSocket() ? 'a socket' : 'a device'
  throw new TilthError('not-a-file', `${name} is ${what}, not a file`, 'give regular files; a pipe or device may never end')
}

export function tooBig(name: string, bytes: number, maxBytes: number): TilthError {
  return new TilthError('too-big', `${name} has ${inMegabytes(bytes)}; files over ${inMegabytes(maxBytes)} are not read`, 'split the file into smaller ones')
}

const inMegabytes = (bytes: number): string => `${(bytes / 2 ** 20).toLocaleString('en', { maximumFractionDigits: bytes < 10 * 2 ** 20 ? 2 : 0 })} MB`

function explained(error: unknown, name: string): TilthError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const [short, message, hint] = ERRORS[code] ?? ['unreadable', `cannot be read: ${messageOf(error)}`, 'check the file and the disk it is on']
  return new TilthError(short, `${name} ${message}`, hint, { cause: error })
}

const ERRORS: Readonly<Record<string, readonly [string, string, string]>> = {
  ENOENT: ['vanished', 'is not there (any more), or is a link to nothing', 'run again when the file is back, or remove the link'],
  ENOTDIR: ['vanished', 'is not there (any more)', 'run again when the file is back'],
  EACCES: ['unreadable', 'may not be read by this user', 'change its permissions, or leave it out'],
  EPERM: ['unreadable', 'may not be read by this user', 'change its permissions, or leave it out'],
  ELOOP: ['unreadable', 'is a link that leads to itself', 'remove the link'],
  ENAMETOOLONG: ['unreadable', 'has a path that is too long for this system', 'move it to a folder with a shorter path'],
  EIO: ['unreadable', 'cannot be read: the disk reports an error', 'check the disk'],
  EBUSY: ['unreadable', 'is locked by another program', 'close the program that has it open'],
}
