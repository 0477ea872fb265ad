import { expect, it } from 'vitest'
import { judge } from './judge.ts'

const named = (source: string) => ({ source, text: 'whatever' })

it('counts a document once, at its best passage', () => {
  const { relevances, rank } = judge([named('a.md'), named('a.md'), named('b.md'), named('c.md'), named('b.md')], [{ id: 'b.md', relevance: 1 }])
  expect(relevances).toEqual([0, 1, 0])
  expect(rank).toBe(2)
})

it('knows a file below another folder, with other slashes or other Unicode, but not a mere ending', () => {
  const rankOf = (source: string, id: string) => judge([named(source)], [{ id, relevance: 1 }]).rank
  expect(rankOf('handbook/mail/move.eml', 'mail/move.eml')).toBe(1)
  expect(rankOf('handbook\\mail\\move.eml', 'mail/move.eml')).toBe(1)
  expect(rankOf('caf\u0065\u0301.md', 'caf\u00e9.md')).toBe(1)
  expect(rankOf('old-travel.md', 'travel.md')).toBe(null)
})

it('knows a passage by the text of its document, white space aside, and a file by the id', () => {
  const gold = [{ id: 'd1', text: 'Clay holds more water than sand does.\nIt drains slowly.', relevance: 2 }]
  expect(judge([{ source: 'x.txt', text: 'more water than  sand does. It drains' }], gold).relevances).toEqual([2])
  expect(judge([{ source: 'x.txt', text: 'It drains' }], gold).rank).toBe(null)
  expect(judge([{ source: 'corpus/d1.txt', text: 'It drains' }], gold).rank).toBe(1)
})
