import { formatNumber } from './number-words.ts'
import { valueOf } from './word-styles.ts'
import type { WordStyles } from './word-styles.ts'
import { childOf, childrenOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** The marks of lists, counted as Word counts them: call `next` once for each list paragraph, in document order. */
export interface WordNumbering {
  /** What stands before the paragraph: "3.", "(a)", "1.2"; '' for a bullet. Undefined where nothing is shown. */
  next(list: string, level: number): string | undefined
  /** The level of a list that belongs to a paragraph style. */
  levelOf(list: string, style: string): number | undefined
}

interface Level {
  readonly start: number
  readonly format: string
  /** "%1.%2": numbers of the levels 1 and 2 and what stands between them. */
  readonly text: string
  /** All numbers of the label in decimal digits, whatever their own levels say. */
  readonly legal: boolean
  /** Counting starts again after a paragraph of this level (1…9) or a higher one; 0: never. */
  readonly restart?: number
  readonly style?: string
}

interface List {
  /** Lists that share a definition count on where the other stopped. */
  readonly definition: string
  readonly levels: readonly (Level | undefined)[]
  /** By level: where this list starts anew when it is first used. */
  readonly starts: ReadonlyMap<number, number>
}

const LEVELS = 9

/** Reads the numbering part (numbering.xml; ECMA-376, 17.9). */
export function readNumbering(root: XmlElement | undefined, styles: WordStyles): WordNumbering {
  const definitions = new Map(childrenOf(root, 'w:abstractNum').map((each) => [each.attributes['w:abstractNumId'] ?? '', each]))
  const instances = new Map(childrenOf(root, 'w:num').map((each) => [each.attributes['w:numId'] ?? '', each]))
  const lists = new Map<string, List | undefined>()
  const counters = new Map<string, (number | undefined)[]>()
  const used = new Set<string>()

  const listOf = (id: string): List | undefined => {
    if (!lists.has(id)) lists.set(id, readList(id, { definitions, instances, styles }))
    return lists.get(id)
  }
  return {
    levelOf(id, style) {
      const level = listOf(id)?.levels.findIndex((each) => each?.style === style) ?? -1
      return level < 0 ? undefined : level
    },
    next(id, given) {
      const list = listOf(id)
      const at = Math.min(Math.max(0, given), LEVELS - 1)
      const level = list?.levels[at]
      if (!list || !level) return undefined
      const counts = counters.get(list.definition) ?? Array.from<number | undefined>({ length: LEVELS })
      counters.set(list.definition, counts)
      const startOf = (index: number) => list.starts.get(index) ?? list.levels[index]?.start ?? 1
      if (!used.has(id)) {
        used.add(id)
        for (const index of list.starts.keys()) counts[index] = undefined
      }
      const before = counts[at]
      counts[at] = before === undefined ? startOf(at) : before + 1
      for (let above = 0; above < at; above++) counts[above] ??= startOf(above)
      for (let below = at + 1; below < LEVELS; below++) if (at < (list.levels[below]?.restart ?? below)) counts[below] = undefined
      if (level.format === 'bullet') return ''
      const label = level.text.replace(/%([1-9])/g, (_, digit: string) => {
        const index = Number(digit) - 1
        return formatNumber(counts[index] ?? startOf(index), level.legal ? 'decimal' : (list.levels[index]?.format ?? 'decimal'))
      })
      return label.trim() || undefined
    },
  }
}

interface Parts {
  readonly definitions: ReadonlyMap<string, XmlElement>
  readonly instances: ReadonlyMap<string, XmlElement>
  readonly styles: WordStyles
}

function readList(id: string, { definitions, instances, styles }: Parts): List | undefined {
  const instance = instances.get(id)
  let definition = valueOf(instance, 'w:abstractNumId')
  // A definition may only name a numbering style, whose list then has the levels.
  const link = valueOf(definition === undefined ? undefined : definitions.get(definition), 'w:numStyleLink')
  const linked = link === undefined ? undefined : styles(link).list?.id
  if (linked !== undefined) definition = valueOf(instances.get(linked), 'w:abstractNumId') ?? definition
  const element = definition === undefined ? undefined : definitions.get(definition)
  if (definition === undefined || !element) return undefined
  const levels: (Level | undefined)[] = []
  for (const each of childrenOf(element, 'w:lvl')) levels[levelIndex(each)] = readLevel(each)
  const starts = new Map<number, number>()
  for (const override of childrenOf(instance, 'w:lvlOverride')) {
    const own = childOf(override, 'w:lvl')
    const start = Number(valueOf(override, 'w:startOverride') ?? Number.NaN)
    if (own) levels[levelIndex(override)] = readLevel(own)
    if (Number.isInteger(start)) starts.set(levelIndex(override), start)
  }
  return { definition, levels, starts }
}

const levelIndex = (element: XmlElement) => Math.min(Math.max(0, Math.trunc(Number(element.attributes['w:ilvl'] ?? 0)) || 0), LEVELS - 1)

function readLevel(element: XmlElement): Level {
  const restart = Number(valueOf(element, 'w:lvlRestart') ?? Number.NaN)
  const style = valueOf(element, 'w:pStyle')
  const start = Number(valueOf(element, 'w:start') ?? 0)
  const legal = childOf(element, 'w:isLgl')
  return {
    start: Number.isInteger(start) ? start : 1,
    format: valueOf(element, 'w:numFmt') ?? 'decimal',
    text: valueOf(element, 'w:lvlText') ?? '',
    legal: legal !== undefined && legal.attributes['w:val'] !== '0',
    ...(Number.isInteger(restart) && { restart }),
    ...(style !== undefined && { style }),
  }
}
