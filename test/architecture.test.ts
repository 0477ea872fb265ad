import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cyclesOf, readSource, readSources, type SourceFile } from './source-graph.ts'

const root = join(import.meta.dirname, '..')

/** Who may import whom: the words of ARCHITECTURE.md's table, and what they mean. A folder may always import itself. */
const TABLE: readonly { readonly folders: string; readonly may: string; readonly allowed: readonly string[] }[] = [
  { folders: 'contracts', may: 'nothing', allowed: [] },
  { folders: 'common', may: 'contracts', allowed: ['contracts'] },
  { folders: 'sampling, plan', may: 'contracts, common', allowed: ['contracts', 'common'] },
  { folders: 'model', may: 'contracts, common', allowed: ['contracts', 'common'] },
  {
    folders: 'prepare, retrieve, answer, prompting, agent, evaluate',
    may: 'contracts, common, (sampling)',
    allowed: ['contracts', 'common', 'sampling'],
  },
  { folders: 'tune, align, quantize', may: 'contracts, common, model, sampling', allowed: ['contracts', 'common', 'model', 'sampling'] },
  { folders: 'connectors, testing', may: 'contracts, common, model, sampling', allowed: ['contracts', 'common', 'model', 'sampling'] },
  { folders: 'app.ts', may: 'everything but cli, serve, web', allowed: ['*'] },
  { folders: 'config.ts', may: 'contracts, common', allowed: ['contracts', 'common'] },
  { folders: 'cli, serve', may: 'app.ts, config.ts, contracts, common', allowed: ['app.ts', 'config.ts', 'contracts', 'common'] },
  { folders: 'web', may: 'contracts (types of the API), nothing else of src', allowed: ['contracts'] },
  // "Public functions" of common are its errors and analysis, which users' own connectors need.
  { folders: 'index.ts', may: 'app.ts, config.ts, contracts, and the public functions of stages and connectors', allowed: ['*'] },
]
const NEVER_FOR_ANYTHING = new Set(['cli', 'serve', 'web', 'index.ts'])
/** Their suites are what ARCHITECTURE.md points at: each implementation has to run its contract's. */
const CONTRACTS = ['ChunkStore', 'EmbeddingModel', 'Extractor', 'LanguageModel', 'Reranker', 'Retriever', 'Source']
/** Stands for a store in a dry run, and holds no texts by purpose: what a store promises of texts it cannot keep. */
const NO_IMPLEMENTATION = new Set(['src/prepare/dry-run.ts'])
const MAX_LINES = 400

const files = readSources(root, ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts', 'examples/*.ts'])
const isTest = (path: string): boolean => path.endsWith('.test.ts')
const product = new Map([...files].filter(([path]) => path.startsWith('src/') && !isTest(path)))

/** The part of src that a file belongs to: its top folder, or the file itself. */
function partOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  const row = TABLE.find(({ folders }) => folders.split(', ').includes(from))
  if (row?.allowed.includes('*')) return !NEVER_FOR_ANYTHING.has(to)
  return row?.allowed.includes(to) ?? false
}

function wrongImports(sources: ReadonlyMap<string, SourceFile>): string[] {
  return [...sources.values()].flatMap(({ path, imports }) =>
    imports
      .filter((target) => (target.startsWith('src/') ? !mayImport(partOf(path), partOf(target)) : target !== 'package.json'))
      .map((target) => `${path} imports ${target}`),
  )
}

