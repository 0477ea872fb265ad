/** Prepare, ask, print: `npx node examples/ask.ts ["QUESTION"] [PLACE]`. The store is made in the current folder. */
import { join } from 'node:path'
import { openTilth } from '../src/index.ts'

const [question = 'How many days of parental leave do I get?', place = join(import.meta.dirname, 'handbook')] = process.argv.slice(2)

const tilth = openTilth()
await Array.fromAsync(tilth.prepare([place]))
const { answer } = await tilth.answer(question)

console.log(answer.text)
for (const { quote, source } of answer.citations) console.log(`  “${quote}” (${source})`)
await tilth.close()
