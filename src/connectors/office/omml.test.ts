import { expect, it } from 'vitest'
import { latexOf } from './omml.ts'
import { parseXml } from './xml.ts'

const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`
const val = (name: string, value: string) => `<m:${name} m:val="${value}"/>`
const latex = (inner: string) =>
  latexOf(parseXml(Buffer.from(`<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">${inner}</m:oMath>`), 'a.xml'))

it.each([
  ['symbols and styled letters', r('𝛼 ≤ 𝐱 × ∞'), '\\alpha \\leq x \\times \\infty'],
  [
    'a fraction as a base',
    `<m:sSup><m:e><m:f><m:num>${r('a')}</m:num><m:den>${r('b')}</m:den></m:f></m:e><m:sup>${r('2')}</m:sup></m:sSup>`,
    '{\\frac{a}{b}}^{2}',
  ],
  ['both scripts', `<m:sSubSup><m:e>${r('x')}</m:e><m:sub>${r('i')}</m:sub><m:sup>${r('2')}</m:sup></m:sSubSup>`, 'x_{i}^{2}'],
  ['a root with a degree', `<m:rad><m:deg>${r('3')}</m:deg><m:e>${r('x')}</m:e></m:rad>`, '\\sqrt[3]{x}'],
  ['a binomial', `<m:f><m:fPr>${val('type', 'noBar')}</m:fPr><m:num>${r('n')}</m:num><m:den>${r('k')}</m:den></m:f>`, '\\binom{n}{k}'],
  ['a known function', `<m:func><m:fName>${r('log')}</m:fName><m:e><m:d><m:e>${r('x')}</m:e></m:d></m:e></m:func>`, '\\log \\left(x\\right)'],
  [
    'a limit',
    `<m:func><m:fName><m:limLow><m:e>${r('lim')}</m:e><m:lim>${r('n→∞')}</m:lim></m:limLow></m:fName><m:e>${r('a')}</m:e></m:func>`,
    '\\lim_{n\\rightarrow \\infty} a',
  ],
  ['fences', `<m:d><m:dPr>${val('begChr', '{')}${val('endChr', '')}</m:dPr><m:e>${r('x')}</m:e></m:d>`, '\\left\\{x\\right.'],
  [
    'a matrix',
    `<m:m><m:mr><m:e>${r('1')}</m:e><m:e>${r('0')}</m:e></m:mr><m:mr><m:e>${r('0')}</m:e><m:e>${r('1')}</m:e></m:mr></m:m>`,
    '\\begin{matrix}1 & 0 \\\\ 0 & 1\\end{matrix}',
  ],
  ['an integral', `<m:nary><m:sub>${r('0')}</m:sub><m:sup>${r('1')}</m:sup><m:e>${r('x')}</m:e></m:nary>`, '\\int_{0}^{1} x'],
  ['an accent', `<m:acc><m:accPr>${val('chr', '\u0303')}</m:accPr><m:e>${r('x')}</m:e></m:acc>`, '\\tilde{x}'],
])('%s', (_, inner, text) => {
  expect(latex(inner)).toBe(text)
})
