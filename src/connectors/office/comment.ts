import type { Block } from './markdown.ts'

/** A reviewer's remark, in one form for all office files. `time` is ISO 8601. */
export function commentBlock({ author, time, text }: { readonly author?: string; readonly time?: string; readonly text: string }): Block[] {
  const about = [author && `author: ${author}`, time && `time: ${time.replace(/Z$/, '')}`].filter(Boolean).join(', ')
  return text ? [{ kind: 'paragraph', text: about ? `[${about}]: ${text}` : text }] : []
}
