import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FileRecord } from '../contracts/chunk-store.ts'
import type { ExtractedDocument, Extraction } from '../contracts/extractor.ts'
import type { FindPersonalData, PersonalDataPolicy, PersonalSpan } from '../contracts/personal-data.ts'
import type { Place, SourceFile } from '../contracts/prepare.ts'
import type { SealedEntry } from '../contracts/vault.ts'
import { fieldSpans, protectDocument, type Protection } from './redact/document.ts'
import { mayStandFor, protectPath } from './redact/path.ts'
import { COUNTERS_SETTING } from './redact/personal-data.ts'
import { replaced } from './redact/redact.ts'
import type { StandInBook } from './redact/stand-ins.ts'

export interface ProtectionOptions {
  readonly policy: PersonalDataPolicy
  readonly find: FindPersonalData
  readonly standIns: StandInBook
  /** Keyed hash, where there is a key. */
  readonly digest?: (purpose: string, text: string) => string
}

/** The policy for personal data within a run of `prepare`: what a file is called, by what it is known again, what is stored of it. */
export interface RunProtection {
  /** The record of a file in an earlier run: its name there may be a stand-in. */
  recordOf(file: SourceFile): FileRecord | undefined
  /** The record of a file that is no longer there. */
  gone(place: string, source: string): FileRecord | undefined
  guard(file: SourceFile, before: FileRecord | undefined): FileGuard
  /** Settings to be saved before what was made is written. */
  settings(): Record<string, string> | undefined
  /** The name of a folder, as it would stand in `source`; undefined where that cannot be told again. */
  folderName(source: string): string | undefined
}

/** One file under the policy. */
export interface FileGuard {
  /** What stands in the store and in events in place of its path. */
  source(): string
  /** Of its bytes and its name: "" where without a key a hash would let a guess be tried. */
  fingerprint(sha256: string | undefined): string
  /** Whether the earlier record is of these bytes. */
  isUnchanged(sha256: string): boolean
  /** A reason, of a failure or other, without values. */
  reason(text: string): string
  protect(
    extraction: Extraction,
    kind: string,
  ): Promise<{ readonly documents: readonly ExtractedDocument[]; readonly redactions: Readonly<Record<string, number>>; readonly reason?: string }>
  /** For the vault: what the file's stand-ins stand for. */
  vaultEntries(): SealedEntry[] | undefined
}

