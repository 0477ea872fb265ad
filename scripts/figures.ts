/** The README's table of measured results, made from bench/results/*.json: what is not measured is not in it. */

interface Machine {
  readonly measured: string
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string }
}
interface Retrieval extends Machine {
  readonly data: Readonly<
    Record<
      string,
      {
        readonly questions: number
        readonly search: Readonly<Record<string, readonly number[]>>
        readonly reranked: Readonly<Record<string, readonly number[]>>
      }
    >
  >
}
interface AnswerFigures {
  readonly minSupport: number
  readonly answered: number
  readonly refusedEasy: number
  readonly contained: number
  readonly citedRight: number
  readonly citationExact: number
}
interface Answers extends Machine {
  readonly data: Readonly<Record<string, { readonly questions: number; readonly atDefault: AnswerFigures }>>
}
interface Search {
  readonly results: readonly { readonly chunks: number; readonly searchMs: number; readonly recall: number; readonly openMs: number }[]
}
interface Prepare extends Machine {
  readonly files: number
  readonly runs: Readonly<Record<string, { readonly medianSeconds: number; readonly timesAsLongAsTilth: number }>>
}
interface Start extends Machine {
  readonly medianMs: Readonly<Record<string, number>>
}

type Read = (name: string) => unknown

export function figures(read: Read): string {
  const rows = [
    ...retrieval(read('retrieval') as Retrieval | undefined),
    ...answers(read('answers') as Answers | undefined),
    ...search(read('search') as Search | undefined),
    ...prepare(read('prepare') as Prepare | undefined),
    ...start(read('start') as Start | undefined),
  ]
  if (!rows.length) return 'Not measured yet: see bench/.'
  const { machine, measured } = (read('answers') ?? read('retrieval') ?? read('start') ?? read('prepare')) as Machine
  return [
    `On ${machine.cores} cores (${machine.cpu}), Node ${machine.node.slice(1)}, ${measured}. Ratios travel between machines, times do not.`,
    '',
    '| what | figure | repeat it with |',
    '|---|---|---|',
    ...rows.map(([what, figure, command]) => `| ${what} | ${figure} | \`${command}\` |`),
  ].join('\n')
}

type Row = readonly [what: string, figure: string, command: string]

const share = (values: readonly number[] | undefined) => (values?.[0] ?? Number.NaN).toFixed(3).replace(/^0/, '')

function retrieval(result: Retrieval | undefined): Row[] {
  return Object.entries(result?.data ?? {}).map(([name, { questions, search, reranked }]) => [
    `search, ${name}, ${questions} questions: hit@1 · nDCG@10 (reranked)`,
    `${share(search['hit1'])} · ${share(search['ndcg10'])} (${share(reranked['hit1'])} · ${share(reranked['ndcg10'])})`,
    'node bench/retrieval.ts DATA…',
  ])
}

function answers(result: Answers | undefined): Row[] {
  return Object.entries(result?.data ?? {}).map(
    ([
      name,
      {
        questions,
        atDefault: { answered, refusedEasy, contained, citedRight, citationExact },
      },
    ]) => [
      `answers, ${name}, ${questions} questions: answered · refused where the article is missing · gold words inside · right source · exact citations`,
      [answered, refusedEasy, contained, citedRight, citationExact].map((value) => share([value])).join(' · '),
      'node bench/answers.ts DATA…',
    ],
  )
}

function search(result: Search | undefined): Row[] {
  return (result?.results ?? []).map(({ chunks, searchMs, recall, openMs }) => [
    `searching ${chunks.toLocaleString('en')} chunks, warm, without the question's embedding`,
    `${searchMs.toFixed(1)} ms, recall ${recall}; opening and first search ${Math.round(openMs)} ms`,
    'node bench/search.ts',
  ])
}

function prepare(result: Prepare | undefined): Row[] {
  return Object.entries(result?.runs ?? {})
    .filter(([name]) => name !== 'tilth')
    .map(([name, { timesAsLongAsTilth }]) => [
      `preparing ${result?.files} texts: ${name}, same weights`,
      `takes ${timesAsLongAsTilth} times as long as Tilth`,
      'node bench/prepare.ts FOLDER --peer FOLDER',
    ])
}

function start(result: Start | undefined): Row[] {
  if (!result) return []
  return [
    [
      'whole commands, median ms',
      Object.entries(result.medianMs)
        .map(([name, ms]) => `${name} ${ms}`)
        .join(' · '),
      'node bench/start.ts',
    ],
  ]
}
