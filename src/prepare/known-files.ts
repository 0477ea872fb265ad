import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { TilthError } from '../common/errors.ts'
import type { FileRecord } from '../contracts/chunk-store.ts'
import type { Place } from '../contracts/prepare.ts'
import { resolvePlaces } from './survey.ts'

/**
 * The files that a store holds of a place: a folder, or a file or folder in it, by absolute path, whether or not that is still
 * on the disk. Throws `unknown-place` where there are none.
 */
export async function filesOf(given: string, held: readonly FileRecord[]): Promise<FileRecord[]> {
  const wanted = new Set([resolve(given), await realPathOf(resolve(given))])
  const found = held.filter(({ place, source }) => {
    const path = join(place, source)
    return wanted.values().some((each) => isWithin(each, place) && isWithin(path, each))
  })
  if (found.length) return found
  const places = [...new Set(held.map(({ place }) => place))]
  throw new TilthError(
    'unknown-place',
    `the store holds nothing of ${resolve(given)}`,
    places.length ? `its places are: ${places.join(', ')}` : 'it holds nothing at all',
  )
}

/** The path that `prepare` recorded: links in it followed, as far as it is still there. */
async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(async () => (dirname(path) === path ? path : join(await realPathOf(dirname(path)), basename(path))))
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)

/** Where a search looks that is given places. One that is gone from the disk counts as far as the store holds it. Throws when nothing is left. */
export async function placesToSearch(given: readonly string[], held: () => Promise<readonly FileRecord[]>): Promise<Place[]> {
  const { places, unreached } = await resolvePlaces(given)
  for (const { place } of unreached) places.push(...(await heldOf(place, await held())))
  if (unreached[0] && !places.length) throw unreached[0].error
  return places
}

async function heldOf(given: string, held: readonly FileRecord[]): Promise<Place[]> {
  const found = await filesOf(given, held).catch(() => [])
  const [first] = found
  if (first && found.length === held.filter(({ place }) => place === first.place).length) return [{ place: first.place }]
  return found.map(({ place, source }) => ({ place, source }))
}
