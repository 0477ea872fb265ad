import { Readability } from '@mozilla/readability'
import { DefuddleClass } from 'defuddle/node'
import type { DomDocument, DomElement } from './dom.ts'
import { wordCount } from './dom.ts'
import { declaresArticle, frameOf } from './frame.ts'
import type { Block } from './markdown.ts'
import { blocksOf } from './markdown.ts'
import { trimmedArticle } from './trim.ts'

/** Both article finders search upwards from every element; a page with more elements is a book or a log and is kept whole. */
const MAX_ELEMENTS = 40_000
const MAX_CHARACTERS = 2_000_000
/** Defuddle is the slower one by far and gets smaller pages only. */
const MAX_ELEMENTS_DEFUDDLE = 12_000
/** A page with fewer words cannot be told to be an article, and has little around it. */
const MIN_WORDS = 80
/** Longer prose that only one of the two finders calls content is believed to be content. */
const SURE_WORDS = 20

/**
 * What a page is about, without its frame. A page that says it is an article is read by Readability; short and linked pieces
 * that Defuddle does not call content as well are left out. Other pages (documentation, tables, forms, lists) keep everything
 * but menus, banners and footers.
 * Changes the document.
 */
export function contentOf(document: DomDocument): Block[] {
  const body = document.body
  if (!body) return []
  const whole = blocksOf(body)
  if (whole.reduce((sum, block) => sum + block.text.length, 0) > MAX_CHARACTERS) return whole
  const elements = document.querySelectorAll('*').length
  const main = mainOf(document, body, whole)
  if (wordsOf(main) < MIN_WORDS || elements > MAX_ELEMENTS) return main
  const declared = declaresArticle(document)
  const second = declared && elements <= MAX_ELEMENTS_DEFUDDLE ? byDefuddle(document) : undefined
  const found = byReadability(document)
  if (!found) return main
  if (!declared) return covers(found.blocks, main, 0.12) ? trimmedArticle(found.blocks, found.title) : main
  const article = trimmedArticle(second ? agreed(found.blocks, second) : found.blocks, found.title)
  return wordsOf(article) >= MIN_WORDS / 4 && !losesTables(article, main) ? article : main
}

/** The page without its frame, or the whole of it where the frame is all there is. */
function mainOf(document: DomDocument, body: DomElement, whole: Block[]): Block[] {
  const visible = whole.reduce((sum, block) => sum + block.text.length, 0)
  const main = withoutMenus(blocksOf(body, frameOf(document, visible)))
  return wordsOf(main) >= Math.min(20, wordsOf(whole) / 2) ? main : whole
}

/** Without runs of many short lines that are nothing but links, as long as that leaves something to read. */
function withoutMenus(blocks: Block[]): Block[] {
  const inMenu = new Set<Block>()
  let run: Block[] = []
  for (const block of [...blocks, undefined]) {
    if (block && (block.kind === 'item' || block.kind === 'text') && block.linked > 0.9 && wordCount(block.text) <= 8) run.push(block)
    else {
      if (run.length >= 8 && wordsOf(run) <= 4 * run.length) for (const member of run) inMenu.add(member)
      run = []
    }
  }
  const rest = blocks.filter((block) => !inMenu.has(block))
  return wordsOf(rest) >= 2 * MIN_WORDS ? rest : blocks
}

function byReadability(document: DomDocument): { blocks: Block[]; title: string } | undefined {
  const read = new Readability<DomElement>(document as never, {
    keepClasses: true,
    disableJSONLD: true,
    serializer: (node) => node as unknown as DomElement,
  }).parse()
  if (!read?.content) return undefined
  // Captions belong to pictures that are not extracted, and most of them name a photographer.
  for (const caption of read.content.querySelectorAll('figcaption')) caption.remove()
  return { blocks: blocksOf(read.content), title: read.title ?? '' }
}

function byDefuddle(document: DomDocument): Block[] | undefined {
  try {
    const { content } = new DefuddleClass(document as never, { url: 'https://page.invalid/', useAsync: false, includeReplies: false }).parse()
    const holder = (document as unknown as { createElement(name: string): DomElement }).createElement('div')
    holder.innerHTML = content
    return blocksOf(holder)
  } catch {
    // A second opinion: the page is read without it.
    return undefined
  }
}

function agreed(blocks: readonly Block[], others: readonly Block[]): readonly Block[] {
  const theirs = ` ${others.map(keyOf).join(' ')} `
  const both = blocks.filter((block) => theirs.includes(` ${keyOf(block)} `))
  if (wordsOf(both) < 0.5 * Math.min(wordsOf(blocks), wordsOf(others))) return blocks
  const kept = new Set(both)
  return blocks.filter(
    (block) =>
      kept.has(block) ||
      block.kind === 'table' ||
      block.kind === 'code' ||
      (block.kind === 'text' && block.linked < 0.3 && wordCount(block.text) >= SURE_WORDS),
  )
}

/** Are at most `missing` of the words of `main` that matter (no menus, no short lines) absent from `blocks`? */
function covers(blocks: readonly Block[], main: readonly Block[], missing: number): boolean {
  const have = ` ${blocks.map(keyOf).join(' ')} `
  const substance = main.filter((block) => block.linked < 0.5 && (isData(block) || wordCount(block.text) >= 10))
  const lost = substance.filter((block) => !have.includes(` ${keyOf(block)} `))
  return wordsOf(lost) <= missing * wordsOf(substance) && !lost.some(isData)
}

/** Tables and code are what the page is for, and most of them are gone: it calls itself an article and is a reference. */
function losesTables(article: readonly Block[], main: readonly Block[]): boolean {
  const data = main.filter((block) => block.linked < 0.5 && isData(block))
  return data.length > 1 && data.filter((block) => !article.some((other) => keyOf(other) === keyOf(block))).length > data.length / 2
}

const isData = (block: Block): boolean => block.kind === 'table' || block.kind === 'code'

const keyOf = (block: Block): string =>
  block.text
    .toLowerCase()
    .replace(/^\s*\d+\. /, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const wordsOf = (blocks: readonly Block[]): number => blocks.reduce((sum, block) => sum + wordCount(block.text), 0)
