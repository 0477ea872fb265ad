const EXCEPTIONS: ReadonlyMap<string, string> = new Map(
  'skis ski,skies sky,dying die,lying lie,tying tie,idly idl,gently gentl,ugly ugli,early earli,only onli,singly singl,sky sky,news news,howe howe,atlas atlas,cosmos cosmos,bias bias,andes andes'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)
/** Left alone once a plural ending is gone. */
const DONE_AFTER_PLURAL: ReadonlySet<string> = new Set('inning outing canning herring earring proceed exceed succeed'.split(' '))

/** Ending → what replaces it; within one step the longest ending that fits decides. */
type Endings = readonly (readonly [ending: string, replacement: string])[]
const endings = (list: string): Endings =>
  list
    .split(' ')
    .map((pair) => pair.split('>') as [string, string])
    .sort(([left], [right]) => right.length - left.length)
const STEP_2 = endings(
  'tional>tion enci>ence anci>ance abli>able entli>ent izer>ize ization>ize ational>ate ation>ate ator>ate alism>al aliti>al alli>al fulness>ful ousli>ous ousness>ous iveness>ive iviti>ive biliti>ble bli>ble ogi>og fulli>ful lessli>less li>',
)
const STEP_3 = endings('tional>tion ational>ate alize>al icate>ic iciti>ic ical>ic ful> ness> ative>')
const STEP_4 = endings('al> ance> ence> er> ic> able> ible> ant> ement> ment> ent> ism> ate> iti> ous> ive> ize> ion>')

const isVowel = (word: string, at: number): boolean => 'aeiouy'.includes(word[at] ?? ' ')

/**
 * The stem of an English word in lower case: Porter 2, "The English (Porter2) stemming algorithm", snowballstem.org.
 * As there, `Y` marks a y that is a consonant while the word is worked on.
 */
export function stemEnglish(word: string): string {
  if (word.length <= 2) return word
  const exception = EXCEPTIONS.get(word)
  if (exception !== undefined) return exception
  let stem = word.replace(/^y|(?<=[aeiouy])y/g, 'Y')
  const first = regionAfter(stem, /^(?:gener|commun|arsen)/.exec(stem)?.[0].length ?? 0, true)
  const second = regionAfter(stem, first, false)

  stem = withoutPlural(stem)
  if (DONE_AFTER_PLURAL.has(stem)) return stem
  stem = withoutTense(stem, first)
  if (stem.length > 2 && /[yY]$/.test(stem) && !isVowel(stem, stem.length - 2)) stem = `${stem.slice(0, -1)}i`
  stem = replaced(stem, STEP_2, (ending, at) => at >= first && (ending !== 'li' || /[cdeghkmnrt]li$/.test(stem)) && (ending !== 'ogi' || stem[at - 1] === 'l'))
  stem = replaced(stem, STEP_3, (ending, at) => at >= (ending === 'ative' ? second : first))
  stem = replaced(stem, STEP_4, (ending, at) => at >= second && (ending !== 'ion' || /[st]ion$/.test(stem)))
  const last = stem.length - 1
  if (stem.endsWith('e') && (last >= second || (last >= first && !endsInShortSyllable(stem.slice(0, -1))))) stem = stem.slice(0, -1)
  else if (stem.endsWith('ll') && last >= second) stem = stem.slice(0, -1)
  return stem.replaceAll('Y', 'y')
}

/** Start of the region behind the first consonant that follows a vowel, looked for from `from`; `fixed`: `from` itself, where it is given. */
function regionAfter(stem: string, from: number, fixed: boolean): number {
  if (fixed && from > 0) return from
  for (let at = from + 1; at < stem.length; at++) if (!isVowel(stem, at) && isVowel(stem, at - 1)) return at + 1
  return stem.length
}

/** …consonant, vowel, consonant other than w, x, Y; or a vowel and a consonant that are the whole word. */
function endsInShortSyllable(stem: string): boolean {
  return /(?:^|[^aeiouy])[aeiouy][^aeiouywxY]$/.test(stem) ? stem.length > 2 || isVowel(stem, 0) : /^[aeiouy][^aeiouy]$/.test(stem)
}

function withoutPlural(stem: string): string {
  if (!stem.endsWith('s')) return stem.endsWith('ied') ? stem.slice(0, stem.length > 4 ? -2 : -1) : stem
  if (stem.endsWith('sses')) return stem.slice(0, -2)
  if (stem.endsWith('ies')) return stem.slice(0, stem.length > 4 ? -2 : -1)
  if (/(?:us|ss)$/.test(stem)) return stem
  return /[aeiouy].+s$/.test(stem) ? stem.slice(0, -1) : stem
}

function withoutTense(stem: string, first: number): string {
  const ending = /(?:eedly|eed|edly|ed|ingly|ing)$/.exec(stem)?.[0]
  if (ending === undefined) return stem
  const rest = stem.slice(0, -ending.length)
  if (ending.startsWith('eed')) return rest.length >= first ? `${rest}ee` : stem
  if (!/[aeiouy]/.test(rest)) return stem
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`
  if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return rest.slice(0, -1)
  return rest.length <= first && endsInShortSyllable(rest) ? `${rest}e` : rest
}

function replaced(stem: string, list: Endings, allowed: (ending: string, at: number) => boolean): string {
  for (const [ending, replacement] of list) {
    if (!stem.endsWith(ending)) continue
    const at = stem.length - ending.length
    return allowed(ending, at) ? stem.slice(0, at) + replacement : stem
  }
  return stem
}
