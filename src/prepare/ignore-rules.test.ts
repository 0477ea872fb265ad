import { expect, test } from 'vitest'
import { readIgnoreRules } from './ignore-rules.ts'

const ignored = (rules: string, path: string) => readIgnoreRules(rules).ignores(path.replace(/\/$/, ''), path.endsWith('/'))

test.each([
  ['*.log', 'a.log', true],
  ['*.log', 'deep/down/a.log', true],
  ['*.log', 'a.log.txt', undefined],
  ['/a.txt', 'a.txt', true],
  ['/a.txt', 'b/a.txt', undefined],
  ['drafts/', 'drafts/', true],
  ['drafts/', 'old/drafts/', true],
  ['drafts/', 'drafts', undefined],
  ['old/drafts', 'old/drafts/', true],
  ['old/drafts', 'more/old/drafts/', undefined],
  ['**/tmp', 'a/b/tmp/', true],
  ['a/**', 'a/b/c.txt', true],
  ['a/**/c.txt', 'a/c.txt', true],
  ['a/**/c.txt', 'a/b/b/c.txt', true],
  ['note?.md', 'note1.md', true],
  ['note[0-9].md', 'noteA.md', undefined],
  ['note[!0-9].md', 'noteA.md', true],
  ['*.md\n!keep.md', 'keep.md', false],
  ['*.md\n!keep.md', 'other.md', true],
  ['# *.md', 'a.md', undefined],
  ['\\#odd', '#odd', true],
  ['草稿*', '草稿一.md', true],
  ['a+b(1).txt', 'a+b(1).txt', true],
])('%j and %s: %s', (rules, path, expected) => expect(ignored(rules, path)).toBe(expected))
