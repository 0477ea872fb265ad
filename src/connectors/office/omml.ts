import { FUNCTIONS, mathText, operatorOf } from './omml-symbols.ts'
import { childOf, childrenOf, elementsOf, pathOf, textOf } from './xml.ts'
import type { XmlElement } from './xml.ts'

/** An Office formula (m:oMath; ECMA-376, 22.1) as LaTeX, without the dollar signs. */
export function latexOf(math: XmlElement): string {
  return inside(math).replace(/\s+/g, ' ').trim()
}

/** Formulas of a paragraph of formulas, one a line. */
export function latexLines(paragraph: XmlElement): string[] {
  return childrenOf(paragraph, 'm:oMath').map(latexOf).filter(Boolean)
}

function inside(element: XmlElement | undefined): string {
  let text = ''
  for (const child of elementsOf(element)) text += convert(child)
  return text
}

const part = (element: XmlElement, name: string) => inside(childOf(element, name)).trim()
const property = (element: XmlElement, properties: string, name: string) => pathOf(element, properties, name)?.attributes['m:val']

/** A base of more than one sign is kept together: {\frac{a}{b}}^{2}. */
const group = (text: string) => (/^(\w|\\[a-z]+)?$/i.test(text) ? text : `{${text}}`)

function convert(element: XmlElement): string {
  switch (element.name) {
    case 'm:r':
      return childrenOf(element, 'm:t')
        .map((each) => mathText(textOf(each)))
        .join('')
    case 'm:t':
      return mathText(textOf(element))
    case 'm:f':
      return fraction(element)
    case 'm:sSup':
      return `${group(part(element, 'm:e'))}^{${part(element, 'm:sup')}}`
    case 'm:sSub':
      return `${group(part(element, 'm:e'))}_{${part(element, 'm:sub')}}`
    case 'm:sSubSup':
      return `${group(part(element, 'm:e'))}_{${part(element, 'm:sub')}}^{${part(element, 'm:sup')}}`
    case 'm:sPre':
      return `{}_{${part(element, 'm:sub')}}^{${part(element, 'm:sup')}}${group(part(element, 'm:e'))}`
    case 'm:rad': {
      const degree = part(element, 'm:deg')
      return `\\sqrt${degree && `[${degree}]`}{${part(element, 'm:e')}}`
    }
    case 'm:nary':
      return nary(element)
    case 'm:d':
      return delimited(element)
    case 'm:func':
      return `${functionName(childOf(element, 'm:fName'))} ${part(element, 'm:e')}`
    case 'm:limLow':
      return `${limitBase(element)}_{${part(element, 'm:lim')}}`
    case 'm:limUpp':
      return `${limitBase(element)}^{${part(element, 'm:lim')}}`
    case 'm:m':
      return `\\begin{matrix}${rows(element)}\\end{matrix}`
    case 'm:eqArr':
      return `\\begin{array}{l}${childrenOf(element, 'm:e')
        .map((each) => inside(each).replaceAll('&', ''))
        .join(' \\\\ ')}\\end{array}`
    case 'm:acc':
      return `${ACCENTS[property(element, 'm:accPr', 'm:chr') ?? '\u0302'] ?? '\\hat'}{${part(element, 'm:e')}}`
    case 'm:bar':
      return `${property(element, 'm:barPr', 'm:pos') === 'top' ? '\\overline' : '\\underline'}{${part(element, 'm:e')}}`
    case 'm:groupChr':
      return `${property(element, 'm:groupChrPr', 'm:pos') === 'top' ? '\\overbrace' : '\\underbrace'}{${part(element, 'm:e')}}`
    case 'm:borderBox':
      return `\\boxed{${part(element, 'm:e')}}`
    case 'w:del':
    case 'w:moveFrom':
      return ''
    default:
      // Properties hold no text; boxes, phantoms and whatever else wraps a formula is looked through.
      return element.name.endsWith('Pr') ? '' : inside(element)
  }
}

function fraction(element: XmlElement): string {
  const [top, bottom] = [part(element, 'm:num'), part(element, 'm:den')]
  const type = property(element, 'm:fPr', 'm:type')
  if (type === 'lin') return `${group(top)}/${group(bottom)}`
  return `${type === 'noBar' ? '\\binom' : '\\frac'}{${top}}{${bottom}}`
}

function nary(element: XmlElement): string {
  const [below, above] = [part(element, 'm:sub'), part(element, 'm:sup')]
  return `${operatorOf(property(element, 'm:naryPr', 'm:chr') ?? '∫')}${below && `_{${below}}`}${above && `^{${above}}`} ${part(element, 'm:e')}`
}

function delimited(element: XmlElement): string {
  const [begin, end, separator] = ['m:begChr', 'm:endChr', 'm:sepChr'].map((name) => property(element, 'm:dPr', name))
  const sign = (given: string | undefined, usual: string) => {
    const character = given ?? usual
    return FENCES[character] ?? (character || '.')
  }
  const parts = childrenOf(element, 'm:e').map((each) => inside(each).trim())
  return `\\left${sign(begin, '(')}${parts.join(` ${separator ?? '|'} `)}\\right${sign(end, ')')}`
}

/** "lim" and "log" are commands where they name a function, whatever their letters' style. */
function functionName(name: XmlElement | undefined): string {
  const text = inside(name).trim()
  const bare = text.replaceAll(' ', '')
  return FUNCTIONS.has(bare) ? `\\${bare}` : text
}

const limitBase = (element: XmlElement) => functionName(childOf(element, 'm:e'))

const rows = (matrix: XmlElement) =>
  childrenOf(matrix, 'm:mr')
    .map((row) =>
      childrenOf(row, 'm:e')
        .map((each) => inside(each).trim())
        .join(' & '),
    )
    .join(' \\\\ ')

const FENCES: Readonly<Record<string, string>> = {
  '{': '\\{',
  '}': '\\}',
  '⟨': '\\langle ',
  '⟩': '\\rangle ',
  '〈': '\\langle ',
  '〉': '\\rangle ',
  '‖': '\\|',
  '⌊': '\\lfloor ',
  '⌋': '\\rfloor ',
  '⌈': '\\lceil ',
  '⌉': '\\rceil ',
}

const ACCENTS: Readonly<Record<string, string>> = {
  '\u0300': '\\grave',
  '\u0301': '\\acute',
  '\u0302': '\\hat',
  '\u0303': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '\u0306': '\\breve',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u030c': '\\check',
  '\u20d7': '\\vec',
  '\u2192': '\\vec',
}
