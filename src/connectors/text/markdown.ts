import type { MetadataValue } from '../../contracts/document.ts'
import type { Extractor } from '../../contracts/extractor.ts'
import { frontMatterOf } from './front-matter.ts'
import { readText } from './plain.ts'

/** Markdown as it stands; its front matter becomes metadata and title, and stays in the text. */
export const markdownExtractor: Extractor = {
  kinds: ['md'],
  async extract(file) {
    const { text, metadata } = readText(file)
    if (!text.trim()) return { documents: [], reason: 'the file holds only white space' }
    const front = frontMatterOf(text)
    const title = textOf(front['title']) ?? firstHeading(text)
    const language = textOf(front['language'] ?? front['lang'])
    return { documents: [{ text, format: 'markdown', ...(title ? { title } : {}), ...(language ? { language } : {}), metadata: { ...front, ...metadata } }] }
  },
}

const textOf = (value: MetadataValue | undefined): string | undefined => (typeof value === 'string' && value.trim() ? value.trim() : undefined)

/** The first heading of the first level outside fenced code. */
function firstHeading(text: string): string | undefined {
  let fence: string | undefined
  let before = ''
  for (const line of text.split(/\r?\n/)) {
    const mark = /^ {0,3}(```+|~~~+)/.exec(line)?.[1]
    if (mark && !fence) fence = mark
    else if (mark && fence && mark.startsWith(fence)) fence = undefined
    if (!fence) {
      const title = /^ {0,3}#[ \t]+(.+?)[ \t]*#*$/.exec(line)?.[1] ?? (/^ {0,3}=+[ \t]*$/.test(line) && before.trim())
      if (title) return title.trim()
    }
    before = line
  }
  return undefined
}
