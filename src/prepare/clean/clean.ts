import type { ExtractedDocument } from '../../contracts/extractor.ts'
import { gibberish } from './gibberish.ts'
import { languages } from './languages.ts'
import { mailHistory, mailSignature } from './mail.ts'
import { damagedPlaces, mojibake } from './mojibake.ts'
import { pageFurniture } from './page-furniture.ts'
import { edited, type Removed, type Rule } from './rule.ts'
import { webNotices } from './web-notices.ts'

/** In the order in which they run. */
const RULES = { mojibake, pageFurniture, webNotices, mailHistory, mailSignature, gibberish, languages } as const satisfies Readonly<Record<string, Rule>>

export type CleaningRule = keyof typeof RULES
export const CLEANING_RULES = Object.keys(RULES) as readonly CleaningRule[]

/** Changes when a rule changes what a document becomes. */
export const CLEANING_VERSION = 1

export interface CleanOptions {
  /** Kind of the file, as in `FileContent.kind`. */
  readonly kind: string
  /** `true`: all that are safe, and none but `languages` for plain text; `false`: none; a list: these, for plain text too. */
  readonly rules: boolean | readonly CleaningRule[]
  /** BCP 47 languages that are wanted; all where absent. Documents in another are left out whatever `rules` says. */
  readonly languages?: readonly string[]
}

export interface Cleaned {
  readonly document: ExtractedDocument
  readonly removed: readonly Removed[]
  /** Why the document as a whole is left out. */
  readonly dropped?: string
}

const LONGEST_EXAMPLE = 60

/** Runs cleaning rules over a document, in order; each finds what the ones before it left. Linear in the length of the text. */
export function cleanDocument(document: ExtractedDocument, { kind: whole, rules, languages: wanted }: CleanOptions): Cleaned {
  const kind = kindOf(document, whole)
  const removed: Removed[] = []
  let current = document
  for (const rule of CLEANING_RULES) {
    if (!isChosen(rule, rules, document.format)) continue
    const result = RULES[rule](current, { kind, ...(wanted && { languages: wanted }) })
    if ('drop' in result) {
      removed.push({ rule, characters: current.text.length, count: 1 })
      return { document: current, removed, dropped: result.drop }
    }
    const [first] = result.edits
    if (!first) continue
    const after = edited(current, result.edits)
    // What is left of a blank document would be no document at all.
    if (!after.text.trim() && current.text.trim()) continue
    const example = current.text.slice(first.start, first.end).replace(/\s+/g, ' ').trim().slice(0, LONGEST_EXAMPLE)
    removed.push({ rule, characters: current.text.length - after.text.length, count: result.edits.length, ...(example && { example }) })
    current = after
  }
  const damaged = damagedPlaces(current.text)
  if (damaged && !current.metadata['damagedPlaces']) current = { ...current, metadata: { ...current.metadata, damagedPlaces: damaged } }
  return { document: current, removed }
}

/** What lies in an archive or on a message is of the kind that its name tells; a message is one wherever it lies. */
function kindOf({ metadata }: ExtractedDocument, whole: string): string {
  const part = metadata['part']
  const extension = typeof part === 'string' ? /\.([a-z\d]{1,6})$/i.exec(part)?.[1] : undefined
  if (extension) return extension.toLowerCase()
  return 'messageId' in metadata && !/^(?:eml|msg|mbox)$/.test(whole) ? 'eml' : whole
}

function isChosen(rule: CleaningRule, rules: boolean | readonly CleaningRule[], format: ExtractedDocument['format']): boolean {
  if (rule === 'languages') return true
  if (typeof rules !== 'boolean') return rules.includes(rule)
  // Plain text passes character by character.
  return rules && format !== 'plain'
}
