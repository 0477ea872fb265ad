import { messageOf, TilthError } from '../../common/errors.ts'
import type { ExtractedDocument, Extraction, Extractor, ExtractOptions, FileContent } from '../../contracts/extractor.ts'
import { partOf } from '../mail/message.ts'
import { entriesOf } from './entries.ts'
import type { Entry } from './tar.ts'

/**
 * Archives (zip, tar, and either packed by gzip or zstd): what stands in them, each entry read as a file of its kind, without a byte
 * written to disk. An entry that cannot be read is named in the reason and spoils nothing.
 */
export const archiveExtractor: Extractor = { kinds: ['archive'], extract: extractArchive }

/** Named in a reason; the rest are counted. */
const NAMED = 10

async function extractArchive(file: FileContent, { readInner, onProgress }: ExtractOptions = {}): Promise<Extraction> {
  if (!readInner) return { documents: [], reason: 'it is an archive within archives, nested too deep to be read' }
  const documents: ExtractedDocument[] = []
  const failed: string[] = []
  const dropped: string[] = []
  let entries = 0
  const readEntry = async ({ name, read }: Entry) => {
    try {
      const inner = await readInner({ name: name.slice(name.lastIndexOf('/') + 1), bytes: read() })
      if (!inner.documents.length) dropped.push(`${name} (${inner.reason ?? 'no text in it'})`)
      else if (inner.reason) failed.push(`${name} (${inner.reason})`)
      for (const each of inner.documents)
        documents.push({ ...each, title: each.title ?? name, metadata: { ...each.metadata, part: partOf(name, each.metadata) } })
    } catch (error) {
      // Memory that is used up ends the process; whatever else is wrong is this entry's.
      failed.push(`${name} (${messageOf(error)})`)
    }
  }
  let cut: unknown
  try {
    for (const entry of entriesOf(file)) {
      if (isHidden(entry.name)) continue
      entries++
      onProgress?.()
      await readEntry(entry)
    }
  } catch (error) {
    // A damaged end spoils nothing of what came before it.
    if (!documents.length) throw error
    cut = error
  }
  const reasons = [cut && messageOf(cut), told('cannot be read whole', failed, entries), told('hold nothing to read', dropped, entries)].filter(Boolean)
  const reason = entries ? reasons.join('; ') : 'the archive is empty'
  if (!documents.length && failed.length) throw new TilthError('damaged', `${file.name}: ${reason}`, 'unpack it, and give the folder')
  return { documents, ...(reason && { reason }) }
}

const told = (what: string, names: readonly string[], entries: number) =>
  names.length ? `${names.length} of ${entries} entries ${what}: ${names.slice(0, NAMED).join(', ')}${names.length > NAMED ? ' …' : ''}` : ''

/** What a walk through a folder passes over too, and what macOS adds. */
const isHidden = (name: string) => name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX' || part === 'node_modules')
