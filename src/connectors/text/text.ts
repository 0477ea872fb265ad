import type { Extractor } from '../../contracts/extractor.ts'
import { readText } from './plain.ts'

/** Plain text, logs and source code: character by character, only the byte order mark is taken off. */
export const textExtractor: Extractor = {
  kinds: ['txt'],
  async extract(file) {
    const { text, metadata } = readText(file)
    return text.trim() ? { documents: [{ text, format: 'plain', metadata }] } : { documents: [], reason: 'the file holds only white space' }
  },
}
