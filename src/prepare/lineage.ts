import { TilthError } from '../common/errors.ts'
import type { ChunkStore, FileRecord } from '../contracts/chunk-store.ts'
import type { Document, StoredChunk } from '../contracts/document.ts'
import type { Lineage } from '../contracts/prepare.ts'

/** Where a chunk or a document comes from, and what was done to it. Throws `unknown-id`. */
export async function explain(id: string, store: ChunkStore): Promise<Lineage> {
  const [chunk] = /:\d+-\d+$/.test(id) ? await store.chunks([id]) : []
  const document = await store.document(chunk?.documentId ?? id)
  if (!document)
    throw new TilthError(
      'unknown-id',
      `the store holds no chunk or document ${id}`,
      'ids stand in what search and ask give with --json: chunkId and documentId',
    )
  const files = await store.files()
  const file = files.find(({ place, source }) => place === document.place && source === document.source)
  return {
    ...whereOf(document, chunk),
    ...(file && whatOf(file, await store.settings())),
    usedBy: files.filter(({ duplicateOf }) => duplicateOf?.includes(document.id)).map(({ place, source }) => ({ place, source })),
  }
}

function whereOf({ id, source, place, title, language, text, metadata }: Document, chunk: StoredChunk | undefined) {
  const { startByte, endByte } = metadata
  return {
    documentId: id,
    source,
    place,
    ...(title && { title }),
    ...(language && { language }),
    characters: text.length,
    ...(typeof startByte === 'number' && typeof endByte === 'number' && { bytes: { start: startByte, end: endByte } }),
    metadata,
    ...(chunk && {
      chunk: {
        id: chunk.id,
        start: chunk.start,
        end: chunk.end,
        tokens: chunk.tokens,
        ...(chunk.page && { page: chunk.page }),
        ...(chunk.heading && { heading: chunk.heading }),
        text: chunk.text,
      },
    }),
  }
}

function whatOf(file: FileRecord, settings: Readonly<Record<string, string>>) {
  const [shape = '', hash = '', locator] = file.fingerprint.split(':')
  return {
    kind: file.kind,
    status: file.status,
    ...(file.reason && { reason: file.reason }),
    // Under a policy for personal data it is a keyed hash, which tells nothing here.
    ...(hash && locator === undefined && { sha256: hash }),
    ...(file.version !== undefined && { version: file.version }),
    ...(file.size !== undefined && { size: file.size }),
    ...(file.modified !== undefined && { modified: new Date(file.modified).toISOString() }),
    ...(file.preparedAt !== undefined && { preparedAt: new Date(file.preparedAt).toISOString() }),
    cleaned: file.cleaned ?? {},
    redactions: file.redactions,
    embedder: settings['embedder'] ?? '',
    settings: shape,
  }
}