export function runProtection({ policy, find, standIns, digest }: ProtectionOptions, records: readonly FileRecord[]): RunProtection {
  const byPath = new Map(records.map((record) => [keyOf(record), record]))
  const byLocator = new Map(digest ? records.flatMap((record) => (locatorIn(record) ? [[locatorIn(record), record] as const] : [])) : [])
  const byStamp = new Map(records.filter((record) => locatorIn(record) === RENAMED).map((record) => [stampOf(record), record]))
  /** Two files must not be shown under one name. */
  const claimed = new Map<string, string>()
  const met = new Set<FileRecord>()
  let saved = JSON.stringify(standIns.counters())

  const locate = (file: Pick<SourceFile, 'place' | 'source'>): string => digest?.('file', keyOf(file)) ?? ''

  function claim(file: SourceFile, source: string, before: FileRecord | undefined): string {
    const own = keyOf(file)
    const locator = locate(file)
    for (let number = 1; ; number++) {
      const name = number === 1 ? source : source.replace(/(\.[^./]*)?$/, ` (${number})$1`)
      const key = keyOf({ place: file.place, source: name })
      const holder = claimed.get(key)
      const record = byPath.get(key)
      const free = holder === undefined && (!record || record === before || (locator !== '' && locatorIn(record) === locator))
      if (free || holder === own) {
        claimed.set(key, own)
        return name
      }
    }
  }

  return {
    recordOf(file) {
      const found = byLocator.get(locate(file)) ?? byPath.get(keyOf(file))
      if (found || digest || !file.size) return found
      // Without a key a stand-in in a name cannot be made again: a file of the same time and size whose name has the same form is the same.
      const twin = byStamp.get(stampOf(file))
      if (!twin || met.has(twin) || !mayStandFor(twin.source, file.source)) return undefined
      met.add(twin)
      return twin
    },
    gone: (place, source) => byLocator.get(locate({ place, source })) ?? byPath.get(keyOf({ place, source })),
    folderName: (source) => (digest ? protectPath(source, source, [], { policy, find, standIns: standIns.session() }).path : undefined),
    settings() {
      const now = JSON.stringify(standIns.counters())
      if (now === saved) return undefined
      saved = now
      return { [COUNTERS_SETTING]: now }
    },
    guard(file, before) {
      const session = standIns.session()
      const protection: Protection = { policy, find, standIns: session }
      let name: string | undefined
      const found: PersonalSpan[] = []
      const naming = () => protectPath(file.source, file.source, found, protection)
      const source = (): string => (name ??= claim(file, before && !found.length && before.source !== file.source ? before.source : naming().path, before))
      const [, knownHash = ''] = before?.fingerprint.split(':') ?? []
      const hashOf = (sha256: string) => digest?.('content', sha256) ?? ''
      /** Whatever goes wrong here: what may hold a value is not shown. */
      const withheld = (text: string): string => {
        try {
          return replaced(text, fieldSpans(text, 'reason', file.source, found, protection), session).text
        } catch {
          return 'it cannot be read; why is not shown, because personal data in the reason cannot be looked for'
        }
      }
      return {
        source,
        fingerprint: (sha256) => `${sha256 === undefined ? '' : hashOf(sha256)}:${locate(file) || (source() === file.source ? '' : RENAMED)}`,
        isUnchanged: (sha256) => knownHash !== '' && knownHash === hashOf(sha256),
        reason(text) {
          const raw = [file.path, file.source, basename(file.path)]
          const shown = raw.reduce((told, path) => (path ? told.replaceAll(path, path === raw[2] ? basename(source()) : source()) : told), text)
          return withheld(shown)
        },
        async protect(extraction, kind) {
          const documents: ExtractedDocument[] = []
          const redactions: Record<string, number> = {}
          let dropped = 0
          for (const document of extraction.documents) {
            const done = await protectDocument(document, kind, file.source, protection)
            for (const [type, count] of Object.entries(done.redactions)) redactions[type] = (redactions[type] ?? 0) + count
            dropped += done.dropped
            for (const span of done.found) found.push(span)
            if (done.document) documents.push(done.document)
          }
          // Its text may tell that a name in its path is one.
          const { path, types } = naming()
          name = claim(file, path, before)
          for (const type of types) redactions[type] = (redactions[type] ?? 0) + 1
          const left = documents.some(({ text }) => text.trim())
          const reasons = [extraction.reason && this.reason(extraction.reason), !left && dropped ? 'all of it holds personal data and was left out' : undefined]
          const reason = reasons.filter(Boolean).join('; ')
          return { documents, redactions, ...(reason ? { reason } : {}) }
        },
        vaultEntries: () => (digest ? session.used() : undefined),
      }
    },
  }
}

/** Places of a search, with the names that their files have in the store. */
export async function storedNames(places: readonly Place[], held: () => Promise<readonly FileRecord[]>, digest: ProtectionOptions['digest']): Promise<Place[]> {
  if (places.every(({ source }) => source === undefined)) return [...places]
  const records = await held()
  const found = places.map(async ({ place, source }) => {
    if (source === undefined || records.some((record) => record.place === place && record.source === source)) return { place, source }
    const locator = digest?.('file', keyOf({ place, source }))
    const file = await stat(join(place, source)).catch(() => undefined)
    const isIt = (record: FileRecord): boolean =>
      locator === undefined
        ? locatorIn(record) === RENAMED &&
          stampOf(record) === stampOf({ place, modified: file?.mtimeMs, size: file?.size }) &&
          mayStandFor(record.source, source)
        : locatorIn(record) === locator
    return { place, source: records.find(isIt)?.source ?? source }
  })
  return Promise.all(found)
}

/** In the place of a locator, where there is no key: the name in the store is not that of the file. */
const RENAMED = '~'

const keyOf = ({ place, source }: { readonly place: string; readonly source: string }): string => `${place}\0${source}`
const stampOf = ({ place, modified, size }: Pick<FileRecord, 'place' | 'modified' | 'size'>): string => `${place}\0${modified}\0${size}`
const locatorIn = ({ fingerprint }: FileRecord): string => fingerprint.split(':')[2] ?? ''
