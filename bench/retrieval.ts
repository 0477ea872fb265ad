/**
 * Retrieval on question sets whose passages are known: prepares the passages as files and measures search with and without reranking.
 *
 *   node bench/retrieval.ts DATA…          DATA: SQuAD-form .json files
 *
 * Every passage that answers a question is a file; the folder is prepared by the product itself. Writes bench/results/retrieval.json.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { openTilth } from '../src/index.ts'
import { readQuestions } from '../src/evaluate/datasets.ts'
import { writeResult } from './report.ts'

const figures: Record<string, object> = {}
for (const data of process.argv.slice(2)) {
  const work = mkdtempSync(join(tmpdir(), 'tilth-bench-'))
  const tilth = openTilth({ store: join(work, 'store') })
  try {
    const { questions } = await readQuestions(data)
    const passages = [...new Map(questions.flatMap(({ gold }) => gold.map(({ id, text }) => [id, text ?? ''])))]
    const folder = join(work, 'passages')
    mkdirSync(folder)
    passages.forEach(([, text], index) => writeFileSync(join(folder, `passage-${String(index).padStart(6, '0')}.txt`), text))
    for await (const event of tilth.prepare([folder]))
      if (event.type === 'prepare-end')
        console.log(`${basename(data)}: ${passages.length} passages, ${event.result.chunks} chunks, ${questions.length} questions`)
    const metrics: Record<string, object> = {}
    for (const rerank of [false, true]) {
      for await (const event of tilth.evaluateRetrieval(data, { rerank })) {
        if (event.type === 'evaluation-end')
          metrics[rerank ? 'reranked' : 'search'] = Object.fromEntries(
            Object.entries(event.report.metrics).map(([name, { value, low, high }]) => [name, [value, low, high].map((each) => Number(each.toFixed(3)))]),
          )
      }
    }
    console.table(metrics)
    figures[basename(data, '.json')] = { passages: passages.length, questions: questions.length, ...metrics }
  } finally {
    await tilth.close()
    rmSync(work, { recursive: true, force: true })
  }
}
writeResult('retrieval', { note: 'value, low and high of the 95 % interval', data: figures })
