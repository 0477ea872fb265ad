import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * `mkdir -p`, folder by folder: Node's own never ends where a file system makes no folders at all, as in /proc. The folders that
 * were made are added to `made`, the outermost first. Throws what the file system says.
 */
export function makeFolder(path: string, made: string[] = []): void {
  if (existsSync(path)) {
    mkdirSync(path, { recursive: true }) // throws where it is a file
    return
  }
  makeFolder(dirname(path), made)
  try {
    mkdirSync(path)
    made.push(path)
  } catch (error) {
    // Another process was quicker.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
