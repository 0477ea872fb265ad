/**
 * Numbers and codes are compared by their letters and digits alone ("4111 1111-…" is "41111111…"), and a stand-in takes the spaces,
 * hyphens and case of the place where it is put.
 */
const LETTER = /[\p{L}\p{N}]/u

/** Letters and digits in upper case, full width folded. */
export function compactOf(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Writes `compact` into the places of the letters and digits of `form`; undefined where their numbers differ. */
export function renderInto(form: string, compact: string): string | undefined {
  const letters = [...compact]
  const allLower = form === form.toLowerCase() && form !== form.toUpperCase()
  let at = 0
  let text = ''
  for (const each of form) {
    if (!LETTER.test(each)) {
      text += each
      continue
    }
    const next = letters[at++]
    if (next === undefined) return undefined
    const lower = /\p{L}/u.test(each) ? each !== each.toUpperCase() : allLower
    const wide = each >= '\uff01' && each <= '\uff5e' && next >= '!' && next <= '~'
    const cased = lower ? next.toLowerCase() : next
    text += wide ? String.fromCharCode(cased.charCodeAt(0) + 0xfee0) : cased
  }
  return at === letters.length ? text : undefined
}
