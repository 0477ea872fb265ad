/** A character that was read, and where its middle stands in the strip, in pixels. */
export interface Glyph {
  readonly text: string
  readonly x: number
}

/** A strip of one line: its first plane `[height, stride]`, of which `width` columns are the line. */
export interface Strip {
  readonly plane: Float32Array
  readonly width: number
  readonly height: number
  readonly stride: number
}

/** Rows above and below this share of the height may hold parts of other lines. */
const MARGIN = 0.07
/** A column with a difference from the background over this share of the line's contrast has ink. */
const INK = 0.3
/** Narrower than this share of the strip's height no gap divides words. */
const LEAST = 0.11
/** The same for a line of few characters, in which the model saw no space: some single words have two widths of gaps too. */
const LEAST_ALONE = 0.28
const FEW = 16
/** Lines that must agree on what is usual. */
const MIN_LINES = 3
/** Letters of an italic lean by this much to the right, as a share of their height. */
const SLANT = 0.2
/** Gaps between words are on average wider than those between letters by this factor, or there are none. */
const CONTRAST = 2
/** The model's own view counts within this share of the limit. */
const DOUBT = 0.25
/** The model writes some marks of English as those of Chinese. */
const WIDE = '，：；（）！？'
const NARROW = ',:;()!?'
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const NO_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、；：！？（）「」『』【】《》〈〉“”…—]/u

/** The characters of a line, each with the empty space before it, in pixels. */
export interface Spaced {
  readonly glyphs: readonly {
    readonly text: string
    readonly gap: number
    /** English: a space may stand before it. */
    readonly divides: boolean
    /** The model saw a space before it. */
    readonly saw: boolean
  }[]
  /** A gap as wide as this divides words; undefined where the line's own gaps do not tell. */
  readonly limit?: number
  /** It has enough characters for its limit to be trusted. */
  readonly certain: boolean
}

/**
 * Measures the empty columns between the characters of a line. The model was trained on Chinese, which has no spaces, and leaves
 * out most of those of an English line now and then; so these columns decide, where they clearly come in two widths.
 */
export function spaced(read: readonly Glyph[], strip: Strip): Spaced {
  const letters = read.filter(({ text }) => text !== ' ').map(narrowed)
  const seen = new Set(read.flatMap(({ text }, index) => (text === ' ' && index > 0 ? [read[index - 1]!.x] : [])))
  const empty = emptyColumns(strip)
  const glyphs = letters.map((right, index) => {
    const left = letters[index - 1]
    if (!left) return { text: right.text, gap: 0, divides: false, saw: false }
    const divides = !NO_SPACES.test(left.text) && !NO_SPACES.test(right.text)
    return { text: right.text, gap: widestRun(empty, left.x, right.x), divides, saw: seen.has(left.x) }
  })
  const certain = seen.size > 0 || letters.length > FEW
  const limit = limitOf(
    glyphs.flatMap(({ divides, gap }) => (divides && gap > 0 ? [gap] : [])),
    (certain ? LEAST : LEAST_ALONE) * strip.height,
  )
  return { glyphs, certain, ...(limit === undefined ? {} : { limit }) }

  function narrowed(glyph: Glyph, index: number, all: readonly Glyph[]): Glyph {
    const at = WIDE.indexOf(glyph.text)
    const han = (other: Glyph | undefined) => other !== undefined && HAN.test(other.text)
    return at < 0 || han(all[index - 1]) || han(all[index + 1]) ? glyph : { ...glyph, text: NARROW[at]! }
  }
}

/** The usual limit of a page's lines, which those of few characters go by; undefined where too few lines tell one. */
export function usualLimit(lines: readonly Spaced[]): number | undefined {
  const limits = lines.flatMap(({ limit, certain }) => (certain && limit !== undefined ? [limit] : [])).toSorted((a, b) => a - b)
  return limits.length < MIN_LINES ? undefined : limits[limits.length >> 1]
}

