// Trains the tagger of names and addresses and writes its weights.
//
//   node scripts/train-tagger.ts WNUT17_TRAIN.json [--texts 120000] [--out src/prepare/redact/tagger/weights.bin] [--seed 1]
//
// The texts are made (scripts/tagger: templates, names, addresses), are paragraphs of the installed packages' documentation
// (texts without names), and WNUT-17's training texts (CC BY 4.0; rows of { text, spans: [{ start, end, type }] }) as they
// are and with other names. The same seed, lists and packages give the same bytes. Without WNUT-17 the tagger finds fewer
// names in posts and chats.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { makeExample } from './tagger/examples.ts'
import type { Labelled } from './tagger/examples.ts'
import { nameThem, readDocumentation, readWnut, swapNames } from './tagger/real.ts'
import { buildLists, knowledgeOf, packModel, train } from './tagger/train.ts'
import { makeRandom, pick } from './tagger/values.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    texts: { type: 'string', default: '120000' },
    out: { type: 'string', default: 'src/prepare/redact/tagger/weights.bin' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '0.1' },
  },
})
const random = makeRandom(Number(values.seed)),
  lists = buildLists()
const wnut = positionals[0] ? readWnut(positionals[0]) : []
const documentation = readDocumentation(join(import.meta.dirname, '..', 'node_modules'))

function next(): Labelled {
  const roll = random()
  if (roll < 0.27 && wnut.length > 0) {
    const one = pick(random, wnut)
    return one.spans.length === 0 ? (random() < 0.25 ? nameThem(one, random) : one) : random() < 0.65 ? swapNames(one, random) : one
  }
  if (roll < 0.32) return pick(random, documentation)
  return makeExample(roll < 0.64 ? 'en' : 'zh', random, documentation)
}

const started = performance.now()
const trained = train({
  knowledge: knowledgeOf(lists),
  random,
  next,
  count: Number(values.texts),
  rate: Number(values.rate),
  progress: (texts, loss) => process.stdout.write(`${texts} texts, ${loss.toFixed(4)} nats a token, ${((performance.now() - started) / 1000).toFixed(0)} s\n`),
})
const packed = packModel(trained, lists)
writeFileSync(values.out, packed)
process.stdout.write(`${values.out}: ${(packed.length / 1e6).toFixed(2)} MB\n`)
