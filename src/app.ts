import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { TilthError, UsageError } from './common/errors.ts'
import { sha256 } from './common/hash.ts'
import { isChinese } from './common/language.ts'
import { ANALYSIS_VERSION } from './common/words.ts'
import { DEFAULTS, type TilthConfig } from './config.ts'
import type { Embedder } from './connectors/embedder/embedder.ts'
import type { ExtractionPool } from './connectors/extraction/pool.ts'
import type { SqliteStore } from './connectors/store/sqlite-store.ts'
import type { AnswerEvent } from './contracts/answer.ts'
import type { ChunkFilter, ChunkStore } from './contracts/chunk-store.ts'
import type { Passage } from './contracts/document.ts'
import type { EmbeddingModel } from './contracts/embedding-model.ts'
import type { Place, PrepareEvent, SourcesResult } from './contracts/prepare.ts'
import type { AskEvent, AskResult, ChunkResult, ExtractResult, PassageRow, SearchResult } from './contracts/results.ts'
import { evaluateRetrieval, type EvaluationEvent } from './evaluate/evaluate.ts'
import { chunkDocument } from './prepare/chunk.ts'
import { documentOf } from './prepare/prepare-file.ts'
import { prepare } from './prepare/prepare.ts'
import { resolvePlace } from './prepare/sources.ts'

/** Changes when extraction or chunking changes what a file becomes: files are then prepared again. */
const PIPELINE_VERSION = 1

export interface OpenOptions {
  /** A store of your own instead of the SQLite file that `store` names. */
  readonly chunkStore?: ChunkStore
  /** One line that a user should see, such as "the slower embedder is used". */
  readonly onNotice?: (line: string) => void
}

interface Cancellable {
  readonly signal?: AbortSignal
}

export interface SearchOptions extends Cancellable {
  readonly k?: number
  readonly rerank?: boolean
  /** Folders and files as given to `prepare`. */
  readonly places?: readonly string[]
  /** Globs over sources. */
  readonly sources?: readonly string[]
  readonly kinds?: readonly string[]
}

export interface AskOptions extends SearchOptions {
  readonly minSupport?: number
}

export interface PrepareRunOptions extends Cancellable {
  /** Make every vector anew with this run's embedder, where the store was made with another. */
  readonly reembed?: boolean
}

export interface EvaluateOptions extends Cancellable {
  readonly k?: number
  readonly rerank?: boolean
  /** Conditions such as "ndcg10>=0.9". */
  readonly gates?: readonly string[]
}

/** The product, opened: one verb each. Connectors start when they are first needed. */
export type Tilth = ReturnType<typeof openTilth>

