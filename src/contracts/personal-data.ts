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

/** A recogniser of the configuration: a type of its own, found by patterns and words. */
export interface CustomRecogniser {
  /** Upper case, words joined by "_", such as "EMPLOYEE_ID". */
  readonly type: PersonalDataType
  /** Regular expressions, as in JavaScript; case matters. */
  readonly patterns?: readonly string[]
  /** Words and phrases, found as whole words in any case. */
  readonly words?: readonly string[]
}

/** What is done with which personal data, as a configuration writes it. A treatment alone is one for everything. */
export interface PersonalDataPolicy {
  /** For types that `types` does not name. */
  readonly treatment: Treatment
  readonly types?: Readonly<Record<PersonalDataType, Treatment>>
  /** By source: the first glob that matches a file's path takes the place of `treatment`, and its `types` of `types`. */
  readonly sources?: readonly { readonly match: string; readonly treatment?: Treatment; readonly types?: Readonly<Record<PersonalDataType, Treatment>> }[]
  readonly custom?: readonly CustomRecogniser[]
}

/** A stand-in within the redacted text: `text.slice(start, end) === replacement`; "" where a value was dropped. */
export interface Replacement {
  readonly start: number
  readonly end: number
  readonly type: PersonalDataType
  readonly replacement: string
}

export interface Redaction {
  readonly text: string
  readonly spans: readonly Replacement[]
}

/** Where a text comes from, for rules by source. */
export interface RedactionContext {
  /** Path relative to its place. */
  readonly source?: string
  /** "markdown": escapes such as "mary\_jones@…" are read as what they stand for. */
  readonly format?: 'plain' | 'markdown'
  /** False: stand-ins in the text are treated like any value; true (the default) leaves them, so that redacting twice changes nothing. */
  readonly keepStandIns?: boolean
}

/** A policy at work; pure but for the stand-ins that it makes. */
export interface Redactor {
  redact(text: string, context?: RedactionContext): Redaction
}

/** The stand-ins of a store or a run: the same value always gets the same one, different values never share one. */
export interface StandIns {
  /**
   * Stand-ins for the values of one text, in its order. `context` is the text that they stand in: titles before a name tell gender.
   * `label`: "[PERSON_1]"; `synthetic`: in the form of the value itself.
   */
  replace(spans: readonly PersonalSpan[], treatment: 'label' | 'synthetic', context: string): string[]
  /** Stand-ins in a text that were given for something, without overlaps, in order; `value` is what they stand for. */
  find(text: string): StandInHit[]
  /** Known values in a text, each with its stand-in under `treatment`; nothing new is made. */
  findValues(text: string, treatment: 'label' | 'synthetic'): StandInHit[]
}

export interface StandInHit {
  readonly start: number
  readonly end: number
  readonly type: PersonalDataType
  /** What is to be put there. */
  readonly text: string
}
