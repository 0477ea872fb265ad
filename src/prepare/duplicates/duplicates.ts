import type { Document } from '../../contracts/document.ts'
import { compareTexts, type Comparison } from './compare.ts'
import { damageOf } from './damage.ts'
import { NearIndex } from './near-index.ts'
import { compareAge, ownDateOf, type OwnDate } from './own-date.ts'
import { signatureOf } from './signature.ts'

/** `keep`: counted only. `exact`: texts that are equal but for white space and width. `near`: also those that say the same otherwise. */
export type DuplicateMode = 'keep' | 'exact' | 'near'
/** `drop`: of near-duplicates that say which is newer, the newest stays, though numbers or rules changed. */
export type OutdatedMode = 'keep' | 'drop'

export interface DuplicateOptions {
  readonly duplicates: DuplicateMode
  readonly outdated: OutdatedMode
  /** A document that an earlier run brought in; undefined where it is gone by now. */
  readonly load: (id: string) => Promise<Document | undefined>
  /** Days since 1970; today by default. */
  readonly today?: number
}

export type DuplicateKind = 'exact' | 'near' | 'outdated'

export interface Verdict {
  /** Whether it goes into the store. */
  readonly keep: boolean
  /** What it is, dropped or not. */
  readonly kind?: DuplicateKind
  /** The document that stays in its place. */
  readonly of?: Document
  /** Why it is left out, in words. */
  readonly reason?: string
  /** Documents in the store or in work that go in favour of this one. */
  readonly replaces: readonly Document[]
  readonly signature?: Uint8Array
}

/** Pairs of shingle sets less alike than this, by estimate, are not compared. */
const WORTH_COMPARING = 0.3
/** Documents that one is compared with, the likeliest first. */
const COMPARED = 12
/** Texts of this run at hand for comparison, in UTF-16 code units. */
const TEXT_AT_HAND = 24_000_000
/** Differences in damage below this are none. */
const SAME_DAMAGE = 0.5

