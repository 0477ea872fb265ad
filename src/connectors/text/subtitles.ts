import { TilthError } from '../../common/errors.ts'
import type { Extractor } from '../../contracts/extractor.ts'
import { readText, tidyText } from './plain.ts'

/** Subtitles (SubRip, WebVTT) as paragraphs of whole sentences, each with the time it begins at: "[00:01:02] …". */
export const subtitlesExtractor: Extractor = {
  kinds: ['srt', 'vtt'],
  async extract(file) {
    const { text, metadata } = readText(file)
    const cues = cuesOf(tidyText(text))
    if (!cues.length) {
      if (!text.trim()) return { documents: [], reason: 'the file is empty' }
      throw new TilthError('damaged', `${file.name} holds no subtitles with times`, 'name it .txt to read it as plain text')
    }
    const paragraphs = joined(cues).map(({ start, text: words }) => `[${start}] ${words}`)
    return { documents: [{ text: paragraphs.join('\n\n'), format: 'markdown', metadata }] }
  },
}

interface Cue {
  /** "hh:mm:ss". */
  readonly start: string
  readonly text: string
}

const TIMES = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}/

function cuesOf(text: string): Cue[] {
  const cues: Cue[] = []
  for (const block of text.split(/\n\s*\n/)) {
    const lines = block.split('\n')
    const at = lines.findIndex((line) => TIMES.test(line.trim()))
    const times = at < 0 ? undefined : TIMES.exec((lines[at] as string).trim())
    if (!times) continue
    const [, hours = '0', minutes = '0', seconds = '0'] = times
    const words = lines
      .slice(at + 1)
      .join(' ')
      // "<v Anna>" names who speaks; other tags are looks.
      .replace(/<v(?:\.[^ >]*)?\s+([^>]+)>/g, '$1: ')
      .replace(/<[^>]*>|\{\\[^}]*\}/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    // Live captions repeat the line before in each cue.
    if (words && words !== cues.at(-1)?.text) cues.push({ start: [hours, minutes, seconds].map((part) => part.padStart(2, '0')).join(':'), text: words })
  }
  return cues
}

const LONGEST_PARAGRAPH = 400

/** Cues cut sentences where the picture wants it: joined up to a sentence's end, in paragraphs of a readable length. */
function joined(cues: readonly Cue[]): Cue[] {
  const paragraphs: Cue[] = []
  let open: Cue | undefined
  for (const cue of cues) {
    const gap: string = open && /[\u3000-\u9fff]$/.test(open.text) ? '' : ' '
    open = open ? { start: open.start, text: `${open.text}${gap}${cue.text}` } : cue
    const long = open.text.length >= LONGEST_PARAGRAPH
    if ((long && /[.!?。！？…"”]$/.test(open.text)) || open.text.length >= 2 * LONGEST_PARAGRAPH) {
      paragraphs.push(open)
      open = undefined
    }
  }
  return open ? [...paragraphs, open] : paragraphs
}
