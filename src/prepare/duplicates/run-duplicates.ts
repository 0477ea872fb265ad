import type { ChunkStore } from '../../contracts/chunk-store.ts'
import type { Document } from '../../contracts/document.ts'
import type { DuplicateCounts } from '../../contracts/prepare.ts'
import { makeDuplicates, type DuplicateMode, type DuplicateKind, type OutdatedMode } from './duplicates.ts'

export interface KeptDocument {
  readonly document: Document
  readonly signature?: Uint8Array
}

/** What of a file stays. */
export interface Judgement {
  readonly kept: readonly KeptDocument[]
  /** Why the others do not, one each. */
  readonly reasons: readonly string[]
  /** Ids of the documents that stay in their place. */
  readonly duplicateOf: readonly string[]
}

/** Duplicates within one run of `prepare`, in what it reads and in what the store holds. */
export interface RunDuplicates {
  /** Something may be left out, so that the order of the files decides. */
  readonly drops: boolean
  judge(documents: readonly Document[]): Promise<Judgement>
  /** Documents that go in favour of a later one, each told once. */
  losers(): { readonly document: Document; readonly by: Document }[]
  /** Documents of those files are as good as gone. */
  leave(leaving: (file: Pick<Document, 'place' | 'source'>) => boolean): void
  counts(): DuplicateCounts
}

export interface RunDuplicateOptions {
  readonly duplicates: DuplicateMode
  readonly outdated: OutdatedMode
  readonly store: ChunkStore
}

/** Reads the signatures that the store holds: 136 bytes a document. */
export async function openRunDuplicates({ duplicates, outdated, store }: RunDuplicateOptions): Promise<RunDuplicates> {
  let isLeaving: (file: Pick<Document, 'place' | 'source'>) => boolean = () => false
  /** Files that this run has read: what the store holds of them now is what they are. */
  const judged = new Set<string>()
  const load = async (id: string) => {
    const document = await store.document(id)
    return document && (judged.has(keyOf(document)) || !isLeaving(document)) ? document : undefined
  }
  const found = makeDuplicates({ duplicates, outdated, load })
  for (let after: number | undefined = 0; store.signatures && after !== undefined;) {
    const page: Awaited<ReturnType<NonNullable<ChunkStore['signatures']>>> = await store.signatures(after)
    for (const { id, signature } of page.rows) found.add(id, signature)
    after = page.next
  }
  const counts: Record<DuplicateKind, number> = { exact: 0, near: 0, outdated: 0 }
  let losers: { document: Document; by: Document }[] = []
  return {
    drops: duplicates !== 'keep' || outdated === 'drop',
    async judge(documents) {
      const kept: KeptDocument[] = []
      const reasons: string[] = []
      const duplicateOf = new Set<string>()
      if (documents[0]) judged.add(keyOf(documents[0]))
      for (const document of documents) {
        const verdict = await found.judge(document)
        if (verdict.kind) counts[verdict.kind]++
        for (const loser of verdict.replaces) losers.push({ document: loser, by: document })
        if (verdict.keep) kept.push({ document, ...(verdict.signature && { signature: verdict.signature }) })
        else {
          reasons.push(verdict.reason ?? 'a duplicate')
          if (verdict.of) duplicateOf.add(verdict.of.id)
        }
      }
      return { kept, reasons, duplicateOf: [...duplicateOf] }
    },
    losers() {
      const taken = losers
      losers = []
      return taken
    },
    leave: (leaving) => void (isLeaving = leaving),
    counts: () => ({ ...counts }),
  }
}

const keyOf = ({ place, source }: Pick<Document, 'place' | 'source'>): string => `${place}\0${source}`
