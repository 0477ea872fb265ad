import type { MetadataValue } from '../../contracts/document.ts'

const BLOCK = /^---[ \t]*\r?\n([\s\S]{0,65536}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/

/**
 * The front matter of a Markdown file: the flat part of YAML that people write there ("key: value", "key: [a, b]", lists of
 * "- item"). Nested mappings are left out: they are text of the document all the same.
 */
export function frontMatterOf(text: string): Record<string, MetadataValue> {
  const block = BLOCK.exec(text)?.[1]
  const values: Record<string, MetadataValue> = {}
  let list: { key: string; items: string[] } | undefined
  for (const line of block?.split(/\r?\n/) ?? []) {
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1]
    if (item !== undefined && list) {
      list.items.push(String(scalarOf(item)))
      values[list.key] = list.items
      continue
    }
    const [, key, value = ''] = /^([\p{L}_][\p{L}\p{N}_ -]*):(?:\s+(.*))?$/u.exec(line) ?? []
    list = key && !value.trim() ? { key, items: [] } : undefined
    if (key && value.trim()) values[key] = listOf(value.trim()) ?? scalarOf(value)
  }
  return values
}

function listOf(value: string): string[] | undefined {
  if (!value.startsWith('[') || !value.endsWith(']')) return undefined
  const inner = value.slice(1, -1).trim()
  return inner ? inner.split(',').map((item) => String(scalarOf(item))) : []
}

function scalarOf(value: string): string | number | boolean | null {
  const text = value.trim()
  const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(text)
  if (quoted) return quoted[2]!
  const bare = text.replace(/\s+#.*$/, '')
  if (bare === 'true' || bare === 'false') return bare === 'true'
  if (bare === 'null' || bare === '~') return null
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(bare) ? Number(bare) : bare
}
