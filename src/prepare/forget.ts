import type { ChunkStore, FileRecord } from '../contracts/chunk-store.ts'
import type { PrepareResult } from '../contracts/prepare.ts'
import { filesOf } from './known-files.ts'
import { removedRow } from './rows.ts'
import { selectionSetting } from './selection.ts'

/**
 * Removes all that the store holds of folders, or of files or folders in them, whether or not they are still on the disk, and the
 * globs remembered for them. Throws `unknown-place`, before anything is removed, when it holds nothing of one of them.
 */
export async function forgetPlaces(places: readonly string[], store: ChunkStore, signal?: AbortSignal): Promise<PrepareResult> {
  const started = performance.now()
  const held = await store.files()
  const files = new Set<FileRecord>()
  for (const place of places) for (const file of await filesOf(place, held)) files.add(file)
  signal?.throwIfAborted()

  const left = new Set(held.flatMap((file) => (files.has(file) ? [] : [file.place])))
  const gone = new Set([...files].flatMap(({ place }) => (left.has(place) ? [] : [place])))
  const settings = await store.settings()
  const cleared = [...gone].map(selectionSetting).filter((name) => settings[name])
  if (cleared.length) await store.saveSettings(Object.fromEntries(cleared.map((name) => [name, ''])))
  await store.delete([...files])
  const { documents, chunks } = await store.summary()
  return { files: [...files].map(removedRow), documents, chunks, seconds: Math.round(performance.now() - started) / 1000 }
}
