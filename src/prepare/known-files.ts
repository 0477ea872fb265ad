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
  if (isAddress(given)) {
    const named = held.filter(({ place, source }) => place === given || `${place}/${source}` === given || `${place}${source}` === given)
    if (named.length) return named
    throw unknownPlace(given, held)
  }
  const wanted = new Set([resolve(given), await realPathOf(resolve(given))])
  const found = held.filter(({ place, source }) => {
    const path = join(place, source)
    return wanted.values().some((each) => isWithin(each, place) && isWithin(path, each))
  })
  if (found.length) return found
  throw unknownPlace(resolve(given), held)
}

function unknownPlace(given: string, held: readonly FileRecord[]): TilthError {
  const places = [...new Set(held.map(({ place }) => place))]
  return new TilthError(
    'unknown-place',
    `the store holds nothing of ${given}`,
    places.length ? `its places are: ${places.join(', ')}` : 'it holds nothing at all',
  )
}

/** "https://…", "s3://…", "sqlite:…": no path, and no drive of Windows. */
const isAddress = (given: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(given)

/** The path that `prepare` recorded: links in it followed, as far as it is still there. */
async function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(async () => (dirname(path) === path ? path : join(await realPathOf(dirname(path)), basename(path))))
}

const isWithin = (path: string, folder: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)

/** Where a search looks that is given places. One that is gone from the disk counts as far as the store holds it. Throws when nothing is left. */
export async function placesToSearch(given: readonly string[], held: () => Promise<readonly FileRecord[]>): Promise<Place[]> {
  const { places, unreached } = await resolvePlaces(given.filter((each) => !isAddress(each)))
  for (const address of given.filter(isAddress)) {
    const all = await held()
    const found = await filesOf(address, all)
    places.push(...(found[0]?.place === address ? [{ place: address }] : found.map(({ place, source }) => ({ place, source }))))
  }
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
