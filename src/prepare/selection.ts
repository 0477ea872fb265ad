import { matchesGlob } from 'node:path'
import { sha256 } from '../common/hash.ts'

/** Which files of a folder are wanted: globs over the path relative to the place. Absent or empty lists choose nothing out. */
export interface Selection {
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/** Globs as they are matched: without a leading "./", and "drafts/" is all that is below; empty ones say nothing. */
export function normalised({ include = [], exclude = [] }: Selection): Required<Selection> {
  const globs = (given: readonly string[]) =>
    given.flatMap((glob) => {
      const path = glob.trim().replace(/^(\.\/+)+/, '')
      return path ? [path.endsWith('/') ? `${path}**` : path] : []
    })
  return { include: globs(include), exclude: globs(exclude) }
}

export const isEmpty = ({ include, exclude }: Selection): boolean => !include?.length && !exclude?.length

export function isWanted(path: string, { include, exclude }: Selection): boolean {
  return (!include?.length || include.some((glob) => matchesGlob(path, glob))) && !exclude?.some((glob) => matchesGlob(path, glob))
}

/** As it would be given on the command line. */
export function describeSelection({ include = [], exclude = [] }: Selection): string {
  return [...include.map((glob) => `--include "${glob}"`), ...exclude.map((glob) => `--exclude "${glob}"`)].join(' ')
}

/**
 * The store's setting that remembers a place's selection: what a run left out on purpose must not come back when the next one,
 * `ask PLACE` for example, says nothing. One setting a place, so that two processes do not overwrite each other's; its name is
 * a hash, so that no path is left behind when the place is forgotten.
 */
export const selectionSetting = (place: string): string => `selection ${sha256(place).slice(0, 16)}`

export const packSelection = (selection: Selection): string => (isEmpty(selection) ? '' : JSON.stringify(selection))

/** What was remembered; empty where nothing was. */
export function rememberedSelection(settings: Readonly<Record<string, string>>, place: string): Selection {
  const packed = settings[selectionSetting(place)]
  return packed ? (JSON.parse(packed) as Selection) : {}
}