describe('imports', () => {
  it('follow the table', () => {
    expect(product.size).toBeGreaterThan(20)
    expect(wrongImports(product)).toEqual([])
  })

  it('come from parts that the table knows', () => {
    const known = new Set(TABLE.flatMap(({ folders }) => folders.split(', ')))
    expect([...new Set([...product.keys()].map(partOf))].filter((part) => !known.has(part))).toEqual([])
  })

  it('lead to files that exist', () => {
    const missing = [...files.values()].flatMap(({ path, imports }) =>
      imports.filter((target) => !files.has(target) && !existsSync(join(root, target))).map((target) => `${path} imports ${target}`),
    )
    expect(missing).toEqual([])
  })

  it('never go round in a circle', () => {
    expect(cyclesOf(product)).toEqual([])
  })

  it('bring no package into the contracts', () => {
    expect([...product.values()].filter(({ path, packages }) => partOf(path) === 'contracts' && packages.length).map(({ path }) => path)).toEqual([])
  })

  it('are told in the same table by ARCHITECTURE.md', () => {
    const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
    const rows = /\|\s*folder\s*\|[^\n]*\n\|[-| :]+\|\n((?:\|[^\n]*\n)+)/.exec(text)?.[1]?.trim().split('\n')
    const cells = rows?.map((row) => row.split('|').slice(1, -1)).map((row) => row.map((cell) => cell.trim()))
    expect(cells).toEqual(TABLE.map(({ folders, may }) => [folders, may]))
  })

  it('are found by this test in every form, and mistakes with them', () => {
    const text = [
      "import type { A } from '../retrieve/a.ts'",
      "export { b } from './b.ts'",
      "export * from '../common/c.ts'",
      "type D = import('../answer/d.ts').D",
      "const e = await import('../connectors/e.ts')",
      "const f = new URL('./f.ts', import.meta.url)",
      "import 'node:fs' // from '../cli/g.ts'",
    ].join('\n')
    const file = readSource('src/prepare/x.ts', text)
    const paths = ['retrieve/a', 'prepare/b', 'common/c', 'answer/d', 'connectors/e', 'prepare/f']
    expect([...file.imports].sort()).toEqual(paths.map((path) => `src/${path}.ts`).sort())
    expect(file.packages).toEqual(['node:fs'])
    expect(
      wrongImports(new Map([[file.path, file]]))
        .map((line) => line.split(' ').at(-1))
        .sort(),
    ).toEqual(['src/answer/d.ts', 'src/connectors/e.ts', 'src/retrieve/a.ts'])
    const circle = new Map(
      ['a b', 'b c', 'c a', 'd a'].map((pair) => pair.split(' ')).map(([from, to]) => [`${from}.ts`, readSource(`${from}.ts`, `import './${to}.ts'`)]),
    )
    expect(cyclesOf(circle)).toEqual([['a.ts', 'b.ts', 'c.ts']])
  })
})

describe('contracts', () => {
  const kebab = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
  /** A contract's own name and the interfaces that extend it. */
  const namesOf = (contract: string): string[] => [
    contract,
    ...[...product.values()].flatMap((file) => [...file.extends].filter(([, bases]) => bases.includes(contract)).map(([name]) => name)),
  ]
  const implementing = CONTRACTS.flatMap((contract) => {
    const names = namesOf(contract)
    const places = [...product.values()].filter(
      ({ path, provides }) =>
        !['contracts', 'testing', 'app.ts'].includes(partOf(path)) && !NO_IMPLEMENTATION.has(path) && provides.some((name) => names.includes(name)),
    )
    return places.map(({ path }) => ({ contract, path }))
  })

  it('have implementations', () => {
    expect(CONTRACTS.filter((contract) => !implementing.some((each) => each.contract === contract))).toEqual([])
  })

  it('are recognised in functions, object literals and classes', () => {
    const text =
      'async function a(): Promise<A> { return x }; export const b = (): B => y; const c: C = {}; class D implements E {}; const f: F = g(); interface H extends A {}'
    const file = readSource('x.ts', text)
    expect(file.provides.filter(Boolean)).toEqual(['A', 'B', 'C', 'E'])
    expect([...file.extends]).toEqual([['H', ['A']]])
  })

  it.each(implementing)('$path runs the suite of $contract', ({ contract, path }) => {
    const suite = `src/testing/${kebab(contract)}-suite.ts`
    expect(files.has(suite), `${suite} is there`).toBe(true)
    const running = [...files.values()].filter((file) => isTest(file.path) && file.imports.includes(suite))
    // Directly, or through one file that gathers implementations.
    const direct = running.flatMap(({ imports }) => imports)
    const reached = new Set([...direct, ...direct.flatMap((next) => files.get(next)?.imports ?? [])])
    expect(reached, `a test that imports ${suite} and ${path}`).toContain(path)
  })
})

describe('files', () => {
  const named = (wanted: (file: SourceFile) => boolean): string[] => [...files.values()].filter(wanted).map(({ path }) => path)

  it(`have at most ${MAX_LINES} lines`, () => {
    expect(named(({ lines }) => lines > MAX_LINES)).toEqual([])
  })

  it('are called in kebab-case', () => {
    expect(named(({ path }) => !/^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(path))).toEqual([])
  })

  it('have no any, no enum and no default export', () => {
    expect(named(({ hasAny }) => hasAny)).toEqual([])
    expect(named(({ hasEnum }) => hasEnum)).toEqual([])
    expect(named(({ hasDefaultExport }) => hasDefaultExport)).toEqual([])
    expect(readSource('x.ts', 'export default 1; enum E { A }; let a: any')).toMatchObject({ hasAny: true, hasEnum: true, hasDefaultExport: true })
  })
})

describe('pages', () => {
  it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md', 'PAPERS.md'])('%s names files that exist', (page) => {
    const named = [...readFileSync(join(root, page), 'utf8').matchAll(/`((?:src|test|scripts|bench|docs|examples)\/[\w./-]*)`/g)].map(([, path]) => path ?? '')
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})
