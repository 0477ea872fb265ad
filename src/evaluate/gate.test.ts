import { expect, it } from 'vitest'
import { gatesNotPassed, parseGate } from './gate.ts'

const known = ['hit1', 'ndcg10']
const metric = (value: number) => ({ value, low: value, high: value, n: 10 })

it('reads a gate, with or without spaces', () => {
  expect(parseGate('ndcg10>=0.9', known)).toEqual({ metric: 'ndcg10', least: 0.9 })
  expect(parseGate(' hit1 >= .5 ', known)).toEqual({ metric: 'hit1', least: 0.5 })
})

it.each(['ndcg10', 'ndcg10>0.9', 'ndcg10>=', 'ndcg10>=many', '>=0.9', ''])('refuses "%s" and shows the form', (text) => {
  expect(() => parseGate(text, known)).toThrow(/METRIC>=X/)
})

it('refuses a metric that is not measured', () => {
  expect(() => parseGate('bleu>=0.1', known)).toThrow(/not measured/)
})

it('tells which gates were not passed; equal is passed', () => {
  const metrics = { hit1: metric(0.5), ndcg10: metric(0.71) }
  const gates = [parseGate('hit1>=0.5', known), parseGate('ndcg10>=0.72', known)]
  expect(gatesNotPassed(gates, metrics)).toEqual(['ndcg10 0.7100 < 0.72'])
})
