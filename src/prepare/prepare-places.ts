import { TilthError } from '../common/errors.ts'
import type { ChunkStore } from '../contracts/chunk-store.ts'
import type { PrepareEvent } from '../contracts/prepare.ts'
import type { Source } from '../contracts/source.ts'
import { dryStore } from './dry-run.ts'
import { prepare } from './prepare.ts'
import type { FileStages } from './prepare-file.ts'
import { runProtection } from './protection.ts'
import type { PersonalData } from './redact/personal-data.ts'
import type { readRefinement } from './refine.ts'
import { describeSelection, isEmpty, packSelection, rememberedSelection, selectionSetting, type Selection } from './selection.ts'
import { checkSurvey, heldPlaces, resolvePlaces, surveyPlaces, type Survey, type Unreached } from './survey.ts'

export interface PreparePlacesOptions extends Pick<FileStages, 'extract' | 'signal'> {
  /** Folders and files, as given. */
  readonly local: readonly string[]
  /** Places that are no folder, opened, and those that could not be. */
  readonly sources: readonly Source[]
  readonly unreached: readonly Unreached[]
  /** Globs of this run; undefined: those that are remembered hold. */
  readonly selection?: Selection
  /** The folder of the store, which is never read. */
  readonly home: string
  readonly existing: ChunkStore | undefined
  readonly create: () => Promise<ChunkStore>
  readonly embedder: { readonly name: string; readonly route: FileStages['route']; readonly check: (made: string | undefined) => void }
  readonly reembed: boolean
  readonly dryRun: boolean
  readonly openPrivacy?: (store: ChunkStore) => Promise<PersonalData>
  /** The run says itself that values are stored as they are. */
  readonly keepsPersonalData: boolean
  readonly refinement: ReturnType<typeof readRefinement>
  /** Names all that shapes a file's result, with the policy's own name. */
  readonly settingsName: (policy: string | undefined) => string
  readonly onNotice?: (line: string) => void
}

/** Setting of a store whose texts went through a policy for personal data. */
const TREATED = 'personalDataTreated'

/** One run of `prepare`: what is to be read is found out and checked before a store is made or anything is written. */
export async function* preparePlaces(options: PreparePlacesOptions): AsyncGenerator<PrepareEvent> {
  const { existing, embedder, reembed, dryRun, openPrivacy, refinement, extract, signal } = options
  const before = (await existing?.settings()) ?? {}
  if (!reembed) embedder.check(before['embedder'])
  // A store is never filled with raw values because a flag was forgotten.
  if (before[TREATED] && !openPrivacy && !options.keepsPersonalData)
    throw new TilthError(
      'policy-missing',
      'the store was made with personal data treated, and this run does not say how',
      'give --pii as before (or set pii in tilth.config.ts); --pii keep stores values as they are',
    )
  const survey = await surveyed(options, before)
  const target = existing ?? (dryRun ? undefined : await options.create())
  const store = dryRun ? dryStore(target) : (target as ChunkStore)
  // Another process may have made it meanwhile.
  if (!existing) embedder.check((await store.settings())['embedder'])
  const changed: Record<string, string> = before['embedder'] === embedder.name ? {} : { embedder: embedder.name }
  Object.assign(changed, rememberSelections(options, survey, before))
  const privacy = await openPrivacy?.(store)
  Object.assign(changed, privacy?.newVault)
  if ((before[TREATED] ?? '') !== (privacy ? 'yes' : '')) changed[TREATED] = privacy ? 'yes' : ''
  if (Object.keys(changed).length) await store.saveSettings(changed)
  const places = [...survey.places, ...options.sources].map(({ place }) => place)
  const records = privacy ? await store.files({ places }) : []
  yield* prepare({
    survey,
    ...(await refinement.open(store)),
    ...(privacy && { protection: runProtection(privacy, records) }),
    extract,
    route: embedder.route,
    settings: options.settingsName(privacy?.name),
    fresh: reembed,
    dryRun,
    store,
    ...(signal && { signal }),
  })
}

async function surveyed(options: PreparePlacesOptions, before: Readonly<Record<string, string>>): Promise<Survey> {
  const { existing, sources, home, reembed, selection } = options
  const given = await resolvePlaces(options.local)
  if (given.places.some(({ place, source }) => place === home && source === undefined))
    throw new TilthError(
      'store-is-place',
      `${home} cannot be a place: it is the folder of the store itself`,
      'keep the store in a folder of its own: --store DIR',
    )
  const opened = new Set(sources.map(({ place }) => place))
  const held = existing && reembed ? await heldPlaces(existing, opened) : { places: [], unreached: [] }
  const survey = await surveyPlaces({
    places: [...given.places, ...held.places],
    unreached: [...given.unreached, ...options.unreached, ...held.unreached],
    sources,
    selectionOf: (place) => selection ?? rememberedSelection(before, place),
    skipFolders: [home],
  })
  await checkSurvey(survey, async () => (await existing?.files({ places: [...new Set(survey.places.map(({ place }) => place))] })) ?? [])
  return survey
}

/** Settings to be saved; what holds from an earlier run is told. */
function rememberSelections(
  { selection: own, onNotice }: PreparePlacesOptions,
  { places }: Survey,
  before: Readonly<Record<string, string>>,
): Record<string, string> {
  const changed: Record<string, string> = {}
  for (const { place, source, selection } of places) {
    if (source !== undefined) continue
    const packed = packSelection(selection)
    if (packed !== (before[selectionSetting(place)] ?? '')) changed[selectionSetting(place)] = packed
    if (!own && !isEmpty(selection)) onNotice?.(`${place}: ${describeSelection(selection)}, as in an earlier run; give --include or --exclude to change that`)
  }
  return changed
}