/** The text of a line with the spaces that are to be seen. */
export function withSpaces({ glyphs, limit, certain }: Spaced, usual?: number): string {
  const divider = certain ? (limit ?? usual) : (usual ?? limit)
  let text = ''
  for (const [index, { text: letter, gap, divides, saw }] of glyphs.entries()) {
    if (divides && isDivided(gap / (divider ?? Infinity), glyphs[index - 1]!.text + letter, saw)) text += ' '
    text += letter
  }
  return text
}

/** `width` of the gap as a multiple of the limit (0: there is none); `saw`: the model did see a space. */
function isDivided(width: number, pair: string, saw: boolean): boolean {
  if (!width) return saw
  // Marks and digits stand off their neighbours in many fonts.
  if (/^.[.,;:!?)\]}%]|^[([{$#@].$/u.test(pair)) return saw && width > 1 - DOUBT
  if (/^\d\d/.test(pair) && !saw) return width > 1 + 2 * DOUBT
  return saw ? width > 1 - DOUBT : width > 1 + DOUBT / 2
}

/** 1 for each column without ink; for an italic, along its slant. */
function emptyColumns(strip: Strip): Uint8Array {
  const [upright, slanted] = [emptyAlong(strip, 0), emptyAlong(strip, SLANT)]
  const count = (columns: Uint8Array) => columns.reduce((sum, each) => sum + each, 0)
  return count(slanted) > 1.1 * count(upright) ? slanted : upright
}

function emptyAlong({ plane, width, height, stride }: Strip, slant: number): Uint8Array {
  const [top, bottom] = [Math.round(height * MARGIN), Math.round(height * (1 - MARGIN))]
  const histogram = new Uint32Array(64)
  const levelOf = (value: number) => Math.max(0, Math.min(63, Math.floor((value + 1) * 32)))
  for (let y = top; y < bottom; y++) for (let x = 0; x < width; x++) histogram[levelOf(plane[y * stride + x]!)]!++
  const background = (histogram.indexOf(Math.max(...histogram)) + 0.5) / 32 - 1
  const differences = new Float32Array(width)
  for (let y = top; y < bottom; y++) {
    const shift = Math.round(slant * (height / 2 - y))
    for (let x = Math.max(0, -shift); x < Math.min(width, width - shift); x++) {
      const difference = Math.abs(plane[y * stride + x + shift]! - background)
      if (difference > differences[x]!) differences[x] = difference
    }
  }
  const contrast = differences.toSorted()[Math.floor(width * 0.9)] ?? 0
  return Uint8Array.from(differences, (difference) => (difference < contrast * INK ? 1 : 0))
}

function widestRun(empty: Uint8Array, from: number, to: number): number {
  let [widest, run] = [0, 0]
  for (let x = Math.max(0, Math.round(from)); x <= Math.min(empty.length - 1, Math.round(to)); x++) {
    run = empty[x] ? run + 1 : 0
    widest = Math.max(widest, run)
  }
  return widest
}

/** Where the widths of gaps fall into two classes (the least variance within them: Otsu, 1979); undefined where they do not. */
function limitOf(widths: readonly number[], least: number): number | undefined {
  const sorted = widths.toSorted((a, b) => a - b)
  let best: { limit: number; spread: number } | undefined
  const total = sorted.reduce((sum, width) => sum + width, 0)
  let below = 0
  for (let at = 1; at < sorted.length; at++) {
    below += sorted[at - 1]!
    const [low, high] = [below / at, (total - below) / (sorted.length - at)]
    const [before, after] = [sorted[at - 1]!, sorted[at]!]
    if (after <= before || after < least || high < CONTRAST * low) continue
    const spread = at * (sorted.length - at) * (high - low) ** 2
    if (!best || spread > best.spread) best = { limit: (before + after) / 2, spread }
  }
  return best?.limit
}
