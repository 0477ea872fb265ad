import { Tokenizer } from '@huggingface/tokenizers'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../common/random.ts'
import { type ModelName, MODELS } from './models.ts'
import { packagedModels, readWeightsSync } from './weight-files.ts'
import { createWordPiece } from './word-piece.ts'

const TEXTS = [
  'The quick brown fox — "jumps" over the lazy dog’s back; isn\'t it? (Yes: 12,345.67 %.)',
  'Ångström, naïve façade, Straße, İstanbul, e\u0301te\u0301, Ελλάδα, Привет, שָׁלוֹם, العربية, हिन्दी, ภาษาไทย, 한국어, カタカナ, ひらがな',
  '谁可以批准出差？部门经理（或代理人）可以批准不超过2,000元的出差申请。NASA在1969年。',
  '豈 \uf9de 〇 ㈱ ﬁ ½ № ™ ① Ⅳ',
  'emoji 😀 👩‍👩‍👧 🇨🇭 x\ufe0f a\u200bb c\u00add \ufeff',
  'https://example.com/a_b?c=d#e f@g.org $12 ^_^ ```code``` <tag/> ~|~',
  `${'a'.repeat(100)} ${'b'.repeat(101)} ${'😀'.repeat(60)} ${'é'.repeat(100)} pneumonoultramicroscopicsilicovolcanoconiosis`,
  'lone \ud800 surrogate\udfff and \u0000 null and \ufffd',
  'constructor __proto__ toString ## ##ing [unused1] ≠ ≮',
  '',
  ' \t\r\n\u00a0\u3000',
]

function tokenizers(name: ModelName) {
  const json = JSON.parse(readWeightsSync(packagedModels, name, 'tokenizer.json').toString('utf8')) as { model: { vocab: Record<string, number> } }
  const config = JSON.parse(readWeightsSync(packagedModels, name, 'tokenizer_config.json').toString('utf8')) as object
  const library = new Tokenizer({ ...json, truncation: null, padding: null }, config)
  const ours = createWordPiece({ vocabulary: json.model.vocab, stripAccents: MODELS[name].stripAccents })
  // bge-small-zh's tokenizer does not lower-case; ours does, as its author's example wants it.
  return { ours, library: (text: string) => library.encode(name === 'bge-zh' ? text.toLowerCase() : text).ids }
}

describe.each(['minilm', 'bge-zh'] as const)('WordPiece of %s', (name) => {
  const { ours, library } = tokenizers(name)

  test.each(TEXTS)('equals the library: %s', (text) => {
    expect([...ours.encode(text, 10_000)]).toEqual(library(text))
    expect(ours.count(text)).toBe(library(text).length - 2)
  })

  test('equals the library on any mixture of characters', () => {
    const random = seededRandom(7)
    const ranges = [
      0x20, 0x7e, 0x20, 0x7e, 0xa0, 0x24f, 0x300, 0x36f, 0x370, 0x1fff, 0x2000, 0x2bff, 0x3000, 0x33ff, 0x4e00, 0x9fff, 0xa000, 0xffff, 0x1f000, 0x1ffff,
    ]
    for (let round = 0; round < 2000; round++) {
      const text = String.fromCodePoint(
        ...Array.from({ length: 30 }, () => {
          const range = Math.floor((random() * ranges.length) / 2) * 2
          const [low = 0, high = 0] = ranges.slice(range)
          return low + Math.floor(random() * (high - low + 1))
        }),
        // The wanted differences: the library joins words over these marks, and Han characters beyond the 16-bit plane.
      ).replace(/[\ufeff\u{20000}-\u{2fa1f}]/gu, '')
      expect([...ours.encode(text, 10_000)], JSON.stringify(text)).toEqual(library(text))
    }
  })

  test('a form feed ends a word, and special tokens in a text are text', () => {
    expect(ours.encode('one\ftwo', 99)).toEqual(ours.encode('one two', 99))
    expect([...ours.encode('[SEP]', 99)].slice(1, -1)).not.toContain(102)
    expect(ours.count('𠀀𠀁')).toBe(2)
  })

  test('cuts at the limit, and does not read what it does not need', () => {
    const text = 'supercalifragilistic words '.repeat(50_000)
    const full = ours.encode(text.slice(0, 5000), 10_000)
    const start = performance.now()
    for (let round = 0; round < 100; round++) {
      const cut = ours.encode(text, 64)
      expect([...cut]).toEqual([...full.slice(0, 63), full.at(-1)])
    }
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
