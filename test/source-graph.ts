/** Reads TypeScript files into what the architecture test asks about: imports, exports and the few forms that are not wanted. */
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseAst } from 'vite'

/** A syntax node: anything with a type; the rest is looked up where it is needed. */
interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

export interface SourceFile {
  /** Relative to the root, with "/". */
  readonly path: string
  readonly text: string
  readonly lines: number
  /** Files of the project that it imports in any way (types, dynamic imports and `new URL('./x.ts', import.meta.url)` too). */
  readonly imports: readonly string[]
  /** Packages and node: modules. */
  readonly packages: readonly string[]
  /** Names of what functions give, object literals are declared as and classes implement; promises are unwrapped. */
  readonly provides: readonly string[]
  /** Interfaces and what they extend. */
  readonly extends: ReadonlyMap<string, readonly string[]>
  readonly hasAny: boolean
  readonly hasEnum: boolean
  readonly hasDefaultExport: boolean
}

export function readSources(root: string, patterns: readonly string[]): Map<string, SourceFile> {
  const paths = globSync([...patterns], { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return new Map(paths.sort().map((path) => [path, readSource(path, readFileSync(join(root, path), 'utf8'))]))
}

export function readSource(path: string, text: string): SourceFile {
  const imports: string[] = []
  const packages: string[] = []
  const provides: string[] = []
  const bases = new Map<string, readonly string[]>()
  const seen = new Set<string>()
  const specifier = (node: unknown, relativeOnly = false): void => {
    const value = isNode(node) ? node['value'] : undefined
    if (typeof value !== 'string') return
    if (value.startsWith('.')) imports.push(posix.join(posix.dirname(path), value))
    else if (!relativeOnly) packages.push(value)
  }
  for (const node of nodesOf(parseAst(text, { lang: 'ts' }) as unknown as Node)) {
    seen.add(node.type)
    if (/^(Import|ExportNamed|ExportAll)Declaration$|^ImportExpression$|^TSImportType$/.test(node.type)) specifier(node['source'])
    if (node.type === 'NewExpression' && nameOf(node['callee']) === 'URL') specifier(list(node['arguments'])[0], true)
    provides.push(...providedBy(node))
    if (node.type === 'TSInterfaceDeclaration')
      bases.set(
        nameOf(node['id']),
        list(node['extends']).map((each) => nameOf(each['expression'])),
      )
  }
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: [...new Set(imports)],
    packages: [...new Set(packages)],
    provides,
    extends: bases,
    hasAny: seen.has('TSAnyKeyword'),
    hasEnum: seen.has('TSEnumDeclaration'),
    hasDefaultExport: seen.has('ExportDefaultDeclaration'),
  }
}

function providedBy(node: Node): string[] {
  if (node.type === 'FunctionDeclaration' || node.type === 'ArrowFunctionExpression') return [typeName(node['returnType'])]
  if (node.type === 'ClassDeclaration') return list(node['implements']).map((each) => nameOf(each['expression']))
  if (node.type !== 'VariableDeclarator' || !isNode(node['id']) || !isNode(node['init'])) return []
  return node['init'].type === 'ObjectExpression' ? [typeName(node['id']['typeAnnotation'])] : []
}

/** The name of a type, "" when it has none of its own. */
function typeName(node: unknown): string {
  if (!isNode(node)) return ''
  if (node.type === 'TSTypeAnnotation') return typeName(node['typeAnnotation'])
  if (node.type !== 'TSTypeReference') return ''
  const name = nameOf(node['typeName'])
  const args = isNode(node['typeArguments']) ? list(node['typeArguments']['params']) : []
  return name === 'Promise' || name === 'Readonly' ? typeName(args[0]) : name
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : ''
}

function* nodesOf(node: Node): Generator<Node> {
  yield node
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const each of value) if (isNode(each)) yield* nodesOf(each)
    if (isNode(value)) yield* nodesOf(value)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function list(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** Groups of files that import each other in a circle. */
export function cyclesOf(files: ReadonlyMap<string, SourceFile>): string[][] {
  // Tarjan's strongly connected components.
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []
  const visit = (path: string): void => {
    index.set(path, index.size)
    low.set(path, index.get(path) ?? 0)
    stack.push(path)
    for (const next of files.get(path)?.imports ?? []) {
      if (!files.has(next)) continue
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(path) !== index.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1 || files.get(path)?.imports.includes(path)) cycles.push(group.sort())
  }
  for (const path of files.keys()) if (!index.has(path)) visit(path)
  return cycles
}