export function openTilth(config: TilthConfig = {}, options: OpenOptions = {}) {
  const settings = { ...DEFAULTS, ...config }
  const storeFolder = resolve(settings.store)
  const stores: { read?: Promise<ChunkStore>; write?: Promise<ChunkStore> } = {}
  let embedder: Promise<Embedder> | undefined
  let pool: Promise<ExtractionPool> | undefined

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
  const sqliteStore = async () => {
    if (options.chunkStore) throw new UsageError('this works on the built-in store only', 'check and back up your own store with its own tools')
    return (await openStore('read')) as SqliteStore
  }
  const openPool = () =>
    (pool ??= import('./connectors/extraction/pool.ts').then(({ openExtractionPool }) =>
      openExtractionPool({ timeoutMs: settings.fileTimeoutMs, memoryMb: settings.fileMemoryMb }),
    ))
  const openEmbedders = async () => {
    embedder ??= import('./connectors/embedder/embedder.ts').then(({ openEmbedder }) => openEmbedder({ threads: settings.threads, onNotice: options.onNotice }))
    return chooseEmbedders(await embedder, settings.embedder)
  }

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

  async function findPassages(query: string, { k = settings.k, rerank, signal, ...where }: SearchOptions): Promise<Passage[]> {
    const { retriever, reranker } = await search()
    const passages = await retriever.retrieve(query, { k: rerank ? Math.max(k, 10) : k, filter: await filterOf(where), signal })
    return (rerank ? await reranker.rerank(query, passages, { signal }) : passages).slice(0, k)
  }

  async function* askEvents(question: string, { k = settings.k, minSupport = settings.minSupport, signal, ...where }: AskOptions): AsyncGenerator<AnswerEvent> {
    const [stages, { answer }, { quoteModel }] = await Promise.all([search(), import('./answer/answer.ts'), import('./answer/quote.ts')])
    yield* answer(question, { ...stages, model: quoteModel(stages), k, minSupport, filter: await filterOf(where), signal })
  }

  return {
    /** Brings folders and files into the store. Throws when none of the places can be reached. */
    async *prepare(places: readonly string[], { signal, reembed }: PrepareRunOptions = {}): AsyncGenerator<PrepareEvent> {
      const resolved = await resolvePlaces(places)
      const [opened, { name, route }, { extract }] = await Promise.all([openStore('write'), openEmbedders(), openPool()])
      const before = (await opened.settings())['embedder']
      if (reembed && before !== undefined && before !== name) resolved.push(...(await everyPlace(opened)))
      else checkEmbedder(before, name)
      if (before !== name) await opened.saveSettings({ embedder: name })
      yield* prepare({
        places: withoutRepeats(resolved),
        selection: { include: settings.include, exclude: settings.exclude },
        skipFolders: [storeFolder],
        extract,
        route,
        settings: sha256(name, String(PIPELINE_VERSION), String(ANALYSIS_VERSION)).slice(0, 12),
        store: opened,
        signal,
      })
    },

    async sources(): Promise<SourcesResult> {
      const opened = await openStore('read')
      const [files, { documents, chunks }, { embedder: name }] = await Promise.all([opened.files(), opened.summary(), opened.settings()])
      return {
        files: files.map(({ fingerprint: _, modified: __, size: ___, ...file }) => file),
        documents,
        chunks,
        embedder: name ?? settings.embedder,
        store: opened.location,
      }
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
      for await (const event of askEvents(question, askOptions)) {
        if (event.type === 'passages-found') yield { type: event.type, passages: event.passages.map(passageRow) }
        else if (event.type === 'answer-end') yield { type: event.type, ...askResult(question, event.answer) }
        else yield event
      }
    },

    async answer(question: string, askOptions: AskOptions = {}): Promise<AskResult> {
      for await (const event of askEvents(question, askOptions)) if (event.type === 'answer-end') return askResult(question, event.answer)
      throw new Error('the answer never ended')
    },

    /** One file's text, read apart from this process. */
    async extract(file: string, { signal }: Cancellable = {}): Promise<ExtractResult> {
      const { documents, reason } = await extractOne(file, signal)
      return { documents: documents.map(({ format: _, ...document }) => document), ...(reason && { reason }) }
    },

    async chunk(file: string, { signal }: Cancellable = {}): Promise<ChunkResult> {
      const [{ documents }, { route }] = await Promise.all([extractOne(file, signal), openEmbedders()])
      const place = await resolvePlace(file)
      const chunks = documents.flatMap((extracted, index) => {
        const document = documentOf({ place: place.place, source: place.source ?? '' }, extracted, index)
        return chunkDocument(document, { countTokens: route(document.text).countTokens })
      })
      return {
        chunks: chunks.map(({ start, end, text, tokens, heading, page }) => ({ start, end, ...(heading && { heading }), ...(page && { page }), text, tokens })),
      }
    },

    async *evaluateRetrieval(questions: string, { k = settings.k, rerank, gates, signal }: EvaluateOptions = {}): AsyncGenerator<EvaluationEvent> {
      await search()
      const passagesFor = async (question: string) => (await findPassages(question, { k, rerank, signal })).map(({ chunk }) => chunk)
      yield* evaluateRetrieval(questions, passagesFor, { k, gates, seed: settings.seed, signal })
    },

    async checkStore() {
      return (await sqliteStore()).check()
    },

    /** Writes a copy of the store into a new folder, which can be opened as a store itself. */
    async backupStore(folder: string): Promise<{ path: string; bytes: number }> {
      const path = resolve(folder)
      if (existsSync(join(path, 'tilth.db'))) throw new TilthError('backup-exists', `there is a store in ${folder} already`, 'give a new folder')
      mkdirSync(path, { recursive: true })
      await (await sqliteStore()).backup(join(path, 'tilth.db'))
      return { path, bytes: statSync(join(path, 'tilth.db')).size }
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

  async function extractOne(file: string, signal: AbortSignal | undefined) {
    const { place, source } = await resolvePlace(file)
    if (source === undefined) throw new UsageError(`${file} is a folder`, 'give one file')
    const read = await (await openPool()).extract(join(place, source), { signal })
    if (read.unchanged) throw new Error('an extraction without a hash to compare came back as unchanged')
    return read.extraction
  }
}

interface ChosenEmbedders {
  /** What the store records. */
  readonly name: string
  readonly models: readonly EmbeddingModel[]
  readonly route: (text: string) => EmbeddingModel
}

function chooseEmbedders({ minilm, bgeZh }: Embedder, spec: string): ChosenEmbedders {
  const one = (model: EmbeddingModel): ChosenEmbedders => ({ name: model.id, models: [model], route: () => model })
  if (spec === 'minilm') return one(minilm)
  if (spec === 'bge-zh') return one(bgeZh)
  if (spec !== 'auto') throw new UsageError(`unknown embedder "${spec}"`, 'known are auto, minilm and bge-zh')
  return { name: `auto(${minilm.id}, ${bgeZh.id})`, models: [minilm, bgeZh], route: (text) => (isChinese(text) ? bgeZh : minilm) }
}

/** An index belongs to its embedder: vectors of another are never mixed in. */
function checkEmbedder(made: string | undefined, wanted: string): void {
  if (made === undefined || made === wanted) return
  throw new TilthError(
    'embedder-mismatch',
    `the store was made with the embedder ${made}, this run has ${wanted}`,
    'choose that one with --embedder, or run: tilth prepare PLACE… --reembed',
  )
}

/** Places that can be reached; those that can't are an error only when none is left. */
async function resolvePlaces(given: readonly string[]): Promise<Place[]> {
  if (!given.length) throw new UsageError('no place is given', 'give a folder or a file')
  return Promise.all(given.map(resolvePlace))
}

async function everyPlace(store: ChunkStore): Promise<Place[]> {
  const places = new Set((await store.files()).map(({ place }) => place))
  return [...places].filter((place) => existsSync(place)).map((place) => ({ place }))
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

async function filterOf({ places, sources, kinds }: Pick<SearchOptions, 'places' | 'sources' | 'kinds'>): Promise<ChunkFilter | undefined> {
  if (!places?.length && !sources?.length && !kinds?.length) return undefined
  const resolved = places && (await Promise.all(places.map(resolvePlace)))
  return {
    ...(resolved && { places: resolved }),
    ...(sources?.length && { sources }),
    ...(kinds?.length && { kinds: kinds.map((kind) => kind.toLowerCase().replace(/^\./, '')) }),
  }
}

function passageRow({ chunk, score }: Passage, index: number): PassageRow {
  const { source, place, kind, documentId, id, start, end, page, heading, text } = chunk
  return { rank: index + 1, score, source, place, kind, documentId, chunkId: id, start, end, ...(page && { page }), ...(heading && { heading }), text }
}

function askResult(
  question: string,
  { text, supported, support, citations, passages, model, usage }: Extract<AnswerEvent, { type: 'answer-end' }>['answer'],
): AskResult {
  const rows = citations.map(({ chunkId: _, ...citation }) => citation)
  return { question, answer: { text, supported, support, citations: rows }, passages: passages.map(passageRow), model, ...(usage && { usage }) }
}
