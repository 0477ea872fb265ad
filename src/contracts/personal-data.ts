/** What a span may be; a custom recogniser of the configuration adds types of its own. Upper case, words joined by "_". */
export type PersonalDataType = string

/** Personal data in a text: `text === whole.slice(start, end)`. Spans of one finding never overlap and come in order. */
export interface PersonalSpan {
  readonly start: number
  readonly end: number
  readonly type: PersonalDataType
  readonly text: string
  /** 0…1: how sure it is. */
  readonly score: number
}

/** Pure and synchronous: same text, same spans. */
export type FindPersonalData = (text: string) => PersonalSpan[]

/**
 * What is done with a value. `keep`: nothing. `label`: "[PERSON_1]". `mask`: its letters and digits become "*".
 * `synthetic`: a valid value of the same kind that belongs to nobody. `drop`: the smallest record that holds it is left out.
 */
export type Treatment = 'keep' | 'label' | 'mask' | 'synthetic' | 'drop'
