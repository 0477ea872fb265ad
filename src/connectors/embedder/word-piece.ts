/**
 * BERT's tokenizer (clean, lower-case, split at white space, punctuation and Han, then greedy WordPiece), as
 * `@huggingface/tokenizers` does it, with a memory of words: several times as fast, and it can stop at a limit.
 * It departs from the library where the library departs from sense:
 * - form feed, vertical tab and line separators end a word (BERT drops them and joins the words of two pages);
 * - Han characters beyond the 16-bit plane stand alone, as in BERT itself;
 * - "[SEP]" and its like in a document are text, not special tokens.
 */
export interface WordPiece {
  /** Tokens of `text`, special tokens not included. Additive over parts that are split at white space. */
  count(text: string): number
  /** `[CLS] … [SEP]`: at most `limit` ids (≥ 2), which reads no more of `text` than it needs. */
  encode(text: string, limit: number): Int32Array
}

export interface WordPieceOptions {
  /** Token → id. */
  readonly vocabulary: Readonly<Record<string, number>>
  /** "é" becomes "e": what BERT's uncased English models want. */
  readonly stripAccents: boolean
}

const SPACE = -1
const WORD = -2
const MAX_WORD = 100
/** Memory of words: about 4 MB when full. Longer words are rare, and looked up each time. */
const REMEMBERED_WORDS = 40_000
const REMEMBERED_LENGTH = 24

const PUNCTUATION = String.raw`\p{P}\u0021-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u007E`
const HAN = String.raw`\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\u{2F800}-\u{2FA1F}`
const ALONE = new RegExp(`^[${PUNCTUATION}${HAN}]$`, 'u')
const HAN_CHARACTER = new RegExp(`[${HAN}]`, 'gu')
const PART = new RegExp(String.raw`[^\s${PUNCTUATION}]+|[${PUNCTUATION}]`, 'gu')
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu

export function createWordPiece({ vocabulary, stripAccents }: WordPieceOptions): WordPiece {
  const ids = new Map<string, number>()
  let longest = 0
  // Not Object.entries: half of the time that a cold question spends here.
  for (const token in vocabulary) {
    ids.set(token, vocabulary[token] ?? 0)
    longest = Math.max(longest, token.length)
  }
  const id = (token: string) => {
    const found = ids.get(token)
    if (found === undefined) throw new Error(`the vocabulary lacks ${token}`)
    return found
  }
  const [unknown, first, last] = [id('[UNK]'), id('[CLS]'), id('[SEP]')]
  /** For each UTF-16 unit: id + 1 of a character that is a token of its own, SPACE, WORD, or 0 where nobody asked yet. */
  const classes = new Int32Array(0x10000)
  let remembered = new Map<string, readonly number[]>()

  const fold = (text: string) => {
    const lower = text.toLowerCase()
    return stripAccents ? lower.normalize('NFD').replace(/\p{Mn}/gu, '') : lower
  }

  const classify = (unit: number): number => {
    const character = String.fromCharCode(unit)
    let found = WORD
    if (/\s/.test(character)) found = SPACE
    else if (ALONE.test(character) && fold(character) === character) found = (ids.get(character) ?? unknown) + 1
    classes[unit] = found
    return found
  }

  const pieces = (word: string): number[] => {
    if (word.length > MAX_WORD && [...word].length > MAX_WORD) return [unknown]
    const found: number[] = []
    let start = 0
    while (start < word.length) {
      let end = Math.min(word.length, start + longest)
      let piece: number | undefined
      for (; end > start; end--) {
        const part = word.slice(start, end)
        piece = ids.get(start > 0 ? `##${part}` : part)
        if (piece !== undefined) break
      }
      if (piece === undefined) return [unknown]
      found.push(piece)
      start = end
    }
    return found
  }

  /** Ids of a run without white space or characters that stand alone; accents, marks and the rest of Unicode are met here. */
  const analyse = (run: string): number[] => {
    const clean = run.replace(INVISIBLE, '').replace(HAN_CHARACTER, ' $& ')
    const parts = fold(clean).match(PART) ?? []
    return parts.length === 1 ? pieces(parts[0] ?? '') : parts.flatMap(pieces)
  }

  const look = (run: string): readonly number[] => {
    if (run.length > REMEMBERED_LENGTH) return analyse(run)
    const known = remembered.get(run)
    if (known) return known
    const found = analyse(run)
    if (remembered.size >= REMEMBERED_WORDS) remembered = new Map()
    // A slice of more than 12 characters would keep the whole document in memory: remember a copy.
    remembered.set(run.length > 12 ? Buffer.from(run, 'utf16le').toString('utf16le') : run, found)
    return found
  }

  /** Where the run that begins at `start` ends. */
  const endOfRun = (text: string, start: number): number => {
    let end = start + 1
    for (; end < text.length; end++) {
      const unit = text.charCodeAt(end)
      if ((classes[unit] || classify(unit)) !== WORD) break
    }
    return end
  }

  return {
    count(text) {
      let count = 0
      for (let at = 0; at < text.length;) {
        const unit = text.charCodeAt(at)
        const kind = classes[unit] || classify(unit)
        if (kind === WORD) {
          const end = endOfRun(text, at)
          count += look(text.slice(at, end)).length
          at = end
        } else {
          if (kind !== SPACE) count++
          at++
        }
      }
      return count
    },
    encode(text, limit) {
      const found = [first]
      for (let at = 0; at < text.length && found.length < limit - 1;) {
        const unit = text.charCodeAt(at)
        const kind = classes[unit] || classify(unit)
        if (kind === WORD) {
          const end = endOfRun(text, at)
          for (const piece of look(text.slice(at, end))) found.push(piece)
          at = end
        } else {
          if (kind !== SPACE) found.push(kind - 1)
          at++
        }
      }
      found.length = Math.min(found.length, limit - 1)
      found.push(last)
      return Int32Array.from(found)
    },
  }
}