/** Papers that share a form and are about one matter each: a later one does not replace an earlier. */
const ONE_OF_MANY =
  /\b(?:invoice|receipt|order|statement|payslip|pay slip|ticket|minutes|agenda|quotation|delivery note|timesheet|case|claim|report for)\b.{0,20}(?:\b(?:no|nr|number|id)\b|#|\d)|(?:发票|订单|收据|工资单|账单|对账单|会议纪要|合同|工单).{0,10}(?:号|编号|[:：#]|\d)/i

/**
 * Decides document by document, in the order in which they come, which copies stay. Of two that say the same: the sound one before the
 * damaged, the newer by its own date or version (never by the time of its file), the fuller, and else the one that is already there.
 * Memory: 350 bytes a document, and the last 24 million characters.
 */
export function makeDuplicates(options: DuplicateOptions) {
  const index = new NearIndex()
  const recent = new Map<string, Document>()
  const gone = new Set<string>()
  let held = 0
  const today = options.today ?? Math.floor(Date.now() / 86_400_000)

  const remember = (document: Document): void => {
    recent.set(document.id, document)
    held += document.text.length
    for (const [id, { text }] of recent) {
      if (held <= TEXT_AT_HAND || id === document.id) break
      recent.delete(id)
      held -= text.length
    }
  }

  return {
    /** Makes a document of an earlier run known. */
    add: (id: string, signature: Uint8Array): void => index.add(id, signature),
    /** A document is no longer there: nothing is measured against it any more. */
    forget: (id: string): void => void gone.add(id),
    get bytes(): number {
      return index.bytes
    },

    async judge(document: Document): Promise<Verdict> {
      const signature = signatureOf(document.text)
      if (!signature) return { keep: true, replaces: [] }
      const own = signsOf(document)
      const replaces: Document[] = []
      let kind: DuplicateKind | undefined
      for (const candidate of index.candidates(signature, { atLeast: WORTH_COMPARING, atMost: COMPARED })) {
        if (gone.has(candidate.id) || candidate.id === document.id) continue
        const inWork = recent.get(candidate.id)
        const other = inWork ?? (await options.load(candidate.id))
        // What the store holds of the same file is what it was before.
        if (!other || (!inWork && other.place === document.place && other.source === document.source)) continue
        const comparison = compareTexts(document.text, other.text)
        const found = kindOf(comparison, own, signsOf(other), today)
        if (!found) continue
        const { wins, why } = found
        const drops = isDropped(found.kind, found.marked, options)
        if (!drops) kind ??= found.kind
        else if (wins) replaces.push(other)
        else return { keep: false, kind: drops, of: other, reason: reasonOf(drops, why, other, comparison), replaces: [], signature }
      }
      for (const { id } of replaces) gone.add(id)
      gone.delete(document.id)
      index.add(document.id, signature)
      remember(document)
      return { keep: true, ...(kind && { kind }), replaces, signature }
    },
  }
}

export type Duplicates = ReturnType<typeof makeDuplicates>

interface Signs {
  readonly age: OwnDate
  readonly damage: number
  readonly oneOfMany: boolean
}

function signsOf(document: Document): Signs {
  const head = `${document.title ?? ''}\n${document.text.slice(0, 500)}`
  return { age: ownDateOf(document), damage: damageOf(document), oneOfMany: 'messageId' in document.metadata || ONE_OF_MANY.test(head) }
}

type Why = 'damaged' | 'older' | 'shorter' | 'later'

interface Found {
  readonly kind: DuplicateKind
  /** The document at hand stays, the other goes. */
  readonly wins: boolean
  readonly why: Why
  /** Both say by themselves which is newer, or one that it is void. */
  readonly marked: boolean
}

/** What two documents are to each other, and which of them stays; undefined where both do. */
function kindOf({ relation, fuller }: Comparison, own: Signs, other: Signs, today: number): Found | undefined {
  if (relation === 'different') return undefined
  const expired = (signs: Signs) => signs.age.superseded || (signs.age.validUntil !== undefined && signs.age.validUntil < today)
  const voided = Number(expired(other)) - Number(expired(own))
  const age = voided || compareAge(own.age, other.age)
  const marked = age !== 0 && (voided !== 0 || (own.age.marked && other.age.marked))
  const damage = other.damage - own.damage
  if (relation === 'version') {
    // A damaged copy may have lost the very numbers that differ.
    if (!marked || own.oneOfMany || other.oneOfMany || Math.abs(damage) > SAME_DAMAGE) return undefined
    return { kind: 'outdated', wins: age > 0, why: 'older', marked }
  }
  const kind = relation === 'equal' ? 'exact' : 'near'
  if (Math.abs(damage) > SAME_DAMAGE) return { kind, wins: damage > 0, why: 'damaged', marked: false }
  if (age) return { kind, wins: age > 0, why: 'older', marked: marked && !own.oneOfMany && !other.oneOfMany }
  if (fuller) return { kind, wins: fuller === 'a', why: 'shorter', marked: false }
  return { kind, wins: false, why: 'later', marked: false }
}

/** As what it is dropped under these options, if at all. */
function isDropped(kind: DuplicateKind, marked: boolean, { duplicates, outdated }: DuplicateOptions): DuplicateKind | undefined {
  if (kind === 'exact' && duplicates !== 'keep') return 'exact'
  if (kind === 'near' && duplicates === 'near') return 'near'
  return outdated === 'drop' && marked ? 'outdated' : undefined
}

function reasonOf(kind: DuplicateKind, why: Why, { source, title }: Document, { similarity }: Comparison): string {
  const other = title && title !== source ? `${source} ("${title.slice(0, 80)}")` : source
  if (why === 'damaged') return `a damaged copy of ${other}`
  if (kind === 'outdated') return `an older version of ${other}`
  if (kind === 'exact') return `the same text as ${other}`
  const share = `${Math.min(99, Math.round(100 * similarity))} % of the words`
  if (why === 'older') return `nearly the same as ${other}, which is newer by its own date or version (${share})`
  if (why === 'shorter') return `nearly the same as ${other}, which holds more (${share})`
  return `nearly the same as ${other} (${share})`
}
