import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

test.each([
  ['chek', ['check', 'backup'], ['check']],
  ['retrival', ['retrieval'], ['retrieval']],
  ['--jsn', ['--json', '--store', '--events'], ['--json']],
  ['saerch', ['search', 'sources', 'store'], ['search']],
  ['bat', ['cat', 'hat', 'house'], ['cat', 'hat']],
  ['weather', ['check', 'backup'], []],
])('%s means %j: %j', (word, candidates, expected) => expect(nearest(word, candidates)).toEqual(expected))
