import { existsSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TilthError, UsageError } from './common/errors.ts'
import { sha256 } from './common/hash.ts'
import { ANALYSIS_VERSION } from './common/words.ts'
import { DEFAULTS, type TilthConfig, passwordOf } from './config.ts'
import { checkEmbedder, chooseEmbedders } from './connectors/embedder/choose.ts'
import type { Embedder } from './connectors/embedder/embedder.ts'
import type { ExtractionPool } from './connectors/extraction/pool.ts'
import { askResult, passageRow } from './answer/ask-result.ts'
import { otherPlace } from './connectors/places/places.ts'
import type { SqliteStore } from './connectors/store/sqlite-store.ts'
import type { AnswerEvent } from './contracts/answer.ts'
import type { ChunkStore } from './contracts/chunk-store.ts'
import type { Passage } from './contracts/document.ts'
import type { PersonalDataPolicy, PersonalSpan, Redaction, Treatment } from './contracts/personal-data.ts'
import type { Lineage, PrepareEvent, PrepareResult, SourcesResult } from './contracts/prepare.ts'
import type { PlaceSetting } from './contracts/source.ts'
import type { AskOptions, Cancellable, EvaluateOptions, OpenOptions, PrepareRunOptions, SearchOptions } from './contracts/verbs.ts'
import type { AskEvent, AskResult, ChunkResult, ExtractResult, SearchResult } from './contracts/results.ts'
import type { EvaluationEvent } from './evaluate/evaluate.ts'
import { normalised, rememberedSelection } from './prepare/selection.ts'
import type { PersonalData } from './prepare/redact/personal-data.ts'
import { keepsAll, readPolicy } from './prepare/redact/policy.ts'
import { isReachable, resolvePlace } from './prepare/sources.ts'

/** Changes when extraction or chunking changes what a file becomes: files are then prepared again. */
const PIPELINE_VERSION = 1

export type { AskOptions, EvaluateOptions, OpenOptions, PrepareRunOptions, SearchOptions } from './contracts/verbs.ts'
export { reportPage } from './prepare/report.ts'
export { summaryOf } from './prepare/summary.ts'

/** The product, opened: one verb each. Connectors start when they are first needed. */
export type Tilth = ReturnType<typeof openTilth>

