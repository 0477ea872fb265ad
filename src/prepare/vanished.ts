import type { FileRecord } from '../contracts/chunk-store.ts'
import type { SourceFile } from '../contracts/prepare.ts'
import type { FileStages } from './prepare-file.ts'
import type { RunProtection } from './protection.ts'
import type { Survey, SurveyedPlace } from './survey.ts'

/** Files that the store knows and the walk no longer found; nothing of a folder that could not be looked into. */
export function vanishedOf(places: readonly SurveyedPlace[], known: ReadonlyMap<string, FileRecord>): FileRecord[] {
  const seen = new Set(places.flatMap(({ found }) => found.files.map(keyOf)))
  const single = new Set(places.flatMap(({ place, source }) => (source === undefined ? [] : [keyOf({ place, source })])))
  const whole = new Map(places.filter(({ source }) => source === undefined).map(({ place, found }) => [place, found.unreachable]))
  return [...known].flatMap(([key, record]) => {
    if (seen.has(key)) return []
    const unreachable = whole.get(record.place)
    const inScope = unreachable ? !unreachable.some((folder) => record.source.startsWith(`${folder}/`)) : single.has(key)
    return inScope ? [record] : []
  })
}

/** The same where names may be stand-ins: `names` are those under which this run showed its files. */
export function vanishedUnder(
  protection: RunProtection,
  places: readonly SurveyedPlace[],
  known: ReadonlyMap<string, FileRecord>,
  names: ReadonlySet<string>,
): FileRecord[] {
  const whole = new Map(places.filter(({ source }) => source === undefined).map(({ place, found }) => [place, found.unreachable.map(protection.folderName)]))
  const left = new Map([...known].filter(([key]) => !names.has(key)))
  const inFolders = [...left.values()].filter(({ place, source }) => {
    const unreachable = whole.get(place)
    return unreachable && !unreachable.some((folder) => folder === undefined || source.startsWith(`${folder}/`))
  })
  const single = places.flatMap(({ place, source, found }) =>
    source === undefined || found.files.length || whole.has(place) ? [] : [protection.gone(place, source)],
  )
  return [...inFolders, ...single.flatMap((record) => (record && left.has(keyOf(record)) ? [record] : []))]
}

/** Files of which the store holds what they were: they vanished, or this run reads them again. Copies are not measured by them. */
export function leavingOf(
  files: readonly SourceFile[],
  known: ReadonlyMap<string, FileRecord>,
  { survey, protection, settings, fresh }: Pick<FileStages, 'protection' | 'settings' | 'fresh'> & { readonly survey: Survey },
): ReadonlySet<string> {
  const isRead = (record: FileRecord) => fresh || record.fingerprint.split(':')[0] !== settings
  if (protection) {
    const whole = new Set([...survey.places.filter(({ source }) => source === undefined), ...(survey.sources ?? [])].map(({ place }) => place))
    return new Set([...known].flatMap(([key, record]) => (whole.has(record.place) && isRead(record) ? [key] : [])))
  }
  const leaving = new Set(vanishedOf(survey.places, known).map(keyOf))
  for (const file of files) {
    const record = known.get(keyOf(file))
    if (record && isRead(record)) leaving.add(keyOf(file))
  }
  const elsewhere = new Set((survey.sources ?? []).map(({ place }) => place))
  for (const [key, record] of known) if (elsewhere.has(record.place) && isRead(record)) leaving.add(key)
  return leaving
}

const keyOf = ({ place, source }: { readonly place: string; readonly source: string }) => `${place}\0${source}`
