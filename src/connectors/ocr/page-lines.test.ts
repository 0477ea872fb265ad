import { expect, test } from 'vitest'
import { composed } from '../pdf/compose.ts'
import { pageLines } from './page-lines.ts'

const LEFT = ['员工须在出差结束后三十天内提交', '差旅费用报销单，并附上所有收据', '部门负责人审批以后由财务部门在', '下一次发放工资的时候一并支付。']
const RIGHT = ['公司在上海和北京设有办事处，各', '地的员工可以在当地的办事处借用', '车辆，借用之前须得到部门负责人', '的书面同意，并在三天之内归还。']

test('two columns of Chinese prose are read one after the other, and are no table', () => {
  const at = (column: number) => (text: string, row: number) => ({
    text,
    confidence: 0.9,
    sideways: false,
    // Heights vary with the characters, and the page lies a little askew.
    box: { x: 350 + 700 * column, y: 200 + 50 * row + 7 * column, width: 600, height: 32 + (row % 2) * 5, angle: 0.01 },
  })
  const read = { width: 1400, height: 2000, turns: 0 as const, lines: [...LEFT.map(at(0)), ...RIGHT.map(at(1))] }
  const page = { number: 1, rules: [], pictures: 1, blank: false, unreadable: false, ...pageLines(read, 150) }
  expect(composed([page], new Map()).text.replace(/\s/g, '')).toBe([...LEFT, ...RIGHT].join(''))
})
