import { resolve } from 'node:path'
import { TilthError } from '../common/errors.ts'
import type { ChunkStore, FileRecord } from '../contracts/chunk-store.ts'
import type { Place } from '../contracts/prepare.ts'
import type { Source } from '../contracts/source.ts'
import { describeSelection, isEmpty, type Selection } from './selection.ts'
import { findFiles, isReachable, resolvePlace, type Found } from './sources.ts'

/** A place that was given and cannot be reached: nothing that the store holds of it is touched. */
export interface Unreached {
  /** Absolute path. */
  readonly place: string
  readonly error: TilthError
}

export interface SurveyedPlace extends Place {
  readonly selection: Selection
  readonly found: Found
}

/** What a run has before it, found out before a store is made or anything is written. */
export interface Survey {
  readonly places: readonly SurveyedPlace[]
  readonly unreached: readonly Unreached[]
  /** Places that are no folder, opened. */
  readonly sources?: readonly Source[]
}

/** The places that were given, one by one. */
export async function resolvePlaces(given: readonly string[]): Promise<{ places: Place[]; unreached: Unreached[] }> {
  const places: Place[] = []
  const unreached: Unreached[] = []
  for (const each of given) {
    try {
      places.push(await resolvePlace(each))
    } catch (error) {
      if (!(error instanceof TilthError)) throw error
      unreached.push({ place: resolve(each), error })
    }
  }
  return { places, unreached }
}

/**
 * Making every vector anew concerns all that the store holds, not just the places of this run: files one by one, because a
 * folder of which only a file was prepared must not be taken in as a whole. `opened`: places that are read anyway.
 */
export async function heldPlaces(store: ChunkStore, opened: ReadonlySet<string> = new Set()): Promise<{ places: Place[]; unreached: Unreached[] }> {
  const files = (await store.files()).filter(({ place }) => !opened.has(place))
  const folders = new Map<string, boolean>()
  for (const { place } of files) if (!folders.has(place)) folders.set(place, await isReachable(place))
  const unreached = [...folders].filter(([, reachable]) => !reachable)
  const message = (place: string) => `${place} cannot be reached: what the store holds of it keeps the vectors that it has`
  return {
    places: files.flatMap(({ place, source, documents }) => (documents && folders.get(place) ? [{ place, source }] : [])),
    unreached: unreached.map(([place]) => ({ place, error: new TilthError('no-such-path', message(place), 'bring it back, or forget it') })),
  }
}

export interface SurveyOptions {
  readonly places: readonly Place[]
  readonly unreached: readonly Unreached[]
  readonly sources?: readonly Source[]
  /** Of a folder; files that are given by name are always wanted. */
  readonly selectionOf: (place: string) => Selection
  /** Absolute folders that are never read: the store's own. */
  readonly skipFolders: readonly string[]
}

/** Walks through places. Throws when none of them can be reached. */
export async function surveyPlaces({ places, unreached, sources = [], selectionOf, skipFolders }: SurveyOptions): Promise<Survey> {
  const reached: SurveyedPlace[] = []
  const missing = new Map(unreached.toReversed().map((each) => [each.place, each]))
  for (const place of withoutRepeats(places)) {
    const selection = place.source === undefined ? selectionOf(place.place) : {}
    const found = await findFiles(place, selection, skipFolders)
    if (found.refused) missing.set(place.place, { place: place.place, error: found.refused })
    else reached.push({ ...place, selection, found })
  }
  const [first, ...more] = missing.values()
  if (first && !reached.length && !sources.length) {
    if (!more.length) throw first.error
    const { code, hint } = first.error
    throw new TilthError(code, `none of the places can be reached: ${[first, ...more].map(({ error }) => error.message).join('; ')}`, hint)
  }
  return { places: reached, unreached: [...missing.values()], sources }
}

/**
 * Throws where a run would do nothing (`no-files`), or would take globs that choose nothing, most likely mistyped, for the wish
 * to remove all of a place (`nothing-selected`). A folder that is empty of files is no mistake: what the store holds of it goes.
 */
export async function checkSurvey({ places, sources = [] }: Survey, known: () => Promise<readonly FileRecord[]>): Promise<void> {
  const idle = places.filter(({ found }) => found.selected === 0)
  if (!idle.length) return
  const held = new Set((await known()).map(({ place }) => place))
  const something = sources.length > 0 || places.some(({ place, found }) => found.files.length > 0 || held.has(place))
  for (const { place, selection, found } of idle) {
    if (isEmpty(selection) || found.passedOver === 0 || (something && !held.has(place))) continue
    throw new TilthError(
      'nothing-selected',
      `${describeSelection(selection)} chooses none of the ${found.passedOver} files in ${place}`,
      held.has(place)
        ? 'check the globs, which are matched with the path in the place ("**/*.md"); to remove all that the store holds of it, forget the place'
        : 'check the globs, which are matched with the path in the place ("**/*.md")',
    )
  }
  if (something) return
  throw new TilthError('no-files', `there are no files in ${idle.map(({ place }) => place).join(', ')}`, 'hidden files are passed over; check the path')
}

function withoutRepeats(places: readonly Place[]): Place[] {
  const whole = new Set(places.filter(({ source }) => source === undefined).map(({ place }) => place))
  const seen = new Set<string>()
  return places.filter(({ place, source }) => {
    const key = `${place}\0${source ?? ''}`
    if (seen.has(key) || (source !== undefined && whole.has(place))) return false
    seen.add(key)
    return true
  })
}
