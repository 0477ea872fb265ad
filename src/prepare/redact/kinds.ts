import type { PersonalDataType } from '../../contracts/personal-data.ts'
import { compactOf } from './synthetic/compact.ts'
import { phoneParts } from './synthetic/phones.ts'

/**
 * How values of a type are compared and written. `name`: part by part. `phone`: by the national number. `compact`: by letters and
 * digits. `date`, `text`: as a whole, in any case.
 */
export type Kind = 'name' | 'phone' | 'compact' | 'date' | 'text'

const TEXTS = new Set(['EMAIL', 'URL', 'ADDRESS', 'LOCATION', 'USERNAME', 'PASSWORD', 'API_KEY', 'IP_ADDRESS', 'WECHAT', 'CRYPTO_WALLET', 'PRIVATE_KEY'])
const EXACT = new Set(['PASSWORD', 'API_KEY', 'CRYPTO_WALLET', 'PRIVATE_KEY'])

export function kindOf(type: PersonalDataType, text: string): Kind {
  if (type === 'PERSON') return 'name'
  if (type === 'PHONE' && text.replace(/\D/g, '').length >= 6) return 'phone'
  if (type.includes('DATE')) return 'date'
  if (TEXTS.has(type)) return 'text'
  const compact = compactOf(text)
  if (type === 'MAC_ADDRESS') return 'compact'
  return /^[A-Z0-9]*\d[A-Z0-9]*$/.test(compact) && compact.length >= 4 ? 'compact' : 'text'
}

/** Values with the same key are the same. Not for names, which are compared by their parts. */
export function keyOf(kind: Kind, type: PersonalDataType, text: string): string {
  if (kind === 'phone') return phoneParts(text).national
  if (kind === 'compact') return compactOf(text)
  const plain = text.normalize('NFKC').replace(/\s+/g, ' ').trim()
  return EXACT.has(type) ? plain : plain.toLowerCase()
}

/** `word` in the case of `form`, where that is all upper or all lower; else in the case of its own. */
export function inCaseOf(form: string, own: string, word: string): string {
  if (form === own) return word
  if (isUpper(form) && !isUpper(own)) return word.toUpperCase()
  if (isLower(form) && !isLower(own)) return word.toLowerCase()
  return word
}

const isUpper = (text: string): boolean => text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase()
const isLower = (text: string): boolean => text === text.toLowerCase() && text !== text.toUpperCase()