export function openTilth(config: TilthConfig = {}, options: OpenOptions = {}) {
  const settings = { ...DEFAULTS, ...config }
  const storeFolder = resolve(settings.store)
  const stores: { read?: Promise<ChunkStore>; write?: Promise<ChunkStore> } = {}
  let embedder: Promise<Embedder> | undefined
  let pool: Promise<ExtractionPool> | undefined

  const policy = readPolicy(settings.pii)

  if (settings.model !== 'quote')
    throw new UsageError(`unknown model "${settings.model}"`, 'the model at hand is "quote", which answers in the documents\' own words')

  /** Reading needs no right to write: a store on a read-only disk can be searched. Once it is open for writing, that serves both. */
  const openStore = (use: 'read' | 'write'): Promise<ChunkStore> => {
    if (options.chunkStore) return Promise.resolve(options.chunkStore)
    const held = use === 'read' ? (stores.write ?? stores.read) : stores.write
    if (held) return held
    const opened = import('./connectors/store/sqlite-store.ts').then(({ openSqliteStore }) =>
      openSqliteStore(storeFolder, use === 'read' ? { readOnly: true } : { create: true }),
    )
    stores[use] = opened
    opened.catch(() => delete stores[use])
    return opened
  }
  const storeExists = () => options.chunkStore !== undefined || existsSync(join(storeFolder, 'tilth.db'))
  /** As a walk through a place would meet it. */
  const realStoreFolder = () => (existsSync(storeFolder) ? realpathSync(storeFolder) : storeFolder)
  const sqliteStore = async () => {
    if (options.chunkStore) throw new UsageError('this works on the built-in store only', 'check and back up your own store with its own tools')
    return (await openStore('read')) as SqliteStore
  }
  const openPool = () =>
    (pool ??= import('./connectors/extraction/pool.ts').then(({ openExtractionPool }) =>
      openExtractionPool({
        timeoutMs: settings.fileTimeoutMs,
        memoryMb: settings.fileMemoryMb,
        options: { ocr: settings.ocr, password: passwordOf(settings.passwordEnv) },
      }),
    ))
  const openEmbedders = async () => {
    embedder ??= import('./connectors/embedder/embedder.ts').then(({ openEmbedder }) => openEmbedder({ threads: settings.threads, onNotice: options.onNotice }))
    return chooseEmbedders(await embedder, settings.embedder)
  }

  /** Stages are loaded when a verb needs them: a search must not wait for what only preparing uses. */
  const privacyStage = () => import('./prepare/redact/personal-data.ts')
  const vaultSecret = async () => (await import('./connectors/vault/key.ts')).readSecret({ variable: settings.vaultKeyEnv, file: settings.vaultKeyFile })
  const finderOf = async ({ custom }: PersonalDataPolicy) => (await import('./prepare/redact/find.ts')).personalDataFinder({ custom })
  /** Stand-ins of a store, or of this run alone. Without a secret a store that has a vault is refused. */
  const openPrivacy = async (store: ChunkStore | undefined, wanted: PersonalDataPolicy, secret: string | undefined): Promise<PersonalData> => {
    const [{ openKey, randomKey }, { openPersonalData }] = await Promise.all([import('./connectors/vault/key.ts'), privacyStage()])
    return openPersonalData({ policy: wanted, find: await finderOf(wanted), store, secret, openKey, randomKey })
  }
  /** The vault for reading, where the store has one and its key is given. */
  let vault: Promise<PersonalData | undefined> | undefined
  const openVault = () =>
    (vault ??= (async () => {
      const [secret, opened] = [await vaultSecret(), await openStore('read')]
      return secret === undefined || !('vault' in (await opened.settings())) ? undefined : openPrivacy(opened, policy, secret)
    })())
  const requireVault = async (): Promise<PersonalData> => {
    const opened = await openVault()
    if (opened) return opened
    if ((await vaultSecret()) === undefined)
      throw new TilthError('no-vault-key', "restoring takes the vault's key", 'name the variable that holds it with --vault-key-env')
    throw new TilthError('no-vault', `the store ${settings.store} has no vault`, 'it is made by: tilth prepare PLACE… --pii label --vault-key-env NAME')
  }

  const held = async () => (await openStore('read')).files()
  /** What was opened, by its address as given. */
  const addressed = new Map<string, string>()
  /** The place that an address means, as it stands in the store; a path is left as it is. */
  const addressOf = async (given: string): Promise<string> => {
    const other = otherOf(given)
    const known = addressed.get(given)
    if (!other || known !== undefined) return known ?? given
    if ((await held()).some(({ place, source }) => place === given || `${place}/${source}` === given || `${place}${source}` === given)) return given
    const source = await other.open()
    addressed.set(given, source.place)
    await source.close()
    return source.place
  }
  const otherOf = (place: PlaceSetting) =>
    otherPlace(place, {
      web: { ...(settings.webDepth !== undefined && { depth: settings.webDepth }), ...(settings.webPages !== undefined && { pages: settings.webPages }) },
      withoutHashes: !keepsAll(policy),
    })

  /** The store for reading: it must exist and have been made by this run's embedder. */
  const openForSearch = async () => {
    const [opened, { models, route, name }, { makeRetriever }, { makeReranker }] = await Promise.all([
      openStore('read'),
      openEmbedders(),
      import('./retrieve/retrieve.ts'),
      import('./retrieve/rerank.ts'),
    ])
    checkEmbedder((await opened.settings())['embedder'], name)
    const byId = new Map(models.map((model) => [model.id, model]))
    const retriever = makeRetriever({ store: opened, models: byId, route })
    const reranker = makeReranker({ store: opened, models: byId, route })
    return { store: opened, models: byId, route, retriever, reranker }
  }
  let searching: ReturnType<typeof openForSearch> | undefined
  const search = () => {
    searching ??= openForSearch()
    searching.catch(() => (searching = undefined))
    return searching
  }

  async function filterOf(where: Pick<SearchOptions, 'places' | 'sources' | 'kinds'>) {
    if (!where.places?.length && !where.sources?.length && !where.kinds?.length) return undefined
    return (await import('./prepare/search-filter.ts')).searchFilter(where, { held, openVault, addressOf })
  }

  /** Where a question names a person, and the key is given: with the stand-in that the store knows. */
  async function translated(question: string): Promise<string> {
    const vault = await openVault()
    return vault ? (await privacyStage()).translateQuestion(question, vault) : question
  }

  async function findPassages(asked: string, { k = settings.k, rerank, signal, ...where }: SearchOptions): Promise<Passage[]> {
    const { retriever, reranker } = await search()
    const query = await translated(asked)
    const filter = await filterOf(where)
    const passages = await retriever.retrieve(query, { k: rerank ? Math.max(k, 10) : k, filter, signal })
    return (rerank ? await reranker.rerank(query, passages, { signal }) : passages).slice(0, k)
  }

  async function* askEvents(question: string, { k = settings.k, minSupport = settings.minSupport, signal, ...where }: AskOptions): AsyncGenerator<AnswerEvent> {
    const [stages, { answer }, { quoteModel }] = await Promise.all([search(), import('./answer/answer.ts'), import('./answer/quote.ts')])
    yield* answer(await translated(question), {
      ...stages,
      model: quoteModel(stages),
      k,
      minSupport,
      filter: await filterOf(where),
      signal,
    })
  }

  return {
    /**
     * Brings places into the store: folders, files, web pages, databases, buckets. A place that cannot be reached gives a failed row
     * and loses nothing; when none can, that is thrown, as are `no-files` and `nothing-selected`, before a store is made.
     *
     * `include` and `exclude` of the configuration are remembered with each folder, and hold for later runs that give neither
     * (a notice says so); a run that gives one or both replaces both, and an empty list clears them.
     */
    async *prepare(given: readonly PlaceSetting[], { signal, reembed = false, dryRun = false }: PrepareRunOptions = {}): AsyncGenerator<PrepareEvent> {
      const places = given.length ? given : (settings.places ?? [])
      if (!places.length) throw new UsageError('no place is given', 'give a folder, a file or an address, or name places in tilth.config.ts')
      const [{ name, route }, { openPlaces }, { preparePlaces }, { readRefinement }] = await Promise.all([
        openEmbedders(),
        import('./prepare/open-places.ts'),
        import('./prepare/prepare-places.ts'),
        import('./prepare/refine.ts'),
      ])
      const refinement = readRefinement(settings)
      const local = places.filter((place) => typeof place === 'string' && !otherOf(place)) as string[]
      const { sources, unreached } = await openPlaces(
        places.flatMap((place) => otherOf(place) ?? []),
        addressed,
      )
      try {
        yield* preparePlaces({
          local,
          sources,
          unreached,
          ...((settings.include || settings.exclude) && { selection: normalised(settings) }),
          home: realStoreFolder(),
          existing: storeExists() ? await openStore(dryRun ? 'read' : 'write') : undefined,
          create: () => openStore('write'),
          embedder: { name, route, check: (made) => checkEmbedder(made, name) },
          reembed,
          dryRun,
          keepsPersonalData: settings.pii !== undefined && keepsAll(policy),
          ...(!keepsAll(policy) && { openPrivacy: async (store: ChunkStore) => openPrivacy(store, policy, await vaultSecret()) }),
          refinement,
          extract: (await openPool()).extract,
          settingsName: (policyName) =>
            sha256(name, String(PIPELINE_VERSION), String(ANALYSIS_VERSION), refinement.name, ...(policyName === undefined ? [] : [policyName])).slice(0, 12),
          ...(options.onNotice && { onNotice: options.onNotice }),
          ...(signal && { signal }),
        })
      } finally {
        await Promise.allSettled(sources.map((source) => source.close()))
      }
    },

    /** Runs of `prepare`, one after the other, as folders change and other places are listed again, until the signal is aborted. */
    async *watch(given: readonly PlaceSetting[], { signal, reembed }: PrepareRunOptions = {}): AsyncGenerator<AsyncIterable<PrepareEvent>> {
      const places = given.length ? given : (settings.places ?? [])
      const local = places.filter((place) => typeof place === 'string' && !otherOf(place)) as string[]
      const others = places.filter(otherOf)
      const { placesToFollow } = await import('./prepare/watch.ts')
      let again = reembed
      for await (const wanted of placesToFollow({ local, others, skip: realStoreFolder(), everyMs: 1000 * (settings.watchSeconds ?? 300), signal })) {
        yield this.prepare(wanted, { signal, reembed: again })
        again = false
      }
    },

    /**
     * Removes all that the store holds of folders, or of files or folders in them, whether or not they are still on the disk, and
     * the globs remembered for them. Throws `unknown-place`, before anything is removed, when it holds nothing of one of them.
     */
    async forget(places: readonly string[], { signal }: Cancellable = {}): Promise<PrepareResult> {
      if (!places.length) throw new UsageError('no place is given', 'give a folder or a file that was prepared')
      await openStore('read') // which makes none
      const { forgetPlaces } = await import('./prepare/forget.ts')
      return forgetPlaces(await Promise.all(places.map(addressOf)), await openStore('write'), signal)
    },

    /** What the store holds, and whether each place that it came from is there now. */
    async sources(): Promise<SourcesResult> {
      const opened = await openStore('read')
      const [files, { documents, chunks }, saved] = await Promise.all([opened.files(), opened.summary(), opened.settings()])
      const places = [...new Set(files.map(({ place }) => place))]
      return {
        files: files.map(({ fingerprint: _, modified: __, size: ___, version: ____, ...file }) => file),
        places: await Promise.all(
          places.map(async (place) => ({ place, reachable: otherOf(place) !== undefined || (await isReachable(place)), ...rememberedSelection(saved, place) })),
        ),
        documents,
        chunks,
        embedder: saved['embedder'] ?? settings.embedder,
        store: opened.location,
      }
    },

    /** Where a chunk or a document comes from, and what was done to it. Throws `unknown-id`. */
    async explain(id: string): Promise<Lineage> {
      return (await import('./prepare/lineage.ts')).explain(id, await openStore('read'))
    },

    /** Throws when there is no store yet, or one of another embedder. */
    async requireStore(): Promise<void> {
      await search()
    },

    async search(query: string, searchOptions: SearchOptions = {}): Promise<SearchResult> {
      return { query, passages: (await findPassages(query, searchOptions)).map(passageRow) }
    },

    /** Streams the answer; the last event is the whole result. */
    async *ask(question: string, askOptions: AskOptions = {}): AsyncGenerator<AskEvent> {
      const held = askOptions.restore ? await requireVault() : undefined
      for await (const event of askEvents(question, askOptions)) {
        // Parts of a text may end within a stand-in.
        if (held && event.type !== 'answer-end') continue
        if (event.type === 'passages-found') yield { type: event.type, passages: event.passages.map(passageRow) }
        else if (event.type === 'answer-end') yield { type: event.type, ...(await restoredResult(askResult(question, event.answer), held)) }
        else yield event
      }
    },

    async answer(question: string, askOptions: AskOptions = {}): Promise<AskResult> {
      for await (const event of this.ask(question, askOptions)) if (event.type === 'answer-end') return (({ type: _, ...result }) => result)(event)
      throw new Error('the answer never ended')
    },

    /** One file's text, read apart from this process. */
    async extract(file: string, { signal }: Cancellable = {}): Promise<ExtractResult> {
      const { documents, reason } = await extractOne(file, signal)
      return { documents: documents.map(({ format: _, ...document }) => document), ...(reason && { reason }) }
    },

    async chunk(file: string, { signal }: Cancellable = {}): Promise<ChunkResult> {
      const [extraction, { route }, { chunkExtraction }] = await Promise.all([
        extractOne(file, signal),
        openEmbedders(),
        import('./prepare/chunk-extraction.ts'),
      ])
      return chunkExtraction(extraction, await resolvePlace(file), route)
    },

    async *evaluateRetrieval(questions: string, { k = settings.k, rerank, gates, signal }: EvaluateOptions = {}): AsyncGenerator<EvaluationEvent> {
      const [{ evaluateRetrieval }] = await Promise.all([import('./evaluate/evaluate.ts'), search()])
      const passagesFor = async (question: string) => (await findPassages(question, { k, rerank, signal })).map(({ chunk }) => chunk)
      yield* evaluateRetrieval(questions, passagesFor, { k, gates, seed: settings.seed, signal })
    },

    /** Finds personal data; `kinds` of it beyond Tilth's own come from the configuration. */
    async findPersonalData(): Promise<(text: string) => PersonalSpan[]> {
      return finderOf(policy)
    },

    /**
     * Redacts texts. With the vault's key, what stand-ins stand for is kept in the store, which is made where there is none; without it
     * only label numbers go on from those of a store that is there.
     */
    async redactor(treatment?: Treatment): Promise<(text: string) => Promise<Redaction>> {
      const wanted = treatment === undefined ? policy : { ...policy, treatment, types: undefined, sources: undefined }
      if (keepsAll(wanted))
        throw new UsageError('nothing says what to do with personal data', 'give --mode label, mask, synthetic or drop, or set pii in tilth.config.ts')
      const secret = await vaultSecret()
      const store = secret !== undefined || storeExists() ? await openStore('write') : undefined
      const [privacy, { redactText }] = await Promise.all([openPrivacy(store, wanted, secret), privacyStage()])
      return (text) => redactText(text, privacy, store, 'markdown')
    },

    /** Puts back what stand-ins in a text stand for. Throws `no-vault-key`, `wrong-vault-key`, `no-vault`. */
    async restore(text: string): Promise<string> {
      return (await privacyStage()).restoreText(text, await requireVault())
    },

    async checkStore() {
      return (await sqliteStore()).check()
    },

    /** Writes a copy of the store into a new folder, which can be opened as a store itself. Throws `backup-exists` and `backup-failed`. */
    async backupStore(folder: string): Promise<{ path: string; bytes: number }> {
      const [opened, { backupInto }] = await Promise.all([sqliteStore(), import('./connectors/store/backup.ts')])
      return backupInto(opened, resolve(folder))
    },

    /** Ends workers and child processes, and closes the store. */
    async close(): Promise<void> {
      await Promise.allSettled([
        ...Object.values(stores).map((opened) => opened.then((each) => each.close())),
        embedder?.then((each) => each.close()),
        pool?.then((each) => each.close()),
      ])
    },
  }

  async function restoredResult(result: AskResult, held: PersonalData | undefined): Promise<AskResult> {
    if (!held) return result
    const [{ restoredAnswer }, { standInsIn }] = await Promise.all([import('./prepare/redact/restore.ts'), privacyStage()])
    return restoredAnswer(result, (text) => standInsIn(text, held))
  }

  async function extractOne(file: string, signal: AbortSignal | undefined) {
    const { place, source } = await resolvePlace(file)
    if (source === undefined) throw new UsageError(`${file} is a folder`, 'give one file')
    const read = await (await openPool()).extract(join(place, source), { signal })
    if (read.unchanged) throw new Error('an extraction without a hash to compare came back as unchanged')
    if (!('parts' in read)) return read.extraction
    const parts = await Array.fromAsync(read.parts())
    return { documents: parts.flatMap(({ documents }) => documents), reason: parts.flatMap(({ reason }) => reason ?? []).join('; ') || undefined }
  }
}
